import GRDB
public import Model

/// Walks over the rows of an export: the hot loop, without a String or a row object. Bytes are valid until the next
/// row.
///
/// Column 0 to n are those of the selection, in its order. It lives within the read that made it.
public final class ExportCursor {
  private let statement: HotStatement
  /// What stands before the columns: the key, the order's currency and, in some rows, their own.
  private let offset: Int32
  private let movements: ExportMovements?
  private let periods: ExportPeriods?
  private let watch: SQLWatch?
  private let selection: ExportSelection
  private let connection: StoreConnection

  init(_ selection: ExportSelection, group: Bool = false, on connection: StoreConnection) throws {
    let query = ExportQuery(selection, group: group)
    (self.selection, self.connection) = (selection, connection)
    movements = query.sql.contains(ExportTables.movements) ? try ExportMovements(connection) : nil
    periods =
      query.sql.contains(ExportPeriods.name) ? selection.zone.map { ExportPeriods(connection, zone: $0) } : nil
    watch = query.isGuarded ? try SQLWatch(connection) : nil
    statement = try watch?.compile(query.sql) ?? HotStatement(connection.db, query.sql)
    offset = Int32(query.offset)
    statement.bind(query.arguments, after: query.reserved)
  }

  /// How many rows there are, counted by the store in the same snapshot, apart from reading them.
  public func count() throws -> Int {
    let query = ExportQuery(selection, counting: true)
    let count = try watch?.compile(query.sql) ?? HotStatement(connection.db, query.sql)
    count.bind(query.arguments)
    return try watch?.step(count) ?? count.step() ? Int(count.int64(0)) : 0
  }

  /// Begins with the rows of one order, of a cursor that ``StoreConnection/exportGroup(_:)`` made.
  public func begin(of orderKey: Int64) {
    statement.reset()
    statement.bind(orderKey, at: 1)
  }

  /// How many rows it came to so far.
  @exclusivity(unchecked) public private(set) var rows = 0

  /// Goes to the next row; false after the last one.
  public func next() throws -> Bool {
    guard try watch?.step(statement) ?? statement.step() else { return false }
    rows += 1
    return true
  }

  /// The key of what the row belongs to: the order, for cases and customers themselves.
  public var key: Int64 { statement.int64(0) }

  /// The order's currency, three bytes; none where there is no order.
  public var currency: UnsafeRawBufferPointer { statement.bytes(1) }

  /// The currency of the row's own amounts; none where it is the order's.
  public var ownCurrency: UnsafeRawBufferPointer {
    offset == 3 ? statement.bytes(2) : UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// The bytes of a text; none where it is NULL.
  ///
  /// The store is UTF-8, so that a text's blob is its bytes; asking for the text would copy it to append a NUL.
  public func utf8(_ column: Int) -> UnsafeRawBufferPointer {
    statement.bytes(Int32(truncatingIfNeeded: column) + offset)
  }

  /// A number; nil where it is NULL.
  public func int64(_ column: Int) -> Int64? {
    let index = Int32(truncatingIfNeeded: column) + offset
    let value = statement.int64(index)
    // Most values are not zero: only zero may be a NULL in disguise.
    return value == 0 && statement.isNull(index) ? nil : value
  }
}

extension StoreConnection {
  /// The rows of an export. The fields must be in ``ExportCatalogue``.
  ///
  /// The connection's page cache shrinks to 1 MiB: a scan meets every page once and would only fill the memory.
  public func exportRows(_ selection: ExportSelection) throws -> ExportCursor {
    try db.execute(sql: "PRAGMA cache_size = -1024")
    return try ExportCursor(selection, on: self)
  }

  /// The rows that are nested in one order at a time, which ``ExportCursor/begin(of:)`` names.
  public func exportGroup(_ selection: ExportSelection) throws -> ExportCursor {
    try ExportCursor(selection, group: true, on: self)
  }
}
