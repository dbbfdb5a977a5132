import Model
import Store

/// What tells one entry without a reference from another (SPEC, Costs: repeats), beside its order.
struct EntryKey: Hashable {
  var kind: CostKind
  var amount: Int64
  /// Packed; 0: the order's.
  var currency: UInt32
  /// The day that the row itself names.
  var entryOn: CivilDate?
  /// 0: no description.
  var descriptionHash: Int64
}

extension EntryKey {
  /// The key of a cost of no order.
  init(_ entry: UnallocatedEntry) {
    self.init(
      kind: entry.kind, amount: entry.amount, currency: entry.currency, entryOn: entry.entryOn,
      descriptionHash: entry.description.map(ContentDigest.hash(of:)) ?? 0)
  }
}

/// Entries of earlier batches in force, against which the entries of a file are held one after the other.
///
/// Rows that are legitimately alike count as often as they stand: the third of three equal charges is none of the earlier
/// batches' where they hold only two.
struct EarlierEntries {
  /// A ledger row of an earlier batch.
  struct Row {
    var batch: Int64
    var amounts: CostValues
    var currency: UInt32
    var entryOn: CivilDate?
    var descriptionHash: Int64
    /// How often an equal amount stood in the file so far, by kind; kept with the first of equal ones.
    fileprivate var seen = InlineArray<4, UInt32>(repeating: 0)

    init(_ row: LedgerRow) {
      batch = row.batch
      amounts = row.amounts
      currency = row.currency
      entryOn = row.entryOn
      descriptionHash = row.description.map(ContentDigest.hash(of:)) ?? 0
    }

    /// A row that holds nothing but amounts.
    init(plain entry: LedgerGroup.Entry) {
      batch = entry.batch
      amounts = entry.amounts
      currency = 0
      descriptionHash = 0
    }

    /// The key of one of its amounts.
    func key(_ kind: CostKind, _ amount: Int64) -> EntryKey {
      EntryKey(
        kind: kind, amount: amount, currency: currency, entryOn: entryOn, descriptionHash: descriptionHash)
    }

    fileprivate func holds(_ key: EntryKey) -> Bool {
      amounts[key.kind] == key.amount && currency == key.currency && entryOn == key.entryOn
        && descriptionHash == key.descriptionHash
    }
  }

  private struct Held {
    var seen = 0
    var batches: [(batch: Int64, count: Int)] = []

    mutating func add(_ batch: Int64) {
      if batches.last?.batch == batch { batches[batches.count - 1].count += 1 } else { batches.append((batch, 1)) }
    }
  }

  private var rows: [Row] = []
  private var index: [EntryKey: Held] = [:]
  /// Of more rows an index is made: comparing every entry with all of them would take the square of their number.
  private static let mostCompared = 64

  /// Adds an earlier row; batches come in ascending order.
  mutating func add(_ row: Row) {
    if index.isEmpty, rows.count < EarlierEntries.mostCompared { return rows.append(row) }
    for other in rows { addToIndex(other) }
    rows.removeAll()
    addToIndex(row)
  }

  /// Adds an earlier entry by its key; batches come in ascending order.
  mutating func add(_ key: EntryKey, batch: Int64) { index[key, default: Held()].add(batch) }

  private mutating func addToIndex(_ row: Row) {
    for kind in CostKind.allCases {
      guard let amount = row.amounts[kind] else { continue }
      add(row.key(kind, amount), batch: row.batch)
    }
  }

  /// Whether there is nothing to compare with.
  var isEmpty: Bool { rows.isEmpty && index.isEmpty }

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    index.removeAll()
  }

  /// The batches that hold the next entry of the file with this key, the first one first: those that have it more often
  /// than it stood in the file before. Nil where all of them together do not.
  mutating func take(_ key: EntryKey) -> [Int64]? {
    var held = Held()
    if !index.isEmpty {
      guard let found = index[key] else { return nil }
      held = found
      index[key]?.seen += 1
    } else {
      var first: Int?
      for place in rows.indices where rows[place].holds(key) {
        if first == nil { first = place }
        held.add(rows[place].batch)
      }
      guard let first else { return nil }
      held.seen = Int(rows[first].seen[key.kind.index])
      rows[first].seen[key.kind.index] += 1
    }
    guard held.seen < held.batches.reduce(0, { $0 + $1.count }) else { return nil }
    return held.batches.filter { held.seen < $0.count }.map(\.batch)
  }
}
