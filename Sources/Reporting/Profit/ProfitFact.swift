public import Model
public import Store

/// To which line of the report something belongs.
public enum ProfitPart: Sendable, Hashable, Comparable {
  /// Orders that count.
  case orders
  /// Costs of counted orders in a currency that nothing converts into the order's.
  case otherCurrency
  /// Costs of no order.
  case unallocated
  /// Costs of deleted orders.
  case deleted
  /// Orders that have no part in profit.
  case keptOut(ProfitExclusion)

  /// What machines call it.
  var name: String {
    switch self {
    case .orders: "orders"
    case .otherCurrency: "costs_in_another_currency"
    case .unallocated: "unallocated"
    case .deleted: "deleted"
    case .keptOut(let reason): reason.name
    }
  }

  /// What people call it.
  var title: String {
    switch self {
    case .orders: "Orders"
    case .otherCurrency: "Costs in another currency"
    case .unallocated: "Unallocated costs"
    case .deleted: "Costs of deleted orders"
    case .keptOut(let reason): reason.title
    }
  }

  /// What people call a line by its name for machines.
  static func title(_ name: String) -> String {
    ProfitTables.counted.first { $0.name == name }?.title ?? "Total"
  }

  private var rank: Int64 {
    switch self {
    case .orders: 0
    case .otherCurrency: 1
    case .unallocated: 2
    case .deleted: 3
    case .keptOut(let reason): 3 + reason.rawValue
    }
  }

  /// The same for ever: digests hold it.
  var digestNumber: Int64 { rank }

  /// In the order of the report.
  public static func < (left: ProfitPart, right: ProfitPart) -> Bool { left.rank < right.rank }
}

extension ProfitExclusion {
  var name: String {
    switch self {
    case .test: "test"
    case .quote: "quote"
    case .rejected: "rejected"
    case .unpaid: "unpaid"
    }
  }

  var title: String {
    switch self {
    case .test: "Test orders"
    case .quote: "Quotes"
    case .rejected: "Rejected orders"
    case .unpaid: "Unpaid orders"
    }
  }
}

/// What an order, or one of its cost entries, adds to a day.
public struct ProfitFact: Sendable {
  /// The day.
  public var date: CivilDate
  /// To which line.
  public var part: ProfitPart
  /// In which currency.
  public var currency: Currency
  /// How much.
  public var figures: ProfitFigures
}

/// Which day a cost belongs to.
public enum ProfitDating: String, Sendable, CaseIterable {
  /// That of its order.
  case order
  /// That of the entry which brought it.
  case entry
}
