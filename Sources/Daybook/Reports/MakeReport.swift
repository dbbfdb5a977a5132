import Diagnostics
public import Model
public import Reporting
import Store

/// `daybook report NAME`: a report that is a folder in `reports/`.
public struct MakeReport: Sendable {
  /// The folder's name.
  public var name: String
  /// The first local date; nil from the beginning.
  public var from: CivilDate?
  /// The last local date; nil for today.
  public var to: CivilDate?
  /// Parameters that are not to be as `report.yaml` says.
  public var values: [(name: String, value: String)] = []
  /// In which formats.
  public var formats: Set<ReportFormat>
  /// The folder of the files, which must exist; `-` for standard output.
  public var folder: String

  /// A request for a report.
  public init(_ name: String, formats: Set<ReportFormat>, folder: String) {
    self.name = name
    self.formats = formats
    self.folder = folder
  }

  /// What was written, and what was said in it.
  public struct Result: Sendable {
    /// The document.
    public let document: ReportDocument
    /// The files.
    public let outputs: [ReportOutput]
  }

  /// The names and titles of the reports that are folders.
  public static func list(in session: Session) throws -> [(name: String, title: String)] {
    let files = ReportFiles(folder: session.workspace.reportsFolder)
    return try ReportFolder.names(files).compactMap { name in
      try ReportFolder(name, in: files).map { (name, $0.title) }
    }
  }

  /// Makes the report and writes its files.
  ///
  /// Fails with `usage` for a name that is no report, an empty period or more than one format for standard output, and
  /// `configuration` where the report's own files are wrong.
  public func run(in session: Session) throws -> Result {
    let workspace = session.workspace
    let files = ReportFiles(folder: workspace.reportsFolder)
    guard let report = try ReportFolder(name, in: files) else {
      let known = ["sla", "profit"] + (try ReportFolder.names(files))
      throw Failure(
        .usage, .usage,
        facts: ["reason": "there is no report \(name)", "help": "the reports are: \(known.joined(separator: ", "))"])
    }
    let to = self.to ?? workspace.zone.wall(at: session.identity.startedAt).date
    if let from, from > to {
      throw Failure(.usage, .badPeriod, facts: ["from": from.description, "to": to.description])
    }
    if folder == "-", formats.count != 1 {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "standard output takes one format", "help": "name it: --format csv"])
    }
    let document = try report.document(
      from: from, to: to, zone: workspace.zone, values: values, hiding: Set(workspace.personal.masks.keys),
      store: Store.open(workspace.storePath, .readOnly))
    return Result(document: document, outputs: try document.write(formats, to: folder))
  }
}
