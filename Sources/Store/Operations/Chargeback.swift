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

  /// Of what came in about chargebacks, in its order, what is known now: of one reference the last, in the order of their
  /// first coming.
  static func current(_ said: [Chargeback]) -> [Chargeback] {
    var current: [Chargeback] = []
    for chargeback in said {
      let place = chargeback.reference.flatMap { reference in
        current.firstIndex { $0.reference.map { $0.utf8.elementsEqual(reference.utf8) } ?? false }
      }
      if let place { current[place] = chargeback } else { current.append(chargeback) }
    }
    return current
  }
}

extension StoreConnection {
  /// An order's chargebacks as they are now.
  public func chargebacks(of key: Int64) throws -> [Chargeback] {
    Chargeback.current(try rows("Operations/chargebacks-of-order.sql", ["order_key": key]).map(Chargeback.init))
  }
}
