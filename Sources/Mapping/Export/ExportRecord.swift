public import Model

/// A kind of line, where a row becomes several: the head of an invoice and its positions, the two sides of a booking.
public struct ExportRecord: Sendable {
  /// When a line stands once in each file, and not for each row.
  public enum Once: String, Sendable, CaseIterable {
    /// Before all rows.
    case start
    /// Behind all rows.
    case end
  }

  /// What lines that count these call it; nil for nothing.
  public var name: String?
  /// Where it stands once a file; nil for each row.
  public var once: Once?
  /// What must hold of the row; nil for every row.
  public var condition: ExportCondition?
  /// Of what an order has several of, for one line each; nil for one line. Its columns are those of the line.
  public var each: ExportEach?
  /// What the line shows.
  public var columns: [ExportColumn]

  /// The condition as one of its kind of choice, which a query reads.
  public var branches: [ExportValue.Branch] { condition.map { [.init(condition: $0, value: .nothing)] } ?? [] }
}

/// What the lines of each row must come to.
public struct ExportBalance: Sendable, Hashable {
  /// A column that counts.
  public struct Column: Sendable, Hashable {
    /// The title.
    public var title: String
    /// Whether its numbers count with the opposite sign.
    public var isNegated: Bool
  }

  /// A field that counts on the other side.
  public struct Field: Sendable, Hashable {
    /// The field.
    public var field: ExportField
    /// Whether it counts with the opposite sign.
    public var isNegated: Bool
  }

  /// The columns whose numbers are added up, as they are shown.
  public var columns: [Column]
  /// Fields of the row whose sum they come to; none for zero.
  public var fields: [Field]
}
