/// What a user says about an input file; everything left out is found in the file itself.
public struct ReadOptions: Sendable, Hashable {
  /// The sheet of a workbook: its name, or its number from 1 among the sheets that hold cells; nil for the first visible one.
  public var sheet: String?
  /// The byte between the fields of a CSV file.
  public var delimiter: UInt8?
  /// The encoding of a text file. A byte order mark in the file wins.
  public var encoding: TextEncoding?
  /// The path of the record element of an XML file, such as `export/order`.
  public var recordPath: String?
  /// How much to take.
  public var limits: ReadLimits

  /// What the user said.
  public init(
    sheet: String? = nil, delimiter: UInt8? = nil, encoding: TextEncoding? = nil, recordPath: String? = nil,
    limits: ReadLimits = ReadLimits()
  ) {
    self.sheet = sheet
    self.delimiter = delimiter
    self.encoding = encoding
    self.recordPath = recordPath
    self.limits = limits
  }
}
