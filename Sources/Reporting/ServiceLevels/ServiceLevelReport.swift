public import Model
import ServiceLevels
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
  /// The calendars and policies.
  public var rules: ServiceRules

  /// A report to be made.
  public init(asOf: Instant, zone: TimeZoneRules, period: ClosedRange<CivilDate>? = nil, rules: ServiceRules) {
    self.asOf = asOf
    self.zone = zone
    self.period = period
    self.rules = rules
  }

  /// Reckons every case of the store in one snapshot, without the rows of single cases.
  public func document(from store: Store) throws -> ReportDocument { try store.read { try document(from: $0) } }

  /// Makes the report and writes its files, all from one snapshot. Rows of single cases and clocks are made while they are
  /// written, so that memory does not grow with the number of cases.
  public func write(
    _ formats: Set<ReportFormat>, to folder: String, from store: Store
  ) throws -> (document: ReportDocument, outputs: [ReportOutput]) {
    try store.read { connection in
      let document = try document(from: connection)
      // Standard output takes one table of CSV: the figures.
      let rows: [any ReportRows] =
        folder == "-" && formats == [.csv]
        ? [] : [CaseRows(report: self, connection: connection), ClockRows(report: self, connection: connection)]
      return (document, try document.write(formats, to: folder, rows: rows))
    }
  }

  private func document(from connection: StoreConnection) throws -> ReportDocument {
    var collection = ServiceLevelCollection(asOf: asOf, scope: scope)
    var unknown = UnknownRules()
    let data = CaseDataDigest()
    var lastBatch: Int64 = 0
    try connection.forEachClockCase(asOf: asOf) { record, events, packed in
      data.add(record, packed)
      lastBatch = max(lastBatch, record.batch)
      let facts = rules.facts(of: record, events: events, unknown: &unknown)
      if let figures = CaseFigures(facts, asOf: asOf) { collection.add(figures) }
    }
    let (report, sections, figures) = collection.finished()
    var document = ReportDocument(name: "sla", title: "Service levels", sections: sections)
    document.facts = facts(
      cases: report.caseCount, calendars: collection.calendars.sorted(), lastBatch: lastBatch, data: data.finish())
    document.listings = [figures]
    document.warnings = rules.warnings + unknown.warnings(rules)
    return document
  }

  /// What the report is about.
  var scope: ReportScope { ReportScope(zone: zone, period: period) }

  /// Gives the figures of every case that is not merged or deleted, with its order's id, by case id.
  func forEachCase(_ connection: StoreConnection, _ body: (CaseFigures, String?) throws -> Void) throws {
    var unknown = UnknownRules()
    try connection.forEachClockCase(asOf: asOf) { record, events, _ in
      let facts = rules.facts(of: record, events: events, unknown: &unknown)
      if let figures = CaseFigures(facts, asOf: asOf), !figures.isCancelled { try body(figures, record.orderID) }
    }
  }

  private func facts(
    cases: Int, calendars: [String], lastBatch: Int64, data: SHA256Digest
  ) -> [ReportDocument.Fact] {
    let zones = calendars.map { name in
      rules.calendars[name].map { "\(name) (\($0.zone(at: asOf).identifier))" } ?? name
    }
    let shown = period.map { "\($0.lowerBound) to \($0.upperBound)" }
    return [
      .init("as_of", "Data as of", .instant(asOf)),
      .init("period", "Period", .text(shown ?? "everything up to then")),
      .init("zone", "Days and weeks of", .text(zone.identifier)),
      .init("attribution", "A clock belongs to", .text("the day on which it started")),
      .init("calendars", "Business hours", .text(zones.isEmpty ? "none used" : zones.joined(separator: ", "))),
      .init("tzdata", "Time zone data", .text(orNone: TimeZoneRules.tzdataVersion())),
      .init("cases", "Cases", .count(cases)),
      .init("last_batch", "Last batch of the data", lastBatch == 0 ? .none : .count(Int(lastBatch))),
      .init("data_sha256", "SHA-256 of the data", .text(data.description)),
      .init("rules_sha256", "SHA-256 of calendars and policies", .text(rules.digest.description)),
    ]
  }
}

/// One row a case.
private struct CaseRows: ReportRows {
  let report: ServiceLevelReport
  let connection: StoreConnection

  var table: ReportTable { CaseListing.cases }

  func forEach(_ body: ([ReportValue]) throws -> Void) throws {
    try report.forEachCase(connection) { try body(CaseListing.row(of: $0, orderID: $1)) }
  }
}

/// One row a clock that started in the period.
private struct ClockRows: ReportRows {
  let report: ServiceLevelReport
  let connection: StoreConnection

  var table: ReportTable { CaseListing.cycles }

  func forEach(_ body: ([ReportValue]) throws -> Void) throws {
    let scope = report.scope
    try report.forEachCase(connection) { figures, _ in
      for (number, clock) in figures.clocks.enumerated() where scope.contains(scope.date(of: clock.startedAt)) {
        try body(CaseListing.row(of: clock, number: number + 1, figures, scope))
      }
    }
  }
}

/// SHA-256 over what the report is reckoned from, whatever the order in which it came into the store.
private final class CaseDataDigest {
  private let hash = SHA256Stream()
  private var bytes: [UInt8] = []

  func add(_ record: ClockCase, _ events: UnsafeRawBufferPointer) {
    for text in [
      record.id, record.orderID, record.team, record.openingPriority, record.calendar, record.policy, record.channel,
      record.tier,
    ] { add(text) }
    for instant in [record.readAt, record.deletedAt] {
      withUnsafeBytes(of: instant?.milliseconds ?? .min) { bytes.append(contentsOf: $0) }
    }
    if let total = record.total { add("\(total.amount) \(total.currency)") } else { add(nil) }
    for tag in record.tags { add(tag) }
    add(nil)
    withUnsafeBytes(of: UInt32(events.count)) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: events)
    if bytes.count >= 1 << 16 { flush() }
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
