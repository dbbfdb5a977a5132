public import Model

/// What a version of the rules of service levels consists of, as bytes: with it every judgement can be repeated.
public struct RulesDocuments: Sendable, Hashable {
  /// A file by name.
  public struct Part: Sendable, Hashable {
    /// Its path below `reports/`, or the name of a time zone.
    public let name: String
    /// What is in it.
    public let content: [UInt8]

    /// A part.
    public init(_ name: String, _ content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  /// The zone of calendars that name none.
  public var zone: String
  /// The version of the time zone data; nil where the system does not say.
  public var tzdata: String?
  /// Calendars and policies, by path.
  public var files: [Part]
  /// The data of the zones that calendars name, by name.
  public var zones: [Part]

  /// Rules of these parts.
  public init(zone: String, tzdata: String?, files: [Part], zones: [Part]) {
    self.zone = zone
    self.tzdata = tzdata
    self.files = files
    self.zones = zones
  }

  /// Digest of everything that decides about a judgement: equal for equal rules.
  public var digest: SHA256Digest {
    RulesDocuments.digest(
      zone: zone, tzdata: tzdata,
      parts: files.map { ("file", $0.name, SHA256Digest(of: $0.content)) }
        + zones.map { ("zone", $0.name, SHA256Digest(of: $0.content)) })
  }

  static func digest(
    zone: String, tzdata: String?, parts: [(kind: String, name: String, content: SHA256Digest)]
  ) -> SHA256Digest {
    // Lengths in front keep fields apart whatever they contain.
    let fields =
      [zone, tzdata ?? ""]
      + parts.sorted { ($0.kind, $0.name) < ($1.kind, $1.name) }
      .flatMap { [$0.kind, $0.name, $0.content.description] }
    return SHA256Digest(of: fields.flatMap { Array("\($0.utf8.count):\($0)".utf8) })
  }
}

/// A version of the rules that reports used.
public struct RulesVersion: Sendable, Hashable {
  /// Its number.
  public let number: Int64
  /// When a report first used it.
  public let recordedAt: Instant
  /// Who ran that report.
  public let `operator`: String
  /// The version of its time zone data.
  public let tzdata: String?
  /// Digest of everything in it.
  public let digest: SHA256Digest
  /// Digests of its calendars and policies, by path below `reports/`.
  public let files: [String: SHA256Digest]
}

/// By which rules finished clocks are judged: those with which a report first showed them as finished, unless they were
/// restated.
public struct RulesHistory: Sendable {
  /// Every version that reports used, by number.
  public let versions: [RulesVersion]
  /// Up to when reports have shown finished clocks, by which version, in order; each later than the one before.
  public let reported: [(asOf: Instant, rules: Int64)]
  /// Restatements in force, in the order in which they were made.
  public let restatements: [Restatement]

  /// Finished clocks of a time that are judged by other rules than those with which they were first shown.
  public struct Restatement: Sendable, Hashable {
    /// The batch that says so.
    public let batch: Int64
    /// The rules.
    public let rules: Int64
    /// The first instant at which the clocks stopped; nil from the beginning.
    public let from: Instant?
    /// The first instant that is not restated.
    public let before: Instant

    func covers(_ stop: Instant) -> Bool { stop < before && from.map { stop >= $0 } ?? true }
  }

  /// A history without any report.
  public static let none = RulesHistory(versions: [], reported: [], restatements: [])

  /// The last instant up to which a report has shown finished clocks; nil before the first report.
  public var reportedUntil: Instant? { reported.last?.asOf }

  /// The version by which a clock that stopped then is judged; nil when no report has shown it as finished yet, so that
  /// the present rules judge it.
  public func rules(ofClockStoppedAt stop: Instant) -> Int64? {
    guard let last = reported.last, stop <= last.asOf else { return nil }
    if let restated = restatements.last(where: { $0.covers(stop) }) { return restated.rules }
    return reported.first { stop <= $0.asOf }?.rules
  }

  /// A version; nil where there is none of that number.
  public func version(_ number: Int64) -> RulesVersion? { versions.first { $0.number == number } }
}

/// A case whose past was changed after a report had shown it.
public struct LateCase: Sendable, Hashable {
  /// The case's id.
  public let caseID: String
  /// The batch that changed it.
  public let batch: Int64
  /// When.
  public let changedAt: Instant
  /// How many events came or went.
  public let events: Int
  /// The first of them.
  public let firstAt: Instant
}
