/// What a cell holds. Text formats know only text and empty; spreadsheets know all.
public enum CellKind: UInt8, Sendable {
  /// No cell, or a cell without content.
  case empty
  /// Text.
  case text
  /// A number, as plain or scientific decimal text that shows what the spreadsheet shows (15 significant digits).
  case number
  /// `true` or `false`.
  case boolean
  /// A date, a time of day or both, in ISO 8601 without a zone: `2026-09-30`, `2026-09-30T12:00:00`, `12:00:00`.
  case dateTime
  /// A length of time in seconds, as decimal text.
  case duration
  /// An error value such as `#N/A`.
  case error
}

/// One cell of a ``Row``: a kind and UTF-8 bytes that are valid until the reader is asked for the next row.
public struct Cell {
  /// What it holds.
  public let kind: CellKind
  /// The content in UTF-8, in the form that ``CellKind`` says.
  public let utf8: UnsafeRawBufferPointer

  /// A cell over bytes that the reader keeps alive until its next row.
  public init(kind: CellKind, utf8: UnsafeRawBufferPointer) {
    self.kind = kind
    self.utf8 = utf8
  }

  /// The content as a String: for people and for rare rows, not for row paths.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { utf8.isEmpty }
}

/// One row of a table. It borrows the reader's buffers: use it before asking the reader for the next one.
public struct Row {
  /// The line of a text file where the row begins, or the row's number in its sheet; from 1.
  public let number: Int
  /// The cells up to the last one present.
  public let cells: UnsafeBufferPointer<Cell>

  /// A row over cells that the reader keeps alive until its next row.
  public init(number: Int, cells: UnsafeBufferPointer<Cell>) {
    self.number = number
    self.cells = cells
  }

  /// How many cells there are.
  public var count: Int { cells.count }

  /// The cell at a position from 0; empty beyond the last one.
  public subscript(position: Int) -> Cell {
    position < cells.count ? cells[position] : Cell(kind: .empty, utf8: UnsafeRawBufferPointer(start: nil, count: 0))
  }
}

/// Reads a table row by row: CSV, a sheet of a workbook, fixed width.
///
/// Errors are ``Failure``s with exit code `rejected` whose diagnostic names file, sheet and line, or `inputOutput`.
public protocol TableReader: AnyObject {
  /// The sheet being read; nil for formats without sheets.
  var sheet: String? { get }
  /// The next row, valid until the next call; nil at the end. Rows without any cell are left out, their numbers are not
  /// reused.
  func next() throws -> Row?
}

extension TableReader {
  /// The next row's cells as Strings, for headers and other rare rows: they outlive the reader.
  public func nextTexts() throws -> [String]? { try next().map { $0.cells.map(\.text) } }
}
