public import Model

/// What an entry of the ledger, or a dated reversal, added to an order's effective cost, and on which day.
///
/// All movements of an order and kind add up to its effective value: a `set` moves by its difference to what stood before, a
/// revert without a date takes its batch's movements out of history, a dated one is a movement of its own.
public struct CostMovement: Sendable, Hashable {
  /// The order.
  public let orderKey: Int64
  /// The kind of cost.
  public let kind: CostKind
  /// Of what it is.
  public let currency: Currency
  /// How much was added; zero where the cost only became known, as zero, or unknown.
  public let amount: Amount
  /// Whether the cost is known from then on.
  public let isKnown: Bool
  /// The day.
  public let on: CivilDate
  /// The batch: that of the entry, or the reversal.
  public let batch: Int64
  /// The row of the entry; nil for a reversal.
  public let line: Int64?
}

/// Turns the ledger rows of one order into movements.
struct MovementReplay {
  /// A ledger row as the replay needs it.
  struct Entry {
    let batch: Int64
    let line: Int64
    let sets: Int
    let amounts: CostValues
    /// nil: the order's.
    let currency: Currency?
    let on: CivilDate
  }

  let timeline: LedgerTimeline

  /// The movements of an order from its rows in the order (batch, line). Other currencies than the order's are moved apart.
  func movements(
    of orderKey: Int64, currency: Currency, _ entries: [Entry], _ body: (CostMovement) throws -> Void
  ) throws {
    guard entries.contains(where: { $0.currency != nil }) else {
      return try replay(orderKey, currency, entries, body)
    }
    for other in Set(entries.map { $0.currency ?? currency }).sorted() {
      try replay(orderKey, other, entries.filter { ($0.currency ?? currency) == other }, body)
    }
  }

  private func replay(
    _ orderKey: Int64, _ currency: Currency, _ entries: [Entry], _ body: (CostMovement) throws -> Void
  ) throws {
    var values = CostValues()
    func move(to after: CostValues, on: CivilDate, batch: Int64, line: Int64?) throws {
      for kind in CostKind.allCases {
        let amount = (after[kind] ?? 0) - (values[kind] ?? 0)
        guard amount != 0 || (after[kind] == nil) != (values[kind] == nil) else { continue }
        try body(
          CostMovement(
            orderKey: orderKey, kind: kind, currency: currency, amount: Amount(e4: amount),
            isKnown: after[kind] != nil, on: on, batch: batch, line: line))
      }
      values = after
    }
    func enter(_ entry: Entry) throws {
      let after = try EffectiveRule.applying(entry.amounts, sets: entry.sets, to: values)
      try move(to: after, on: entry.on, batch: entry.batch, line: entry.line)
    }
    let turns = timeline.isTrivial ? [] : turns(of: entries)
    guard !turns.isEmpty else {
      for entry in entries where timeline.countsFromItsDates(entry.batch) { try enter(entry) }
      return
    }
    var counting: Set<Int64> = []
    var rest = entries[...]
    for turn in turns + [nil] {
      while let entry = rest.first, entry.batch < turn?.batch ?? .max {
        rest.removeFirst()
        guard timeline.countsFromItsDates(entry.batch) else { continue }
        counting.insert(entry.batch)
        try enter(entry)
      }
      guard let turn else { continue }
      if turn.isOn { counting.insert(turn.target) } else { counting.remove(turn.target) }
      var after = CostValues()
      for entry in entries where entry.batch < turn.batch && counting.contains(entry.batch) {
        after = try EffectiveRule.applying(entry.amounts, sets: entry.sets, to: after)
      }
      try move(to: after, on: turn.on, batch: turn.batch, line: nil)
    }
  }

  private func turns(of entries: [Entry]) -> [LedgerTimeline.Turn?] {
    Set(entries.map(\.batch)).flatMap(timeline.turns).sorted { $0.batch < $1.batch }
  }
}

/// Reads the movements of costs, of one order after another or of all of them.
public final class MovementReader {
  private let ofOne: HotStatement
  private let ofAll: HotStatement
  private let order: HotStatement
  private let replay: MovementReplay

  /// A reader for this transaction: what it knows of reverts is as of now, and as if a planned one were there.
  public init(_ connection: StoreConnection, planning planned: PlannedReversal? = nil) throws {
    let db = connection.db
    let select = MovementReplay.Entry.select
    ofOne = try HotStatement(db, select + " WHERE e.order_key = ?1 ORDER BY e.batch, e.line")
    ofAll = try HotStatement(db, select + " ORDER BY e.order_key, e.batch, e.line")
    order = try HotStatement(db, "SELECT currency, deleted_batch IS NOT NULL FROM orders WHERE order_key = ?1")
    replay = MovementReplay(timeline: try LedgerTimeline(connection, planning: planned))
  }

  /// The movements of one order's costs, in the order in which they took effect.
  public func movements(of orderKey: Int64) throws -> [CostMovement] {
    ofOne.bind(orderKey, at: 1)
    defer { ofOne.reset() }
    var movements: [CostMovement] = []
    try forEachRow(of: ofOne, touchedBy: nil) { movement, _ in movements.append(movement) }
    return movements
  }

  /// Calls `body` with every movement of the costs of all orders, live and hidden, in the order of their keys.
  ///
  /// `touchedBy` leaves out orders that this batch has no ledger row of.
  public func forEach(
    touchedBy batch: Int64? = nil, _ body: (_ movement: CostMovement, _ isHidden: Bool) throws -> Void
  ) throws {
    defer { ofAll.reset() }
    try forEachRow(of: ofAll, touchedBy: batch, body)
  }

  private func forEachRow(
    of select: HotStatement, touchedBy batch: Int64?, _ body: (CostMovement, Bool) throws -> Void
  ) throws {
    var entries: [MovementReplay.Entry] = []
    var current: Int64?
    func flush() throws {
      guard let key = current, batch == nil || entries.contains(where: { $0.batch == batch }) else { return }
      order.bind(key, at: 1)
      defer { order.reset() }
      guard try order.step(), let currency = Currency(order.text(0)) else {
        preconditionFailure("a foreign key keeps every ledger row with its order")
      }
      let isHidden = order.int64(1) != 0
      try replay.movements(of: key, currency: currency, entries) { try body($0, isHidden) }
    }
    while try select.step() {
      let key = select.int64(0)
      if key != current {
        try flush()
        current = key
        entries.removeAll(keepingCapacity: true)
      }
      entries.append(MovementReplay.Entry(select))
    }
    try flush()
  }
}

/// Walks once over the movements of the orders that it is asked for, in ascending order of their keys.
public final class MovementWalk {
  private let rows: HotStatement
  private let replay: MovementReplay
  /// The row that was read beyond the last order, with the order it belongs to.
  private var waiting: (orderKey: Int64, entry: MovementReplay.Entry)?

  init(_ connection: StoreConnection) throws {
    rows = try HotStatement(
      connection.db, MovementReplay.Entry.select + " ORDER BY e.order_key, e.batch, e.line")
    replay = MovementReplay(timeline: try LedgerTimeline(connection))
    try step()
  }

  /// The movements of an order's costs, in the order in which they took effect.
  public func movements(of orderKey: Int64, currency: Currency) throws -> [CostMovement] {
    var entries: [MovementReplay.Entry] = []
    while let found = waiting, found.orderKey <= orderKey {
      if found.orderKey == orderKey { entries.append(found.entry) }
      try step()
    }
    var movements: [CostMovement] = []
    if !entries.isEmpty { try replay.movements(of: orderKey, currency: currency, entries) { movements.append($0) } }
    return movements
  }

  private func step() throws {
    waiting = try rows.step() ? (rows.int64(0), MovementReplay.Entry(rows)) : nil
  }
}

extension StoreConnection {
  /// A walk over the movements of orders' costs.
  public func movementWalk() throws -> MovementWalk { try MovementWalk(self) }
}

extension MovementReplay.Entry {
  fileprivate static let select = """
    SELECT e.order_key, e.batch, e.line, e.sets, e.shipping_e4, e.fulfillment_e4, e.payment_e4, e.other_e4,
      e.currency, coalesce(e.entry_on, b.dated_on, b.applied_at / 86400000)
    FROM cost_entry e CROSS JOIN batch b ON b.batch = e.batch
    """

  fileprivate init(_ row: HotStatement) {
    batch = row.int64(1)
    line = row.int64(2)
    sets = Int(row.int64(3))
    amounts = CostValues(
      shipping: row.optionalInt64(4), fulfillment: row.optionalInt64(5), payment: row.optionalInt64(6),
      other: row.optionalInt64(7))
    currency = row.isNull(8) ? nil : Currency(row.text(8))
    on = CivilDate(days: Int32(row.int64(9)))
  }
}
