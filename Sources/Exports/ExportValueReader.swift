import Mapping
import Model
import Store

/// Reads one value of a row into bytes, with its own form of numbers and times; texts are changed later.
class ExportValueReader {
  /// Appends the value and says what it is; nothing where it is empty.
  func append(to bytes: inout [UInt8]) throws -> ExportValueType { .empty }

  /// The number that is shown, and with how many places it is kept; nil for what is none.
  func number() -> (value: Int128, scale: Int)? { nil }
}

/// The same text on every row.
final class ExportConstantReader: ExportValueReader {
  private let text: [UInt8]
  private let isNumber: Bool

  init(_ text: String, isNumber: Bool) { (self.text, self.isNumber) = (Array(text.utf8), isNumber) }

  override func append(to bytes: inout [UInt8]) -> ExportValueType {
    bytes += text
    return text.isEmpty ? .empty : isNumber ? .number : .text
  }
}

/// A field that is kept as text.
final class ExportTextReader: ExportValueReader {
  private let cursor: ExportCursor
  private let column: Int
  private let type: ExportValueType

  init(_ cursor: ExportCursor, _ column: Int, isNumber: Bool) {
    (self.cursor, self.column, type) = (cursor, column, isNumber ? .number : .text)
  }

  override func append(to bytes: inout [UInt8]) -> ExportValueType {
    let utf8 = cursor.utf8(column)
    bytes.append(contentsOf: utf8)
    return utf8.isEmpty ? .empty : type
  }
}

/// A field that is kept as a number.
final class ExportNumberReader: ExportValueReader {
  private let cursor: ExportCursor
  private let column: Int
  private let scale: Int
  private let isMoney: Bool
  private let form: ExportNumberForm

  init(_ cursor: ExportCursor, _ column: Int, _ kind: ExportField.Kind, _ form: ExportNumberForm) {
    (self.cursor, self.column, self.form) = (cursor, column, form)
    scale = kind == .rate ? 6 : kind == .integer ? 0 : 4
    isMoney = kind == .money
  }

  override func append(to bytes: inout [UInt8]) -> ExportValueType {
    guard let value = cursor.int64(column) else { return .empty }
    form.append(value, scale: scale, isMoney: isMoney, to: &bytes)
    return .number
  }

  override func number() -> (value: Int128, scale: Int)? { cursor.int64(column).map { form.shown($0, scale: scale) } }
}

/// A field that says yes or no.
final class ExportFlagReader: ExportValueReader {
  private let cursor: ExportCursor
  private let column: Int

  init(_ cursor: ExportCursor, _ column: Int) { (self.cursor, self.column) = (cursor, column) }

  override func append(to bytes: inout [UInt8]) -> ExportValueType {
    guard let value = cursor.int64(column) else { return .empty }
    bytes += value == 0 ? Array("false".utf8) : Array("true".utf8)
    return .boolean
  }
}

/// A field that is a point in time or a day.
final class ExportTimeReader: ExportValueReader {
  private let cursor: ExportCursor
  private let column: Int
  private let clock: ExportClock
  private let isDay: Bool

  init(_ cursor: ExportCursor, _ column: Int, _ clock: ExportClock, isDay: Bool) {
    (self.cursor, self.column, self.clock, self.isDay) = (cursor, column, clock, isDay)
  }

  override func append(to bytes: inout [UInt8]) -> ExportValueType {
    guard let value = cursor.int64(column) else { return .empty }
    bytes += isDay ? clock.text(day: value) : clock.text(milliseconds: value)
    return clock.isDate ? .dateTime : .text
  }
}

/// The first of several values that is not empty.
final class ExportFirstReader: ExportValueReader {
  private let readers: [ExportValueReader]

  init(_ readers: [ExportValueReader]) { self.readers = readers }

  override func append(to bytes: inout [UInt8]) throws -> ExportValueType {
    for reader in readers {
      let type = try reader.append(to: &bytes)
      if type != .empty { return type }
    }
    return .empty
  }

  override func number() -> (value: Int128, scale: Int)? {
    for reader in readers { if let number = reader.number() { return number } }
    return nil
  }
}

/// Texts and values one after another.
final class ExportTemplateReader: ExportValueReader {
  enum Piece {
    case text([UInt8])
    case value(ExportValueReader)
  }

  private let pieces: [Piece]

  init(_ pieces: [Piece]) { self.pieces = pieces }

  override func append(to bytes: inout [UInt8]) throws -> ExportValueType {
    let start = bytes.count
    for piece in pieces {
      switch piece {
      case .text(let text): bytes += text
      case .value(let reader): _ = try reader.append(to: &bytes)
      }
    }
    while bytes.count > start, bytes[bytes.count - 1] <= 32 { bytes.removeLast() }
    let blanks = bytes[start...].prefix { $0 <= 32 }.count
    if blanks > 0 { bytes.removeSubrange(start..<(start + blanks)) }
    return bytes.count > start ? .text : .empty
  }
}

/// The value of the first condition that holds; SQLite says which one that is.
final class ExportBranchReader: ExportValueReader {
  private let cursor: ExportCursor
  private let column: Int
  private let readers: [ExportValueReader]

  /// `readers` are those of the conditions, and that for none of them.
  init(_ cursor: ExportCursor, _ column: Int, _ readers: [ExportValueReader]) {
    (self.cursor, self.column, self.readers) = (cursor, column, readers)
  }

  private var reader: ExportValueReader { readers[min(Int(cursor.int64(column) ?? 0), readers.count - 1)] }

  override func append(to bytes: inout [UInt8]) throws -> ExportValueType { try reader.append(to: &bytes) }
  override func number() -> (value: Int128, scale: Int)? { reader.number() }
}
