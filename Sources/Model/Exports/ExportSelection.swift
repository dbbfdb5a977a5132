/// What one row of an export is.
public enum ExportRows: String, Sendable, CaseIterable {
  /// An order.
  case order
  /// A line of goods.
  case item
  /// A payment or refund as the processor has it.
  case payment
  /// A coupon that an order used.
  case coupon
  /// A parcel.
  case shipment
  /// What an entry of the ledger added to an order's cost: a movement. All movements of an order and kind add up to its
  /// effective cost; what a dated revert takes back is a movement of its own.
  case costEntry = "cost_entry"
  /// A case.
  case `case`
  /// A customer.
  case customer

  /// The parts whose fields a row can show.
  public var parts: [ExportField.Part] {
    switch self {
    case .customer: [.customer, .customerOrders]
    default: [.order, .cost, .customer] + (own.map { [$0] } ?? [])
    }
  }

  /// The part that a row is one of, beside what all rows of its order share; nil for orders and customers.
  public var own: ExportField.Part? {
    switch self {
    case .order, .customer: nil
    case .item: .item
    case .payment: .payment
    case .coupon: .coupon
    case .shipment: .shipment
    case .costEntry: .costEntry
    case .case: .case
    }
  }

  /// The field by whose day a period of the command line counts: of orders and their parts when the order was made, of costs
  /// the day that they count on, of cases when they were opened; nil for customers.
  public var dayField: String? {
    switch self {
    case .costEntry: "entry_on"
    case .case: "case_opened_at"
    case .customer: nil
    default: "created_at"
    }
  }

  /// Whether each row is an order or a part of one.
  public var isOfOrders: Bool { self != .case && self != .customer }

  /// Whether they can be delivered order by order: movements come for orders that were delivered long ago.
  public var isDeliverable: Bool { isOfOrders && self != .costEntry }
}

/// By what the rows of an export are sorted.
public struct ExportSort: Sendable, Hashable {
  /// The documented name of the field: texts byte by byte, blanks first.
  public var field: String
  /// Greatest first.
  public var isDescending: Bool
  /// Of a time or a day only the stretch in it, so that what comes next sorts within that; nil for itself.
  public var period: ExportDays.Unit?

  /// A field to sort by.
  public init(_ field: String, descending: Bool = false) {
    self.field = field
    isDescending = descending
  }
}

/// What an export reads for each row.
public enum ExportExpression: Sendable, Hashable {
  /// A field by its documented name.
  case field(String)
  /// The number of the first condition that holds, from 0; their count where none does.
  case firstHolding([ExportCondition])
}

/// Which rows of the store an export shows, what it reads of them, and in what order. Deleted orders are never among
/// them.
public struct ExportSelection: Sendable {
  /// What a row is.
  public var rows: ExportRows
  /// What is read, in this order.
  public var columns: [ExportExpression]
  /// All of these must hold.
  public var conditions: [ExportCondition]
  /// What the rows are sorted by; then, and without any, they stand in the order of their keys, as they came in.
  public var sort: [ExportSort]
  /// Whether an order that has none of the rows has one all the same, with their fields empty.
  public var keepsBareOrders: Bool
  /// Of cost entries, whether those of no order are among them.
  public var includesUnallocated = false
  /// At most so many rows; nil for all.
  public var limit: Int?
  /// How much is shown of fields, by their documented names; all of those that are not here.
  public var masks: [String: ExportMask] = [:]
  /// Personal fields that the SQL of a mapping cannot see.
  public var hidden: Set<String> = []
  /// The zone of the stretches that it is sorted by; nil where there are none.
  public var zone: TimeZoneRules?
  /// Whether orders may be found by any index: for lists of a few of them by day. Else they are scanned in the order of their
  /// keys.
  public var usesIndexes = false
  /// Only what of a stream is still to be sent; nil for all orders.
  public var due: ExportDue?

  /// A selection.
  public init(
    rows: ExportRows, columns: [ExportExpression], conditions: [ExportCondition] = [], sort: [ExportSort] = [],
    keepsBareOrders: Bool = false, limit: Int? = nil
  ) {
    self.rows = rows
    self.columns = columns
    self.conditions = conditions
    self.sort = sort
    self.keepsBareOrders = keepsBareOrders
    self.limit = limit
  }
}
