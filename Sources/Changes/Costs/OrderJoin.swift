import Diagnostics
import Model
import Store
import Tabular

/// Finds the orders of a sheet's rows: all of them in the order of their ids, so that the index of orders is walked along
/// once instead of searched from its root for every row. Memory is fixed whatever the number of rows.
struct OrderJoin {
  private let orders: Orders
  private let orderID: (Int64) throws -> String
  private let columns: CostColumns
  private let location: SourceLocation
  private var keys = OrderIDKeys()
  /// Rows whose `orderKey` is still the short form of their orders' ids.
  private let keyed: CostSpool
  private var longIDs = LongOrderIDs()
  private var longRows: [CostRecord] = []
  private static let blockBytes = 1 << 21

  /// Good rows by order.
  let spool: CostSpool
  /// Lines of rows without an order, and of bad rows.
  private(set) var rejectedLines: [UInt32] = []
  /// How large the amounts of the good rows are.
  private(set) var scale = AmountScale()
  private var unknown: [(code: DiagnosticCode, findings: EarliestFindings<String>)]
  private var suspicions: OrderSuspicions

  init(
    _ connection: StoreConnection, columns: CostColumns, location: SourceLocation, suspicions: CostSuspicions,
    folder: String, sink: DiagnosticSink
  ) throws {
    orders = Orders(lookup: try connection.orderLookup())
    orderID = { try connection.orderID($0) }
    self.columns = columns
    self.location = location
    keyed = CostSpool(folder: folder)
    spool = CostSpool(folder: folder)
    let codes: [DiagnosticCode] = [.costsUnknownOrder, .costsDeletedOrder, .costsDamagedID]
    unknown = codes.map { ($0, EarliestFindings(sink: sink)) }
    self.suspicions = OrderSuspicions(suspicions, sink: sink)
  }

  /// Takes a row.
  mutating func add(_ record: CostRecord, id: Cell, isBad: Bool) throws {
    if isBad { reject(line: Int(record.line)) }
    var cost = record
    cost.isBad = isBad
    if let key = keys.key(of: id) {
      cost.orderKey = Int64(bitPattern: key)
      return try keyed.add(cost)
    }
    longIDs.add(id)
    longRows.append(cost)
    if longIDs.byteCount >= OrderJoin.blockBytes { try joinLongIDs() }
  }

  /// Writes down a row that cannot be joined.
  mutating func reject(line: Int) { rejectedLines.append(UInt32(line)) }

  /// Finds the orders of all rows, and says what was found.
  mutating func finish(_ sink: DiagnosticSink) throws {
    try joinLongIDs()
    try joinKeys()
    for (code, found) in unknown {
      var found = found
      found.emit(.error, code, to: sink) { line, id in problem(code, id, line: Int(line)) }
    }
    let (columns, location) = (columns, location)
    try suspicions.emit(to: sink, orderID: orderID) { columns.place(of: $0, line: $1, in: location) }
  }

  // MARK: Joining

  private mutating func joinKeys() throws {
    // Held apart, so that asking for an order does not copy the whole join.
    let orders = orders
    var keys = keys
    var rows = try keyed.sorted()
    var last: UInt64?
    var order: OrderLookup.Found?
    while let row = try rows.next() {
      if row.sortKey != last {
        last = row.sortKey
        order = try keys.withID(row.sortKey) { try orders.find($0) }
      }
      if let order {
        try settle(row, order)
      } else {
        try keys.withID(row.sortKey) { try rejectUnknown(row, $0) }
      }
    }
  }

  private mutating func joinLongIDs() throws {
    let ids = longIDs
    let rows = longRows
    longIDs = LongOrderIDs()
    longRows = []
    try ids.forEach { id, place in
      if let order = try orders.find(id) { try settle(rows[place], order) } else { try rejectUnknown(rows[place], id) }
    }
  }

  private mutating func settle(_ cost: CostRecord, _ order: OrderLookup.Found) throws {
    if cost.isBad { return }
    var cost = cost
    cost.orderKey = order.orderKey
    cost.currency = order.currency
    suspicions.judge(cost, order)
    scale.add(cost)
    try spool.add(cost)
  }

  private mutating func rejectUnknown(_ cost: CostRecord, _ id: Cell) throws {
    let code = try orders.code(ofUnknown: id)
    for place in unknown.indices where unknown[place].code == code {
      unknown[place].findings.add(cost.line, id.quoted)
    }
    if !cost.isBad { reject(line: Int(cost.line)) }
  }

  /// What is wrong with an id; nil when its order is there.
  func problem(with id: Cell, line: Int) throws -> Diagnostic? {
    try orders.find(id) == nil ? problem(try orders.code(ofUnknown: id), id.quoted, line: line) : nil
  }

  private func problem(_ code: DiagnosticCode, _ id: String, line: Int) -> Diagnostic {
    Diagnostic(.error, code, at: columns.place(of: nil, line: line, in: location), facts: ["order": id])
  }
}

/// The orders of the store by the ids that a file gives.
private struct Orders {
  let lookup: OrderLookup

  /// The order of an id. A number that a spreadsheet has rounded means none: it may have become the id of another order.
  func find(_ id: Cell) throws -> OrderLookup.Found? {
    if id.kind == .number, Orders.looksDamaged(id) { return nil }
    return try lookup.order(id: id.utf8)
  }

  /// Why there is no order of an id.
  func code(ofUnknown id: Cell) throws -> DiagnosticCode {
    if Orders.looksDamaged(id) { return .costsDamagedID }
    return try lookup.isDeleted(id: id.utf8) ? .costsDeletedOrder : .costsUnknownOrder
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
