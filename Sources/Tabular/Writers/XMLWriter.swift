/// Writes a table as XML: an element a row, in it an element a column. Cells without a value are empty elements.
public final class XMLWriter: TableWriter {
  /// The members of an element.
  private final class Level {
    let names: [[UInt8]]
    /// For each member those that are nested in it.
    let inner: [Level?]
    /// The element of each of a list, and whether the column's own one stands round them.
    var element: [UInt8] = []
    var isWrapped = true
    var count = 0
    /// The level of a list whose elements come.
    var list: Level?

    init(_ columns: [ColumnHeading]) {
      names = columns.map { Array(XMLElementWriter.name(for: $0.title).utf8) }
      inner = columns.map { column in
        switch column.shape {
        case .cell: return nil
        case .group(let members): return Level(members)
        case .list(let members, let element, let isWrapped):
          let level = Level(members)
          (level.element, level.isWrapped) = (Array(element.utf8), isWrapped)
          return level
        }
      }
    }
  }

  private let xml: XMLElementWriter
  private let root: String
  private let record: [UInt8]
  /// What is being written: the row, and what of it is nested.
  private var levels: [Level] = []
  private var level = Level([])
  private var isRowOpen = false

  /// A writer to a sink. `root` is the outermost element, `record` that of a row; both must be XML names.
  public init(to sink: any ByteSink, root: String = "rows", record: String = "row") {
    xml = XMLElementWriter(to: sink)
    self.root = root
    self.record = Array(record.utf8)
  }

  /// Takes the element names: the titles, with `_` for what cannot stand in a name.
  public func header(_ columns: [ColumnHeading]) throws {
    level = Level(columns)
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
    level.count = 0
    isRowOpen = false
  }

  /// Ends the document.
  public func finish() throws { try xml.finish() }

  /// Begins an element with elements.
  public func beginGroup() throws {
    let inner = try beginNested()
    try xml.startElement(level.names[level.count - 1])
    enter(inner)
  }

  /// Ends it.
  public func endGroup() throws { try leave() }

  /// Begins a list: the column's element, unless its elements stand without one.
  public func beginList() throws {
    let inner = try beginNested()
    level.list = inner
    if inner.isWrapped { try xml.startElement(level.names[level.count - 1]) }
  }

  /// Begins an element of the list.
  public func beginElement() throws {
    guard let list = level.list else { throw tooManyCells(columns: 0) }
    try xml.startElement(list.element)
    enter(list)
  }

  /// Ends it.
  public func endElement() throws { try leave() }

  /// Ends the list.
  public func endList() throws {
    if level.list?.isWrapped == true { try xml.endElement() }
    level.list = nil
  }

  private func beginNested() throws -> Level {
    try beginCell()
    guard let inner = level.inner[level.count - 1] else { throw tooManyCells(columns: 0) }
    return inner
  }

  private func enter(_ inner: Level) {
    inner.count = 0
    levels.append(level)
    level = inner
  }

  private func leave() throws {
    try xml.endElement()
    guard let outer = levels.popLast() else { throw tooManyCells(columns: 0) }
    level = outer
  }

  private func beginCell() throws {
    guard level.count < level.names.count else { throw tooManyCells(columns: level.names.count) }
    if !isRowOpen { try xml.startElement(record) }
    isRowOpen = true
    level.count += 1
  }

  private func cell(_ content: () throws -> Void) throws {
    try beginCell()
    try xml.startElement(level.names[level.count - 1])
    try content()
    try xml.endElement()
  }
}
