import Model

/// The tables that exports read, and the aliases under which the catalogue's expressions name them:
/// `o` orders, `c` order_cost, `u` customer, `x` a customer's orders, `i` order_item, `p` order_payment, `q` order_coupon,
/// `h` order_shipment, `m` movements of costs and `e` their cost_entry, `k` cases.
enum ExportTables {
  /// What an order has several of.
  struct Lines {
    /// What stands in FROM; `ORDER` stands for the order's key.
    let from: String
    /// What ties a row to its order, and what else must hold of it.
    let tie: String
    /// The rows' own order within an order.
    let order: [String]
    /// The currency of amounts where it is not the order's.
    let currency: String?
  }

  /// The SQL function that gives the movements of an order's costs as JSON: `[[kind, amount, currency, day, batch, line]]`.
  static let movements = "daybook_movements"

  /// Orders, and one row of none, whose movements are the costs of no order.
  static let ordersAndNone = """
    (SELECT order_key FROM orders WHERE deleted_batch IS NULL UNION ALL SELECT \(ExportMovements.noOrder)) z
    LEFT JOIN orders o ON o.order_key = z.order_key
    """

  /// The file's rows behind movements of no order.
  static let unallocated = """
    LEFT JOIN unallocated_cost n ON z.order_key = \(ExportMovements.noOrder) AND n.batch = m.value ->> 6
      AND n.line = m.value ->> 5 AND n.kind = m.value ->> 0
    """

  /// What an order has several of; nil for rows that are not of an order.
  static func lines(of rows: ExportRows) -> Lines? {
    switch rows {
    case .order, .customer: nil
    case .item: lines("order_item i", "i")
    case .payment: lines("order_payment p", "p", currency: "p.currency")
    case .coupon: lines("order_coupon q", "q")
    case .shipment: lines("order_shipment h", "h")
    case .costEntry:
      Lines(
        from: """
          json_each(\(movements)(ORDER)) m
          LEFT JOIN cost_entry e ON e.order_key = ORDER AND e.batch = m.value ->> 4 AND e.line = m.value ->> 5
          """, tie: "true", order: ["m.key"], currency: "m.value ->> 2")
    case .case:
      Lines(from: "cases k", tie: "k.order_key = ORDER AND k.events > 0", order: ["k.case_key"], currency: nil)
    }
  }

  private static func lines(_ from: String, _ alias: String, currency: String? = nil) -> Lines {
    Lines(from: from, tie: "\(alias).order_key = ORDER", order: ["\(alias).line"], currency: currency)
  }

  /// A customer's orders: of live ones alone.
  static let customerOrders = """
    LEFT JOIN (SELECT n.customer_key, count(*) AS orders, min(n.created_at) AS first_at, max(n.created_at) AS last_at
      FROM orders n NOT INDEXED WHERE n.deleted_batch IS NULL AND n.customer_key IS NOT NULL GROUP BY n.customer_key) x
      ON x.customer_key = u.customer_key
    """
}

extension ExportTables.Lines {
  /// The same for the order of a key: a column, or a parameter.
  func of(_ order: String) -> (from: String, tie: String) { (filled(from, order), filled(tie, order)) }

  private func filled(_ text: String, _ order: String) -> String {
    text.split(separator: "ORDER", omittingEmptySubsequences: false).joined(separator: order)
  }
}
