public import Model

extension StoreConnection {
  /// The keys of the live orders of which some conditions hold, ascending. Conditions are checked against
  /// ``ExportCatalogue`` and their days are points in time.
  public func orderKeys(matching conditions: [ExportCondition]) throws -> [Int64] {
    let cursor = try ExportCursor(ExportSelection(rows: .order, columns: [], conditions: conditions), on: self)
    var keys: [Int64] = []
    while try cursor.next() { keys.append(cursor.key) }
    return keys
  }

  /// Goes through the live orders of which some conditions hold, in the order in which they came in. Conditions are as for
  /// ``orderKeys(matching:)``. Nothing may be written meanwhile; the bytes of the id are valid during the call.
  public func forEachOrder(
    matching conditions: [ExportCondition], _ body: (_ key: Int64, _ id: UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let selection = ExportSelection(rows: .order, columns: [.field("order_id")], conditions: conditions)
    let cursor = try ExportCursor(selection, on: self)
    while try cursor.next() { try body(cursor.key, cursor.utf8(0)) }
  }
}
