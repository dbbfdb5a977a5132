import Diagnostics
import Glibc
import Model
import Store
import Tabular

/// Finds the orders of a sheet's rows, a block of rows at a time: in the order of their ids, so that the index is
/// walked along instead of searched from its root for every row.
struct OrderJoin {
  private let lookup: OrderLookup
  private let columns: CostColumns
  private let location: SourceLocation
  /// The rows of the block. `orderKey` is 1 for bad rows, whose order is looked for only to say if it is unknown too.
  private var rows: [CostRecord] = []
  private var ids: [UInt8] = []
  private var idEnds: [Int] = []
  private var numericIDs: Set<Int> = []
  /// Lines of rows without an order, and of bad rows.
  private(set) var rejectedLines: [UInt32] = []
  private static let blockRows = 1 << 16

  init(_ connection: StoreConnection, columns: CostColumns, location: SourceLocation) throws {
    lookup = try connection.orderLookup()
    self.columns = columns
    self.location = location
    rows.reserveCapacity(1 << 10)
  }

  /// Whether the block should be resolved.
  var isFull: Bool { rows.count >= OrderJoin.blockRows }

  /// Takes a row.
  mutating func add(_ record: CostRecord, id: Cell, isBad: Bool) {
    if isBad { reject(line: Int(record.line)) }
    if id.kind == .number { numericIDs.insert(rows.count) }
    rows.append(record)
    if isBad { rows[rows.count - 1].orderKey = 1 }
    ids.append(contentsOf: id.utf8)
    idEnds.append(ids.count)
  }

  /// Writes down a row that cannot be joined.
  mutating func reject(line: Int) { rejectedLines.append(UInt32(line)) }

  /// Finds the orders of all rows taken so far and passes the good rows on.
  mutating func resolve(into spool: SortedSpool<CostRecord>, sink: DiagnosticSink) throws {
    var problems: [Diagnostic] = []
    try ids.withUnsafeBytes { bytes in
      func id(_ index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[(index == 0 ? 0 : idEnds[index - 1])..<idEnds[index]])
      }
      for index in OrderJoin.sorted(count: rows.count, id: id) {
        let cell = Cell(kind: numericIDs.contains(index) ? .number : .text, utf8: id(index))
        let found = try find(cell)
        let isBad = rows[index].orderKey == 1
        rows[index].orderKey = isBad ? 0 : found?.orderKey ?? 0
        rows[index].currency = found?.currency ?? 0
        guard found == nil else { continue }
        problems.append(try unknown(cell, line: Int(rows[index].line)))
        if !isBad { rejectedLines.append(rows[index].line) }
      }
    }
    for problem in problems.sorted(by: { ($0.location.line ?? 0) < ($1.location.line ?? 0) }) { sink.emit(problem) }
    for row in rows where row.orderKey != 0 { try spool.add(row) }
    rows.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    idEnds.removeAll(keepingCapacity: true)
    numericIDs.removeAll()
  }

  /// What is wrong with an id; nil when its order is there.
  func problem(with id: Cell, line: Int) throws -> Diagnostic? {
    try find(id) == nil ? try unknown(id, line: line) : nil
  }

  /// The order of an id. A number that a spreadsheet has rounded means none: it may have become the id of another order.
  private func find(_ id: Cell) throws -> OrderLookup.Found? {
    if id.kind == .number, OrderJoin.looksDamaged(id) { return nil }
    return try lookup.order(id: id.utf8)
  }

  private func unknown(_ id: Cell, line: Int) throws -> Diagnostic {
    let code: DiagnosticCode =
      if OrderJoin.looksDamaged(id) { .costsDamagedID } else if try lookup.isDeleted(id: id.utf8) {
        .costsDeletedOrder
      } else { .costsUnknownOrder }
    let place = SourceLocation(
      file: location.file, sheet: location.sheet, line: line, column: columns.order + 1, field: columns.orderTitle)
    return Diagnostic(.error, code, at: place, facts: ["order": id.quoted])
  }

  /// A number in scientific notation, or a numeric cell of more than 15 digits: a spreadsheet has already rounded it.
  private static func looksDamaged(_ id: Cell) -> Bool {
    let digits = id.utf8.reduce(0) { $0 + ($1 >= 48 && $1 <= 57 ? 1 : 0) }
    if id.kind == .number { return digits > 15 || id.utf8.contains(UInt8(ascii: "E")) }
    guard let exponent = id.utf8.firstIndex(of: UInt8(ascii: "E")), exponent > 0, exponent + 2 < id.utf8.count else {
      return false
    }
    return id.utf8[exponent + 1] == UInt8(ascii: "+") && digits == id.utf8.count - 2 - (id.utf8.contains(46) ? 1 : 0)
  }

  /// Places in ascending order of ids, byte by byte. Eight bytes behind what all ids begin with decide nearly always.
  private static func sorted(count: Int, id: (Int) -> UnsafeRawBufferPointer) -> [Int] {
    guard count > 1 else { return Array(0..<count) }
    let first = id(0)
    var common = first.count
    for index in 1..<count {
      let other = id(index)
      var length = 0
      while length < min(common, other.count), other[length] == first[length] { length += 1 }
      common = length
      if common == 0 { break }
    }
    var keys = (0..<count).map { index -> (key: UInt64, index: UInt32) in
      let bytes = id(index)
      var key: UInt64 = 0
      for offset in common..<common + 8 { key = key << 8 | (offset < bytes.count ? UInt64(bytes[offset]) : 0) }
      return (key, UInt32(index))
    }
    keys.sort { $0.key != $1.key ? $0.key < $1.key : precedes(id(Int($0.index)), id(Int($1.index))) }
    return keys.map { Int($0.index) }
  }

  private static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
