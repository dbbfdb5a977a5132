import GRDB
import Model

/// Gives a connection the function that says what moved the costs of an order, as long as it lives: the ledger is
/// replayed in Swift, since a later `set` or revert decides what an entry moved.
final class ExportMovements {
  /// Used by the connection's own thread alone, like everything on a connection.
  private final class Reader: @unchecked Sendable {
    let movements: MovementReader
    private let connection: StoreConnection
    init(_ connection: StoreConnection) throws {
      movements = try MovementReader(connection)
      self.connection = connection
    }

    /// The movements of the costs of no order; a row is that of the file that brought the cost.
    func unallocated() throws -> String {
      var rows: [String] = []
      try connection.forEachUnallocatedMovement { movement in
        rows.append(
          "[\"\(movement.kind.rawValue)\",\(movement.amount),\"\(movement.currency)\",\(movement.on.days),"
            + "\(movement.batch),\(movement.source.line),\(movement.source.batch)]")
      }
      return "[\(rows.joined(separator: ","))]"
    }
  }

  /// Stands in place of an order's key for the costs of no order.
  static let noOrder: Int64 = -1

  private let connection: StoreConnection
  private let function: DatabaseFunction

  init(_ connection: StoreConnection) throws {
    self.connection = connection
    let reader = try Reader(connection)
    function = DatabaseFunction(ExportTables.movements, argumentCount: 1, pure: false) { values in
      guard let key = Int64.fromDatabaseValue(values[0]) else { return nil }
      if key == ExportMovements.noOrder { return try reader.unallocated() }
      return ExportMovements.json(try reader.movements.movements(of: key))
    }
    connection.db.add(function: function)
  }

  deinit { connection.db.remove(function: function) }

  private static func json(_ movements: [CostMovement]) -> String {
    let rows = movements.map { movement in
      let line = movement.line.map(String.init) ?? "null"
      return "[\"\(movement.kind.rawValue)\",\(movement.amount.e4),\"\(movement.currency)\",\(movement.on.days),"
        + "\(movement.batch),\(line)]"
    }
    return "[\(rows.joined(separator: ","))]"
  }
}
