/// A field that an export can show: its documented name and what it holds. The store's export catalogue has them all.
public struct ExportField: Sendable, Hashable {
  /// What a field belongs to. Which of them a row shows says ``ExportRows/parts``.
  public enum Part: String, Sendable, CaseIterable {
    /// The order itself.
    case order
    /// What the order really cost.
    case cost
    /// The customer, by himself or as the one whose order it is.
    case customer
    /// What a customer ordered altogether.
    case customerOrders = "customer_orders"
    /// A line of goods.
    case item
    /// A payment or refund as the processor has it.
    case payment
    /// A coupon that an order used.
    case coupon
    /// A parcel.
    case shipment
    /// What an entry of the ledger moved.
    case costEntry = "cost_entry"
    /// A case.
    case `case`
  }

  /// What a field holds, and so which formats fit it.
  public enum Kind: String, Sendable, CaseIterable {
    /// Text that must stay as it is, such as an order id with leading zeros.
    case identifier
    /// Any text.
    case text
    /// One of ``OrderStage``.
    case stage
    /// Three letters of ISO 4217.
    case currency
    /// An amount in the order's currency, in ten-thousandths.
    case money
    /// A quantity in ten-thousandths.
    case quantity
    /// A rate in millionths.
    case rate
    /// A whole number.
    case integer
    /// A decimal kept as text with all its places.
    case decimal
    /// Yes or no.
    case flag
    /// A point in time.
    case instant
    /// A day.
    case date
    /// JSON as text.
    case json

    /// Whether it is kept as an integer in the store.
    public var isNumber: Bool {
      switch self {
      case .money, .quantity, .rate, .integer, .flag, .instant, .date: true
      case .identifier, .text, .stage, .currency, .decimal, .json: false
      }
    }
  }

  /// The documented name.
  public let name: String
  /// What it belongs to.
  public let part: Part
  /// What it holds.
  public let kind: Kind
  /// What it means, in a few words.
  public let meaning: String
  /// Whether it says something of a person.
  public let isPersonal: Bool

  /// A field.
  public init(name: String, part: Part, kind: Kind, meaning: String, isPersonal: Bool) {
    self.name = name
    self.part = part
    self.kind = kind
    self.meaning = meaning
    self.isPersonal = isPersonal
  }
}
