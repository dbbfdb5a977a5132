/// What one row of an export is.
public enum ExportRows: String, Sendable, CaseIterable {
  /// An order.
  case order
  /// A line of goods. An order without any has one row with its item columns empty, so that no order is lost.
  case item

  /// Whether a row can show the fields of a part.
  public func shows(_ part: ExportField.Part) -> Bool { part != .item || self == .item }
}

/// In what order the rows of an export stand.
public enum ExportSort: String, Sendable, CaseIterable {
  /// As the orders came into the store: the one that needs no sorting.
  case imported
  /// By order id, byte by byte.
  case orderID = "order_id"
  /// By the time the order was made, then as imported.
  case createdAt = "created_at"
}

/// One condition on a field of the order that a row belongs to.
public struct ExportCondition: Sendable, Hashable {
  /// What the field is compared with, as the store keeps it: text, or ten-thousandths, milliseconds, 1 and 0.
  public enum Value: Sendable, Hashable {
    /// A text, compared exactly.
    case text(String)
    /// A number.
    case number(Int64)
  }

  /// How it is compared. An empty field meets none of these but `isEmpty(true)`.
  public enum Test: Sendable, Hashable {
    /// It is one of these; there is at least one.
    case anyOf([Value])
    /// It begins with this text, compared exactly.
    case prefix(String)
    /// It is this or more.
    case atLeast(Int64)
    /// It is this or less.
    case atMost(Int64)
    /// It is less than this.
    case below(Int64)
    /// It is empty, or is not.
    case isEmpty(Bool)
  }

  /// The documented name of the field.
  public var field: String
  /// How it is compared.
  public var test: Test

  /// A condition.
  public init(field: String, test: Test) {
    self.field = field
    self.test = test
  }
}

/// Which rows of the store an export shows, which fields of them, and in what order. Deleted orders are never among
/// them.
public struct ExportSelection: Sendable, Hashable {
  /// What a row is.
  public var rows: ExportRows
  /// Documented names of the fields, in the order in which they are read.
  public var fields: [String]
  /// All of these must hold.
  public var conditions: [ExportCondition]
  /// The order of the rows.
  public var sort: ExportSort
  /// At most so many rows; nil for all.
  public var limit: Int?

  /// A selection.
  public init(
    rows: ExportRows, fields: [String], conditions: [ExportCondition] = [], sort: ExportSort = .imported,
    limit: Int? = nil
  ) {
    self.rows = rows
    self.fields = fields
    self.conditions = conditions
    self.sort = sort
    self.limit = limit
  }
}
