import GRDB
public import Model

/// What the service levels of a case depend on besides its events.
public struct ClockCase: Sendable, Hashable {
  /// The case's id.
  public let id: String
  /// The order it is about, as the source says.
  public let orderID: String?
  /// The team.
  public let team: String?
  /// The priority it was opened with.
  public let openingPriority: String?
  /// The calendar it was given by name.
  public let calendar: String?
  /// The policy it was given by name.
  public let policy: String?
  /// Correspondence up to here has been read.
  public let readAt: Instant?
  /// The last batch that changed it.
  public let batch: Int64
  /// When its order was deleted, and the case hidden with it; nil while it is not.
  public let deletedAt: Instant?
  /// The channel of its order.
  public let channel: String?
  /// The total of its order.
  public let total: Money?
  /// The tier of the customer.
  public let tier: String?
  /// The tags of its order, sorted.
  public let tags: [String]

  fileprivate init(row: GRDB.Row) {
    id = row["case_id"]
    orderID = row["order_id"]
    team = row["team"]
    openingPriority = row["opening_priority"]
    calendar = row["calendar"]
    policy = row["policy"]
    readAt = (row["read_at"] as Int64?).map(Instant.init(milliseconds:))
    batch = row["batch"]
    deletedAt = (row["deleted_at"] as Int64?).map(Instant.init(milliseconds:))
    channel = row["channel"]
    let currency = (row["currency"] as String?).flatMap { Currency($0) }
    total = currency.map { Money(Amount(e4: row["total_e4"]), $0) }
    tier = row["tier"]
    tags = (row["tags"] as String?)?.split(separator: "\n").map(String.init) ?? []
  }
}

extension StoreConnection {
  /// Goes through every case, or one, by id, with its events up to an instant, in order and without their texts. Cases
  /// without such events are left out.
  public func forEachClockCase(asOf: Instant, only id: String? = nil, _ body: (ClockCase, [CaseEvent]) throws -> Void)
    throws
  {
    let events = try GRDB.Row.fetchCursor(
      try statement("Cases/clock-events.sql"), arguments: ["as_of": asOf.milliseconds, "case_id": id])
    let cases = try GRDB.Row.fetchCursor(try statement("Cases/clock-cases.sql"), arguments: ["case_id": id])
    var next = try events.next().map { $0.copy() }
    while let row = try cases.next() {
      let key: Int64 = row["case_key"]
      var own: [CaseEvent] = []
      while let event = next, event["case_key"] as Int64 == key {
        if let event = CaseEvent(row: event) { own.append(event) }
        next = try events.next().map { $0.copy() }
      }
      if !own.isEmpty { try body(ClockCase(row: row), own) }
    }
  }
}
