import Changes
public import Model
public import Store

/// `daybook deleted list`: orders that were deleted, the last deletion first.
public struct ListDeletedOrders: Sendable {
  /// A deleted order, and how long it is kept.
  public struct Entry: Sendable {
    /// The order.
    public let order: DeletedOrder
    /// Local days until it may be purged; 0 or less once it may.
    public let daysLeft: Int
  }

  /// Only of that deletion.
  public var batch: Int64?
  /// Only deleted by that person.
  public var `operator`: String?
  /// Only with that text in the reason.
  public var reason: String?
  /// Only deleted on these days.
  public var days = DateRange()
  /// Only with at least that total.
  public var leastTotal: Amount?
  /// Only with at most that total.
  public var mostTotal: Amount?
  /// Only those that may be purged in so many days.
  public var mostDaysLeft: Int?

  /// A list of all deleted orders.
  public init() {}

  /// Whether nothing narrows the list.
  public var isOpen: Bool { batch == nil && isOpenBesideBatch }

  /// Whether nothing but a deletion narrows it.
  var isOpenBesideBatch: Bool {
    `operator` == nil && reason == nil && days.from == nil && days.to == nil && leastTotal == nil && mostTotal == nil
      && mostDaysLeft == nil
  }

  /// The filter that it makes on the day of a session.
  func filter(in session: Session) -> DeletedOrderFilter {
    var filter = DeletedOrderFilter()
    filter.batch = batch
    filter.operator = `operator`
    filter.reason = reason
    (filter.from, filter.before) = days.instants(in: session.workspace.zone)
    (filter.leastTotal, filter.mostTotal) = (leastTotal, mostTotal)
    filter.due = mostDaysLeft.map {
      session.workspace.retention.due(at: session.identity.startedAt, zone: session.workspace.zone, daysAhead: $0)
    }
    return filter
  }

  /// The orders.
  public func run(in session: Session) throws -> [Entry] {
    let workspace = session.workspace
    return try session.read { try $0.deletedOrders(filter(in: session)) }.map { order in
      let left = workspace.retention.daysLeft(of: order, at: session.identity.startedAt, zone: workspace.zone)
      return Entry(order: order, daysLeft: left)
    }
  }
}
