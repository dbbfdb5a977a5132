public import Model

/// Reads effective costs; fastest in ascending order of keys.
public final class EffectiveCosts {
  private let statement: HotStatement

  init(_ connection: StoreConnection) throws {
    statement = try HotStatement(
      connection.db,
      "SELECT shipping_e4, fulfillment_e4, payment_e4, other_e4 FROM order_cost WHERE order_key = ?1")
  }

  /// What stands for an order; all unknown where nothing was ever imported.
  public func values(of orderKey: Int64) throws -> CostValues {
    statement.bind(orderKey, at: 1)
    defer { statement.reset() }
    guard try statement.step() else { return CostValues() }
    return CostValues(
      shipping: statement.optionalInt64(0), fulfillment: statement.optionalInt64(1),
      payment: statement.optionalInt64(2), other: statement.optionalInt64(3))
  }
}

/// Writes one batch's ledger rows and effective values; fastest in ascending order of keys.
public final class LedgerWriter {
  private let batch: Int64
  private let plain: HotStatement
  private let detailed: HotStatement
  private let unallocated: HotStatement
  private let reference: HotStatement
  private let effective: HotStatement
  private let forget: HotStatement

  init(_ connection: StoreConnection, batch: Int64) throws {
    self.batch = batch
    let db = connection.db
    plain = try HotStatement(
      db,
      """
      INSERT INTO cost_entry(order_key, batch, line, sets, shipping_e4, fulfillment_e4, payment_e4, other_e4)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """)
    detailed = try HotStatement(
      db,
      """
      INSERT INTO cost_entry(order_key, batch, line, sets, shipping_e4, fulfillment_e4, payment_e4, other_e4,
        currency, entry_on, invoice, reference, reference_hash, description)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      """)
    unallocated = try HotStatement(
      db,
      """
      INSERT INTO unallocated_cost(batch, line, kind, amount_e4, currency, entry_on, invoice, reference,
        reference_hash, description, class)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      """)
    reference = try HotStatement(
      db, "INSERT INTO cost_reference(reference_hash, order_key, batch, line) VALUES (?1, ?2, ?3, ?4)")
    effective = try HotStatement(
      db,
      """
      INSERT OR REPLACE INTO order_cost(order_key, shipping_e4, fulfillment_e4, payment_e4, other_e4, batch)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    forget = try HotStatement(db, "DELETE FROM order_cost WHERE order_key = ?1")
    for statement in [plain, detailed] { statement.bind(batch, at: 2) }
    unallocated.bind(batch, at: 1)
    reference.bind(batch, at: 3)
    effective.bind(batch, at: 6)
  }

  /// Appends one source row to the ledger. `sets` has the bits of the amounts that replace.
  public func append(orderKey: Int64, line: Int64, sets: Int, amounts: CostValues) throws {
    bind(orderKey, line, sets, amounts, to: plain)
    try plain.run()
  }

  /// The same with what an invoice says beyond amounts.
  public func append(
    orderKey: Int64, line: Int64, sets: Int, amounts: CostValues, details: LedgerDetails
  ) throws {
    bind(orderKey, line, sets, amounts, to: detailed)
    detailed.bind(details.currency.map { FieldValue.text($0.description) } ?? .none, at: 9)
    detailed.bind(details.entryOn.map { Int64($0.days) }, at: 10)
    LedgerWriter.withTexts(details.texts) { invoice, reference, description in
      detailed.bind(optional: invoice, at: 11)
      detailed.bind(optional: reference, at: 12)
      detailed.bind(optional: description, at: 14)
    }
    detailed.bind(details.referenceHash == 0 ? nil : details.referenceHash, at: 13)
    try detailed.run()
    if details.referenceHash != 0 { try refer(details.referenceHash, to: orderKey, line: line) }
  }

  /// Writes a row of no order: one entry for each of its amounts. The details must name the currency.
  public func appendUnallocated(
    line: Int64, class: CostClass, amounts: CostValues, currency: Currency, details: LedgerDetails
  ) throws {
    for kind in CostKind.allCases {
      guard let amount = amounts[kind] else { continue }
      unallocated.bind(line, at: 2)
      unallocated.bind(kind.rawValue, at: 3)
      unallocated.bind(amount, at: 4)
      unallocated.bind(currency.description, at: 5)
      unallocated.bind(details.entryOn.map { Int64($0.days) }, at: 6)
      LedgerWriter.withTexts(details.texts) { invoice, reference, description in
        unallocated.bind(optional: invoice, at: 7)
        unallocated.bind(optional: reference, at: 8)
        unallocated.bind(optional: description, at: 10)
      }
      unallocated.bind(details.referenceHash == 0 ? nil : details.referenceHash, at: 9)
      unallocated.bind(`class`.rawValue, at: 11)
      try unallocated.run()
    }
    if details.referenceHash != 0 { try refer(details.referenceHash, to: 0, line: line) }
  }

  private func refer(_ hash: Int64, to orderKey: Int64, line: Int64) throws {
    reference.bind(hash, at: 1)
    reference.bind(orderKey, at: 2)
    reference.bind(line, at: 4)
    try reference.run()
  }

  /// Makes these the order's effective values; all unknown removes its row.
  public func stand(_ values: CostValues, for orderKey: Int64) throws {
    if values.isEmpty {
      forget.bind(orderKey, at: 1)
      try forget.run()
      return
    }
    effective.bind(orderKey, at: 1)
    effective.bind(values.shipping, at: 2)
    effective.bind(values.fulfillment, at: 3)
    effective.bind(values.payment, at: 4)
    effective.bind(values.other, at: 5)
    try effective.run()
  }

  private func bind(
    _ orderKey: Int64, _ line: Int64, _ sets: Int, _ amounts: CostValues, to statement: HotStatement
  ) {
    statement.bind(orderKey, at: 1)
    statement.bind(line, at: 3)
    statement.bind(Int64(sets), at: 4)
    statement.bind(amounts.shipping, at: 5)
    statement.bind(amounts.fulfillment, at: 6)
    statement.bind(amounts.payment, at: 7)
    statement.bind(amounts.other, at: 8)
  }

  /// The texts as bytes that the statement copies.
  private static func withTexts(
    _ texts: CostTexts,
    _ body: (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?, UnsafeRawBufferPointer?) -> Void
  ) {
    func bytes(_ text: [UInt8]?, _ next: (UnsafeRawBufferPointer?) -> Void) {
      if let text { text.withUnsafeBytes { next($0) } } else { next(nil) }
    }
    bytes(texts.invoice) { invoice in
      bytes(texts.reference) { reference in bytes(texts.description) { body(invoice, reference, $0) } }
    }
  }
}

extension HotStatement {
  /// Binds a text that need not stay, nil as NULL.
  fileprivate func bind(optional text: UnsafeRawBufferPointer?, at index: Int32) {
    if let text { bind(copying: text, at: index) } else { bindNull(at: index) }
  }
}

extension StoreConnection {
  /// A reader of effective costs for this transaction.
  public func effectiveCosts() throws -> EffectiveCosts { try EffectiveCosts(self) }

  /// A writer of a batch's ledger rows for this transaction.
  public func ledgerWriter(batch: Int64) throws -> LedgerWriter { try LedgerWriter(self, batch: batch) }
}
