import Diagnostics

/// Shows a file of nested records as a table, to look at: one row a record below a header of the paths of all values.
///
/// A path is the names from the record down, `items/item/sku`; what comes again within its parent is numbered from the
/// second on, `items/item[2]/sku`. The columns stand in the order of the file. The header is known when all records
/// are: the file is read once, and the values of a large one wait in a temporary file.
///
/// Errors are those of the records' reader, and the limits `columns` and `row-bytes` (the header).
final class RecordTable: TableReader {
  /// Records have no sheets.
  let sheet: String? = nil

  private let values = SpillFile()
  private let window: SpillWindow
  private let paths: [String]
  /// The column of each node of the paths; -1 for none.
  private let columns: [Int]
  private var position = 0
  private var rowsTold = 0
  private var cells: UnsafeMutablePointer<Cell>
  private let header = ByteBuffer()

  /// A table of all records of a reader, which is read to its end.
  init(limits: ReadLimits, file: String, records: any RecordReader) throws {
    let tree = RecordPaths()
    while let record = try records.next() {
      RecordTable.write(record, tree, to: values.output)
      if tree.columnCount > limits.columns {
        throw Failure.limit(
          .columns, of: limits, "the records have too many different values", at: SourceLocation(file: file))
      }
      try values.spill()
    }
    guard let numbered = tree.numbered(longest: limits.rowBytes) else {
      throw Failure.limit(
        .rowBytes, of: limits, "the header of all paths is too long", at: SourceLocation(file: file))
    }
    (columns, paths) = numbered
    window = SpillWindow(values)
    cells = .allocate(capacity: max(1, paths.count))
    cells.initialize(repeating: RecordTable.emptyCell, count: max(1, paths.count))
  }

  deinit { cells.deallocate() }

  /// The header, then the records; rows are numbered from 1.
  func next() throws -> Row? {
    if rowsTold == 0 {
      guard !paths.isEmpty else { return nil }
      readHeader()
    } else {
      guard position < values.count else { return nil }
      try readRecord()
    }
    rowsTold += 1
    return Row(number: rowsTold, cells: UnsafeBufferPointer(start: cells, count: paths.count))
  }

  private static var emptyCell: Cell { Cell(kind: .empty, utf8: UnsafeRawBufferPointer(start: nil, count: 0)) }

  private func readHeader() {
    let ends = paths.map { path in
      header.append(path)
      return header.count
    }
    var start = 0
    for (index, end) in ends.enumerated() {
      cells[index] = Cell(kind: .text, utf8: header.bytes(start..<end))
      start = end
    }
  }

  // MARK: Records in the temporary file

  /// Bytes of the length in front of each record.
  private static let prefix = 8

  /// Writes the length of what follows, then for each value its node, its kind, its length and its text.
  private static func write(_ record: RecordNode, _ tree: RecordPaths, to output: OutputBuffer) {
    let start = output.count
    withUnsafeBytes(of: 0) { output.append($0) }
    let tape = record.tape
    tree.visit(record) { node, index in
      guard let text = tape.text(of: index), !text.isEmpty else { return }
      let kind = tape[index].kind == .empty ? .text : tape[index].kind
      append(node << 3 | Int(kind.rawValue), to: output)
      append(text.count, to: output)
      output.append(text)
    }
    let length = output.count - start - prefix
    withUnsafeBytes(of: length) { output.overwrite($0, at: start) }
  }

  /// Seven bits a byte, the lowest first; the highest bit says that more follow.
  @inline(__always)
  private static func append(_ number: Int, to output: OutputBuffer) {
    var rest = number
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }

  private func readRecord() throws {
    let length = try window.bytes(at: position, count: RecordTable.prefix).loadUnaligned(as: Int.self)
    let bytes = try window.bytes(at: position + RecordTable.prefix, count: length)
    position += RecordTable.prefix + length
    cells.update(repeating: RecordTable.emptyCell, count: paths.count)
    var index = 0
    func number() -> Int {
      var value = 0
      var shift = 0
      while bytes[index] >= 0x80 {
        value |= Int(bytes[index] & 0x7F) << shift
        shift += 7
        index += 1
      }
      value |= Int(bytes[index]) << shift
      index += 1
      return value
    }
    while index < bytes.count {
      let word = number()
      let count = number()
      let text = UnsafeRawBufferPointer(rebasing: bytes[index..<index + count])
      index += count
      cells[columns[word >> 3]] = Cell(kind: CellKind(rawValue: UInt8(word & 7)) ?? .text, utf8: text)
    }
  }
}
