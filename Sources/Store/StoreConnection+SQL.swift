import GRDB

extension StoreConnection {
  /// A statement of `SQL/<name>`, compiled once a connection.
  func statement(_ name: String) throws -> Statement {
    try db.cachedStatement(sql: EmbeddedSQL.text(name))
  }

  /// Runs `SQL/<name>` with its named parameters.
  func execute(_ name: String, _ arguments: [String: (any DatabaseValueConvertible)?] = [:]) throws {
    try statement(name).execute(arguments: StatementArguments(arguments))
  }

  /// All rows of `SQL/<name>`.
  func rows(_ name: String, _ arguments: [String: (any DatabaseValueConvertible)?] = [:]) throws -> [GRDB.Row] {
    try GRDB.Row.fetchAll(try statement(name), arguments: StatementArguments(arguments))
  }
}

extension StoreConnection {
  /// All rows of `SQL/<name>` with the batches after one that count as changes, `later` in it (`SQL/Batches/later.sql`).
  func rows(_ name: String, after batch: Int64) throws -> [GRDB.Row] {
    let statement = try db.cachedStatement(sql: EmbeddedSQL.text("Batches/later.sql") + EmbeddedSQL.text(name))
    return try GRDB.Row.fetchAll(statement, arguments: ["batch": batch])
  }
}

extension EmbeddedSQL {
  /// The text of `SQL/<name>`.
  static func text(_ name: String) -> String {
    guard let sql = files[name] else { preconditionFailure("there is no SQL file \(name)") }
    return sql
  }
}
