import GRDB

extension StoreConnection {
  /// Puts the words of a batch's events into the index, and those of the subjects of cases that are new: all whose key is
  /// greater than `last`. To be called once a batch, when its events are written.
  public func indexCaseWords(of batch: Int64, casesAfter last: Int64) throws {
    try execute("Cases/index-words.sql", ["batch": batch])
    try execute("Cases/index-internal-words.sql", ["batch": batch])
    try execute("Cases/index-subjects.sql", ["after": last])
  }

  /// The greatest key that a case has; 0 where there is none.
  public func lastCaseKey() throws -> Int64 { try Int64.fetchOne(db, sql: "SELECT max(case_key) FROM cases") ?? 0 }

  /// Texts that the index of words lacks or has without reason; both 0 when it is sound.
  public func caseWordFaults() throws -> (missing: Int, surplus: Int) {
    guard let row = try rows("Cases/words-missing.sql").first else { return (0, 0) }
    return (row["missing"], row["surplus"])
  }

  /// Takes the words of a case's subject out of the index and puts those of another one in, where it changes.
  func indexSubject(_ subject: String?, ofCase key: Int64) throws {
    let before = try String.fetchOne(
      try db.cachedStatement(sql: "SELECT subject FROM cases WHERE case_key = ?"), arguments: [key])
    guard before != subject else { return }
    if let before, !before.isEmpty {
      try db.execute(
        sql: "INSERT INTO case_text(case_text, rowid, words) VALUES ('delete', ? << 20, ?)", arguments: [key, before])
    }
    if let subject, !subject.isEmpty {
      try db.execute(sql: "INSERT INTO case_text(rowid, words) VALUES (? << 20, ?)", arguments: [key, subject])
    }
  }

  /// The cases in whose correspondence, internal actions among it, all of some words are found: by key, ascending.
  func caseKeys(holding keywords: CaseKeywords) throws -> [Int64] {
    let statements = try ["case_text", "case_internal_text"].map { index in
      try HotStatement(db, CaseWordSearch.sql(index, events: "case_event_in_force"))
    }
    let merged = try GRDB.Row.fetchAll(
      db, sql: "SELECT case_key, merged_into FROM cases WHERE merged_into IS NOT NULL")
    let goesOnIn = [Int64: Int64](merged.map { ($0["case_key"], $0["merged_into"]) }) { first, _ in first }
    return try CaseWordSearch.keys(keywords, statements, everyEventCounts: everyCaseEventCounts(), goesOnIn)
  }

  private func everyCaseEventCounts() throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT 1 FROM batch WHERE kind = 'cases' AND reverted_by IS NOT NULL LIMIT 1") == nil
  }

  /// Keys as a JSON array, for `json_each`.
  static func json(_ keys: [Int64]) -> String { "[" + keys.map(String.init).joined(separator: ",") + "]" }
}

/// How indexes of words are asked. Their rows come in the order of their ids, so that the rows of a case follow each other.
enum CaseWordSearch {
  /// The rows of one index that hold a term; `?2` says that no event was ever taken back, so that none is looked at.
  static func sql(_ index: String, events: String) -> String {
    """
    SELECT id FROM (SELECT rowid AS id FROM \(index) WHERE \(index) MATCH ?1)
    WHERE ?2 OR id & 1048575 = 0
      OR EXISTS (SELECT 1 FROM \(events) e WHERE e.case_key = id >> 20 AND e.seq = id & 1048575)
    """
  }

  /// The cases that hold all terms, each somewhere in one of the indexes; what is found in a merged case counts for the one
  /// in which it goes on.
  static func keys(
    _ keywords: CaseKeywords, _ statements: [HotStatement], everyEventCounts: Bool, _ goesOnIn: [Int64: Int64] = [:]
  ) throws -> [Int64] {
    var found: Set<Int64>?
    for term in keywords.terms {
      var holding = Set<Int64>()
      for statement in statements {
        var term = term
        term.withUTF8 { bytes in
          statement.bind(copying: UnsafeRawBufferPointer(bytes), at: 1)
        }
        statement.bind(everyEventCounts ? 1 : 0, at: 2)
        defer { statement.reset() }
        var last: Int64 = -1
        while try statement.step() {
          let key = statement.int64(0) >> 20
          guard key != last else { continue }
          last = key
          holding.insert(key)
          if let other = goesOnIn[key] { holding.insert(other) }
        }
      }
      found = found.map { $0.intersection(holding) } ?? holding
    }
    return (found ?? []).sorted()
  }
}
