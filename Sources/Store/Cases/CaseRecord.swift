import GRDB
public import Model

/// A case as the store keeps it. Status, priority, assignee and the instants follow from its events
/// (``Model/CaseState``).
public struct CaseRecord: Sendable, Hashable {
  /// Its number in the store.
  public let key: Int64
  /// Its id, as sources and people know it.
  public let id: String
  /// The order it is about, as the source says.
  public let orderID: String?
  /// That order, where it is in the store.
  public let orderKey: Int64?
  /// What it is about.
  public let subject: String?
  /// The team that has it now.
  public let team: String?
  /// The calendar of business hours it was given; nil for the default one.
  public let calendar: String?
  /// The policy it was given by name; nil for the first that matches.
  public let policy: String?
  /// The priority it was opened with.
  public let openingPriority: String?
  /// The priority now.
  public let priority: String?
  /// The agent who has it now.
  public let assignee: String?
  /// The status now.
  public let status: CaseStatus
  /// When its first event happened.
  public let openedAt: Instant
  /// When its last event happened.
  public let lastEventAt: Instant
  /// When the customer last wrote.
  public let lastCustomerMessageAt: Instant?
  /// When the merchant last replied.
  public let lastReplyAt: Instant?
  /// Disputes opened and not closed.
  public let openDisputes: Int
  /// Whether the customer wrote after the merchant last replied or read.
  public let isUnread: Bool
  /// The case it was merged into.
  public let mergedInto: String?
  /// The last batch that added to it.
  public let batch: Int64

  init(row: GRDB.Row) {
    key = row["case_key"]
    id = row["case_id"]
    orderID = row["order_id"]
    orderKey = row["order_key"]
    subject = row["subject"]
    team = row["team"]
    calendar = row["calendar"]
    policy = row["policy"]
    openingPriority = row["opening_priority"]
    priority = row["priority"]
    assignee = row["assignee"]
    status = CaseStatus(rawValue: row["status"]) ?? .open
    openedAt = Instant(milliseconds: row["opened_at"])
    lastEventAt = Instant(milliseconds: row["last_event_at"])
    lastCustomerMessageAt = (row["last_customer_message_at"] as Int64?).map(Instant.init(milliseconds:))
    lastReplyAt = (row["last_reply_at"] as Int64?).map(Instant.init(milliseconds:))
    openDisputes = row["open_disputes"]
    isUnread = row["unread"] ?? false
    mergedInto = row["merged_into_id"]
    batch = row["batch"]
  }
}

/// Which cases a list shows. What is nil does not filter.
public struct CaseFilter: Sendable, Hashable {
  /// Only cases of this status.
  public var status: CaseStatus?
  /// Only this team's.
  public var team: String?
  /// Only this agent's.
  public var assignee: String?
  /// Only those that nobody has.
  public var isUnassigned = false
  /// Only those of this priority now.
  public var priority: String?
  /// Only those about this order id.
  public var orderID: String?
  /// Only unread ones, or only read ones.
  public var isUnread: Bool?
  /// Only those with open disputes.
  public var isDisputed = false
  /// Only those in whose correspondence, internal actions among it, all of these are found.
  public var keywords: CaseKeywords?
  /// Only those where this side has to act.
  public var waitingOn: CaseParty?
  /// Only those opened at this instant or before.
  public var openedUntil: Instant?
  /// At most so many.
  public var limit = 1_000_000

  /// Every case.
  public init() {}
}

/// What a case shows of the order it is about.
public struct CaseOrder: Sendable, Hashable {
  /// The order's id.
  public let id: String
  /// When it was placed.
  public let createdAt: Instant
  /// Where it is in its life.
  public let stage: OrderStage
  /// Its total.
  public let total: Money
  /// The customer's address for mail.
  public let email: String?
  /// The name on the bill.
  public let name: String?
  /// Where it goes.
  public let shippingCountry: String?
  /// Whether it is paid, in the source's words.
  public let paymentStatus: String?

  init(
    id: String, createdAt: Instant, stage: OrderStage, total: Money, email: String?, names: [String?],
    shippingCountry: String?, paymentStatus: String?
  ) {
    self.id = id
    self.createdAt = createdAt
    self.stage = stage
    self.total = total
    self.email = email
    let names = names.compactMap { $0 }.filter { !$0.isEmpty }
    name = names.isEmpty ? nil : names.joined(separator: " ")
    self.shippingCountry = shippingCountry
    self.paymentStatus = paymentStatus
  }

  init?(row: GRDB.Row) {
    guard let currency = Currency(row["currency"]) else { return nil }
    self.init(
      id: row["order_id"], createdAt: Instant(milliseconds: row["created_at"]),
      stage: OrderStage(rawValue: row["stage"]) ?? .unknown, total: Money(Amount(e4: row["total_e4"]), currency),
      email: row["email"], names: [row["billing_first_name"], row["billing_last_name"]],
      shippingCountry: row["shipping_country"], paymentStatus: row["payment_status"])
  }
}
