import Diagnostics
public import Store

/// `daybook costs explain ORDER`: every entry behind an order's actual costs.
public struct ExplainCosts: Sendable {
  /// The order's id.
  public var order: String

  /// A request for one order.
  public init(order: String) { self.order = order }

  /// The explanation; fails with `rejected` where there is no such order.
  public func run(in session: Session) throws -> CostExplanation {
    guard let explanation = try session.read({ try $0.explainCosts(ofOrder: order) }) else {
      throw Failure(.rejected, .costsOrderNotFound, facts: ["order": "'\(order)'"])
    }
    return explanation
  }
}
