import Diagnostics

/// How a CSV file is written.
public struct CSVOptions: Sendable, Hashable {
  /// Which cells stand in quotes.
  public enum Quotes: String, Sendable, CaseIterable {
    /// Those that need them: with the delimiter, a quote or a line end inside.
    case needed
    /// All.
    case all
    /// All but numbers and cells without a value.
    case nonNumeric = "non-numeric"
    /// None, for readers that take quotes for text: a delimiter or line end in a text becomes a space.
    case never
  }

  /// The byte between cells; printable ASCII or a tab, no letter, no digit, none of `"`, `'`, `.`, `-`, `+`.
  public var delimiter: UInt8
  /// Which cells stand in quotes.
  public var quotes: Quotes
  /// Whether the titles are the first line.
  public var header: Bool
  /// Whether texts that a spreadsheet would run are neutralised; see ``FormulaGuard``.
  public var formulaGuard: Bool
  /// Encoding and line ends.
  public var file: TextFileOptions

  /// Commas, quotes where needed, a header, the formula guard on, UTF-8 and LF, where nothing else is said.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quotes: Quotes = .needed, header: Bool = true, formulaGuard: Bool = true,
    file: TextFileOptions = TextFileOptions()
  ) {
    self.delimiter = delimiter
    self.quotes = quotes
    self.header = header
    self.formulaGuard = formulaGuard
    self.file = file
  }

  /// Whether a byte can stand between cells without being taken for a part of one.
  package static func isDelimiter(_ byte: UInt8) -> Bool {
    if byte == UInt8(ascii: "\t") { return true }
    guard byte >= 0x20, byte < 0x7F else { return false }
    let scalar = Unicode.Scalar(byte)
    if scalar.properties.isAlphabetic || (byte >= 0x30 && byte <= 0x39) { return false }
    return !"\"'.-+".utf8.contains(byte)
  }
}

/// Writes CSV as RFC 4180 has it, with the freedoms of ``CSVOptions``.
public final class CSVWriter: TableWriter {
  private let output: LineOutput
  private let line: OutputBuffer
  private let delimiter: UInt8
  private let quotes: CSVOptions.Quotes
  private let options: CSVOptions
  private let guardsFormulas: Bool
  /// By byte: 0 = plain, else a cell with it needs quotes.
  private let special: UnsafeMutablePointer<UInt8>
  private var cellsInRow = 0
  private var rowStart = 0

  /// A writer to a sink. Throws a ``Failure`` with exit code `configuration` for a delimiter that would be ambiguous.
  public init(to sink: any ByteSink, options: CSVOptions = CSVOptions()) throws {
    guard CSVOptions.isDelimiter(options.delimiter) else {
      throw Failure(
        .configuration, .badConfiguration,
        facts: [
          "reason": "byte \(options.delimiter) cannot separate the cells of a CSV file",
          "help": "use a comma, a semicolon, a tab, a bar or another printable sign",
        ])
    }
    self.options = options
    output = LineOutput(sink: sink, options: options.file)
    line = output.line
    delimiter = options.delimiter
    quotes = options.quotes
    guardsFormulas = options.formulaGuard
    special = .allocate(capacity: 256)
    special.initialize(repeating: 0, count: 256)
    for byte in [options.delimiter, UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n")] {
      special[Int(byte)] = 1
    }
    rowStart = line.count
  }

  deinit { special.deallocate() }

  /// Writes the titles as the first line, unless the options say no header.
  public func header(_ columns: [ColumnHeading]) throws {
    guard options.header else { return }
    for column in columns { try text(column.title) }
    try endRow()
  }

  /// A text, guarded against formulas and in quotes as the options say.
  public func text(_ utf8: UnsafeRawBufferPointer) throws {
    beginCell()
    if guardsFormulas, FormulaGuard.guards(utf8) {
      appendText(utf8, guarded: true)
    } else {
      appendText(utf8, guarded: false)
    }
  }

  /// A number as it stands.
  public func number(_ utf8: UnsafeRawBufferPointer) throws {
    beginCell()
    if quotes == .all {
      appendQuoted(utf8, guarded: false)
    } else {
      appendPlain(utf8)
    }
  }

  /// An amount.
  public func amount(e4: Int64, places: Int) throws {
    beginCell()
    if quotes == .all { line.append(CSVWriter.quote) }
    line.append(amount: e4, places: places)
    if quotes == .all { line.append(CSVWriter.quote) }
  }

  /// A whole number.
  public func integer(_ value: Int64) throws {
    beginCell()
    if quotes == .all { line.append(CSVWriter.quote) }
    line.append(decimal: value)
    if quotes == .all { line.append(CSVWriter.quote) }
  }

  /// `true` or `false`.
  public func boolean(_ value: Bool) throws {
    beginCell()
    let isQuoted = quotes == .all || quotes == .nonNumeric
    if isQuoted { line.append(CSVWriter.quote) }
    if value { line.append("true") } else { line.append("false") }
    if isQuoted { line.append(CSVWriter.quote) }
  }

  /// The text as it stands, not guarded.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) throws {
    beginCell()
    appendText(isoUTF8, guarded: false)
  }

  /// Nothing between two delimiters.
  public func empty() throws {
    beginCell()
    if quotes == .all { line.append("\"\"") }
  }

  /// Ends the line.
  public func endRow() throws {
    // A line without any byte would be no row to a reader.
    if cellsInRow <= 1, line.count == rowStart, quotes != .never { line.append("\"\"") }
    try output.endLine()
    cellsInRow = 0
    rowStart = line.count
  }

  /// Hands the last lines to the sink.
  public func finish() throws { try output.finish() }
}

extension CSVWriter {
  private static let quote = UInt8(ascii: "\"")

  @inline(__always)
  private func beginCell() {
    if cellsInRow > 0 { line.append(delimiter) }
    cellsInRow += 1
  }

  @inline(__always)
  private func appendText(_ utf8: UnsafeRawBufferPointer, guarded: Bool) {
    if quotes == .needed, guarded || cellsInRow > 1 || output.lineCount > 0 || !CSVWriter.startsLikeAnotherFile(utf8) {
      if guarded { line.append(UInt8(ascii: "'")) }
      appendPlain(utf8, from: guarded ? 1 : 0)
    } else if quotes == .never {
      if guarded { line.append(UInt8(ascii: "'")) }
      for byte in utf8 { line.append(special[Int(byte)] != 0 && byte != CSVWriter.quote ? 0x20 : byte) }
    } else {
      appendQuoted(utf8, guarded: guarded)
    }
  }

  /// Whether a file that begins with this text would be taken for something else: its first character for a byte order
  /// mark, its first line for one that declares a delimiter, all of it for XML, JSON or a packed file.
  private static func startsLikeAnotherFile(_ utf8: UnsafeRawBufferPointer) -> Bool {
    let start = Array(utf8.prefix(64))
    if start.starts(with: [0xEF, 0xBB, 0xBF]) || start.prefix(4).map({ $0 | 0x20 }) == Array("sep=".utf8) {
      return true
    }
    let signs = start.filter { $0 > 0x20 }
    // What follows these decides, and it may stand in the next cell.
    if signs.first == UInt8(ascii: "<") || signs == [UInt8(ascii: "{")] || signs == [UInt8(ascii: "[")] { return true }
    return FormatSniffer.find(start) != .format(.csv)
  }

  /// Copies a cell byte by byte, and starts again in quotes at the first byte that needs them. `from` counts the bytes
  /// of the guard that stand in the line already.
  @inline(__always)
  private func appendPlain(_ utf8: UnsafeRawBufferPointer, from guardLength: Int = 0) {
    guard let source = utf8.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let count = utf8.count
    let target = line.room(for: count)
    var index = 0
    while index < count {
      let byte = source[index]
      if special[Int(byte)] != 0 { break }
      target[index] = byte
      index += 1
    }
    if index == count {
      line.advance(by: count)
    } else {
      line.truncate(to: line.count - guardLength)
      appendQuoted(utf8, guarded: guardLength > 0)
    }
  }

  private func appendQuoted(_ utf8: UnsafeRawBufferPointer, guarded: Bool) {
    line.append(CSVWriter.quote)
    if guarded { line.append(UInt8(ascii: "'")) }
    for byte in utf8 {
      if byte == CSVWriter.quote { line.append(CSVWriter.quote) }
      line.append(byte)
    }
    line.append(CSVWriter.quote)
  }
}

extension CSVWriter: RepeatingWriter {
  /// The first line is written with care for what it could be taken for.
  package var canRepeat: Bool { output.lineCount > 0 }
  package var mark: Int { line.count }
  package func bytes(since mark: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: line.bytes[mark...])
  }
  package func repeatCells(_ bytes: UnsafeRawBufferPointer, count: Int) {
    line.append(bytes)
    cellsInRow += count
  }
}
