import Diagnostics
import Model
import Store
import Tabular

/// Finds the orders of a sheet's rows: all of them in the order of their ids, so that the index of orders is walked along
/// once instead of searched from its root for every row. Memory is fixed whatever the number of rows.
struct OrderJoin {
  /// The order of a row.
  private struct Joined: SpoolRecord {
    var place: UInt32
    /// Packed as in ``Model/Currency``; of a row without an order, the place of its code among ``codes``.
    var currency: UInt32 = 0
    /// 0 where there is no order.
    var orderKey: Int64 = 0
    /// The order's total; of a row without an order, the key of its id.
    var total: Int64 = 0
    var isRejected = false

    var sortKey: UInt64 { UInt64(place) }
  }

  private let lookup: OrderLookup
  private let orderID: (Int64) throws -> String
  private let columns: CostColumns
  private let location: SourceLocation
  private let suspicions: CostSuspicions
  private var ids: OrderIDSpool
  private var rows: PackedCostRows
  private let joined: SortedSpool<Joined>
  /// Ids without a key of rows without an order, by their places: the first thousand, more than a sink keeps.
  private var unknownIDs: [UInt32: String] = [:]
  private static let mostUnknownIDs = 1_000
  private static let codes: [DiagnosticCode] = [.costsUnknownOrder, .costsDeletedOrder, .costsDamagedID]
  /// Lines of rows without an order, and of bad rows.
  private(set) var rejectedLines: [UInt32] = []
  /// How large the amounts of the good rows are.
  private(set) var scale = AmountScale()

  init(
    _ connection: StoreConnection, columns: CostColumns, location: SourceLocation, suspicions: CostSuspicions,
    folder: String
  ) throws {
    lookup = try connection.orderLookup()
    orderID = { try connection.orderID($0) }
    self.columns = columns
    self.location = location
    self.suspicions = suspicions
    ids = OrderIDSpool(folder: folder)
    rows = PackedCostRows(folder: folder)
    joined = SortedSpool(folder: folder, runBytes: 1 << 21)
  }

  /// Takes a row. The order of a bad one is looked for only to say if it is unknown too.
  mutating func add(_ record: CostRecord, id: Cell, isBad: Bool) throws {
    if isBad { reject(line: Int(record.line)) }
    try rows.add(record, isBad: isBad)
    try ids.add(id)
    if ids.isFull { try joinLongIDs() }
  }

  /// Writes down a row that cannot be joined.
  mutating func reject(line: Int) { rejectedLines.append(UInt32(line)) }

  /// Finds the orders of all rows and passes the good rows on.
  mutating func finish(into spool: SortedSpool<CostRecord>, sink: DiagnosticSink) throws {
    try joinLongIDs()
    try joinShortIDs()
    var orders = try joined.sorted()
    var rejected: [UInt32] = []
    var scale = AmountScale()
    try rows.seal()
    let rows = self.rows
    try rows.forEach { row, isBad in
      guard let order = try orders.next() else { preconditionFailure("every row has an id") }
      guard order.orderKey != 0 else {
        let code = OrderJoin.codes[Int(order.currency)]
        sink.emit(.error, code) {
          let key = UInt64(bitPattern: order.total)
          let id = unknownIDs[order.place] ?? ids.withShortID(key) { $0.quoted }
          return self.unknown(code, id, line: Int(row.line))
        }
        if !isBad { rejected.append(row.line) }
        return
      }
      if isBad { return }
      var row = row
      row.orderKey = order.orderKey
      row.currency = order.currency
      if suspicions.arise(row, total: order.total, isRejected: order.isRejected) {
        try suspicions.report(
          row, total: order.total, isRejected: order.isRejected, order: try orderID(order.orderKey), sink
        ) { columns.place(of: $0, line: Int(row.line), in: location) }
      }
      scale.add(row)
      try spool.add(row)
    }
    self.scale = scale
    rejectedLines += rejected
  }

  // MARK: Joining

  private mutating func joinShortIDs() throws {
    var last = Joined(place: 0)
    try ids.forEachShortID { id, key, place, isSame in
      if isSame {
        last.place = place
      } else {
        last = try join(id, at: place)
        if last.orderKey == 0 { last.total = Int64(bitPattern: key) }
      }
      try joined.add(last)
    }
  }

  private mutating func joinLongIDs() throws {
    var unknown: [UInt32] = []
    try ids.takeLongIDs().forEach { id, place in
      let found = try join(id, at: place)
      try joined.add(found)
      guard found.orderKey == 0 else { return }
      unknown.append(place)
      unknownIDs[place] = id.quoted
    }
    // Blocks come in the order of the file, and so must the ids that are kept.
    for place in unknown.sorted().dropFirst(max(0, OrderJoin.mostUnknownIDs - (unknownIDs.count - unknown.count))) {
      unknownIDs[place] = nil
    }
  }

  private func join(_ id: Cell, at place: UInt32) throws -> Joined {
    guard let found = try find(id) else {
      let code = try code(ofUnknown: id)
      return Joined(place: place, currency: UInt32(OrderJoin.codes.firstIndex(of: code) ?? 0))
    }
    return Joined(
      place: place, currency: found.currency, orderKey: found.orderKey, total: found.total.e4,
      isRejected: found.isRejected)
  }

  /// What is wrong with an id; nil when its order is there.
  func problem(with id: Cell, line: Int) throws -> Diagnostic? {
    try find(id) == nil ? unknown(try code(ofUnknown: id), id.quoted, line: line) : nil
  }

  /// The order of an id. A number that a spreadsheet has rounded means none: it may have become the id of another order.
  private func find(_ id: Cell) throws -> OrderLookup.Found? {
    if id.kind == .number, OrderJoin.looksDamaged(id) { return nil }
    return try lookup.order(id: id.utf8)
  }

  private func code(ofUnknown id: Cell) throws -> DiagnosticCode {
    if OrderJoin.looksDamaged(id) { return .costsDamagedID }
    return try lookup.isDeleted(id: id.utf8) ? .costsDeletedOrder : .costsUnknownOrder
  }

  private func unknown(_ code: DiagnosticCode, _ id: String, line: Int) -> Diagnostic {
    Diagnostic(.error, code, at: columns.place(of: nil, line: line, in: location), facts: ["order": id])
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
