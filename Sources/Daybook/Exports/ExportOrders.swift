import Diagnostics
public import Exports
public import Mapping
public import Model
import Store

/// `daybook orders export`: writes orders or their lines by a layout, or delivers what a destination lacks.
public struct ExportOrders: Sendable {
  /// The layout's name or path.
  public var mapping: String
  /// The file; `-` for standard output; nil for a name of its own in the destination's folder.
  public var path: String?
  /// The first local day of the orders' creation; nil for what the layout says.
  public var from: CivilDate?
  /// The last local day.
  public var to: CivilDate?
  /// The file format; nil for the layout's.
  public var format: ExportFormat?
  /// What is delivered: orders that the destination never got, or that were changed since; nil for a file of everything.
  public var scope: ExportScope?
  /// Where it is delivered to; nil for the only one there is.
  public var destination: String?

  /// A request for a file by a layout.
  public init(mapping: String, path: String?) {
    self.mapping = mapping
    self.path = path
  }

  /// Writes the file and its manifest, records the run and delivers it. Errors as for ``Exports/ExportRunner/run(_:)``,
  /// `configuration` where the layout is wrong, `usage` where the options do not go together.
  public func run(in session: Session) throws -> ExportSummary {
    let workspace = session.workspace
    let file = try MappingCatalog(folder: workspace.mappingsFolder).find(mapping, in: .exports)
    let layout = try ExportLayout.read(
      file, fields: ExportCatalogue.fields, rules: workspace.exportRules(of: file.name), format: format)
    let delivery = try scope.map {
      DeliveryRequest(
        scope: $0, destination: try workspace.destination(destination), copies: workspace.copiesFolder)
    }
    let store = try Store.open(workspace.storePath, .readWrite)
    var request = ExportRequest(
      layout: layout, path: try path ?? ownPath(layout, delivery?.destination, store), from: from, to: to)
    request.delivery = delivery
    if delivery != nil, request.path == "-" {
      throw usage("what is written to standard output cannot be delivered once", "name a file, or leave --output out")
    }
    let runner = ExportRunner(
      store: store, identity: session.identity, zone: workspace.zone, progress: session.progress,
      isCancelled: session.isCancelled)
    let summary = try runner.run(request)
    try store.close()
    return summary
  }

  /// `MAPPING-DESTINATION-0001.csv` in the destination's folder: the number is that of the delivery, so that no file
  /// takes the place of one that was not collected yet.
  private func ownPath(_ layout: ExportLayout, _ destination: ExportDestination?, _ store: Store) throws -> String {
    guard let destination else { throw usage("there is no file to write to", "name one with --output") }
    let earlier = try store.read { connection in
      try connection.exportStream(mapping: layout.name, destination: destination.name)
        .map { try connection.exportRunCount(of: $0) } ?? 0
    }
    let digits = String(earlier + 1)
    let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    try InitializeWorkspace.makeFolder(destination.folder)
    let name = "\(ExportOrders.plain(layout.name))-\(ExportOrders.plain(destination.name))-\(number)"
    return "\(destination.folder)/\(name).\(layout.format.rawValue)"
  }

  /// A name of which every character is harmless in the name of a file.
  private static func plain(_ name: String) -> String {
    let harmless = name.map { ($0.isASCII && ($0.isLetter || $0.isNumber)) || $0 == "_" ? $0 : "-" }
    return harmless.isEmpty ? "export" : String(harmless)
  }

  private func usage(_ reason: String, _ help: String) -> Failure {
    Failure(.usage, .usage, facts: ["reason": reason, "help": help])
  }
}
