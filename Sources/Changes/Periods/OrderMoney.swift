import Model

/// The money of an order by the instant that it is dated at: what may not change while that instant's month is closed.
///
/// What was refunded belongs to the day of the refund, so that an order of a closed month can still be refunded; everything
/// else belongs to the day on which the order was made. Payments are no money of the books: they say how the total was paid.
struct OrderMoney {
  /// Amounts that are not zero, under a name each.
  typealias Amounts = [String: Int64]

  /// When the order was made.
  let madeAt: Instant
  /// Its amounts.
  let made: Amounts
  /// When money was given back.
  let refundedAt: Instant
  /// What was given back.
  let refunded: Amounts
  /// Of what they all are.
  let currency: String

  /// The money of an order.
  init(_ record: OrderRecord) {
    var made = Amounts()
    var refunded = Amounts()
    func add(_ values: [FieldValue], _ fields: [OrderField], _ prefix: String) {
      for (value, field) in zip(values, fields) where field.kind == .amount {
        guard let amount = value.number, amount != 0 else { continue }
        if field.name.contains("refunded") {
          refunded[prefix + field.name] = amount
        } else {
          made[prefix + field.name] = amount
        }
      }
    }
    add(record.values, OrderFields.order, "")
    for (line, values) in record[.items].enumerated() { add(values, OrderFields.item, "\(line) ") }
    self.made = made
    self.refunded = refunded
    currency = record.currency
    madeAt = Instant(milliseconds: record["created_at"].number ?? 0)
    refundedAt = record["refunded_at"].number.map(Instant.init(milliseconds:)) ?? madeAt
  }
}
