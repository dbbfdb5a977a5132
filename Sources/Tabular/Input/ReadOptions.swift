/// What a user says about an input file; everything left out is found in the file itself.
public struct ReadOptions: Sendable, Hashable {
  /// The sheet of a workbook: its name, or its number from 1 among the sheets that hold cells; nil for the first
  /// visible one.
  public var sheet: String?
  /// The byte between the fields of a CSV file; see ``isDelimiter(_:)``.
  public var delimiter: UInt8?
  /// The encoding of a text file. A byte order mark in the file wins.
  public var encoding: TextEncoding?
  /// The columns of a text of fixed width, which has no delimiter.
  public var columns: FixedColumns?
  /// The path of the record element of an XML file, such as `export/order`.
  public var recordPath: String?
  /// Which digits of a workbook's numbers are wanted: as a rule those that the spreadsheet shows.
  public var digits: NumberDigits
  /// Whether the `'` stays that a CSV file has before texts which a spreadsheet would run (``FormulaGuard``). As a rule
  /// it is taken away, so that what was exported is imported as the same text.
  public var keepsFormulaGuards: Bool
  /// How much to take.
  public var limits: ReadLimits

  /// What the user said.
  public init(
    sheet: String? = nil, delimiter: UInt8? = nil, encoding: TextEncoding? = nil, columns: FixedColumns? = nil,
    recordPath: String? = nil, digits: NumberDigits = .shown, keepsFormulaGuards: Bool = false,
    limits: ReadLimits = ReadLimits()
  ) {
    self.sheet = sheet
    self.delimiter = delimiter
    self.encoding = encoding
    self.columns = columns
    self.recordPath = recordPath
    self.digits = digits
    self.keepsFormulaGuards = keepsFormulaGuards
    self.limits = limits
  }

  /// Whether a byte can stand between the fields of a CSV file: ASCII, and neither the quote nor a line break.
  package static func isDelimiter(_ byte: UInt8) -> Bool {
    byte > 0 && byte < 0x80 && ![UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(byte)
  }
}

/// Which digits of a workbook's numbers a reader gives.
///
/// A workbook stores the shortest text of a binary fraction, with up to 17 digits; a spreadsheet shows 15 of them. 57.7
/// may be stored as 57.699999999999996 and 0.005 as 5.0000000000000001E-3.
public enum NumberDigits: Sendable {
  /// Rounded to the 15 significant digits that people saw when they made the file, as decimal text throughout. Whole
  /// numbers of more than 15 digits stay as they are stored, since they may be identifiers, and damaged ones.
  case shown
  /// All digits that are in the file.
  case stored
}
