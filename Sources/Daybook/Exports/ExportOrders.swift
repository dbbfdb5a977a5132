public import Exports
public import Mapping
public import Model
import Store

/// `daybook orders export`: writes orders or their lines by a layout.
public struct ExportOrders: Sendable {
  /// The layout's name or path.
  public var mapping: String
  /// The file; `-` for standard output.
  public var path: String
  /// The first local day of the orders' creation; nil for what the layout says.
  public var from: CivilDate?
  /// The last local day.
  public var to: CivilDate?
  /// The file format; nil for the layout's.
  public var format: ExportFormat?

  /// A request for a file by a layout.
  public init(mapping: String, path: String) {
    self.mapping = mapping
    self.path = path
  }

  /// Writes the file and its manifest, and records the run. Errors as for ``Exports/ExportRunner/run(_:)``, and
  /// `configuration` where the layout is wrong.
  public func run(in session: Session) throws -> ExportSummary {
    let file = try MappingCatalog(folder: session.workspace.mappingsFolder).find(mapping, in: .exports)
    let layout = try ExportLayout.read(file, fields: ExportCatalogue.fields, format: format)
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let runner = ExportRunner(
      store: store, identity: session.identity, zone: session.workspace.zone, progress: session.progress)
    let summary = try runner.run(ExportRequest(layout: layout, path: path, from: from, to: to))
    try store.close()
    return summary
  }
}
