import Diagnostics
import Model
import Store

/// Finds entries of a file that were applied before, by batches in force: by the source's reference where there is one,
/// else by everything that the file says of the entry (SPEC, Costs: repeats).
struct RepeatCheck {
  /// An entry that was applied before.
  struct Finding {
    /// The batches that hold it, the first one first; none: the file itself holds it.
    var batches: [Int64]
    /// Whether the source's reference says so; it is an error then.
    var byReference = false
    /// Whether it counts towards the share of the file that a batch holds. A cost of no order and of no day does not: the
    /// same fee every month is no repeat of the file.
    var counts = true
  }

  /// What is done about them.
  let policy: RepeatTally.Policy
  private let reader: LedgerReader
  private let search: LedgerSearch
  private let traces: CostTraces?
  private let plainReader: LedgerAmountReader
  private let reverted: Set<Int64>
  private let references: ReferenceCheck
  private var byOrder: [EarlierEntries] = []
  private var ofNoOrder = EarlierEntries()
  /// The ledger of the orders of fewer rows is sooner read than filters of all orders.
  private static let fewestTraced = 20_000

  init(_ connection: StoreConnection, policy: RepeatTally.Policy, rows: CostRows, sink: DiagnosticSink) throws {
    self.policy = policy
    reader = try connection.ledgerReader()
    search = try connection.ledgerSearch()
    plainReader = try connection.ledgerAmountReader(.plain)
    reverted = try connection.revertedBatches()
    traces = rows.counts.rows < RepeatCheck.fewestTraced ? nil : try connection.costTraces(reverted: reverted)
    references = try ReferenceCheck(connection, rows: rows, reverted: reverted, sink: sink)
    guard policy != .allow, let unallocated = rows.unallocated else { return }
    try readUnallocated(connection, unallocated)
  }

  /// Reads what earlier batches entered for the orders of these rows: of each order, whose rows begin at one of `starts`,
  /// what one of its rows may be a repeat of.
  mutating func read<Record: CostRow>(_ block: [Record], ordersAt starts: [Int], keys: [Int64]) throws {
    byOrder.removeAll(keepingCapacity: true)
    guard policy != .allow, let first = keys.first, reader.mayHaveRows(from: first) else { return }
    byOrder = Array(repeating: EarlierEntries(), count: keys.count)
    guard !Record.hasDetails else {
      return try reader.forEachRow(of: keys) { place, row in
        if row.referenceHash == 0, !reverted.contains(row.batch) { byOrder[place].add(EarlierEntries.Row(row)) }
      }
    }
    // Rows of a plain sheet are repeats only of rows that hold nothing but amounts, too, and few orders have an equal one.
    func rows(of place: Int) -> Range<Int> {
      starts[place]..<(place + 1 < starts.count ? starts[place + 1] : block.count)
    }
    func hasAmountInCommon(_ place: Int, _ amounts: CostValues) -> Bool {
      rows(of: place).contains { block[$0].cost.hasAmountInCommon(with: amounts) }
    }
    let places =
      if let traces {
        try keys.indices.filter { place in
          try rows(of: place).contains { try traces.mayHold(keys[place], block[$0].cost.amounts) }
        }
      } else {
        try search.orders(among: keys, where: hasAmountInCommon)
      }
    try plainReader.forEachRow(of: places.map { keys[$0] }) { found, entry in
      let place = places[found]
      guard hasAmountInCommon(place, entry.amounts), !reverted.contains(entry.batch) else { return }
      byOrder[place].add(EarlierEntries.Row(plain: entry))
    }
  }

  /// Whether an entry of an order can be a repeat, so that ``order(_:_:_:place:)`` is to be asked.
  func mayHold(place: Int) -> Bool {
    policy != .allow && (!references.isEmpty || place < byOrder.count && !byOrder[place].isEmpty)
  }

  /// Whether an entry of an order was applied before; `place` is the order's among the keys read last.
  mutating func order<Record: CostRow>(
    _ record: Record, _ kind: CostKind, _ amount: Int64, place: Int
  ) -> Finding? {
    if Record.hasDetails, record.details.referenceHash != 0 { return references.finding(record, kind) }
    guard place < byOrder.count, !byOrder[place].isEmpty else { return nil }
    var key = EntryKey(kind: kind, amount: amount, currency: 0, entryOn: nil, descriptionHash: 0)
    if Record.hasDetails {
      key.currency = record.isForeign ? record.details.currency : 0
      key.entryOn = record.details.entryOn
      key.descriptionHash = record.details.descriptionHash
    }
    return byOrder[place].take(key).map { Finding(batches: $0) }
  }

  /// Whether an entry of no order was applied before.
  mutating func unallocated(_ record: DetailedCostRecord, _ kind: CostKind, _ amount: Int64) -> Finding? {
    guard policy != .allow else { return nil }
    if record.details.referenceHash != 0 { return references.finding(record, kind) }
    return ofNoOrder.take(RepeatCheck.key(of: record, kind, amount)).map {
      Finding(batches: $0, counts: record.details.entryOn != nil)
    }
  }

  private static func key(of record: DetailedCostRecord, _ kind: CostKind, _ amount: Int64) -> EntryKey {
    EntryKey(
      kind: kind, amount: amount, currency: record.details.currency, entryOn: record.details.entryOn,
      descriptionHash: record.details.descriptionHash)
  }

  /// Keeps those earlier entries of no order that the file has too.
  private mutating func readUnallocated(
    _ connection: StoreConnection, _ spool: SortedSpool<DetailedCostRecord>
  ) throws {
    guard spool.count > 0 else { return }
    var wanted: Set<EntryKey> = []
    var records = try spool.sorted()
    while let record = try records.next() {
      for kind in CostKind.allCases {
        if let amount = record.cost[kind] { wanted.insert(RepeatCheck.key(of: record, kind, amount)) }
      }
    }
    try connection.forEachUnallocatedEntry { entry in
      guard !reverted.contains(entry.batch), entry.referenceHash == 0 else { return }
      let key = EntryKey(entry)
      if wanted.contains(key) { ofNoOrder.add(key, batch: entry.batch) }
    }
  }
}
