import Diagnostics
import Model
import Store
import Tabular

/// Finds the orders of a sheet's rows, a large block of rows at a time: in the order of their ids, so that the index of
/// orders is walked along once for a block instead of searched from its root for every row.
struct OrderJoin {
  /// The order of a row.
  private struct Joined {
    /// 0 where there is none.
    var orderKey: Int64 = 0
    var total: Int64 = 0
    var currency: UInt32 = 0
    var isRejected = false
  }

  private let lookup: OrderLookup
  private let columns: CostColumns
  private let location: SourceLocation
  private let suspicions: CostSuspicions
  private let ids = OrderIDBlock()
  /// The rows of the block in the order of the file. `orderKey` is 1 for bad rows, whose order is looked for only to say
  /// if it is unknown too, and 2 for the others.
  private let rows: RecordFile<CostRecord>
  /// Lines of rows without an order, and of bad rows.
  private(set) var rejectedLines: [UInt32] = []
  /// How large the amounts of the good rows are.
  private(set) var scale = AmountScale()
  private static let blockRows = 1 << 19
  private static let blockBytes = 1 << 23

  init(
    _ connection: StoreConnection, columns: CostColumns, location: SourceLocation, suspicions: CostSuspicions,
    folder: String
  ) throws {
    lookup = try connection.orderLookup()
    self.columns = columns
    self.location = location
    self.suspicions = suspicions
    rows = RecordFile(folder: folder)
  }

  /// Whether the block should be resolved.
  var isFull: Bool { ids.count >= OrderJoin.blockRows || ids.byteCount >= OrderJoin.blockBytes }

  /// Takes a row.
  mutating func add(_ record: CostRecord, id: Cell, isBad: Bool) throws {
    if isBad { reject(line: Int(record.line)) }
    var record = record
    record.orderKey = isBad ? 1 : 2
    try rows.add(record)
    ids.add(id)
  }

  /// Writes down a row that cannot be joined.
  mutating func reject(line: Int) { rejectedLines.append(UInt32(line)) }

  /// Finds the orders of all rows taken so far and passes the good rows on.
  mutating func resolve(into spool: SortedSpool<CostRecord>, sink: DiagnosticSink) throws {
    let joined = try join()
    var rejected: [UInt32] = []
    try rows.drain { place, row in
      let order = joined[place]
      let isBad = row.orderKey == 1
      guard order.orderKey != 0 else {
        try reportUnknown(ids[place], line: Int(row.line), sink)
        if !isBad { rejected.append(row.line) }
        return
      }
      if isBad { return }
      var row = row
      row.orderKey = order.orderKey
      row.currency = order.currency
      if suspicions.arise(row, total: order.total, isRejected: order.isRejected) {
        suspicions.report(row, total: order.total, isRejected: order.isRejected, order: ids[place].text, sink) {
          columns.place(of: $0, line: Int(row.line), in: location)
        }
      }
      scale.add(row)
      try spool.add(row)
    }
    rejectedLines += rejected
    ids.removeAll()
  }

  /// The orders of the block's rows, by their places.
  private func join() throws -> [Joined] {
    let places = ids.sortedPlaces()
    var joined = [Joined](repeating: Joined(), count: ids.count)
    var last: Int?
    for place in places.lazy.map(Int.init) {
      if let last, ids.isSame(last, place) {
        joined[place] = joined[last]
      } else if let found = try find(ids[place]) {
        joined[place] = Joined(
          orderKey: found.orderKey, total: found.total.e4, currency: found.currency, isRejected: found.isRejected)
      }
      last = place
    }
    return joined
  }

  /// What is wrong with an id; nil when its order is there.
  func problem(with id: Cell, line: Int) throws -> Diagnostic? {
    try find(id) == nil ? unknown(try code(ofUnknown: id), id, line: line) : nil
  }

  /// The order of an id. A number that a spreadsheet has rounded means none: it may have become the id of another order.
  private func find(_ id: Cell) throws -> OrderLookup.Found? {
    if id.kind == .number, OrderJoin.looksDamaged(id) { return nil }
    return try lookup.order(id: id.utf8)
  }

  private func reportUnknown(_ id: Cell, line: Int, _ sink: DiagnosticSink) throws {
    let code = try code(ofUnknown: id)
    sink.emit(.error, code) { unknown(code, id, line: line) }
  }

  private func code(ofUnknown id: Cell) throws -> DiagnosticCode {
    if OrderJoin.looksDamaged(id) { return .costsDamagedID }
    return try lookup.isDeleted(id: id.utf8) ? .costsDeletedOrder : .costsUnknownOrder
  }

  private func unknown(_ code: DiagnosticCode, _ id: Cell, line: Int) -> Diagnostic {
    Diagnostic(.error, code, at: columns.place(of: nil, line: line, in: location), facts: ["order": id.quoted])
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
}
