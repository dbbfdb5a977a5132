/// The four kinds of what an order really cost.
public enum CostKind: String, Sendable, CaseIterable, Codable {
  /// What the carrier charged.
  case shipping
  /// Picking, packing, handling.
  case fulfillment
  /// Processing the payment: card, gateway and marketplace fees. Money returned to a customer is never a cost.
  case payment
  /// Anything else.
  case other

  /// The kind's bit in the ledger's `sets` column, and its place in tables of four.
  public var bit: Int { 1 << index }

  /// 0 to 3, in the order of the cases.
  public var index: Int {
    switch self {
    case .shipping: 0
    case .fulfillment: 1
    case .payment: 2
    case .other: 3
    }
  }
}

/// What an entry does to the value that stood before.
public enum CostEffect: String, Sendable, Codable {
  /// Replaces it.
  case set
  /// Adds to it.
  case add
}

/// Effective or entered amounts of the four kinds; nil is unknown (or blank), which is not zero.
public struct CostValues: Sendable, Hashable {
  /// Ten-thousandths in the order of ``CostKind``.
  public var shipping: Int64?
  /// See `shipping`.
  public var fulfillment: Int64?
  /// See `shipping`.
  public var payment: Int64?
  /// See `shipping`.
  public var other: Int64?

  /// Four values, unknown unless given.
  public init(shipping: Int64? = nil, fulfillment: Int64? = nil, payment: Int64? = nil, other: Int64? = nil) {
    self.shipping = shipping
    self.fulfillment = fulfillment
    self.payment = payment
    self.other = other
  }

  /// The value of a kind.
  public subscript(kind: CostKind) -> Int64? {
    get {
      switch kind {
      case .shipping: shipping
      case .fulfillment: fulfillment
      case .payment: payment
      case .other: other
      }
    }
    set {
      switch kind {
      case .shipping: shipping = newValue
      case .fulfillment: fulfillment = newValue
      case .payment: payment = newValue
      case .other: other = newValue
      }
    }
  }

  /// Whether nothing is known.
  public var isEmpty: Bool { shipping == nil && fulfillment == nil && payment == nil && other == nil }
}
