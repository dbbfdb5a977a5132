public import Model
public import Tabular

/// The file formats of exports.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Comma-separated values and their kin.
  case csv
  /// An Excel workbook.
  case xlsx
  /// One JSON object a line.
  case jsonl
  /// One JSON array of objects.
  case json
  /// XML, an element a row.
  case xml

  /// Whether a title becomes a name that must be unique.
  var needsUniqueTitles: Bool { self == .json || self == .jsonl || self == .xml }
}

/// A checked export layout (a mapping of `kind: export`): which rows, which columns, what each holds, how it is
/// written.
public struct ExportLayout: Sendable {
  /// On which rows of an order its own values stand, where there are several.
  public enum OrderValues: String, Sendable, CaseIterable {
    /// On the first only, so that the sum of a column is the sum over orders; the order's id and currency on every one.
    case first
    /// On every one.
    case all
  }

  /// Local dates from and to, both inclusive, that a point in time must lie in.
  public struct DateRange: Sendable, Hashable {
    /// The field's documented name.
    public var field: String
    /// The first day; nil for no beginning.
    public var from: CivilDate?
    /// The last day; nil for no end.
    public var to: CivilDate?

    /// A range of days.
    public init(field: String, from: CivilDate?, to: CivilDate?) {
      self.field = field
      self.from = from
      self.to = to
    }
  }

  /// Its name, as `--mapping` and the batch have it.
  public var name: String
  /// SHA-256 of the file it was read from.
  public var digest: SHA256Digest
  /// What it is for, in a line; for lists.
  public var description: String?
  /// What a row is.
  public var rows: ExportRows
  /// The zone of dates and times; nil for the workspace's.
  public var zone: TimeZoneRules?
  /// The file format.
  public var format: ExportFormat
  /// How CSV is written.
  public var csv: CSVOptions
  /// The sheet of a workbook.
  public var sheet: String
  /// Whether JSON has amounts as strings.
  public var jsonMoneyAsText: Bool
  /// The root element of XML.
  public var xmlRoot: String
  /// The element of a row in XML.
  public var xmlRecord: String
  /// Where an order's values stand.
  public var orderValues: OrderValues
  /// The columns in order; at least one.
  public var columns: [ExportColumn]
  /// What must hold of a row.
  public var conditions: [ExportCondition]
  /// What days points in time must lie in.
  public var dateRanges: [DateRange]
  /// The order of the rows.
  public var sort: ExportSort
}

/// A column of an export: its title, where its values come from, and how they are written.
public struct ExportColumn: Sendable {
  /// Where the values come from.
  public enum Source: Sendable {
    /// A field of the store.
    case field(ExportField)
    /// The same text on every row.
    case constant(String)
  }

  /// Upper or lower case.
  public enum LetterCase: String, Sendable, CaseIterable {
    /// All letters upper case.
    case upper
    /// All letters lower case.
    case lower
  }

  /// The header, the key in JSON, the element in XML.
  public var title: String
  /// Where the values come from.
  public var source: Source
  /// How a point in time is written; nil for ISO 8601.
  public var pattern: ExportDatePattern?
  /// The zone of a point in time; nil for the layout's.
  public var zone: TimeZoneRules?
  /// Decimals of a number; nil for as many as it has, of money at least two.
  public var decimals: Int?
  /// What stands before the decimals; nil for a point.
  public var decimalMark: String?
  /// What stands between groups of three digits; nil for nothing.
  public var grouping: String?
  /// What is written where there is no value; nil for an empty cell.
  public var `default`: String?
  /// Upper or lower case; nil for as it is.
  public var letterCase: LetterCase?
  /// At most so many characters; nil for all.
  public var maximumLength: Int?
  /// Texts that stand for values; empty for none.
  public var lookup: [String: String] = [:]
  /// What stands for a value that the lookup lacks; nil for the value itself.
  public var otherwise: String?
  /// The width in characters; nil for the usual one.
  public var width: Int?

  /// A column without any format.
  public init(title: String, source: Source) {
    self.title = title
    self.source = source
  }

  /// The field it shows; nil for a constant.
  public var field: ExportField? {
    if case .field(let field) = source { field } else { nil }
  }
}
