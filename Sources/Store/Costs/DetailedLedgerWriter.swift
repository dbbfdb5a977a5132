import Model

/// Writes ledger rows that say more than amounts, and rows of no order, with where their references stand.
final class DetailedLedgerWriter {
  private let detailed: HotStatement
  private let unallocated: HotStatement
  private let reference: HotStatement

  init(_ connection: StoreConnection, batch: Int64) throws {
    let db = connection.db
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
    detailed.bind(batch, at: 2)
    unallocated.bind(batch, at: 1)
    reference.bind(batch, at: 3)
  }

  /// Appends a row of an order.
  func append(
    orderKey: Int64, line: Int64, sets: Int, amounts: CostValues, details: LedgerDetails
  ) throws {
    bind(orderKey, line, sets, amounts, to: detailed)
    detailed.bind(details.currency.map { FieldValue.text($0.description) } ?? .none, at: 9)
    detailed.bind(details.entryOn.map { Int64($0.days) }, at: 10)
    DetailedLedgerWriter.withTexts(details.texts) { invoice, reference, description in
      detailed.bind(optional: invoice, at: 11)
      detailed.bind(optional: reference, at: 12)
      detailed.bind(optional: description, at: 14)
    }
    detailed.bind(details.referenceHash == 0 ? nil : details.referenceHash, at: 13)
    try detailed.run()
    if details.referenceHash != 0 { try refer(details.referenceHash, to: orderKey, line: line) }
  }

  /// Writes a row of no order: one entry for each of its amounts. The details must name the currency.
  func appendUnallocated(
    line: Int64, class: CostClass, amounts: CostValues, currency: Currency, details: LedgerDetails
  ) throws {
    for kind in CostKind.allCases {
      guard let amount = amounts[kind] else { continue }
      unallocated.bind(line, at: 2)
      unallocated.bind(kind.rawValue, at: 3)
      unallocated.bind(amount, at: 4)
      unallocated.bind(currency.description, at: 5)
      unallocated.bind(details.entryOn.map { Int64($0.days) }, at: 6)
      DetailedLedgerWriter.withTexts(details.texts) { invoice, reference, description in
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
