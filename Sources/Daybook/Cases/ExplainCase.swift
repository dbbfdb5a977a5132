import Model
public import Reporting

/// `daybook cases explain CASE`: every span of a case's clocks that was counted or skipped, and why.
public struct ExplainCase: Sendable {
  /// The case's id.
  public var id: String
  /// As of when; nil for the instant of the run. See ``ReportInstant``.
  public var asOf: String?

  /// A request for one case.
  public init(_ id: String, asOf: String? = nil) {
    self.id = id
    self.asOf = asOf
  }

  /// The explanation; fails with `rejected` where there is no such case, `configuration` for mistakes in calendars and
  /// policies.
  public func run(in session: Session) throws -> CaseExplanation {
    let zone = session.workspace.zone
    let instant = try asOf.map { try ReportInstant.read($0, zone: zone) } ?? session.identity.startedAt
    let rules = try ServiceRules(
      ReportFiles(folder: session.workspace.reportsFolder), defaultZone: zone.identifier)
    return try session.read { try CaseExplanation(of: id, asOf: instant, rules: rules, in: $0) }
  }
}
