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
  /// Text whose columns have a fixed width.
  case fixed

  /// What file names end with.
  public var fileExtension: String { self == .fixed ? "txt" : rawValue }

  /// Whether a row is a record: its cells have names that must be unique, and lists and groups can stand in it.
  public var isNested: Bool { self == .json || self == .jsonl || self == .xml }
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

  /// Rows that add up others.
  public struct Totals: Sendable, Hashable {
    /// After each group of rows of which this field is the same; nil for no groups.
    public var by: ExportField?
    /// Of a time the stretch that is the same.
    public var period = ExportDays.Unit.day
    /// Whether everything is added up at the end.
    public var isGrand: Bool
    /// Whether the rows themselves are left out.
    public var isAlone: Bool
    /// What stands in the first column that is not added up, `{group}` for the group's value.
    public var label: String
    /// The same at the end.
    public var grandLabel: String

    /// Rows that add up others.
    public init(by: ExportField?, isGrand: Bool, isAlone: Bool, label: String, grandLabel: String) {
      (self.by, self.isGrand, self.isAlone) = (by, isGrand, isAlone)
      (self.label, self.grandLabel) = (label, grandLabel)
    }
  }

  /// Where a file ends and the next one begins.
  public struct Split: Sendable, Hashable {
    /// A file for each value of this field; nil for none.
    public var by: ExportField?
    /// Of a time the stretch that is a value.
    public var period = ExportDays.Unit.day
    /// At most so many orders, cases or customers a file, which are never torn apart; nil for no limit.
    public var every: Int?
    /// At most so many rows a file; nil for no limit.
    public var rows: Int?
    /// Whether sheets of one workbook end there, and not files.
    public var isSheets: Bool

    /// Files by value, by count, or both.
    public init(by: ExportField?, every: Int?, rows: Int? = nil, isSheets: Bool = false) {
      (self.by, self.every, self.rows, self.isSheets) = (by, every, rows, isSheets)
    }
  }

  /// A file that a lookup reads.
  public struct LookupFile: Sendable, Hashable {
    /// Its name as the layout has it.
    public var name: String
    /// SHA-256 of its bytes.
    public var digest: SHA256Digest
  }

  /// Its name, as `--mapping` and the batch have it.
  public var name: String
  /// SHA-256 of the file it was read from.
  public var digest: SHA256Digest
  /// The files that its lookups read, in the order in which they are named.
  public var lookupFiles: [LookupFile]
  /// What it is for, in a line; for lists.
  public var description: String?
  /// What a row is.
  public var rows: ExportRows
  /// Whether an order that has none of the rows has one all the same.
  public var keepsBareOrders: Bool
  /// Of cost entries, whether those of no order are among them.
  public var includesUnallocated = false
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
  /// How XML is written.
  public var xml: XMLOptions
  /// How text of fixed width is written, beside the widths of its columns.
  public var fixed: FixedWidthOptions
  /// Where an order's values stand.
  public var orderValues: OrderValues
  /// The columns in order; none where a row becomes lines of several kinds that have nothing in common.
  public var columns: [ExportColumn]
  /// The kinds of lines that a row becomes; none for one line with ``columns``.
  public var records: [ExportRecord]
  /// What the lines of each row must come to, or the export is refused; nil for nothing.
  public var balance: ExportBalance?
  /// How much is shown of fields, by their names; all of those that are not here.
  public var masks: [String: ExportMask] = [:]
  /// Personal fields that SQL cannot see.
  public var hidden: Set<String> = []
  /// What must hold of a row. Days are not yet points in time; see ``Model/ExportCondition/resolved(today:zone:isInstant:)``.
  public var conditions: [ExportCondition]
  /// What the rows are sorted by; none for as they came in.
  public var sort: [ExportSort]
  /// Rows that add up others.
  public var totals: Totals?
  /// Where files, or sheets, end.
  public var split: Split?
  /// The sheets of a workbook with rows and columns of their own; none for one kind of rows.
  public var sheets: [ExportLayout] = []
  /// The key of the rows in a JSON file that is an object; nil for the usual one.
  public var jsonRows: String?
  /// How files are called where only their folder is given; nil for the usual names.
  public var fileName: ExportFileName?

  /// Where files end; nil where one file holds all.
  public var fileSplit: Split? { split.flatMap { $0.isSheets ? nil : $0 } }

  /// Whether titles stand above the rows.
  var hasHeader: Bool {
    format == .xlsx || (format == .csv && csv.header) || (format == .fixed && fixed.header)
  }

  /// The columns of a line for each row; none where a row becomes lines of several kinds.
  public var rowColumns: [ExportColumn] { records.allSatisfy { $0.once != nil } ? columns : [] }
}
