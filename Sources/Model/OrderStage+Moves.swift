/// Which changes of stage a person may make: the one table that judges them. Imports of orders are not asked: what the shop
/// says has happened.
extension OrderStage {
  /// The stages that an order of this one may be moved to, in the order of ``allCases``.
  ///
  /// What was shipped is not cancelled but goes back to the shipping department first; a quote becomes an order by way of
  /// payment; nobody moves an order to Unknown, which only a source may say. From Unknown everything is possible.
  public var moves: [OrderStage] {
    switch self {
    case .accountsReceivable:
      [
        .pendingClearance, .fraudReview, .rejected, .shippingDepartment, .completedOrder, .leastCostRouting,
        .preOrdered, .advancedOrderRouting, .hold,
      ]
    case .pendingClearance:
      [
        .accountsReceivable, .fraudReview, .rejected, .shippingDepartment, .completedOrder, .leastCostRouting,
        .preOrdered, .advancedOrderRouting, .hold,
      ]
    case .fraudReview:
      [
        .accountsReceivable, .pendingClearance, .rejected, .shippingDepartment, .leastCostRouting, .preOrdered,
        .advancedOrderRouting, .hold,
      ]
    case .rejected: [.accountsReceivable, .fraudReview, .quoteRequest, .hold]
    case .shippingDepartment:
      [
        .accountsReceivable, .pendingClearance, .fraudReview, .rejected, .completedOrder, .leastCostRouting,
        .preOrdered, .advancedOrderRouting, .hold,
      ]
    case .completedOrder: [.accountsReceivable, .shippingDepartment]
    case .quoteRequest: [.accountsReceivable, .rejected, .quoteSent, .hold]
    case .quoteSent: [.accountsReceivable, .pendingClearance, .rejected, .quoteRequest, .hold]
    case .leastCostRouting: [.rejected, .shippingDepartment, .advancedOrderRouting, .hold]
    case .preOrdered:
      [
        .accountsReceivable, .pendingClearance, .fraudReview, .rejected, .shippingDepartment, .leastCostRouting,
        .advancedOrderRouting, .hold,
      ]
    case .advancedOrderRouting: [.rejected, .shippingDepartment, .leastCostRouting, .hold]
    case .hold:
      [
        .accountsReceivable, .pendingClearance, .fraudReview, .rejected, .shippingDepartment, .leastCostRouting,
        .preOrdered, .advancedOrderRouting,
      ]
    case .unknown: OrderStage.allCases.filter { $0 != .unknown }
    }
  }

  /// Where an order of this stage is once a parcel of it has left; nil where nothing of it may leave.
  public var onceShipped: OrderStage? {
    switch self {
    case .shippingDepartment, .completedOrder: .completedOrder
    case .unknown: .unknown
    default: nil
    }
  }
}
