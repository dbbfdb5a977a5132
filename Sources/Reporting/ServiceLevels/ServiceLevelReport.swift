public import Model
public import ServiceLevels
public import Store

/// `report sla`: how fast cases are answered and resolved, as of an instant.
///
/// Everything it says follows from the cases, the rules and the request, so that the same ones give the same bytes.
public struct ServiceLevelReport: Sendable {
  /// Events after this instant are ignored, and open clocks run up to it.
  public var asOf: Instant
  /// The zone of the report's days and weeks.
  public var zone: TimeZoneRules
  /// The first and last local date of the clocks shown; nil for all.
  public var period: ClosedRange<CivilDate>?
  /// By which end a clock belongs to the period.
  public var attribution = ReportScope.Attribution.start
  /// The present calendars and policies.
  public var rules: ServiceRules

  /// What its files and its head are called.
  public var heading = (name: "sla", title: "Service levels")

  /// A report to be made.
  public init(asOf: Instant, zone: TimeZoneRules, period: ClosedRange<CivilDate>? = nil, rules: ServiceRules) {
    self.asOf = asOf
    self.zone = zone
    self.period = period
    self.rules = rules
  }

  /// Reckons every case of the store in one snapshot, without the rows of single cases.
  public func document(from store: Store) throws -> ReportDocument {
    try store.read { connection in
      try document(from: connection, CaseJudge(rules: rules, in: connection), rows: nil)
    }
  }

  /// Makes the report and writes its files, all from one snapshot. Rows of single cases and clocks are written while the
  /// cases are reckoned, so that memory does not grow with their number.
  public func write(
    _ formats: Set<ReportFormat>, to folder: String, from store: Store
  ) throws -> (document: ReportDocument, outputs: [ReportOutput]) {
    try store.read { connection in
      let judge = try CaseJudge(rules: rules, in: connection)
      let rows = try ReportRowFiles(
        CaseListing.tables, formats: formats, name: heading.name, folder: folder,
        spoolFolder: ServiceLevelReport.folder(of: store.path))
      let document = try document(from: connection, judge, rows: rows.isEmpty ? nil : rows)
      // A workbook has a sheet after the other: its rows are reckoned once more.
      let sheets: [any ReportRows] =
        formats.contains(.xlsx)
        ? CaseListing.tables.indices.map { CaseRows(report: self, judge: judge, connection: connection, number: $0) }
        : []
      return (document, try document.write(formats, to: folder, rows: sheets, spooled: rows))
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func document(
    from connection: StoreConnection, _ judge: CaseJudge, rows: ReportRowFiles?
  ) throws -> ReportDocument {
    var collection = ServiceLevelCollection(asOf: asOf, scope: scope, judge: judge)
    let data = CaseDataDigest()
    var lastBatch: Int64 = 0
    try connection.forEachClockCase(asOf: asOf) { record, events, packed in
      data.add(record, packed)
      lastBatch = max(lastBatch, record.batch)
      guard let figures = judge.figures(of: record, events: events, asOf: asOf) else { return }
      collection.add(figures)
      if let rows { try listing(judge).forEachRow(of: figures, orderID: record.orderID) { try rows.add($0, $1) } }
    }
    // Explanations below look at some cases once more.
    let unknown = judge.unknown
    try connection.forEachLateCase(asOf: asOf) { late in
      collection.add(late)
      if let rows { try rows.add(CaseListing.restated, CaseListing.row(of: late)) }
    }
    let explained = try collection.explained(in: connection)
    let (report, sections, figures) = collection.finished(explained)
    var document = ReportDocument(name: heading.name, title: heading.title, sections: sections)
    document.facts = facts(
      cases: report.caseCount, calendars: collection.calendars.sorted(), lastBatch: lastBatch, data: data.finish())
    document.listings = [figures]
    document.warnings = rules.warnings + unknown.warnings(rules)
    return document
  }

  /// What the report is about.
  var scope: ReportScope {
    ReportScope(
      zone: zone, period: period, attribution: attribution, atRiskPercent: rules.policies.atRisk.percent,
      atRiskSeconds: rules.policies.atRisk.seconds)
  }

  fileprivate func listing(_ judge: CaseJudge) -> CaseListing { CaseListing(scope: scope, judge: judge) }

  private func facts(
    cases: Int, calendars: [String], lastBatch: Int64, data: SHA256Digest
  ) -> [ReportDocument.Fact] {
    let zones = calendars.map { name in
      rules.calendars[name].map { "\(name) (\($0.zone(at: asOf).identifier))" } ?? name
    }
    let shown = period.map { "\($0.lowerBound) to \($0.upperBound)" }
    let belongs = attribution == .start ? "the day on which it started" : "the day on which it stopped"
    return [
      .init("as_of", "Data as of", .instant(asOf)),
      .init("period", "Period", .text(shown ?? "everything up to then")),
      .init("zone", "Days and weeks of", .text(zone.identifier)),
      .init("attribution", "A clock belongs to", .text(belongs)),
      .init("calendars", "Business hours", .text(zones.isEmpty ? "none used" : zones.joined(separator: ", "))),
      .init("tzdata", "Time zone data", .text(orNone: TimeZoneRules.tzdataVersion())),
      .init("cases", "Cases", .count(cases)),
      .init("last_batch", "Last batch of the data", lastBatch == 0 ? .none : .count(Int(lastBatch))),
      .init("data_sha256", "SHA-256 of the data", .text(data.description)),
      .init("rules_sha256", "SHA-256 of calendars and policies", .text(rules.digest.description)),
    ]
  }
}

/// The rows of one table, reckoned for it alone.
private struct CaseRows: ReportRows {
  let report: ServiceLevelReport
  let judge: CaseJudge
  let connection: StoreConnection
  let number: Int

  var table: ReportTable { CaseListing.tables[number] }

  func forEach(_ body: ([ReportValue]) throws -> Void) throws {
    guard number != CaseListing.restated else {
      return try connection.forEachLateCase(asOf: report.asOf) { try body(CaseListing.row(of: $0)) }
    }
    let listing = report.listing(judge)
    try connection.forEachClockCase(asOf: report.asOf) { record, events, _ in
      guard let figures = judge.figures(of: record, events: events, asOf: report.asOf) else { return }
      try listing.forEachRow(of: figures, orderID: record.orderID) { if $0 == number { try body($1) } }
    }
  }
}

/// SHA-256 over what the report is reckoned from, whatever the order in which it came into the store.
private final class CaseDataDigest {
  private let hash = SHA256Stream()
  @exclusivity(unchecked) private var bytes: [UInt8] = []

  func add(_ record: ClockCase, _ events: UnsafeRawBufferPointer) {
    add(record.id)
    add(record.orderID)
    add(record.openingTeam)
    add(record.openingPriority)
    add(record.calendar)
    add(record.policy)
    add(record.channel)
    add(record.tier)
    add(record.readAt)
    add(record.deletedAt)
    if let total = record.total { add("\(total.amount) \(total.currency)") } else { add(String?.none) }
    for tag in record.tags { add(tag) }
    add(String?.none)
    withUnsafeBytes(of: UInt32(events.count)) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: events)
    if bytes.count >= 1 << 16 { flush() }
  }

  private func add(_ instant: Instant?) {
    withUnsafeBytes(of: instant?.milliseconds ?? .min) { bytes.append(contentsOf: $0) }
  }

  func finish() -> SHA256Digest {
    flush()
    return hash.finish()
  }

  private func flush() {
    bytes.withUnsafeBytes { hash.update($0) }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Lengths in front keep fields apart whatever they contain; a missing field differs from an empty one.
  private func add(_ text: String?) {
    let count = text.map { UInt32($0.utf8.count) } ?? .max
    withUnsafeBytes(of: count) { bytes.append(contentsOf: $0) }
    if let text { bytes.append(contentsOf: text.utf8) }
  }
}
