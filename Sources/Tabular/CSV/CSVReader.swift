import CScan
import Diagnostics
import Glibc

/// Reads delimited text row by row: RFC 4180 and what exists beside it.
///
/// Lines end with LF, CR LF or CR, mixed as they come. A field that begins with `"` is quoted: it may hold delimiters
/// and line breaks, and `""` stands for one `"`. A `"` anywhere else is a character like others. Rows may be of any
/// length. Cells point into the read buffer; doubled quotes are joined there, in place.
final class CSVReader: TableReader {
  /// A text file has no sheets.
  let sheet: String? = nil

  private let window: TextWindow
  private let file: String
  /// The byte between the fields.
  let delimiter: UInt8
  private let keepsFormulaGuards: Bool
  private let limits: ReadLimits
  /// Where the row in progress begins in the window.
  private var rowStart = 0
  /// Where the next field of the row in progress begins.
  private var cursor = 0
  private var line = 1
  private var cells: UnsafeMutablePointer<Cell>
  private var cellCapacity: Int
  private var cellCount = 0

  private static let apostrophe = UInt8(ascii: "'")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// A reader over text. Without a delimiter it takes the one that the first rows are consistent in, and a first line
  /// `sep=;`, as Excel writes it, says it for certain and is not a row.
  init(
    _ text: TextStream, file: String, delimiter: UInt8?, keepsFormulaGuards: Bool, limits: ReadLimits,
    windowBytes: Int = 1 << 18
  ) throws {
    self.file = file
    self.keepsFormulaGuards = keepsFormulaGuards
    self.limits = limits
    window = try TextWindow(text, capacity: windowBytes)
    cellCapacity = min(64, max(1, limits.columns))
    cells = .allocate(capacity: cellCapacity)
    let sample = UnsafeRawBufferPointer(start: window.base, count: min(window.end, 1 << 16))
    let declared = CSVDialect.declaredDelimiter(in: sample)
    let isWhole = window.hasEnded && sample.count == window.end
    self.delimiter =
      declared?.delimiter ?? delimiter ?? CSVDialect.likelyDelimiter(of: sample, isWhole: isWhole)
    if let declared {
      rowStart = declared.length
      line = 2
    }
  }

  deinit { cells.deallocate() }

  func next() throws -> Row? {
    while true {
      cursor = rowStart
      cellCount = 0
      let rowLine = line
      while true {
        if rowStart == window.end, window.hasEnded { return nil }
        if cursor < window.end || window.hasEnded, try scanRow(from: rowLine) { break }
        try readOn(rowLine: rowLine)
      }
      rowStart = cursor
      if cellCount > 0 { return Row(number: rowLine, cells: UnsafeBufferPointer(start: cells, count: cellCount)) }
    }
  }
}

// MARK: - Scanning

extension CSVReader {
  /// Adds the fields from `cursor` to the end of the row; false where more bytes are needed for that. A blank line is a
  /// row without cells.
  private func scanRow(from rowLine: Int) throws -> Bool {
    let base = window.base
    let end = window.end
    let delimiter = self.delimiter
    var count = cellCount
    var start = cursor
    // Where fields can end among the 64 bytes from `block` on, less those that are done.
    var block = start
    var breaks = CSVReader.breaks(base + block, delimiter)
    while true {
      if count == cellCapacity { try growCells(holding: count, rowLine: rowLine) }
      let first = base[start]
      var position: Int
      if first == CSVReader.quote {
        block = start &+ 1
        breaks = CSVReader.breaks(base + block, delimiter)
        let quotes = scan_equal(base + block, CSVReader.quote)
        let close = quotes & (0 &- quotes)
        position = block &+ quotes.trailingZeroBitCount &+ 1
        if breaks & (close &<< 1) != 0, position &+ 1 < end {
          // The next quote closes a short field.
          if breaks & (close &- 1) != 0 { line += CSVReader.lineBreaks(base + block, count: position &- 1 &- block) }
          cells[count] = cell(base, from: block, to: position &- 1)
          breaks &= ~(close | (close &- 1))
        } else {
          cellCount = count
          guard let field = try scanQuoted(from: start) else {
            cursor = start
            return false
          }
          cells[count] = cell(base, from: field.content.lowerBound, to: field.content.upperBound)
          position = field.next
          block = position
          breaks = CSVReader.breaks(base + block, delimiter)
        }
      } else {
        while breaks == 0 {
          block += 64
          breaks = CSVReader.breaks(base + block, delimiter)
        }
        position = block + breaks.trailingZeroBitCount
        cells[count] = cell(base, from: start, to: position)
      }
      breaks &= breaks &- 1
      let byte = base[position]
      if byte == delimiter {
        count += 1
        start = position &+ 1
        continue
      }
      cellCount = count
      cursor = start
      return try endRow(at: position, byte)
    }
  }

  @inline(__always)
  private static func breaks(_ bytes: UnsafeMutablePointer<UInt8>, _ delimiter: UInt8) -> UInt64 {
    scan_any(bytes, delimiter, lineFeed, carriageReturn)
  }

  /// A cell over a field that may begin with the guard of a formula.
  @inline(__always)
  private func cell(_ base: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int) -> Cell {
    var utf8 = UnsafeRawBufferPointer(start: base + start, count: end &- start)
    if base[start] == CSVReader.apostrophe, !keepsFormulaGuards { utf8 = FormulaGuard.unguarded(utf8) }
    return Cell(kind: end == start ? .empty : .text, utf8: utf8)
  }

  /// Counts the last field of a row, which ends at a line break or at the end of the window, and puts `cursor` behind
  /// the line break; false where more bytes are needed to know that.
  private func endRow(at position: Int, _ byte: UInt8) throws -> Bool {
    let end = window.end
    let mayGoOn = position == end || position + 1 == end && byte == CSVReader.carriageReturn
    if mayGoOn, !window.hasEnded { return false }
    let isBlank = cellCount == 0 && position == rowStart
    if !isBlank { cellCount += 1 }
    if position - rowStart > limits.fieldBytes { try checkFieldLengths() }
    line += 1
    if position == end {
      cursor = end
    } else if byte == CSVReader.carriageReturn, position + 1 < end, window.base[position + 1] == CSVReader.lineFeed {
      cursor = position + 2
    } else {
      cursor = position + 1
    }
    return true
  }

  private func checkFieldLengths() throws {
    for index in 0..<cellCount where cells[index].utf8.count > limits.fieldBytes {
      throw fieldTooLong(column: index + 1)
    }
  }

  /// The content of the quoted field whose quote stands at `start`, and the position behind its closing quote; nil
  /// where more bytes are needed. Doubled quotes are joined only once the whole field is there.
  private func scanQuoted(from start: Int) throws -> (content: Range<Int>, next: Int)? {
    let base = window.base
    let end = window.end
    var search = start + 1
    var firstDoubled: Int?
    var close = end
    while true {
      guard search < end, let found = memchr(base + search, CInt(CSVReader.quote), end - search) else {
        guard window.hasEnded else { return nil }
        throw Failure(
          .rejected, .csvUnclosedQuote, at: SourceLocation(file: file, line: line, column: cellCount + 1))
      }
      close = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
      if close + 1 >= end, !window.hasEnded { return nil }
      guard close + 1 < end, base[close + 1] == CSVReader.quote else { break }
      if firstDoubled == nil { firstDoubled = close }
      search = close + 2
    }
    let next = close + 1
    let after = base[next]
    guard next == end || after == delimiter || after == CSVReader.lineFeed || after == CSVReader.carriageReturn else {
      throw Failure(
        .rejected, .csvTextAfterQuote, at: SourceLocation(file: file, line: line, column: cellCount + 1))
    }
    // The caller asks again when the line break behind the field is cut off, so nothing may be changed yet.
    if after == CSVReader.carriageReturn, next + 1 == end, !window.hasEnded { return nil }
    if next == end, !window.hasEnded { return nil }
    line += CSVReader.lineBreaks(base + start + 1, count: close - start - 1)
    guard let firstDoubled else { return (start + 1..<close, next) }
    var write = firstDoubled
    var read = firstDoubled
    while read < close {
      base[write] = base[read]
      read += base[read] == CSVReader.quote ? 2 : 1
      write += 1
    }
    return (start + 1..<write, next)
  }

  /// Line breaks in some bytes: LF, CR LF and CR count once each.
  private static func lineBreaks(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int {
    var breaks = 0
    var index = 0
    while index < count {
      var found = scan_any(bytes + index, lineFeed, carriageReturn, lineFeed)
      while found != 0, index + found.trailingZeroBitCount < count {
        let place = index + found.trailingZeroBitCount
        let isFollowed = bytes[place] == carriageReturn && place + 1 < count && bytes[place + 1] == lineFeed
        if !isFollowed { breaks += 1 }
        found &= found - 1
      }
      index += 64
    }
    return breaks
  }
}

// MARK: - Reading on and limits

extension CSVReader {
  /// Reads on behind the row in progress.
  private func readOn(rowLine: Int) throws {
    // A quoted field has up to two bytes for each of its own.
    if (window.end - cursor) / 2 > limits.fieldBytes { throw fieldTooLong(column: cellCount + 1) }
    if (window.end - rowStart) / 4 > limits.fieldBytes {
      throw Failure.limit(
        .fieldBytes, of: limits, "this row is longer than four times the longest field",
        at: SourceLocation(file: file, line: rowLine))
    }
    let old = UnsafeRawPointer(window.base + rowStart)
    do {
      try window.moveOn(to: rowStart)
    } catch let invalid as TextStream.Invalid {
      throw notInEncoding(invalid)
    }
    for index in 0..<cellCount {
      let bytes = cells[index].utf8
      let offset = bytes.baseAddress.map { old.distance(to: $0) } ?? 0
      cells[index] = Cell(
        kind: cells[index].kind, utf8: UnsafeRawBufferPointer(start: window.base + offset, count: bytes.count))
    }
    cursor -= rowStart
    rowStart = 0
  }

  private func notInEncoding(_ invalid: TextStream.Invalid) -> Failure {
    Failure(
      .rejected, .notInEncoding, at: SourceLocation(file: file, line: line),
      facts: [
        "encoding": invalid.encoding.rawValue, "byte": "0x" + String(invalid.byte, radix: 16),
        "advice": invalid.encoding == .utf8
          ? "if it is an export of Excel, try --encoding windows-1252"
          : "name the right one with --encoding",
      ])
  }

  private func growCells(holding count: Int, rowLine: Int) throws {
    guard cellCapacity < limits.columns else {
      throw Failure.limit(
        .columns, of: limits, "this row has too many fields", at: SourceLocation(file: file, line: rowLine))
    }
    let larger = UnsafeMutablePointer<Cell>.allocate(capacity: min(cellCapacity * 2, limits.columns))
    larger.moveInitialize(from: cells, count: count)
    cells.deallocate()
    cells = larger
    cellCapacity = min(cellCapacity * 2, limits.columns)
  }

  private func fieldTooLong(column: Int) -> Failure {
    Failure.limit(
      .fieldBytes, of: limits, "this field is too long, or its quote is not closed",
      at: SourceLocation(file: file, line: line, column: column))
  }
}
