/// How a table is written as XML.
public struct XMLOptions: Sendable, Hashable {
  /// A namespace that the outermost element declares.
  public struct Namespace: Sendable, Hashable {
    /// What stands before the colon of names; empty for names without one.
    public var prefix: String
    /// What it stands for.
    public var uri: String

    /// A namespace.
    public init(prefix: String, uri: String) { (self.prefix, self.uri) = (prefix, uri) }
  }

  /// The outermost element.
  public var root: String
  /// The element of a row.
  public var record: String
  /// The element round all rows; nil for none but the outermost one.
  public var list: String?
  /// Namespaces in the order in which they are declared. Titles keep a prefix that is among them.
  public var namespaces: [Namespace] = []
  /// Whether a cell without a value has no element and no attribute.
  public var leavesOutEmpty = false

  /// Two XML names.
  public init(root: String = "rows", record: String = "row") { (self.root, self.record) = (root, record) }
}

/// Writes a table as XML: an element a row, in it an element a column, or what its heading says. Cells without a value are
/// empty elements, unless the options leave them out.
public final class XMLWriter: TableWriter {
  /// The members of an element.
  private final class Level {
    let names: [[UInt8]]
    let places: [ColumnHeading.XMLPlace]
    /// For each member those that are nested in it.
    let inner: [Level?]
    /// The element of each of a list, and whether the column's own one stands round them.
    var element: [UInt8] = []
    var isWrapped = true
    var count = 0
    /// The level of a list whose elements come.
    var list: Level?

    init(_ columns: [ColumnHeading], prefixes: Set<String>) {
      names = columns.map { Array(XMLElementWriter.name(for: $0.title, prefixes: prefixes).utf8) }
      places = columns.map(\.xmlPlace)
      inner = columns.map { column in
        switch column.shape {
        case .cell: return nil
        case .group(let members): return Level(members, prefixes: prefixes)
        case .list(let members, let element, let isWrapped):
          let level = Level(members, prefixes: prefixes)
          (level.element, level.isWrapped) = (Array(element.utf8), isWrapped)
          return level
        }
      }
    }
  }

  private let xml: XMLElementWriter
  private let options: XMLOptions
  private let record: [UInt8]
  private let scratch = OutputBuffer(capacity: 64)
  /// What is being written: the row, and what of it is nested.
  private var levels: [Level] = []
  private var level = Level([], prefixes: [])
  private var isRowOpen = false
  /// Whether the element round all rows was begun, and whether it was ended.
  private var hasList = false
  private var hasListEnded = false

  /// A writer to a sink. `root` is the outermost element, `record` that of a row; both must be XML names.
  public convenience init(to sink: any ByteSink, root: String = "rows", record: String = "row") {
    self.init(to: sink, options: XMLOptions(root: root, record: record))
  }

  /// A writer with all options.
  public init(to sink: any ByteSink, options: XMLOptions) {
    xml = XMLElementWriter(to: sink)
    self.options = options
    record = Array(options.record.utf8)
  }

  /// Takes the element names: the titles, with `_` for what cannot stand in a name.
  public func header(_ columns: [ColumnHeading]) throws {
    level = Level(columns, prefixes: Set(options.namespaces.map(\.prefix)))
    try xml.startElement(options.root)
    for known in options.namespaces {
      try xml.namespace(known.uri, prefix: known.prefix.isEmpty ? nil : known.prefix)
    }
  }

  /// Elements, and before all others attributes, of the outermost element.
  public func beginOnce(_ columns: [ColumnHeading], atEnd: Bool) throws {
    if atEnd { try endListOfRows() }
    levels.append(level)
    level = Level(columns, prefixes: Set(options.namespaces.map(\.prefix)))
    isRowOpen = true
  }

  /// Ends them.
  public func endOnce() throws {
    guard let rows = levels.popLast() else { throw tooManyCells(columns: 0) }
    level = rows
    isRowOpen = false
  }

  /// An element with a text.
  public func text(_ utf8: UnsafeRawBufferPointer) throws {
    try beginCell()
    let name = level.names[level.count - 1]
    switch level.places[level.count - 1] {
    case .attribute: try xml.attribute(name, utf8)
    case .text: try xml.text(utf8)
    case .element, .cdata:
      try xml.startElement(name)
      if level.places[level.count - 1] == .cdata { try xml.characterData(utf8) } else { try xml.text(utf8) }
      try xml.endElement()
    }
  }

  /// An element with the number as it stands.
  public func number(_ utf8: UnsafeRawBufferPointer) throws { try text(utf8) }

  /// An element with a decimal.
  public func amount(e4: Int64, places: Int) throws {
    try plain { $0.append(amount: e4, places: places) }
  }

  /// An element with a whole number.
  public func integer(_ value: Int64) throws {
    try plain { $0.append(decimal: value) }
  }

  /// An element with `true` or `false`.
  public func boolean(_ value: Bool) throws {
    try plain { $0.append(value ? "true" : "false") }
  }

  /// An element with the text as it stands.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) throws { try text(isoUTF8) }

  /// An empty element or attribute, or nothing.
  public func empty() throws {
    let isLeftOut = options.leavesOutEmpty || (level.count < level.places.count && level.places[level.count] == .text)
    if isLeftOut { return try beginCell() }
    try text(UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// Ends the element of the row.
  public func endRow() throws {
    if !isRowOpen { try beginRow() }
    try xml.endElement()
    level.count = 0
    isRowOpen = false
  }

  /// Ends the document.
  public func finish() throws {
    try endListOfRows()
    try xml.finish()
  }

  private func beginRow() throws {
    try beginListOfRows()
    try xml.startElement(record)
  }

  private func beginListOfRows() throws {
    guard let list = options.list, !hasList else { return }
    hasList = true
    try xml.startElement(list)
  }

  private func endListOfRows() throws {
    guard options.list != nil, !hasListEnded else { return }
    try beginListOfRows()
    hasListEnded = true
    try xml.endElement()
  }

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
    if !isRowOpen { try beginRow() }
    isRowOpen = true
    level.count += 1
  }

  /// A cell of what needs no escaping, such as a number.
  private func plain(_ content: (OutputBuffer) -> Void) throws {
    scratch.truncate(to: 0)
    content(scratch)
    try text(scratch.bytes)
  }
}
