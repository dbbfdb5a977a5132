/// The value of a field.
public enum FieldValue: Sendable, Hashable {
  /// Blank, which is not zero.
  case none
  /// Text, a decimal as text, a stage's or a currency's name, JSON.
  case text(String)
  /// Ten-thousandths, millionths, milliseconds, 1 and 0, or a whole number, as the field's kind says.
  case number(Int64)

  /// The text; nil for anything else.
  public var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The number; nil for anything else.
  public var number: Int64? { if case .number(let number) = self { number } else { nil } }

  /// Whether nothing is there.
  public var isNone: Bool { self == .none }
}

/// A line that hangs on an order: values in the order of its group's fields.
public typealias OrderLine = [FieldValue]

/// An order as a source tells it: typed values of the fields of ``OrderFields`` and the lines that hang on it.
public struct OrderRecord: Sendable, Hashable {
  /// Values in the order of ``OrderFields/order``.
  public var values: [FieldValue]
  /// Lines of each group, in the order of the source.
  public var lines: [[OrderLine]]
  /// Free labels, sorted and without doubles.
  public var tags: [String] = []

  /// Places of the fields that the program itself asks for.
  public enum Place {
    /// `order_id`.
    public static let orderID = 0
    /// `created_at`.
    public static let createdAt = 1
    /// `stage`.
    public static let stage = 2
    /// `currency`.
    public static let currency = 3
    /// `total`.
    public static let total = 4
    /// `extra`.
    public static let extra = OrderFields.place(of: "extra", in: OrderFields.order) ?? 0
  }

  /// An order of which nothing is known.
  public init() {
    values = [FieldValue](repeating: .none, count: OrderFields.order.count)
    lines = [[OrderLine]](repeating: [], count: OrderGroup.allCases.count)
  }

  /// The order's id; empty while unknown.
  public var orderID: String { values[Place.orderID].text ?? "" }

  /// The order's stage as the store keeps it.
  public var stage: String { values[Place.stage].text ?? OrderStage.unknown.rawValue }

  /// The order's currency, three letters.
  public var currency: String { values[Place.currency].text ?? "" }

  /// The order's total in ten-thousandths; nil where the source does not say.
  public var total: Int64? { values[Place.total].number }

  /// The lines of a group.
  public subscript(group: OrderGroup) -> [OrderLine] {
    get { lines[group.rawValue] }
    set { lines[group.rawValue] = newValue }
  }

  /// The value of an order field by its name; `.none` for an unknown name.
  public subscript(name: String) -> FieldValue {
    get { OrderFields.place(of: name, in: OrderFields.order).map { values[$0] } ?? .none }
    set { if let place = OrderFields.place(of: name, in: OrderFields.order) { values[place] = newValue } }
  }
}
