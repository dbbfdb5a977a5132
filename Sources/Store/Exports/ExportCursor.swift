import GRDB
public import Model

/// Walks over the rows of an export: the hot loop, without a String or a row object. Bytes are valid until the next
/// row.
///
/// Column 0 to n are the fields of the selection, in its order. It lives within the read that made it.
public final class ExportCursor {
  private let statement: HotStatement
  /// What stands before the fields: the order's key and its currency.
  private static let offset: Int32 = 2

  init(_ query: ExportQuery, on connection: StoreConnection) throws {
    statement = try HotStatement(connection.db, query.sql)
    for (index, value) in query.arguments.enumerated() {
      switch value {
      case .text(let text): statement.bind(text, at: Int32(index + 1))
      case .number(let number): statement.bind(number, at: Int32(index + 1))
      }
    }
  }

  /// Goes to the next row; false after the last one.
  public func next() throws -> Bool { try statement.step() }

  /// The key of the order that the row belongs to.
  public var orderKey: Int64 { statement.int64(0) }

  /// The order's currency, three bytes.
  public var currency: UnsafeRawBufferPointer { statement.bytes(1) }

  /// The bytes of a text; none where it is NULL.
  ///
  /// The store is UTF-8, so that a text's blob is its bytes; asking for the text would copy it to append a NUL.
  public func utf8(_ column: Int) -> UnsafeRawBufferPointer {
    statement.bytes(Int32(truncatingIfNeeded: column) + ExportCursor.offset)
  }

  /// A number; nil where it is NULL.
  public func int64(_ column: Int) -> Int64? {
    let index = Int32(truncatingIfNeeded: column) + ExportCursor.offset
    let value = statement.int64(index)
    // Most values are not zero: only zero may be a NULL in disguise.
    return value == 0 && statement.isNull(index) ? nil : value
  }
}

extension StoreConnection {
  /// The rows of an export. The fields must be in ``ExportCatalogue``.
  ///
  /// The connection's page cache shrinks to 2 MiB: a scan meets every page once and would only fill the memory.
  public func exportRows(_ selection: ExportSelection) throws -> ExportCursor {
    try db.execute(sql: "PRAGMA cache_size = -2048")
    return try ExportCursor(ExportQuery(selection), on: self)
  }
}
