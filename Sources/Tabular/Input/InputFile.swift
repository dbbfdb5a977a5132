import Diagnostics
public import Model

/// A file that a user gave: recognised by its content, unpacked where it is gzip, read as a table or as bytes.
///
/// Any number of readers may be made of it, one after another or at the same time; each begins at the start.
public final class InputFile {
  /// The file as the user named it; `-` for standard input.
  public let name: String
  /// What it is, inside of gzip.
  public let format: FileFormat
  /// Whether gzip is around it.
  public let isCompressed: Bool

  private let file: OpenFile
  private let limits: ReadLimits
  /// The members, where it is a zip file.
  private let archive: ZipArchive?

  private init(file: OpenFile, as expected: FileFormat?, limits: ReadLimits) throws {
    self.file = file
    self.name = file.name
    self.limits = limits
    var sample = try file.bytes(0..<FormatSniffer.sampleSize)
    var finding = FormatSniffer.find(sample)
    isCompressed = finding == .gzip
    if isCompressed {
      sample = try InputFile.prefix(of: InputFile.unpacked(file, limits), count: FormatSniffer.sampleSize)
      finding = FormatSniffer.find(sample)
    }
    if case .format = finding, let expected {
      finding = .format(expected)
    } else if case .unsupported = finding, expected == .xml {
      // Whoever means XML may well mean a page of XHTML.
      finding = .format(.xml)
    } else if finding == .format(.csv), InputFile.isNamedWorkbook(name) {
      finding = .zip
    }
    switch finding {
    case .format(let format):
      self.format = format
      archive = nil
    case .gzip:
      throw Failure.unsupported("gzip inside gzip", advice: "unpack the outer one with gunzip", file: name)
    case .zip:
      let archive = try ZipArchive(isCompressed ? InputFile.unpackedCopy(file, limits) : file, limits: limits)
      self.archive = archive
      format = try ZipContent.format(of: archive, limits: limits)
    case .compound:
      throw try CompoundFile.refusal(of: isCompressed ? InputFile.unpackedCopy(file, limits) : file)
    case .unsupported(let kind, let advice): throw Failure.unsupported(kind, advice: advice, file: name)
    }
  }

  /// Opens a file and recognises it. `-` is standard input. With `format` a text is taken for what the user
  /// says it is.
  ///
  /// Throws a ``Failure``: `noInput` or `permission` where it cannot be opened, `inputOutput` where it cannot be read,
  /// `rejected` for what Daybook does not read (the diagnostic says what it is and what to do) and for damaged gzip.
  public static func open(
    _ path: String, as format: FileFormat? = nil, limits: ReadLimits = ReadLimits()
  ) throws -> InputFile {
    try InputFile(file: path == "-" ? OpenFile.standardInput() : OpenFile.open(path), as: format, limits: limits)
  }

  /// The size of the file in bytes, as it is.
  public var byteCount: Int { file.size }

  /// The file's bytes as they are, packed or not, from the start.
  func storedBytes() -> any ByteStream { file.stream() }

  /// The digest of the file's bytes as they are, packed or not.
  public func digest() throws -> SHA256Digest {
    let hash = SHA256Stream()
    let stream = file.stream()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try stream.read(into: buffer)
      if count == 0 { return hash.finish() }
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// The bytes, unpacked where they are gzip, from the start.
  public func byteStream() throws -> any ByteStream {
    isCompressed ? try InputFile.unpacked(file, limits) : file.stream()
  }

  /// The sheets of a workbook in their order; none for formats without sheets.
  public func sheets() throws -> [SheetSummary] {
    switch format {
    case .xlsx: try xlsx(limits).sheets.map(\.summary)
    case .ods: try ods(limits).sheets()
    case .spreadsheetML: try spreadsheetML(limits).sheets()
    case .csv, .xml, .jsonLines: []
    }
  }

  /// A reader of the file's table. XML and JSON Lines are records and no tables, unless a delimiter or columns are
  /// given: then they are read as text.
  ///
  /// Throws a ``Failure``: `rejected` where the file is no table, damaged, or without the sheet that is asked for, and
  /// where a delimiter or columns are given for a workbook: whoever says them means text; `usage` for a delimiter that is
  /// none.
  public func table(_ options: ReadOptions = ReadOptions()) throws -> any TableReader {
    if options.delimiter != nil || options.columns != nil, [.xlsx, .ods, .spreadsheetML].contains(format) {
      throw Failure(
        .rejected, .notDelimited, at: SourceLocation(file: name), facts: ["format": format.rawValue])
    }
    if let columns = options.columns {
      let text = try TextStream(byteStream(), encoding: options.encoding)
      return FixedWidthReader(text, file: name, columns: columns, limits: options.limits)
    }
    switch format {
    case .csv: return try csv(options)
    case .xml, .jsonLines:
      guard options.delimiter == nil else { return try csv(options) }
      throw Failure(
        .rejected, .notATable, at: SourceLocation(file: name),
        facts: ["format": format.rawValue, "advice": "use a mapping for records of this format"])
    case .xlsx: return try xlsx(options.limits).reader(options)
    case .ods: return try ods(options.limits).reader(options)
    case .spreadsheetML: return try spreadsheetML(options.limits).reader(options)
    }
  }

  private func xlsx(_ limits: ReadLimits) throws -> XLSXWorkbook {
    guard let archive else { throw Failure.damagedZip("it has no members", file: name) }
    return try XLSXWorkbook(archive, limits: limits)
  }

  private func ods(_ limits: ReadLimits) throws -> ODSWorkbook {
    if let archive { return try ODSWorkbook(archive, limits: limits) }
    return ODSWorkbook(flat: { try self.byteStream() }, file: name, limits: limits)
  }

  private func spreadsheetML(_ limits: ReadLimits) -> SpreadsheetMLWorkbook {
    SpreadsheetMLWorkbook(content: { try self.byteStream() }, file: name, limits: limits)
  }

  /// Names that no text file bears. A zip file may have other bytes in front; what is no zip file then is refused.
  private static func isNamedWorkbook(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".xlsx", ".xlsm", ".ods"].contains { name.hasSuffix($0) }
  }

  func csv(_ options: ReadOptions) throws -> CSVReader {
    if let delimiter = options.delimiter, !ReadOptions.isDelimiter(delimiter) {
      throw Failure(
        .usage, .usage,
        facts: [
          "reason": "byte \(delimiter) cannot separate the fields of a text file",
          "help": "write one ASCII character that is neither a quote nor a line break",
        ])
    }
    let text = try TextStream(byteStream(), encoding: options.encoding)
    return try CSVReader(
      text, file: name, delimiter: options.delimiter, keepsFormulaGuards: options.keepsFormulaGuards,
      limits: options.limits)
  }

  private static func unpacked(_ file: OpenFile, _ limits: ReadLimits) throws -> any ByteStream {
    try InflateStream(file.stream(), wrapping: .gzip, budget: InflationBudget(limits, file: file.name)) { reason in
      Failure(.rejected, .damagedCompression, at: SourceLocation(file: file.name), facts: ["reason": reason])
    }
  }

  /// A workbook is read here and there, which a packed file does not allow.
  private static func unpackedCopy(_ file: OpenFile, _ limits: ReadLimits) throws -> OpenFile {
    try OpenFile.unlinkedCopy(of: unpacked(file, limits), name: file.name)
  }

  private static func prefix(of stream: any ByteStream, count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let read = try bytes.withUnsafeMutableBytes {
        try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[done...]))
      }
      if read == 0 { break }
      done += read
    }
    bytes.removeLast(count - done)
    return bytes
  }
}
