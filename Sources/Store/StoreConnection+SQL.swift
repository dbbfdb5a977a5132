import GRDB

extension StoreConnection {
  /// A statement of `SQL/<name>`, compiled once a connection.
  func statement(_ name: String) throws -> Statement {
    guard let sql = EmbeddedSQL.files[name] else { preconditionFailure("there is no SQL file \(name)") }
    return try db.cachedStatement(sql: sql)
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
