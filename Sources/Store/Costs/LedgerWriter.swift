public import Model

/// Writes one batch's ledger rows and effective values. Keys must ascend. What is written is there only after
/// ``finish()``: plain rows and values go in many to a statement, which halves their cost.
public final class LedgerWriter {
  private struct PlainRow {
    let orderKey: Int64
    let line: Int64
    let sets: Int
    let amounts: CostValues
  }

  private let batch: Int64
  private let plain: MultiRowInsert
  private let newValues: MultiRowInsert
  private let otherValues: HotStatement
  private let forget: HotStatement
  private let detailed: DetailedLedgerWriter
  /// Stands on the batch's row until all is written, and so keeps its page in memory. The row was written first and will be
  /// completed last: were its page already in the log, SQLite would compute the checksums of the whole log anew.
  private let batchRow: HotStatement
  // Asked for once a row by one owner: the check for overlapping access costs as much as the work.
  @exclusivity(unchecked) private var orders: OrderKeyList
  @exclusivity(unchecked) private var rows: [PlainRow] = []
  @exclusivity(unchecked) private var inserted: [(orderKey: Int64, values: CostValues)] = []

  init(_ connection: StoreConnection, batch: Int64) throws {
    self.batch = batch
    let amounts = ["shipping_e4", "fulfillment_e4", "payment_e4", "other_e4"]
    plain = try MultiRowInsert(
      connection.db, "cost_entry", columns: ["order_key", "line", "sets"] + amounts, shared: ["batch"])
    newValues = try MultiRowInsert(
      connection.db, "order_cost", columns: ["order_key"] + amounts, shared: ["batch"])
    otherValues = try HotStatement(
      connection.db,
      """
      UPDATE order_cost SET shipping_e4 = ?2, fulfillment_e4 = ?3, payment_e4 = ?4, other_e4 = ?5, batch = ?6
      WHERE order_key = ?1
      """)
    otherValues.bind(batch, at: 6)
    forget = try HotStatement(connection.db, "DELETE FROM order_cost WHERE order_key = ?1")
    detailed = try DetailedLedgerWriter(connection, batch: batch)
    orders = try OrderKeyList(connection, batch: batch)
    batchRow = try HotStatement(connection.db, "SELECT kind FROM batch WHERE batch = ?1")
    batchRow.bind(batch, at: 1)
    for statement in [plain, newValues] { statement.share(batch, at: 0) }
    _ = try batchRow.step()
  }

  /// Appends one source row to the ledger. `sets` has the bits of the amounts that replace.
  public func append(orderKey: Int64, line: Int64, sets: Int, amounts: CostValues) throws {
    try orders.add(orderKey)
    rows.append(PlainRow(orderKey: orderKey, line: line, sets: sets, amounts: amounts))
    if rows.count == MultiRowInsert.rows { try flushRows() }
  }

  /// The same with what an invoice says beyond amounts.
  public func append(
    orderKey: Int64, line: Int64, sets: Int, amounts: CostValues, details: LedgerDetails
  ) throws {
    try orders.add(orderKey)
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
      try forget.run()
    } else if before.isEmpty {
      inserted.append((orderKey, values))
      if inserted.count == MultiRowInsert.rows { try flushValues() }
    } else {
      otherValues.bind(orderKey, at: 1)
      otherValues.bind(values.shipping, at: 2)
      otherValues.bind(values.fulfillment, at: 3)
      otherValues.bind(values.payment, at: 4)
      otherValues.bind(values.other, at: 5)
      try otherValues.run()
    }
  }

  /// Writes what is still waiting.
  public func finish() throws {
    try flushRows()
    try flushValues()
    try orders.finish()
    batchRow.reset()
  }

  private func flushRows() throws {
    try plain.insert(count: rows.count) { index, cell in
      let row = rows[index]
      cell.bind(row.orderKey)
      cell.bind(row.line)
      cell.bind(Int64(row.sets))
      cell.bind(row.amounts)
    }
    rows.removeAll(keepingCapacity: true)
  }

  private func flushValues() throws {
    try newValues.insert(count: inserted.count) { index, cell in
      cell.bind(inserted[index].orderKey)
      cell.bind(inserted[index].values)
    }
    inserted.removeAll(keepingCapacity: true)
  }
}

extension MultiRowInsert.Cursor {
  fileprivate mutating func bind(_ values: CostValues) {
    bind(values.shipping)
    bind(values.fulfillment)
    bind(values.payment)
    bind(values.other)
  }
}

extension StoreConnection {
  /// A writer of a batch's ledger rows for this transaction.
  public func ledgerWriter(batch: Int64) throws -> LedgerWriter { try LedgerWriter(self, batch: batch) }
}
