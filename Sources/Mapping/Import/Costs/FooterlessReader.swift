import Tabular

/// Holds back the last rows of a table: what comes out are the rows before its footer.
final class FooterlessReader: TableReader {
  private struct HeldRow {
    var number: Int
    var bytes: [UInt8] = []
    var cells: [(kind: CellKind, end: Int)] = []
  }

  private let reader: any TableReader
  private let count: Int
  private var held: [HeldRow] = []
  private var current = HeldRow(number: 0)
  private var cells = UnsafeMutableBufferPointer<Cell>.allocate(capacity: 0)
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)

  init(_ reader: any TableReader, rows count: Int) {
    self.reader = reader
    self.count = count
  }

  deinit {
    cells.deallocate()
    bytes.deallocate()
  }

  var sheet: String? { reader.sheet }

  func next() throws -> Row? {
    while held.count <= count {
      guard let row = try reader.next() else { return nil }
      var copy = HeldRow(number: row.number)
      for cell in row.cells {
        copy.bytes.append(contentsOf: cell.utf8)
        copy.cells.append((cell.kind, copy.bytes.count))
      }
      held.append(copy)
    }
    return show(held.removeFirst())
  }

  /// Puts a held row where the caller may look at it until the next is asked for.
  private func show(_ row: HeldRow) -> Row {
    if bytes.count < row.bytes.count {
      bytes.deallocate()
      bytes = .allocate(byteCount: row.bytes.count, alignment: 1)
    }
    if cells.count < row.cells.count {
      cells.deallocate()
      cells = .allocate(capacity: row.cells.count)
    }
    bytes.copyBytes(from: row.bytes)
    var start = 0
    for (index, cell) in row.cells.enumerated() {
      cells[index] = Cell(kind: cell.kind, utf8: UnsafeRawBufferPointer(rebasing: bytes[start..<cell.end]))
      start = cell.end
    }
    return Row(number: row.number, cells: UnsafeBufferPointer(rebasing: cells[..<row.cells.count]))
  }
}
