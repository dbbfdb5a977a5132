public import Store

/// What became of one id of a delete or undelete.
public struct OrderResult: Sendable {
  /// The possible results; the raw values are what JSON and lists show.
  public enum Kind: String, Sendable, Codable {
    /// It was live and is hidden now.
    case deleted
    /// It was hidden already.
    case alreadyDeleted = "already_deleted"
    /// It is live again.
    case restored
    /// It is live and was so before.
    case alreadyThere = "already_there"
    /// A live order has its id by now.
    case conflict
    /// It has money in a closed month.
    case closed
    /// There is, and was, no such order.
    case notFound = "not_found"
  }

  /// The order's id.
  public var orderID: String
  /// What became of it.
  public var kind: Kind
  /// The deletion that hides it, or hid it.
  public var deletedBatch: Int64?
  /// The stage it has.
  public var stage: String?
  /// What hangs on it.
  public var dependents: OrderDependents?

  init(_ orderID: String, _ kind: Kind) {
    self.orderID = orderID
    self.kind = kind
  }
}

/// What a delete or undelete did, or would do.
public struct OrderResults: Sendable {
  /// Batch, counts and money.
  public var summary: ChangeSummary
  /// One result an id, in the order they were asked for.
  public var results: [OrderResult]
}
