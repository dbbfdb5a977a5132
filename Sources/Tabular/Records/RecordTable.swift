import Diagnostics

/// Shows a file of nested records as a table, to look at: one row a record below a header of the paths of all values.
///
/// A path is the names from the record down, `items/item/sku`; what comes again within its parent is numbered from the
/// second on, `items/item[2]/sku`. The columns stand in the order of the file. It reads the file twice.
///
/// Errors are those of the records' reader, and the limit `columns`.
public final class RecordTable: TableReader {
  /// Records have no sheets.
  public let sheet: String? = nil

  private let records: any RecordReader
  private let columns: Columns
  private var rowsTold = 0
  private var cells: UnsafeMutablePointer<Cell>
  private var values: [(kind: CellKind, range: Range<Int>)]
  private var bytes: [UInt8] = []
  private var storage: UnsafeMutableRawBufferPointer

  /// A table over a file; `open` is called twice, and each time begins at the start.
  public init(limits: ReadLimits, file: String, open: () throws -> any RecordReader) throws {
    let columns = Columns()
    let first = try open()
    while let record = try first.next() {
      columns.add(record)
      if columns.count > limits.columns {
        throw Failure.limit(
          .columns, of: limits, "the records have too many different values", at: SourceLocation(file: file))
      }
    }
    columns.number()
    self.columns = columns
    records = try open()
    // Last of all: what is allocated before an initialiser throws is never given back.
    cells = .allocate(capacity: max(1, columns.count))
    storage = .allocate(byteCount: 1 << 12, alignment: 16)
    values = Array(repeating: (.empty, 0..<0), count: columns.count)
  }

  deinit {
    cells.deallocate()
    storage.deallocate()
  }

  /// The header, then the records; rows are numbered from 1.
  public func next() throws -> Row? {
    bytes.removeAll(keepingCapacity: true)
    for index in values.indices { values[index] = (.empty, 0..<0) }
    if rowsTold == 0 {
      guard columns.count > 0 else { return nil }
      for (index, path) in columns.paths.enumerated() { keep(path, .text, at: index) }
    } else {
      guard let record = try records.next() else { return nil }
      columns.visit(record) { index, node in
        if let text = node.text { keep(text, node.kind == .empty ? .text : node.kind, at: index) }
      }
    }
    rowsTold += 1
    return row()
  }

  private func keep(_ text: String, _ kind: CellKind, at index: Int) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    values[index] = (start == bytes.count ? .empty : kind, start..<bytes.count)
  }

  /// Points the cells at a copy of the row's bytes that stays where it is until the next row.
  private func row() -> Row {
    if storage.count < bytes.count {
      storage.deallocate()
      storage = .allocate(byteCount: bytes.count * 2, alignment: 16)
    }
    storage.copyBytes(from: bytes)
    for (index, value) in values.enumerated() {
      let content = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(storage)[value.range])
      (cells + index).initialize(to: Cell(kind: value.kind, utf8: content))
    }
    return Row(number: rowsTold, cells: UnsafeBufferPointer(start: cells, count: columns.count))
  }
}

/// The tree of all names that occur in records; each node that ever has a value of its own is a column.
private final class Columns {
  private final class Node {
    let path: String
    /// The children in the order of their names' first appearance, namesakes together so that numbered columns are.
    private(set) var children: [[Node]] = []
    private var placeByName: [String: Int] = [:]
    var hasValue = false
    var column = -1

    init(path: String) { self.path = path }

    /// The child of a name that comes for that many times within its parent, counted from 1.
    func child(_ name: String, _ occurrence: Int) -> Node? {
      guard let place = placeByName[name], occurrence <= children[place].count else { return nil }
      return children[place][occurrence - 1]
    }

    func makeChild(_ name: String, _ occurrence: Int) -> Node {
      if let known = child(name, occurrence) { return known }
      let step = occurrence == 1 ? name : "\(name)[\(occurrence)]"
      let made = Node(path: path.isEmpty ? step : path + "/" + step)
      if let place = placeByName[name] {
        children[place].append(made)
      } else {
        placeByName[name] = children.count
        children.append([made])
      }
      return made
    }
  }

  private let root = Node(path: "")
  private(set) var count = 0
  private(set) var paths: [String] = []

  /// Takes in the names of one record.
  func add(_ record: RecordNode) { add(record, to: root) }

  /// Gives every column its place, in the order of the tree.
  func number() {
    count = 0
    number(root)
  }

  /// Calls `body` with the column of every value of a record.
  func visit(_ record: RecordNode, _ body: (_ column: Int, _ node: RecordNode) -> Void) {
    visit(record, root, body)
  }

  private func add(_ record: RecordNode, to node: Node) {
    if record.children.isEmpty || record.text != nil, !node.hasValue {
      node.hasValue = true
      count += 1
    }
    var occurrences: [String: Int] = [:]
    for child in record.children {
      occurrences[child.name, default: 0] += 1
      add(child, to: node.makeChild(child.name, occurrences[child.name] ?? 1))
    }
  }

  private func number(_ node: Node) {
    if node.hasValue {
      node.column = count
      count += 1
      paths.append(node.path.isEmpty ? "." : node.path)
    }
    for child in node.children.joined() { number(child) }
  }

  private func visit(_ record: RecordNode, _ node: Node, _ body: (_ column: Int, _ node: RecordNode) -> Void) {
    if node.column >= 0 { body(node.column, record) }
    var occurrences: [String: Int] = [:]
    for child in record.children {
      occurrences[child.name, default: 0] += 1
      if let next = node.child(child.name, occurrences[child.name] ?? 1) { visit(child, next, body) }
    }
  }
}
