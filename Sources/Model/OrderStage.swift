/// Where an order is in its life. The raw values are what the store keeps and what people read.
public enum OrderStage: String, Sendable, CaseIterable, Codable {
  /// Payment is outstanding.
  case accountsReceivable = "Accounts Receivable"
  /// Payment is on its way.
  case pendingClearance = "Pending Clearance"
  /// Held for a fraud check.
  case fraudReview = "Fraud Review"
  /// Refused or cancelled.
  case rejected = "Rejected"
  /// Paid and to be shipped.
  case shippingDepartment = "Shipping Department"
  /// Done.
  case completedOrder = "Completed Order"
  /// A customer asks for a quote.
  case quoteRequest = "Quote Request"
  /// A quote was sent.
  case quoteSent = "Quote Sent"
  /// Waiting for the cheapest carrier.
  case leastCostRouting = "Least Cost Routing"
  /// Ordered before it is available.
  case preOrdered = "Pre-ordered"
  /// Waiting for routing to a warehouse.
  case advancedOrderRouting = "Advanced Order Routing"
  /// Held.
  case hold = "Hold"
  /// The source does not say.
  case unknown = "Unknown"

  /// A stage from its name in any case, or from the short codes of UltraCart's XML (AR, SD, CO, REJ, PO).
  public init?(name: String) {
    let folded = name.lowercased()
    if let stage = OrderStage.allCases.first(where: { $0.rawValue.lowercased() == folded }) {
      self = stage
      return
    }
    switch folded {
    case "ar": self = .accountsReceivable
    case "pc": self = .pendingClearance
    case "fr": self = .fraudReview
    case "rej": self = .rejected
    case "sd": self = .shippingDepartment
    case "co": self = .completedOrder
    case "qr": self = .quoteRequest
    case "qs": self = .quoteSent
    case "lcr": self = .leastCostRouting
    case "po", "pre-order", "preorder", "preordered": self = .preOrdered
    case "aor": self = .advancedOrderRouting
    default: return nil
    }
  }
}
