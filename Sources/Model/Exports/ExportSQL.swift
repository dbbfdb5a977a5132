/// An SQL expression of a mapping: what it says, where it stands and what it gives.
public struct ExportSQL: Sendable, Hashable {
  /// The expression.
  public var text: String
  /// What a row is there.
  public var rows: ExportRows
  /// Whether it stands within what is nested in an order, and sees that alone.
  public var isNested: Bool

  /// An expression.
  public init(_ text: String, rows: ExportRows, isNested: Bool) {
    (self.text, self.rows, self.isNested) = (text, rows, isNested)
  }

  /// The field that stands for it: the catalogue knows such names too.
  public func field(_ kind: ExportField.Kind) -> ExportField {
    let part: ExportField.Part = isNested ? rows.own ?? .order : rows == .customer ? .customer : .order
    let scope = (isNested ? "each-" : "") + rows.rawValue
    return ExportField(
      name: "\(ExportSQL.mark)\(scope) \(ExportSQL.result(of: kind).rawValue) \(text)", part: part, kind: kind,
      meaning: "SQL of the mapping", isPersonal: false)
  }

  /// What an expression must give.
  public enum Result: String, Sendable {
    /// A text; whole numbers are texts too.
    case text
    /// A whole number: ten-thousandths, millionths, milliseconds, days.
    case number
    /// Whether it holds.
    case flag
  }

  private static func result(of kind: ExportField.Kind) -> Result {
    kind == .flag ? .flag : kind.isNumber ? .number : .text
  }

  /// What names of such fields begin with; no field of the store has a space in its name.
  private static let mark = "sql "

  /// The expression that a field's name stands for, and what it must give; nil for the store's own fields.
  public static func parse(_ name: String) -> (sql: ExportSQL, result: Result)? {
    guard name.hasPrefix(mark) else { return nil }
    let parts = name.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    let scope = String(parts[1])
    let isNested = scope.hasPrefix("each-")
    guard parts.count == 4, let result = Result(rawValue: String(parts[2])),
      let rows = ExportRows(rawValue: isNested ? String(scope.dropFirst(5)) : scope)
    else {
      return nil
    }
    return (ExportSQL(String(parts[3]), rows: rows, isNested: isNested), result)
  }
}

/// What is wrong with an SQL expression.
public struct ExportSQLMistake: Error, Sendable, Hashable {
  /// Which kind of mistake.
  public enum Kind: Sendable, Hashable {
    /// It cannot be read.
    case syntax
    /// A name that is not there.
    case unknownName
    /// Something that expressions may not do.
    case forbidden
    /// A personal field that the workspace's policy masks.
    case masked
    /// It takes too much room or time.
    case tooMuch
  }

  /// Which kind of mistake.
  public var kind: Kind
  /// What it is about: the reason, or the name.
  public var subject: String
  /// Names that are there.
  public var known: [String] = []
  /// Where in the text, in characters.
  public var offset: Int?

  /// A mistake.
  public init(_ kind: Kind, _ subject: String, at offset: Int? = nil) {
    (self.kind, self.subject, self.offset) = (kind, subject, offset)
  }
}
