public import Model

/// Which live orders are meant: all that is said holds; what is not said does not matter.
public struct OrderFilter: Sendable {
  /// In one of these stages.
  public var stages: [OrderStage] = []
  /// Made on these days.
  public var made = DateRange()
  /// Paid on these days.
  public var paid = DateRange()
  /// Shipped on these days.
  public var shipped = DateRange()
  /// The first and last id: shorter ids come before longer ones, those of one length byte by byte.
  public var ids: (from: String?, to: String?) = (nil, nil)
  /// The least and the greatest total.
  public var total: (least: Amount?, greatest: Amount?) = (nil, nil)
  /// Sold by one of these channels.
  public var channels: [String] = []
  /// Carrying one of these labels.
  public var tags: [String] = []
  /// Conditions in the words of an export's `where:`; all of them hold.
  public var conditions: [String] = []
  /// The option of the command line that says the conditions, for messages.
  public var conditionOption = "--where"

  /// All orders.
  public init() {}

  /// What is said, in words; empty where nothing narrows the orders.
  var text: String {
    var parts: [String] = []
    func add(_ name: String, _ value: String?) { if let value { parts.append("\(name) \(value)") } }
    if !stages.isEmpty { add("stage", stages.map(\.rawValue).joined(separator: " or ")) }
    for (name, days) in [("made", made), ("paid", paid), ("shipped", shipped)] {
      add("\(name) from", days.from?.description)
      add("\(name) to", days.to?.description)
    }
    add("id from", ids.from)
    add("id to", ids.to)
    add("total from", total.least?.description)
    add("total to", total.greatest?.description)
    if !channels.isEmpty { add("channel", channels.joined(separator: " or ")) }
    if !tags.isEmpty { add("tag", tags.joined(separator: " or ")) }
    return (parts + conditions).joined(separator: ", ")
  }

  /// All of it, with days made points in time. Fails with `usage` where a condition is wrong.
  func everyCondition(in session: Session) throws -> [ExportCondition] {
    var all: [ExportCondition] = []
    func add(_ field: String, anyOf texts: [String]) {
      if !texts.isEmpty { all.append(.field(field, .anyOf(texts.map { .text($0) }))) }
    }
    let zone = session.workspace.zone
    for (field, days) in [("created_at", made), ("paid_at", paid), ("shipped_at", shipped)] {
      let (from, before) = days.instants(in: zone)
      if let from { all.append(.field(field, .atLeast(from.milliseconds))) }
      if let before { all.append(.field(field, .below(before.milliseconds))) }
    }
    add("stage", anyOf: stages.map(\.rawValue))
    add("channel", anyOf: channels)
    if let from = ids.from { all.append(.field("order_id", .fromID(from))) }
    if let to = ids.to { all.append(.field("order_id", .toID(to))) }
    if let least = total.least { all.append(.field("total", .atLeast(least.e4))) }
    if let greatest = total.greatest { all.append(.field("total", .atMost(greatest.e4))) }
    if !tags.isEmpty { all.append(.tag(tags)) }
    return all + (try session.orderConditions(conditions, option: conditionOption))
  }
}
