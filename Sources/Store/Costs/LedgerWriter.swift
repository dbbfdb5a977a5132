public import Model

/// Writes one batch's ledger rows and effective values. Keys must ascend. What is written is there only after
/// ``finish()``: plain rows and values go in many to a statement, which halves their cost.
public final class LedgerWriter {
  private let batch: Int64
  private let plain: MultiRowInsert
  private let newValues: MultiRowInsert
  private let otherValues: MultiRowInsert
  private let forget: HotStatement
  private let detailed: DetailedLedgerWriter
  /// Stands on the batch's row until all is written, and so keeps its page in memory. The row was written first and will be
  /// completed last: were its page already in the log, SQLite would compute the checksums of the whole log anew.
  private let batchRow: HotStatement
  // Asked for once a row by one owner: the check for overlapping access costs as much as the work.
  @exclusivity(unchecked) private var orders: OrderKeyList
  @exclusivity(unchecked) private var trace: CostTraceWriter

  init(_ connection: StoreConnection, batch: Int64) throws {
    self.batch = batch
    let amounts = ["shipping_e4", "fulfillment_e4", "payment_e4", "other_e4"]
    plain = try MultiRowInsert(
      connection.db, "cost_entry", columns: ["order_key", "batch", "line", "sets"] + amounts, shared: "batch",
      value: batch)
    func values(replacing: Bool) throws -> MultiRowInsert {
      try MultiRowInsert(
        connection.db, "order_cost", columns: ["order_key"] + amounts + ["batch"], shared: "batch", value: batch,
        replacing: replacing)
    }
    newValues = try values(replacing: false)
    otherValues = try values(replacing: true)
    forget = try HotStatement(connection.db, "DELETE FROM order_cost WHERE order_key = ?1")
    detailed = try DetailedLedgerWriter(connection, batch: batch)
    orders = try OrderKeyList(connection, batch: batch)
    trace = try CostTraceWriter(connection, batch: batch)
    batchRow = try HotStatement(connection.db, "SELECT kind FROM batch WHERE batch = ?1")
    batchRow.bind(batch, at: 1)
    _ = try batchRow.step()
  }

  /// Appends one source row to the ledger. `sets` has the bits of the amounts that replace.
  public func append(orderKey: Int64, line: Int64, sets: Int, amounts: CostValues) throws {
    try orders.add(orderKey)
    try trace.add(orderKey, amounts)
    try plain.add { cell in
      cell.set(orderKey)
      cell.set(line)
      cell.set(Int64(sets))
      cell.set(amounts)
    }
  }

  /// The same with what an invoice says beyond amounts.
  public func append(
    orderKey: Int64, line: Int64, sets: Int, amounts: CostValues, details: LedgerDetails
  ) throws {
    try orders.add(orderKey)
    try trace.add(orderKey, amounts)
    try detailed.append(orderKey: orderKey, line: line, sets: sets, amounts: amounts, details: details)
  }

  /// Writes a row of no order: one entry for each of its amounts.
  public func appendUnallocated(
    line: Int64, class: CostClass, amounts: CostValues, currency: Currency, details: LedgerDetails
  ) throws {
    try detailed.appendUnallocated(
      line: line, class: `class`, amounts: amounts, currency: currency, details: details)
  }

  /// Makes these the order's effective values, in place of those before; all unknown removes its row.
  public func stand(_ values: CostValues, insteadOf before: CostValues, for orderKey: Int64) throws {
    if values.isEmpty {
      forget.bind(orderKey, at: 1)
      return try forget.run()
    }
    try (before.isEmpty ? newValues : otherValues).add { cell in
      cell.set(orderKey)
      cell.set(values)
    }
  }

  /// Writes what is still waiting.
  public func finish() throws {
    try plain.finish()
    try newValues.finish()
    try otherValues.finish()
    try orders.finish()
    try trace.finish()
    batchRow.reset()
  }
}

extension RowTable.Cursor {
  fileprivate mutating func set(_ values: CostValues) {
    set(values.shipping)
    set(values.fulfillment)
    set(values.payment)
    set(values.other)
  }
}

extension StoreConnection {
  /// A writer of a batch's ledger rows for this transaction.
  public func ledgerWriter(batch: Int64) throws -> LedgerWriter { try LedgerWriter(self, batch: batch) }
}
