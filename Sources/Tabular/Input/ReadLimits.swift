/// How much a reader takes before it refuses a file, against files made to exhaust a machine.
///
/// A limit that is hit is a ``Failure`` with exit code `rejected` and the code `limit/hit`; its hint names the option
/// that raises it, `--limit NAME=NUMBER` with a name of ``ReadLimits/Name``.
public struct ReadLimits: Sendable, Hashable {
  /// The limits by the name that the user gives.
  public enum Name: String, Sendable, CaseIterable {
    /// See ``ReadLimits/inflatedBytes``.
    case inflatedBytes = "inflated-bytes"
    /// See ``ReadLimits/entries``.
    case entries
    /// See ``ReadLimits/cellText``.
    case cellText = "cell-text"
    /// See ``ReadLimits/sharedText``.
    case sharedText = "shared-text"
    /// See ``ReadLimits/depth``.
    case depth
    /// See ``ReadLimits/attributes``.
    case attributes
    /// See ``ReadLimits/rows``.
    case rows
    /// See ``ReadLimits/columns``.
    case columns
    /// See ``ReadLimits/fieldBytes``.
    case fieldBytes = "field-bytes"
    /// See ``ReadLimits/rowBytes``.
    case rowBytes = "row-bytes"
  }

  /// Bytes that come out of all gzip or zip members of a file that are read, together.
  public var inflatedBytes = 4 << 30
  /// Members of a zip file.
  public var entries = 10_000
  /// Bytes of text in one cell of a workbook, or in one XML text or attribute. Excel itself holds 32,767 characters.
  public var cellText = 1 << 20
  /// Bytes of all shared strings of a workbook, which are kept while it is read: in memory, or in a temporary file where
  /// they are many.
  public var sharedText = 1 << 30
  /// Levels of nested XML elements.
  public var depth = 64
  /// Attributes of one XML element.
  public var attributes = 256
  /// Rows of a sheet. Excel and LibreOffice hold 1,048,576.
  public var rows = 1_048_576
  /// Columns of a row. Excel and LibreOffice hold 16,384; sheets are held to that whatever stands here.
  public var columns = 100_000
  /// Bytes of one field of a CSV file.
  public var fieldBytes = 16 << 20
  /// Bytes of one row, record or line, which is in memory as long as it is read.
  public var rowBytes = 64 << 20

  /// The limits that suit every file that people really have.
  public init() {}

  /// Reads or changes a limit by its name.
  public subscript(name: Name) -> Int {
    get { self[keyPath: ReadLimits.path(of: name)] }
    set { self[keyPath: ReadLimits.path(of: name)] = newValue }
  }

  private static func path(of name: Name) -> WritableKeyPath<ReadLimits, Int> {
    switch name {
    case .inflatedBytes: \.inflatedBytes
    case .entries: \.entries
    case .cellText: \.cellText
    case .sharedText: \.sharedText
    case .depth: \.depth
    case .attributes: \.attributes
    case .rows: \.rows
    case .columns: \.columns
    case .fieldBytes: \.fieldBytes
    case .rowBytes: \.rowBytes
    }
  }
}
