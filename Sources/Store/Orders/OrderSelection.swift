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
}
