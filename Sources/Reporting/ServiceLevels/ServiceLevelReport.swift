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

  /// Reckons every case of the store in one snapshot.
  public func document(from store: Store) throws -> ReportDocument {
    var collection = ServiceLevelCollection(asOf: asOf, scope: ReportScope(zone: zone, period: period))
    var unknown = UnknownRules()
    let data = CaseDataDigest()
    var lastBatch: Int64 = 0
    try store.read { connection in
      try connection.forEachClockCase(asOf: asOf) { record, events in
        data.add(record, events)
        lastBatch = max(lastBatch, record.batch)
        let facts = rules.facts(of: record, events: events, unknown: &unknown)
        if let figures = CaseFigures(facts, asOf: asOf) { collection.add(figures, orderID: record.orderID) }
      }
    }
    let (report, sections, listings) = collection.finished()
    var document = ReportDocument(name: "sla", title: "Service levels", sections: sections)
    document.facts = facts(
      cases: report.caseCount, calendars: collection.calendars.sorted(), lastBatch: lastBatch, data: data.finish())
    document.listings = listings
    document.warnings = rules.warnings + unknown.warnings(rules)
    return document
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

/// SHA-256 over what the report is reckoned from, whatever the order in which it came into the store.
private final class CaseDataDigest {
  private let hash = SHA256Stream()

  func add(_ record: ClockCase, _ events: [CaseEvent]) {
    add([
      record.id, record.orderID, record.team, record.openingPriority, record.calendar, record.policy,
      record.readAt?.description, record.deletedAt?.description, record.channel,
      record.total.map { "\($0.amount) \($0.currency)" }, record.tier, record.tags.joined(separator: "\n"),
    ])
    for event in events { add([event.at.description, event.kind.rawValue, event.actor, event.value]) }
  }

  func finish() -> SHA256Digest { hash.finish() }

  /// Lengths in front keep fields apart whatever they contain; a missing field differs from an empty one.
  private func add(_ fields: [String?]) {
    for field in fields {
      let bytes = Array((field.map { "\($0.utf8.count):\($0)" } ?? "-").utf8)
      bytes.withUnsafeBytes { hash.update($0) }
    }
  }
}
