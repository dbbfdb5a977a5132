public import Model
public import Store

/// `daybook orders chargebacks`: chargebacks of live orders, those that are due first at the top.
public struct ListChargebacks: Sendable {
  /// Only in that state; nil: any.
  public var state: ChargebackState?
  /// Only those whose outcome is open.
  public var isPending = false
  /// Only due on these days.
  public var due = DateRange()

  /// A chargeback and its order.
  public struct Entry: Sendable {
    /// The order's id.
    public let orderID: String
    /// What is known.
    public let chargeback: Chargeback
    /// Days until it is to be answered, negative once that is over; nil where nobody waits.
    public let daysLeft: Int?
  }

  /// A request for all.
  public init() {}

  /// The chargebacks.
  public func run(in session: Session) throws -> [Entry] {
    let today = session.workspace.zone.wall(at: session.identity.startedAt).date
    return try session.read {
      try $0.chargebacks(state: state, isPending: isPending, dueFrom: due.from, dueTo: due.to)
    }
    .map { orderID, chargeback in
      let isWaiting = chargeback.state == .open
      let left = chargeback.dueOn.flatMap { isWaiting ? Int($0.days - today.days) : nil }
      return Entry(orderID: orderID, chargeback: chargeback, daysLeft: left)
    }
  }
}
