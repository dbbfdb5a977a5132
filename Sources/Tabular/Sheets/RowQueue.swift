/// Rows that a sheet's parser has made and the reader has not handed out yet, and the row in progress behind them.
///
/// The parser works in pieces that hold many rows; cells lie here one after another and are copied nowhere.
final class RowQueue {
  private struct StoredCell {
    var column: Int32
    var kind: CellKind
    /// Negative as long as it is only known which one of `texts` it is.
    var length: Int
    /// Within `text`, where `outside` is nil; the number of the text in `texts`, where `length` is negative.
    var offset: Int
    /// Bytes that somebody else keeps, such as shared strings.
    var outside: UnsafeRawPointer?
    /// In how many columns from `column` on it stands.
    var columns: Int32 = 1
  }

  private struct StoredRow {
    var number: Int
    var cells: Range<Int>
    var copies: Int
  }

  /// The text of the cells that are kept here.
  let text = ByteBuffer(capacity: 1 << 16)
  private let stored = Pile<StoredCell>(capacity: 1 << 12)
  private let rows = Pile<StoredRow>(capacity: 1 << 10)
  private var nextRow = 0
  private var rowStart = 0
  /// How many cells need no text from `texts` any more.
  private var settled = 0
  private var texts: TextStore?
  private var isOrdered = true
  private var cells: UnsafeMutablePointer<Cell>
  private var cellCapacity = 64

  /// An empty queue.
  init() {
    cells = .allocate(capacity: cellCapacity)
    cells.initialize(repeating: RowQueue.emptyCell, count: cellCapacity)
  }

  deinit { cells.deallocate() }

  private static var emptyCell: Cell { Cell(kind: .empty, utf8: UnsafeRawBufferPointer(start: nil, count: 0)) }

  // MARK: The parser's side

  /// Whether the row in progress has cells.
  var hasOpenCells: Bool { stored.count > rowStart }

  /// Adds a cell to the row in progress: the bytes of `text` from an offset to its end.
  func addCell(column: Int, kind: CellKind, from offset: Int) {
    add(StoredCell(column: Int32(column), kind: kind, length: text.count - offset, offset: offset, outside: nil))
  }

  /// Adds a cell whose text is in a store, the same one for all cells, as long as the queue is used. Where it is is
  /// found by ``settle()``, when the memory that tells it has come near.
  @inline(__always)
  func addCell(column: Int, text index: Int, of store: TextStore) {
    if texts == nil { texts = store }
    store.prefetch(index)
    add(StoredCell(column: Int32(column), kind: .text, length: -1, offset: index, outside: nil))
  }

  /// Finds the texts of a store for the cells added since the last time; to be called before rows are handed out.
  func settle() {
    if let texts {
      for index in settled..<stored.count where stored.start[index].length < 0 {
        let text = texts.inMemory(stored.start[index].offset)
        stored.start[index].outside = text.baseAddress
        stored.start[index].length = text.count
      }
    }
    settled = stored.count
  }

  /// Lets the last cell stand in more columns behind its own. It is kept once, and no cell may follow in these.
  func repeatLastCell(_ times: Int) {
    guard stored.count > 0, times > 0 else { return }
    stored.start[stored.count - 1].columns += Int32(times)
  }

  private func add(_ cell: StoredCell) {
    if stored.count > rowStart, stored.top.column >= cell.column { isOrdered = false }
    stored.push(cell)
  }

  /// Ends the row in progress, which stands in that many rows of the sheet from `number` on. A row without cells is
  /// left out. Gives the column that two cells claim, where there is one.
  func endRow(number: Int, copies: Int = 1) -> Int? {
    defer {
      rowStart = stored.count
      isOrdered = true
    }
    guard stored.count > rowStart else { return nil }
    if !isOrdered {
      var cells = UnsafeMutableBufferPointer(start: stored.start + rowStart, count: stored.count - rowStart)
      cells.sort { $0.column < $1.column }
      for index in 1..<cells.count where cells[index].column == cells[index - 1].column {
        return Int(cells[index].column)
      }
    }
    rows.push(StoredRow(number: number, cells: rowStart..<stored.count, copies: copies))
    return nil
  }

  // MARK: The reader's side

  /// The next row, valid until the queue is asked again; nil when the parser must make more.
  func next() -> Row? {
    while nextRow < rows.count, rows.start[nextRow].copies == 0 { nextRow += 1 }
    guard nextRow < rows.count else { return nil }
    let row = rows.start[nextRow]
    rows.start[nextRow].number += 1
    rows.start[nextRow].copies -= 1
    let last = stored.start[row.cells.upperBound - 1]
    let width = Int(last.column + last.columns)
    reserve(width)
    var column = 0
    for index in row.cells {
      let cell = stored.start[index]
      while column < cell.column {
        cells[column] = RowQueue.emptyCell
        column += 1
      }
      let start = cell.outside ?? UnsafeRawPointer(text.start + cell.offset)
      for _ in 0..<cell.columns {
        cells[column] = Cell(kind: cell.kind, utf8: UnsafeRawBufferPointer(start: start, count: cell.length))
        column += 1
      }
    }
    return Row(number: row.number, cells: UnsafeBufferPointer(start: cells, count: width))
  }

  /// Forgets the rows that were handed out and keeps the row in progress.
  func recycle() {
    rows.cut()
    nextRow = 0
    stored.removeFirst(rowStart)
    settled = stored.count
    rowStart = 0
    let kept = UnsafeMutableBufferPointer(start: stored.start, count: stored.count)
    let cut = kept.lazy.filter { $0.outside == nil }.map(\.offset).min() ?? text.count
    text.removeFirst(cut)
    for index in kept.indices { kept[index].offset -= cut }
  }

  private func reserve(_ width: Int) {
    guard width > cellCapacity else { return }
    cells.deallocate()
    cellCapacity = max(width, cellCapacity * 2)
    cells = .allocate(capacity: cellCapacity)
    cells.initialize(repeating: RowQueue.emptyCell, count: cellCapacity)
  }
}
