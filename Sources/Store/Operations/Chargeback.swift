import GRDB
public import Model

/// Money that a customer's bank took back, as far as is known.
public struct Chargeback: Sendable, Hashable {
  /// The processor's reference; nil where it has none.
  public var reference: String?
  /// How much, in ten-thousandths of its currency.
  public var amount: Amount
  /// The money's currency, three letters.
  public var currency: String
  /// Why, as the bank says.
  public var reason: String?
  /// When it was opened.
  public var openedOn: CivilDate?
  /// Until when the merchant is to answer.
  public var dueOn: CivilDate?
  /// Where it is.
  public var state: ChargebackState

  /// A chargeback.
  public init(
    reference: String?, amount: Amount, currency: String, reason: String?, openedOn: CivilDate?, dueOn: CivilDate?,
    state: ChargebackState
  ) {
    self.reference = reference
    self.amount = amount
    self.currency = currency
    self.reason = reason
    self.openedOn = openedOn
    self.dueOn = dueOn
    self.state = state
  }

  init(_ row: GRDB.Row) {
    self.init(
      reference: row["reference"], amount: Amount(e4: row["amount_e4"]), currency: row["currency"],
      reason: row["reason"], openedOn: (row["opened_on"] as Int32?).map(CivilDate.init(days:)),
      dueOn: (row["due_on"] as Int32?).map(CivilDate.init(days:)),
      state: ChargebackState(rawValue: row["state"]) ?? .open)
  }
}

extension StoreConnection {
  /// An order's chargebacks as they are now.
  public func chargebacks(of key: Int64) throws -> [Chargeback] {
    try rows("Operations/chargebacks-of-order.sql", ["order_key": key]).map(Chargeback.init)
  }

  /// Chargebacks of live orders: in a state, or with an open outcome, due on some days (both inclusive). Those that are due
  /// first come first.
  public func chargebacks(
    state: ChargebackState?, isPending: Bool, dueFrom: CivilDate?, dueTo: CivilDate?
  ) throws -> [(orderID: String, chargeback: Chargeback)] {
    try rows(
      "Operations/chargebacks.sql",
      [
        "state": state?.rawValue, "pending": isPending ? 1 : nil, "from": dueFrom?.days, "to": dueTo?.days,
      ]
    ).map { ($0["order_id"], Chargeback($0)) }
  }
}
