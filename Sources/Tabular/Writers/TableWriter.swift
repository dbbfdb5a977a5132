import Diagnostics

/// A column of a table that is written: its title and what a format needs to know of it.
public struct ColumnHeading: Sendable, Hashable {
  /// What the cells of a column hold.
  public enum Kind: String, Sendable, CaseIterable {
    /// Any text.
    case text
    /// A text that must stay as it is, such as an order id with leading zeros.
    case identifier
    /// An amount of money.
    case money
    /// Any other number.
    case number
    /// Yes or no.
    case boolean
    /// A date.
    case date
    /// A date with a time of day.
    case dateTime
  }

  /// What a column is made of in formats of records.
  public enum Shape: Sendable, Hashable {
    /// A cell.
    case cell
    /// An object with members.
    case group([ColumnHeading])
    /// A list of objects. In XML `element` is the element of each, and `isWrapped` says whether the column's own element
    /// stands round them.
    case list([ColumnHeading], element: String, isWrapped: Bool)
  }

  /// On which side of a fixed width a cell stands.
  public enum Alignment: String, Sendable, CaseIterable {
    /// Filled behind.
    case left
    /// Filled in front.
    case right
  }

  /// What a cell is in XML.
  public enum XMLPlace: String, Sendable, CaseIterable {
    /// An element of its own.
    case element
    /// An attribute of the element round it.
    case attribute
    /// The text of the element round it.
    case text
    /// An element whose text is a CDATA section.
    case cdata
  }

  /// The title in the header; the key in JSON, the element name in XML.
  public var title: String
  /// What the cells hold.
  public var kind: Kind
  /// The width in characters: exact in fixed-width files, a hint in workbooks; nil for the usual width of the kind.
  public var width: Int?
  /// What it is made of; tables know cells alone.
  public var shape: Shape
  /// On which side it stands in fixed-width files; nil for numbers right and everything else left.
  public var alignment: Alignment?
  /// Whether a text that is wider than the column is cut there, and not refused.
  public var cutsText = false
  /// What it is in XML.
  public var xmlPlace = XMLPlace.element

  /// A column.
  public init(_ title: String, kind: Kind = .text, width: Int? = nil, shape: Shape = .cell) {
    self.title = title
    self.kind = kind
    self.width = width
    self.shape = shape
  }
}

/// Writes a table cell by cell: CSV, a workbook, JSON Lines, JSON, XML or fixed width.
///
/// First ``header(_:)``, then the cells of each row in the order of the columns with ``endRow()`` after the last one,
/// and ``finish()`` at the end. Cells are typed by the function that writes them, so that each format can write numbers
/// as numbers; texts are UTF-8. The same calls give the same bytes. The sink is not flushed, committed or closed: it
/// belongs to the caller.
///
/// Errors: what the sink throws, and ``Failure`` with exit code `rejected` for what the format cannot hold.
public protocol TableWriter: AnyObject {
  /// Begins the table.
  func header(_ columns: [ColumnHeading]) throws
  /// Says which columns the next row has, where rows of a table without a header differ.
  func line(_ columns: [ColumnHeading]) throws
  /// Begins what stands once in the file, before all rows or behind them; its cells and ``endOnce()`` come next. In tables it is
  /// a row with columns of its own, in XML and JSON it belongs to the document.
  func beginOnce(_ columns: [ColumnHeading], atEnd: Bool) throws
  /// Ends it.
  func endOnce() throws
  /// A text cell.
  func text(_ utf8: UnsafeRawBufferPointer) throws
  /// A number as ready-made decimal text. It is written as it is; JSON and workbooks write it as text where it is not a
  /// plain decimal (`-12.50`), and workbooks where it has more than the 15 significant digits that they keep.
  func number(_ utf8: UnsafeRawBufferPointer) throws
  /// An amount of ten-thousandths with `places` decimals, 0 to 4. Half of the last place is rounded away from zero.
  func amount(e4: Int64, places: Int) throws
  /// A whole number.
  func integer(_ value: Int64) throws
  /// A share in basis points: in workbooks in percent, elsewhere the number.
  func share(basisPoints: Int64) throws
  /// `true` or `false`.
  func boolean(_ value: Bool) throws
  /// A date, a time or both, as ISO 8601 text; in workbooks a date where it has no zone, else text.
  func dateTime(_ isoUTF8: UnsafeRawBufferPointer) throws
  /// A cell without a value.
  func empty() throws
  /// Begins the object of a column whose shape is a group; the cells of its members come next.
  func beginGroup() throws
  /// Ends it.
  func endGroup() throws
  /// Begins the list of a column whose shape is one; its elements come next.
  func beginList() throws
  /// Begins an element of the list; the cells of its members come next.
  func beginElement() throws
  /// Ends it.
  func endElement() throws
  /// Ends the list.
  func endList() throws
  /// Ends the row.
  func endRow() throws
  /// Ends the table: afterwards everything has gone to the sink.
  func finish() throws
}

extension TableWriter {
  /// A text cell from a String: for rare cells.
  public func text(_ text: String) throws {
    var copy = text
    try copy.withUTF8 { try self.text(UnsafeRawBufferPointer($0)) }
  }

  /// Machines get the number.
  public func share(basisPoints: Int64) throws { try integer(basisPoints) }

  /// Most formats need not know.
  public func line(_ columns: [ColumnHeading]) throws {}

  /// In tables it is a row.
  public func beginOnce(_ columns: [ColumnHeading], atEnd: Bool) throws { try line(columns) }
  /// In tables it is a row.
  public func endOnce() throws { try endRow() }

  /// Tables have no groups.
  public func beginGroup() throws { throw notNested() }
  /// Tables have no groups.
  public func endGroup() throws { throw notNested() }
  /// Tables have no lists.
  public func beginList() throws { throw notNested() }
  /// Tables have no lists.
  public func beginElement() throws { throw notNested() }
  /// Tables have no lists.
  public func endElement() throws { throw notNested() }
  /// Tables have no lists.
  public func endList() throws { throw notNested() }
}

/// The failure for a group or a list in a format of cells, which is a bug of the caller.
private func notNested() -> Failure {
  Failure(.bug, .bug, facts: ["reason": "a table has no groups and lists"])
}
