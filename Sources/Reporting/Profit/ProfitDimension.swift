import Model
import Store

/// By what the report parts profit.
public enum ProfitDimension: String, Sendable, CaseIterable {
  /// Order by order.
  case order
  /// Local days.
  case day
  /// Local months.
  case month
  /// Where orders are in their life.
  case stage
  /// Where they were sold.
  case channel
  /// Country and state they went to.
  case state
  /// Their items: what an order has as a whole is shared out by what its lines are worth.
  case item

  /// Whether its groups are periods, each of which has its own unallocated costs and costs of deleted orders.
  var isPeriod: Bool { self == .day || self == .month }

  /// What people read above its groups.
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// One group of a dimension.
enum ProfitGroup: Hashable, Comparable {
  /// A day, or the first day of a month.
  case date(CivilDate)
  /// A stage, channel, state or item.
  case text(String)
  /// Everything of the report.
  case whole

  /// What it is called.
  func name(_ dimension: ProfitDimension) -> String {
    switch self {
    case .date(let date): dimension == .month ? String(date.description.dropLast(3)) : date.description
    case .text(let text): text
    case .whole: "all"
    }
  }

  /// The group of a day.
  static func period(_ date: CivilDate, _ dimension: ProfitDimension) -> ProfitGroup {
    .date(dimension == .month ? date.adding(days: 1 - date.components.day) : date)
  }

  /// The group of an order by one of its texts.
  static func of(_ orders: ProfitOrders, _ dimension: ProfitDimension) -> ProfitGroup {
    switch dimension {
    case .stage: return .text(orders.text(.stage) ?? "none")
    case .channel: return .text(orders.text(.channel) ?? "none")
    case .state: return .text(place(orders) ?? "none")
    case .order, .day, .month, .item: return .whole
    }
  }

  /// `US-OR`, `DE`: states of different countries may share their letters.
  static func place(_ orders: ProfitOrders) -> String? {
    guard let state = orders.text(.state) else { return orders.text(.country) }
    return orders.text(.country).map { "\($0)-\(state)" } ?? state
  }
}
