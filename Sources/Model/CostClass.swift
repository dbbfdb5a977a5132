/// What a row of a cost source is. Every row has one class, and the sums of the classes are the sum of the file.
public enum CostClass: String, Sendable, CaseIterable, Codable {
  /// A cost of one order.
  case orderCost = "order_cost"
  /// A cost of no order: storage, service fees.
  case unallocated
  /// No cost at all: a sale, a payout, a conversion, a reserve, a pending withdrawal.
  case notACost = "not_a_cost"
  /// A cost whose order was not found.
  case unmatched
}
