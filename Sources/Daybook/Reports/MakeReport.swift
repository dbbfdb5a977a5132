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

  /// The names and titles of all reports.
  public static func list(in session: Session) throws -> [(name: String, title: String)] {
    let files = ReportFiles(folder: session.workspace.reportsFolder)
    return try ReportFolder.names(files).compactMap { name in
      try ReportFolder(name, in: files).map { (name, $0.title) }
    }
  }

  /// Makes the report and writes its files.
  ///
  /// Fails with `usage` for a name that is no report, parameters that it does not have, an empty period or more than one
  /// format for standard output, and `configuration` where the report's own files are wrong.
  public func run(in session: Session) throws -> Result {
    let report = try report(in: session)
    switch report.engine {
    case .profit:
      let result = try profit(report, in: session).run(in: session)
      return Result(document: result.document, outputs: result.outputs)
    case .sla:
      let result = try serviceLevels(report).run(in: session)
      return Result(document: result.document, outputs: result.outputs)
    case nil: return try runQuery(of: report, in: session)
    }
  }

  /// Reads the report's files and its parameters, and makes nothing. Fails as ``run(in:)`` does for them.
  func prove(in session: Session) throws {
    let report = try report(in: session)
    switch report.engine {
    case .profit: _ = try profit(report, in: session)
    case .sla: _ = try serviceLevels(report)
    case nil: _ = try report.values(values)
    }
  }

  private func report(in session: Session) throws -> ReportFolder {
    let files = ReportFiles(folder: session.workspace.reportsFolder)
    if let report = try ReportFolder(name, in: files) { return report }
    let known = try ReportFolder.names(files)
    throw Failure(
      .usage, .usage,
      facts: ["reason": "there is no report \(name)", "help": "the reports are: \(known.joined(separator: ", "))"])
  }

  private func profit(_ report: ReportFolder, in session: Session) throws -> ReportProfit {
    let said = try report.values(values)
    var request = ReportProfit(by: try choice("by", said), formats: formats, folder: folder)
    (request.from, request.to) = (from, to)
    request.dating = try choice("by_date", said)
    if let rates = said.first(where: { $0.name == "rates" })?.value, !rates.isEmpty {
      request.ratesPath = rates.hasPrefix("/") ? rates : "\(session.workspace.folder)/\(rates)"
    }
    if name != ReportFolder.Engine.profit.rawValue { request.heading = (name, report.title) }
    return request
  }

  /// As of the end of the period; without a beginning it is about everything up to then.
  private func serviceLevels(_ report: ReportFolder) throws -> ReportServiceLevels {
    var request = ReportServiceLevels(formats: formats, folder: folder)
    request.asOf = to?.description
    (request.from, request.to) = (from, from == nil ? nil : to)
    request.attribution = try choice("by_date", try report.values(values))
    if name != ReportFolder.Engine.sla.rawValue { request.heading = (name, report.title) }
    return request
  }

  private func choice<E: RawRepresentable & CaseIterable>(
    _ key: String, _ said: [(name: String, value: String)]
  ) throws -> E where E.RawValue == String {
    let text = said.first { $0.name == key }?.value ?? ""
    if let choice = E(rawValue: text) { return choice }
    let known = E.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure(
      .usage, .usage,
      facts: ["reason": "\(key) of the report \(name) cannot be '\(text)'", "help": "it may be: \(known)"])
  }

  private func runQuery(of report: ReportFolder, in session: Session) throws -> Result {
    let workspace = session.workspace
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
