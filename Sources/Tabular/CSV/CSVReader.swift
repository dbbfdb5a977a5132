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

  private let text: TextStream
  private let file: String
  private let delimiter: UInt8
  private let keepsFormulaGuards: Bool
  private let limits: ReadLimits
  /// The bytes from `rowStart` on are the row in progress and what was read beyond it. After `end` stands a line feed,
  /// so that scanning stops there, and padding for reads of eight bytes.
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var end = 0
  private var textEnded = false
  private var rowStart = 0
  /// Where the next field of the row in progress begins.
  private var cursor = 0
  private var line = 1
  private var cells: UnsafeMutablePointer<Cell>
  private var cellCapacity = 64
  private var cellCount = 0

  private static let padding = 16
  private static let apostrophe = UInt8(ascii: "'")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// A reader over text. Without a delimiter it takes the one that the first rows are consistent in, and a first line
  /// `sep=;`, as Excel writes it, says it for certain and is not a row.
  init(
    _ text: TextStream, file: String, delimiter: UInt8?, keepsFormulaGuards: Bool, limits: ReadLimits
  ) throws {
    self.text = text
    self.file = file
    self.keepsFormulaGuards = keepsFormulaGuards
    self.limits = limits
    capacity = 1 << 18
    buffer = .allocate(capacity: capacity + CSVReader.padding)
    cells = .allocate(capacity: cellCapacity)
    let count = try CSVReader.readSample(of: text, into: UnsafeMutableRawBufferPointer(start: buffer, count: 1 << 16))
    let sample = UnsafeRawBufferPointer(start: buffer, count: count)
    let declared = CSVDialect.declaredDelimiter(in: sample)
    self.delimiter = declared?.delimiter ?? delimiter ?? CSVDialect.likelyDelimiter(of: sample)
    setEnd(count)
    if let declared {
      rowStart = declared.length
      line = 2
    }
  }

  deinit {
    buffer.deallocate()
    cells.deallocate()
  }

  func next() throws -> Row? {
    while true {
      cursor = rowStart
      cellCount = 0
      let rowLine = line
      while true {
        if rowStart == end, textEnded { return nil }
        if cursor < end || textEnded {
          if try scanRow(from: rowLine) { break }
        }
        try refill(rowLine: rowLine)
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
    let base = buffer
    let end = self.end
    let delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
    var position = cursor
    while true {
      let start = position
      var content = start..<start
      if base[start] == CSVReader.quote, start < end {
        guard let field = try scanQuoted(from: start) else {
          cursor = start
          return false
        }
        content = field.content
        position = field.next
      } else {
        position = CSVReader.scanPlain(base, from: start, delimiters: delimiters)
        content = start..<position
      }
      if position == end, !textEnded {
        cursor = start
        return false
      }
      let byte = base[position]
      if byte == CSVReader.carriageReturn, position + 1 == end, !textEnded {
        cursor = start
        return false
      }
      let isLast = position == end || byte != delimiter
      if isLast, cellCount == 0, content.isEmpty, position == start, start == rowStart {
        finishLine(at: position, byte)
        return true
      }
      try append(base, content, quotedFrom: start, line: rowLine)
      if isLast {
        finishLine(at: position, byte)
        return true
      }
      position += 1
    }
  }

  /// Puts `cursor` behind the line break at a position; at the end of the text there need not be one.
  private func finishLine(at position: Int, _ byte: UInt8) {
    line += 1
    if position == end {
      cursor = end
    } else if byte == CSVReader.carriageReturn, position + 1 < end, buffer[position + 1] == CSVReader.lineFeed {
      cursor = position + 2
    } else {
      cursor = position + 1
    }
  }

  /// The position of the next delimiter or line break, eight bytes at a time: a byte of `word ^ pattern` is zero where
  /// the byte matches, and the lowest such byte is found exactly.
  @inline(__always)
  private static func scanPlain(_ base: UnsafeMutablePointer<UInt8>, from start: Int, delimiters: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let raw = UnsafeRawPointer(base)
    var position = start
    while true {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let a = word ^ delimiters
      let b = word ^ 0x0a0a_0a0a_0a0a_0a0a
      let c = word ^ 0x0d0d_0d0d_0d0d_0d0d
      let hits = ((a &- ones) & ~a | (b &- ones) & ~b | (c &- ones) & ~c) & highs
      if hits != 0 { return position + hits.trailingZeroBitCount >> 3 }
      position += 8
    }
  }

  /// The content of the quoted field whose quote stands at `start`, and the position behind its closing quote; nil
  /// where more bytes are needed. Doubled quotes are joined only once the whole field is there.
  private func scanQuoted(from start: Int) throws -> (content: Range<Int>, next: Int)? {
    let base = buffer
    var search = start + 1
    var firstDoubled: Int?
    var close = end
    while true {
      guard search < end, let found = memchr(base + search, CInt(CSVReader.quote), end - search) else {
        guard textEnded else { return nil }
        throw Failure(
          .rejected, .csvUnclosedQuote, at: SourceLocation(file: file, line: line, column: cellCount + 1))
      }
      close = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
      if close + 1 >= end, !textEnded { return nil }
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
    if after == CSVReader.carriageReturn, next + 1 == end, !textEnded { return nil }
    if next == end, !textEnded { return nil }
    line += CSVReader.lineBreaks(in: UnsafeRawBufferPointer(start: base + start + 1, count: close - start - 1))
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
  private static func lineBreaks(in bytes: UnsafeRawBufferPointer) -> Int {
    var breaks = 0
    var index = 0
    while index < bytes.count {
      // Eight bytes without any below 16 have no line break.
      if index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if (word &- 0x1010_1010_1010_1010) & ~word & 0x8080_8080_8080_8080 == 0 {
          index += 8
          continue
        }
      }
      let byte = bytes[index]
      if byte == lineFeed || byte == carriageReturn && !(index + 1 < bytes.count && bytes[index + 1] == lineFeed) {
        breaks += 1
      }
      index += 1
    }
    return breaks
  }

  @inline(__always)
  private func append(
    _ base: UnsafeMutablePointer<UInt8>, _ content: Range<Int>, quotedFrom start: Int, line rowLine: Int
  ) throws {
    if cellCount == cellCapacity { try growCells(rowLine: rowLine) }
    let count = content.upperBound - content.lowerBound
    if count > limits.fieldBytes { throw fieldTooLong() }
    var utf8 = UnsafeRawBufferPointer(start: base + content.lowerBound, count: count)
    if count > 1, base[content.lowerBound] == CSVReader.apostrophe, !keepsFormulaGuards {
      utf8 = FormulaGuard.unguarded(utf8)
    }
    cells[cellCount] = Cell(kind: count == 0 ? .empty : .text, utf8: utf8)
    cellCount += 1
  }
}

// MARK: - Buffers

extension CSVReader {
  /// Moves the row in progress to the front of the buffer, makes the buffer larger where the row fills half of it, and
  /// reads on.
  private func refill(rowLine: Int) throws {
    if end - cursor > limits.fieldBytes { throw fieldTooLong() }
    if (end - rowStart) / 4 > limits.fieldBytes {
      throw Failure.limit(
        .fieldBytes, of: limits, "this row is longer than four times the longest field",
        at: SourceLocation(file: file, line: rowLine))
    }
    let kept = end - rowStart
    let old = buffer
    if kept > capacity / 2 {
      capacity *= 2
      buffer = .allocate(capacity: capacity + CSVReader.padding)
    }
    memmove(buffer, old + rowStart, kept)
    for index in 0..<cellCount {
      let bytes = cells[index].utf8
      let offset = bytes.baseAddress.map { UnsafeRawPointer(old + rowStart).distance(to: $0) } ?? 0
      cells[index] = Cell(
        kind: cells[index].kind, utf8: UnsafeRawBufferPointer(start: buffer + offset, count: bytes.count))
    }
    if buffer != old { old.deallocate() }
    cursor -= rowStart
    rowStart = 0
    end = kept
    let count = try readText(into: buffer + kept, room: capacity - kept)
    setEnd(kept + count)
    if count == 0 { textEnded = true }
  }

  private func setEnd(_ newEnd: Int) {
    end = newEnd
    (buffer + end).initialize(repeating: CSVReader.lineFeed, count: CSVReader.padding)
  }

  /// The first bytes, to find the delimiter in. Where they stop being text is an error of the row there, and not of the
  /// sample: the stream throws it again.
  private static func readSample(of text: TextStream, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    do {
      while count < buffer.count - 4096 {
        let read = try text.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        if read == 0 { break }
        count += read
      }
    } catch is TextStream.Invalid {
      return count
    }
    return count
  }

  private func readText(into start: UnsafeMutablePointer<UInt8>, room: Int) throws -> Int {
    do {
      return try text.read(into: UnsafeMutableRawBufferPointer(start: start, count: room))
    } catch let invalid as TextStream.Invalid {
      throw Failure(
        .rejected, .notInEncoding, at: SourceLocation(file: file, line: line),
        facts: [
          "encoding": invalid.encoding.rawValue, "byte": "0x" + String(invalid.byte, radix: 16),
          "advice": invalid.encoding == .utf8
            ? "if it is an export of Excel, try --encoding windows-1252"
            : "name the right one with --encoding",
        ])
    }
  }

  private func growCells(rowLine: Int) throws {
    guard cellCapacity < limits.columns else {
      throw Failure.limit(
        .columns, of: limits, "this row has too many fields", at: SourceLocation(file: file, line: rowLine))
    }
    let larger = UnsafeMutablePointer<Cell>.allocate(capacity: min(cellCapacity * 2, limits.columns))
    larger.moveInitialize(from: cells, count: cellCount)
    cells.deallocate()
    cells = larger
    cellCapacity = min(cellCapacity * 2, limits.columns)
  }

  private func fieldTooLong() -> Failure {
    Failure.limit(
      .fieldBytes, of: limits, "this field is too long, or its quote is not closed",
      at: SourceLocation(file: file, line: line, column: cellCount + 1))
  }
}
