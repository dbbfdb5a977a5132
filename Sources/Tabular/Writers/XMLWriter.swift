/// Writes a table as XML: an element a row, in it an element a column. Cells without a value are empty elements.
public final class XMLWriter: TableWriter {
  private let xml: XMLElementWriter
  private let root: String
  private let record: [UInt8]
  private var names: [[UInt8]] = []
  private var cellsInRow = 0
  private var isRowOpen = false

  /// A writer to a sink. `root` is the outermost element, `record` that of a row; both must be XML names.
  public init(to sink: any ByteSink, root: String = "rows", record: String = "row") {
    xml = XMLElementWriter(to: sink)
    self.root = root
    self.record = Array(record.utf8)
  }

  /// Takes the element names: the titles, with `_` for what cannot stand in a name.
  public func header(_ columns: [ColumnHeading]) throws {
    names = columns.map { Array(XMLElementWriter.name(for: $0.title).utf8) }
    try xml.startElement(root)
  }

  /// An element with a text.
  public func text(_ utf8: UnsafeRawBufferPointer) throws {
    try cell { try xml.text(utf8) }
  }

  /// An element with the number as it stands.
  public func number(_ utf8: UnsafeRawBufferPointer) throws { try text(utf8) }

  /// An element with a decimal.
  public func amount(e4: Int64, places: Int) throws {
    try cell { xml.plainText { $0.append(amount: e4, places: places) } }
  }

  /// An element with a whole number.
  public func integer(_ value: Int64) throws {
    try cell { xml.plainText { $0.append(decimal: value) } }
  }

  /// An element with `true` or `false`.
  public func boolean(_ value: Bool) throws {
    try cell { xml.plainText { $0.append(value ? "true" : "false") } }
  }

  /// An element with the text as it stands.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) throws { try text(isoUTF8) }

  /// An empty element.
  public func empty() throws {
    try cell {}
  }

  /// Ends the element of the row.
  public func endRow() throws {
    if !isRowOpen { try xml.startElement(record) }
    try xml.endElement()
    cellsInRow = 0
    isRowOpen = false
  }

  /// Ends the document.
  public func finish() throws { try xml.finish() }

  private func cell(_ content: () throws -> Void) throws {
    guard cellsInRow < names.count else { throw tooManyCells(columns: names.count) }
    if !isRowOpen { try xml.startElement(record) }
    isRowOpen = true
    try xml.startElement(names[cellsInRow])
    try content()
    try xml.endElement()
    cellsInRow += 1
  }
}
