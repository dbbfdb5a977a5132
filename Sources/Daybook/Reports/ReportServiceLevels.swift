import Diagnostics
public import Model
public import Reporting
public import ServiceLevels
import Store

/// `daybook report sla`: how fast cases are answered, as of an instant.
///
/// A report is no batch: it says the digests of what it read and of what it wrote. All it leaves in the store is by which
/// rules it judged the clocks that it was the first to show as finished.
public struct ReportServiceLevels: Sendable {
  /// Up to when; nil for the instant of the run. See ``ReportInstant``.
  public var asOf: String?
  /// The first local date of the clocks shown; nil from the beginning.
  public var from: CivilDate?
  /// The last local date of the clocks shown; nil up to the end.
  public var to: CivilDate?
  /// By which end a clock belongs to the period.
  public var attribution = ReportScope.Attribution.start
  /// In which formats.
  public var formats: Set<ReportFormat>
  /// The folder of the files; it must exist.
  public var folder: String
  /// What its files and its head are called; nil for `sla`.
  var heading: (name: String, title: String)?

  /// A request for a report.
  public init(formats: Set<ReportFormat>, folder: String) {
    self.formats = formats
    self.folder = folder
  }

  /// What was written, and what was said in it.
  public struct Result: Sendable {
    /// Up to when.
    public let asOf: Instant
    /// The document.
    public let document: ReportDocument
    /// The files.
    public let outputs: [ReportOutput]
  }

  /// Makes the report and writes its files.
  ///
  /// Fails with `configuration` for mistakes in calendars and policies, `usage` for an instant or period that makes no
  /// sense, and where a file cannot be written.
  public func run(in session: Session) throws -> Result {
    let zone = session.workspace.zone
    let asOf = try self.asOf.map { try ReportInstant.read($0, zone: zone) } ?? session.identity.startedAt
    let rules = try ServiceRules(
      ReportFiles(folder: session.workspace.reportsFolder), defaultZone: zone.identifier)
    var report = ServiceLevelReport(
      asOf: asOf, zone: zone, period: try period(asOf: asOf, zone: zone), rules: rules)
    report.attribution = attribution
    if let heading { report.heading = heading }
    try freeze(up: asOf, by: rules, in: session)
    let store = try Store.open(session.workspace.storePath, .readOnly)
    let (document, outputs) = try report.write(formats, to: folder, from: store)
    return Result(asOf: asOf, document: document, outputs: outputs)
  }

  /// Writes down by which rules the report judges clocks that no report has shown as finished before: they keep them from
  /// now on. What lies ahead of the run has not happened yet.
  private func freeze(up asOf: Instant, by rules: ServiceRules, in session: Session) throws {
    let until = min(asOf, session.identity.startedAt)
    let isNew = try session.read {
      try $0.isNewReport(asOf: until, rules: $0.latestRules(rules.documents))
    }
    guard isNew else { return }
    try Store.open(session.workspace.storePath, .readWrite).change { connection in
      let number = try connection.record(rules.documents, identity: session.identity)
      try connection.recordReport(asOf: until, rules: number, madeAt: session.identity.startedAt)
    }
  }

  /// An open end is the beginning of time counting, or the day of the instant.
  private func period(asOf: Instant, zone: TimeZoneRules) throws -> ClosedRange<CivilDate>? {
    guard from != nil || to != nil else { return nil }
    let last = to ?? zone.wall(at: asOf).date
    let first = from ?? CivilDate(days: 0)
    guard first <= last else {
      throw Failure(.usage, .badPeriod, facts: ["from": first.description, "to": last.description])
    }
    return first...last
  }
}
