import GRDB
public import Model

/// Finds live orders by id, once a row of a file: bytes in, key and currency out.
public final class OrderLookup {
  /// A live order.
  public struct Found {
    /// Its key.
    public let orderKey: Int64
    /// Its currency.
    public let currency: Currency
  }

  private let statement: HotStatement
  private let deleted: HotStatement
  private var lastCurrency: (letters: UInt32, currency: Currency)?

  init(_ connection: StoreConnection) throws {
    statement = try HotStatement(connection.db, "SELECT order_key, currency FROM order_ref WHERE order_id = ?1")
    deleted = try HotStatement(
      connection.db, "SELECT 1 FROM orders WHERE deleted_batch IS NOT NULL AND order_id = ?1 LIMIT 1")
  }

  /// The live order of exactly this id.
  public func order(id: UnsafeRawBufferPointer) throws -> Found? {
    statement.bind(utf8: id, at: 1)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return Found(orderKey: statement.int64(0), currency: currency(statement.utf8(1)))
  }

  /// Whether an order of this id was deleted. Ask only when no live one was found.
  public func isDeleted(id: UnsafeRawBufferPointer) throws -> Bool {
    deleted.bind(utf8: id, at: 1)
    defer { deleted.reset() }
    return try deleted.step()
  }

  private func currency(_ letters: UnsafeRawBufferPointer) -> Currency {
    let packed = letters.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    if let lastCurrency, lastCurrency.letters == packed { return lastCurrency.currency }
    guard let currency = Currency(String(decoding: letters, as: UTF8.self)) else {
      preconditionFailure("the schema keeps currencies of three letters")
    }
    lastCurrency = (packed, currency)
    return currency
  }
}

extension StoreConnection {
  /// The id of an order, live or deleted.
  public func orderID(_ orderKey: Int64) throws -> String {
    guard
      let id = try String.fetchOne(db, sql: "SELECT order_id FROM orders WHERE order_key = ?", arguments: [orderKey])
    else { preconditionFailure("order keys are never reused") }
    return id
  }

  /// A finder of live orders for this transaction.
  public func orderLookup() throws -> OrderLookup { try OrderLookup(self) }
}
