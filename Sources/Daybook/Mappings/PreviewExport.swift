public import Exports
import Mapping
import Store
public import Tabular

/// `daybook mapping preview`: the first rows of an export.
public struct PreviewExport: Sendable {
  /// The layout's name or path.
  public var mapping: String
  /// At most so many rows.
  public var rows: Int

  /// A request for the first rows.
  public init(mapping: String, rows: Int = 10) {
    self.mapping = mapping
    self.rows = rows
  }

  /// Writes them as the layout says, a workbook as CSV. Gives how many there were.
  public func run(in session: Session, to sink: any ByteSink) throws -> Int {
    let file = try MappingCatalog(folder: session.workspace.mappingsFolder).find(mapping, in: .exports)
    var layout = try ExportLayout.read(
      file, fields: ExportCatalogue.fields, rules: session.workspace.exportRules(of: file.name))
    if layout.format == .xlsx { layout.format = .csv }
    return try runner(session).preview(layout, rows: rows, to: sink)
  }

  /// The titles and cells as text, nil for an empty cell.
  public func table(in session: Session) throws -> ExportPreview {
    let file = try MappingCatalog(folder: session.workspace.mappingsFolder).find(mapping, in: .exports)
    return try runner(session).preview(
      try ExportLayout.read(
        file, fields: ExportCatalogue.fields, rules: session.workspace.exportRules(of: file.name)), rows: rows)
  }

  private func runner(_ session: Session) throws -> ExportRunner {
    ExportRunner(
      store: try Store.open(session.workspace.storePath, .readOnly), identity: session.identity,
      zone: session.workspace.zone)
  }
}
