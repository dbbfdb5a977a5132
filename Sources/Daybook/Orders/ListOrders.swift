import Diagnostics
import Mapping
import Model
public import Store

/// `daybook orders list`: live orders, the newest first.
public struct ListOrders: Sendable {
  /// Only those that it lets through.
  public var filter = OrderFilter()
  /// Only those in whose id, e-mail, names, references or tracking numbers this stands, letter case aside.
  public var search: String?
  /// Only those with correspondence in their cases.
  public var correspondence: Correspondence?
  /// Only those with an open dispute in a case.
  public var hasOpenDispute = false
  /// Further fields, by their documented names.
  public var columns: [String] = []
  /// Fields that they are sorted by, with `-` in front for the greatest first; empty: the newest first, and of those with
  /// correspondence the one whose customer wrote last.
  public var sort: [String] = []
  /// At most so many.
  public var limit: Int

  /// Which correspondence an order must have.
  public enum Correspondence: Sendable {
    /// Any messages.
    case any
    /// A case in which the customer wrote after the merchant last replied or read.
    case unread
  }

  /// A list of all orders up to a limit.
  public init(limit: Int) { self.limit = limit }

  /// The orders. Fails with `usage` for a field that is none and a condition that cannot be understood.
  public func run(in session: Session) throws -> [OrderSummary] {
    let fields = try columns.map(ListOrders.field)
    let sort = try self.sort.map { name in
      let isDescending = name.hasPrefix("-")
      return ExportSort(
        try ListOrders.field(isDescending ? String(name.dropFirst()) : name).name, descending: isDescending)
    }
    var conditions = try filter.everyCondition(in: session)
    if let search { conditions.append(ListOrders.found(search)) }
    if hasOpenDispute { conditions.append(.has(.case, [.field("case_open_disputes", .atLeast(1))])) }
    if hasOpenDispute || correspondence != nil { try session.requireCaseWork() }
    if let correspondence {
      return try session.read {
        try $0.ordersWithMessages(
          unread: correspondence == .unread, matching: conditions, sort: sort, fields: fields, limit: limit)
      }
    }
    let newest = [ExportSort("created_at", descending: true), ExportSort("order_id")]
    return try session.read {
      try $0.orders(matching: conditions, sort: sort.isEmpty ? newest : sort, fields: fields, limit: limit)
    }
  }

  /// A field of orders by its name.
  private static func field(_ name: String) throws -> ExportField {
    let known = ExportCatalogue.fields.filter { ExportRows.order.parts.contains($0.part) }
    if let field = known.first(where: { $0.name == name }) { return field }
    let nearest = nearestName(to: name, among: known.map(\.name)) ?? "none"
    throw Failure(.usage, .layoutUnknownField, facts: ["field": name, "nearest": nearest])
  }

  private static func found(_ text: String) -> ExportCondition {
    let test = ExportCondition.Test.contains(text)
    let own = [
      "order_id", "email", "billing_name", "billing_company", "shipping_name", "shipping_company", "billing_phone",
      "shipping_phone", "payment_reference", "channel_order_id", "purchase_order_number",
    ]
    return .any(
      own.map { .field($0, test, ignoringCase: true) } + [
        .has(.shipment, [.field("shipment_tracking_number", test, ignoringCase: true)]),
        .has(.payment, [.field("transaction_id", test, ignoringCase: true)]),
      ])
  }
}
