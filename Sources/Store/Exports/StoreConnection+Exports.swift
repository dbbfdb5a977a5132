import GRDB
import Model

extension StoreConnection {
  /// The last batch that can have changed what exports show; 0 in a new store. Exports are batches too, but change
  /// nothing.
  public func lastDataBatch() throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT max(batch) FROM batch WHERE kind <> 'export'") ?? 0
  }

  /// The last batch that removed persons for good; 0 where none did.
  public func lastPurge() throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT max(batch) FROM batch WHERE kind = 'purge'") ?? 0
  }
}

extension HotStatement {
  /// Binds the values of conditions, behind those that are reserved.
  func bind(_ arguments: [ExportCondition.Value], after reserved: Int = 0) {
    for (index, value) in arguments.enumerated() {
      let place = Int32(index + 1 + reserved)
      switch value {
      case .text(let text): bind(text, at: place)
      case .number(let number): bind(number, at: place)
      }
    }
  }
}
