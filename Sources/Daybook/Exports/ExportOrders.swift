import Diagnostics
public import Exports
public import Mapping
public import Model
import Store

/// `daybook orders export`: writes orders or their lines by a layout, or delivers what a destination lacks.
public struct ExportOrders: Sendable {
  /// The layout's name or path.
  public var mapping: String
  /// The file, or a folder in which the layout names it, or names several; `-` for standard output; nil for the destination's
  /// folder.
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
    let (layout, delivery) = try plan(in: workspace)
    let store = try Store.open(workspace.storePath, .readWrite)
    let (place, isFolder) = try output(layout, delivery?.destination)
    var request = ExportRequest(layout: layout, path: place, from: from, to: to)
    request.isFolder = isFolder
    request.delivery = delivery
    if delivery != nil, request.path == "-" {
      throw usage("what is written to standard output cannot be delivered once", "name a file, or leave --output out")
    }
    let runner = ExportRunner(
      store: store, identity: session.identity, zone: workspace.zone, progress: session.progress,
      isCancelled: session.isCancelled, isWatched: session.isWatched)
    let summary = try runner.run(request)
    try store.close()
    return summary
  }

  /// What is written and to whom it is delivered; nothing is changed. Fails as ``run(in:)`` does for these.
  func plan(in workspace: Workspace) throws -> (layout: ExportLayout, delivery: DeliveryRequest?) {
    let file = try MappingCatalog(folder: workspace.mappingsFolder).find(mapping, in: .exports)
    let layout = try readLayout(file, workspace.exportRules(of: file.name))
    let delivery = try scope.map {
      DeliveryRequest(
        scope: $0, destination: try workspace.destination(destination), copies: workspace.copiesFolder)
    }
    return (layout, delivery)
  }

  /// The layout in the format that was asked for, or that the file's name says.
  private func readLayout(_ file: MappingFile, _ rules: ExportRules) throws -> ExportLayout {
    let named = path.flatMap { path in
      ExportFormat.allCases.first { $0 != .fixed && path.lowercased().hasSuffix("." + $0.fileExtension) }
    }
    if let format, let named, format != named {
      throw usage(
        "--format \(format.rawValue) does not fit a file that ends in .\(named.fileExtension)",
        "leave --format out, or name the file .\(format.fileExtension)")
    }
    func read(_ format: ExportFormat?) throws -> ExportLayout {
      try ExportLayout.read(file, fields: ExportCatalogue.fields, rules: rules, format: format)
    }
    let layout = try read(format)
    if let named, format == nil, named != layout.format { return try read(named) }
    for rows in [layout.rows] + layout.sheets.map(\.rows) where rows.dayField == nil && (from != nil || to != nil) {
      throw usage("--from and --to are days of orders, costs or cases, and a row is a customer", "leave them out")
    }
    return layout
  }

  /// Where to, and whether that is a folder: one that exists or ends with `/`, and for a layout that splits its files any name
  /// without an ending.
  private func output(_ layout: ExportLayout, _ destination: ExportDestination?) throws -> (String, isFolder: Bool) {
    guard let path else {
      guard let destination else { throw usage("there is no file to write to", "name one with --output") }
      try InitializeWorkspace.makeFolder(destination.folder)
      return (destination.folder, true)
    }
    if path == "-" { return (path, false) }
    var folder = Substring(path)
    while folder.count > 1, folder.last == "/" { folder.removeLast() }
    if path.hasSuffix("/") || Workspace.isFolder(path) { return (String(folder), true) }
    let name = path.split(separator: "/").last ?? ""
    return (path, layout.fileSplit != nil && !name.contains(".") && !Workspace.isFile(path))
  }

  private func usage(_ reason: String, _ help: String) -> Failure {
    Failure(.usage, .usage, facts: ["reason": reason, "help": help])
  }
}
