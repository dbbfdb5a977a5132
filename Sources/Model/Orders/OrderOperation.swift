/// What a row of a file of operations does to its order. The raw values are what files and people write; letter case,
/// spaces, `-` and `_` do not matter.
public enum OrderOperation: String, Sendable, CaseIterable, Codable {
  /// Moves it to the stage in `value`.
  case setStage = "set stage"
  /// Moves it to Rejected, because of `reason`.
  case cancel
  /// Notes a parcel (`carrier`, `service`, `tracking_number`, `at`); an order of the shipping department is completed by it.
  case markShipped = "mark shipped"
  /// Adds the label in `value`.
  case addTag = "add tag"
  /// Takes the label in `value` away.
  case removeTag = "remove tag"
  /// Adds the text in `value` to the merchant's notes.
  case addNote = "merchant note"
  /// Writes `value` into the merchant's own field of the number in `field`.
  case setCustomField = "set custom field"
  /// Empties the merchant's own field of the number in `field`.
  case clearCustomField = "clear custom field"
  /// Says in `value` which affiliate brought it.
  case assignAffiliate = "assign affiliate"
  /// Says that `amount` (blank: all of it) was given back outside of the shop, as the sum that shall stand.
  case markRefunded = "mark refunded"
  /// Says that accounting has it.
  case markExported = "mark exported"
  /// Hides it with everything that hangs on it.
  case delete
  /// Says where a chargeback is: `reference`, `amount`, `currency`, `reason`, `opened_on`, `due_on`, `state`.
  case chargeback

  /// An operation from its name as a file writes it.
  public init?(name: String) {
    let folded = OrderOperation.folded(name)
    guard let found = OrderOperation.allCases.first(where: { OrderOperation.folded($0.rawValue) == folded }) else {
      return nil
    }
    self = found
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().filter { $0 != " " && $0 != "-" && $0 != "_" })
  }
}

/// The fields of a row of operations, as mappings name them.
public enum OperationFields {
  /// All fields.
  public static let all: [OrderField] = [
    OrderField("operation", .text), OrderField("order_id", .text), OrderField("value", .text),
    OrderField("field", .text), OrderField("carrier", .text), OrderField("service", .text),
    OrderField("tracking_number", .text), OrderField("at", .instant), OrderField("reason", .text),
    OrderField("reference", .text), OrderField("amount", .amount), OrderField("currency", .currency),
    OrderField("opened_on", .instant), OrderField("due_on", .instant), OrderField("state", .text),
  ]

  /// The place of a field in a row.
  public enum Place: Int, Sendable {
    /// Which operation.
    case operation
    /// Of which order.
    case orderID
    /// What is set, added or taken away.
    case value
    /// Which of the merchant's own fields.
    case field
    /// Who carries the parcel.
    case carrier
    /// The carrier's service.
    case service
    /// The carrier's number.
    case trackingNumber
    /// When it happened.
    case at
    /// Why.
    case reason
    /// The processor's reference of a chargeback.
    case reference
    /// How much money.
    case amount
    /// The money's currency.
    case currency
    /// When a chargeback was opened.
    case openedOn
    /// Until when a chargeback is to be answered.
    case dueOn
    /// Where a chargeback is.
    case state
  }
}

extension OrderLine {
  /// A row of operations with nothing in it.
  public static var blankOperation: OrderLine { OrderLine(repeating: .none, count: OperationFields.all.count) }

  /// The value of a row of operations at a place.
  public subscript(place: OperationFields.Place) -> FieldValue {
    get { self[place.rawValue] }
    set { self[place.rawValue] = newValue }
  }
}

/// Where a chargeback is: a customer's bank took money back.
public enum ChargebackState: String, Sendable, CaseIterable, Codable {
  /// Nobody answered yet.
  case open
  /// The merchant's evidence was sent.
  case answered
  /// The money stays with the merchant.
  case won
  /// The money is gone.
  case lost
  /// The customer took it back.
  case withdrawn

  /// Whether the outcome is open.
  public var isPending: Bool { self == .open || self == .answered }
}
