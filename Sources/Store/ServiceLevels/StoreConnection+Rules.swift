import GRDB
public import Model

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Data
#else
  import struct Foundation.Data
#endif

extension StoreConnection {
  /// By which rules finished clocks are judged.
  public func rulesHistory() throws -> RulesHistory {
    var files: [Int64: [String: SHA256Digest]] = [:]
    for row in try GRDB.Row.fetchAll(db, sql: "SELECT rules, name, sha256 FROM sla_rules_part WHERE kind = 'file'") {
      if let digest = SHA256Digest(column: row["sha256"]) { files[row["rules"], default: [:]][row["name"]] = digest }
    }
    let versions = try GRDB.Row.fetchAll(db, sql: "SELECT * FROM sla_rules ORDER BY rules").compactMap { row in
      SHA256Digest(column: row["digest"]).map {
        RulesVersion(
          number: row["rules"], recordedAt: Instant(milliseconds: row["recorded_at"]), operator: row["operator"],
          tzdata: row["tzdata"], digest: $0, files: files[row["rules"]] ?? [:])
      }
    }
    var reported: [(asOf: Instant, rules: Int64)] = []
    for row in try GRDB.Row.fetchAll(db, sql: "SELECT as_of, rules FROM sla_report ORDER BY report") {
      let asOf = Instant(milliseconds: row["as_of"])
      // A report that reached no further than those before it was the first to show nothing.
      if reported.last.map({ $0.asOf < asOf }) ?? true { reported.append((asOf, row["rules"])) }
    }
    let restatements = try rows("ServiceLevels/restatements.sql").map { row in
      RulesHistory.Restatement(
        batch: row["batch"], rules: row["rules"],
        from: (row["from_at"] as Int64?).map(Instant.init(milliseconds:)),
        before: Instant(milliseconds: row["before_at"]))
    }
    return RulesHistory(versions: versions, reported: reported, restatements: restatements)
  }

  /// The parts of a version; nil where there is none of that number.
  public func rulesDocuments(_ number: Int64) throws -> RulesDocuments? {
    guard
      let rules = try GRDB.Row.fetchOne(
        db, sql: "SELECT zone, tzdata FROM sla_rules WHERE rules = ?", arguments: [number])
    else { return nil }
    func parts(_ kind: String) throws -> [RulesDocuments.Part] {
      try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT p.name, d.content FROM sla_rules_part p JOIN sla_document d ON d.sha256 = p.sha256
          WHERE p.rules = ? AND p.kind = ? ORDER BY p.name
          """, arguments: [number, kind]
      )
      .map { RulesDocuments.Part($0["name"], Array($0["content"] as Data)) }
    }
    return RulesDocuments(
      zone: rules["zone"], tzdata: rules["tzdata"], files: try parts("file"), zones: try parts("zone"))
  }

  /// The number of the latest version, where it is these very rules.
  public func latestRules(_ documents: RulesDocuments) throws -> Int64? {
    let last = try GRDB.Row.fetchOne(db, sql: "SELECT rules, digest FROM sla_rules ORDER BY rules DESC LIMIT 1")
    return last.flatMap { SHA256Digest(column: $0["digest"]) == documents.digest ? $0["rules"] : nil }
  }

  /// Keeps rules as a version, with a link in the audit chain, unless they are the latest version already. Gives its
  /// number.
  public func record(_ documents: RulesDocuments, identity: RunIdentity) throws -> Int64 {
    if let known = try latestRules(documents) { return known }
    let number = (try Int64.fetchOne(db, sql: "SELECT max(rules) FROM sla_rules") ?? 0) + 1
    let digest = documents.digest
    try db.execute(
      sql: "INSERT INTO sla_rules(rules, recorded_at, operator, zone, tzdata, digest) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        number, identity.startedAt.milliseconds, identity.operator, documents.zone, documents.tzdata, digest.column,
      ])
    for (kind, parts) in [("file", documents.files), ("zone", documents.zones)] {
      for part in parts {
        let content = SHA256Digest(of: part.content)
        try db.execute(
          sql: "INSERT OR IGNORE INTO sla_document(sha256, content) VALUES (?, ?)",
          arguments: [content.column, Data(part.content)])
        try db.execute(
          sql: "INSERT INTO sla_rules_part(rules, kind, name, sha256) VALUES (?, ?, ?, ?)",
          arguments: [number, kind, part.name, content.column])
      }
    }
    try appendAudit(action: "rules", batch: nil, identity: identity, subject: "service levels \(number) \(digest)")
    return number
  }

  /// Whether a report up to that instant under a version would be the first to show something as finished, or the first
  /// with other rules than the last one.
  public func isNewReport(asOf: Instant, rules: Int64?) throws -> Bool {
    guard let rules, let last = try lastReport() else { return true }
    return last.rules != rules || last.asOf < asOf
  }

  /// Writes down that a report has shown finished clocks up to an instant by a version: from now on they are judged by
  /// it.
  public func recordReport(asOf: Instant, rules: Int64, madeAt: Instant) throws {
    let asOf = max(asOf, try reportedUntil() ?? asOf)
    try db.execute(
      sql: """
        INSERT INTO sla_report(report, made_at, as_of, rules)
        SELECT coalesce(max(report), 0) + 1, ?, ?, ? FROM sla_report
        """, arguments: [madeAt.milliseconds, asOf.milliseconds, rules])
  }

  /// The last instant up to which a report has shown finished clocks; nil before the first report.
  public func reportedUntil() throws -> Instant? {
    try Int64.fetchOne(db, sql: "SELECT max(as_of) FROM sla_report").map(Instant.init(milliseconds:))
  }

  /// Lets a batch judge finished clocks of a time by a version.
  public func restate(batch: Int64, rules: Int64, from: Instant?, before: Instant) throws {
    try db.execute(
      sql: "INSERT INTO sla_restatement(batch, rules, from_at, before_at) VALUES (?, ?, ?, ?)",
      arguments: [batch, rules, from?.milliseconds, before.milliseconds])
  }

  /// Notes the cases whose past the work of a batch changes, where reports have shown it; `batch` is that batch, or the one
  /// that takes it back.
  public func noteLateWork(of target: Int64, batch: Int64) throws {
    try execute("ServiceLevels/late-events.sql", ["target": target, "batch": batch])
  }

  /// Gives the cases whose past was changed after a report had shown it, latest change first, as far as a report up to
  /// that instant goes.
  public func forEachLateCase(asOf: Instant, _ body: (LateCase) throws -> Void) throws {
    let rows = try GRDB.Row.fetchCursor(
      try statement("ServiceLevels/late-cases.sql"), arguments: ["as_of": asOf.milliseconds])
    while let row = try rows.next() {
      try body(
        LateCase(
          caseID: row["case_id"], batch: row["batch"], changedAt: Instant(milliseconds: row["applied_at"]),
          events: row["events"], firstAt: Instant(milliseconds: row["first_at"])))
    }
  }

  /// What is wrong with the versions of rules that are kept; empty when they are sound.
  public func rulesFindings() throws -> [String] {
    var findings: [String] = []
    let documents = try GRDB.Row.fetchCursor(db, sql: "SELECT sha256, content FROM sla_document")
    while let row = try documents.next() {
      let digest = SHA256Digest(column: row["sha256"])
      if digest != SHA256Digest(of: Array(row["content"] as Data)) {
        findings.append(
          "a file of the rules of service levels is not what its digest \(digest?.description ?? "") says")
      }
    }
    for row in try GRDB.Row.fetchAll(db, sql: "SELECT rules, zone, tzdata, digest FROM sla_rules ORDER BY rules") {
      let parts = try GRDB.Row.fetchAll(
        db, sql: "SELECT kind, name, sha256 FROM sla_rules_part WHERE rules = ?", arguments: [row["rules"] as Int64]
      )
      .compactMap { part in
        SHA256Digest(column: part["sha256"]).map {
          (kind: part["kind"] as String, name: part["name"] as String, content: $0)
        }
      }
      let digest = RulesDocuments.digest(zone: row["zone"], tzdata: row["tzdata"], parts: parts)
      if digest != SHA256Digest(column: row["digest"]) {
        findings.append("version \(row["rules"] as Int64) of the rules of service levels is not what was recorded")
      }
    }
    return findings
  }

  private func lastReport() throws -> (asOf: Instant, rules: Int64)? {
    try GRDB.Row.fetchOne(db, sql: "SELECT as_of, rules FROM sla_report ORDER BY report DESC LIMIT 1").map {
      (Instant(milliseconds: $0["as_of"]), $0["rules"])
    }
  }
}
