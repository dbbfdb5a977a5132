import GRDB
public import Model

/// Finds where a source's reference stands, by its hash; fastest in ascending order of hashes.
public final class ReferenceLookup {
  /// A row that has the reference.
  public struct Entry {
    /// Its order; 0: none.
    public let orderKey: Int64
    /// Its batch, in force or not.
    public let batch: Int64
    /// Bits of the kinds it has amounts of.
    public let kinds: UInt8
  }

  private let places: HotStatement
  private let ledger: HotStatement
  private let unallocated: HotStatement

  init(_ connection: StoreConnection) throws {
    let db = connection.db
    places = try HotStatement(
      db, "SELECT order_key, batch, line FROM cost_reference WHERE reference_hash = ?1 ORDER BY batch, line")
    ledger = try HotStatement(
      db,
      """
      SELECT (shipping_e4 IS NOT NULL) + 2 * (fulfillment_e4 IS NOT NULL) + 4 * (payment_e4 IS NOT NULL)
        + 8 * (other_e4 IS NOT NULL)
      FROM cost_entry WHERE order_key = ?1 AND batch = ?2 AND line = ?3
      """)
    unallocated = try HotStatement(db, "SELECT kind FROM unallocated_cost WHERE batch = ?1 AND line = ?2")
  }

  /// The rows that have a reference of this hash, by batch and line.
  public func entries(hash: Int64) throws -> [Entry] {
    places.bind(hash, at: 1)
    defer { places.reset() }
    var entries: [Entry] = []
    while try places.step() {
      let (orderKey, batch, line) = (places.int64(0), places.int64(1), places.int64(2))
      let kinds = try orderKey == 0 ? kinds(batch, line) : kinds(orderKey, batch, line)
      entries.append(Entry(orderKey: orderKey, batch: batch, kinds: kinds))
    }
    return entries
  }

  private func kinds(_ orderKey: Int64, _ batch: Int64, _ line: Int64) throws -> UInt8 {
    ledger.bind(orderKey, at: 1)
    ledger.bind(batch, at: 2)
    ledger.bind(line, at: 3)
    defer { ledger.reset() }
    return try ledger.step() ? UInt8(truncatingIfNeeded: ledger.int64(0)) : 0
  }

  private func kinds(_ batch: Int64, _ line: Int64) throws -> UInt8 {
    unallocated.bind(batch, at: 1)
    unallocated.bind(line, at: 2)
    defer { unallocated.reset() }
    var kinds: UInt8 = 0
    while try unallocated.step() { kinds |= UInt8(CostKind(rawValue: unallocated.text(0))?.bit ?? 0) }
    return kinds
  }
}

/// One cost of no order, borrowed until the next one.
public struct UnallocatedEntry {
  /// The batch that brought it.
  public let batch: Int64
  /// What it is for.
  public let kind: CostKind
  /// Ten-thousandths.
  public let amount: Int64
  /// The currency, packed.
  public let currency: UInt32
  /// The day that the row itself names.
  public let entryOn: CivilDate?
  /// Hash of the source's reference; 0 where there is none.
  public let referenceHash: Int64
  /// The description in UTF-8; nil where there is none.
  public let description: UnsafeRawBufferPointer?
}

extension StoreConnection {
  /// A finder of references for this transaction.
  public func referenceLookup() throws -> ReferenceLookup { try ReferenceLookup(self) }

  /// Calls `body` with every cost of no order, assigned or not, in the order (batch, line).
  public func forEachUnallocatedEntry(_ body: (UnallocatedEntry) throws -> Void) throws {
    let entries = try HotStatement(
      db,
      """
      SELECT batch, kind, amount_e4, currency, entry_on, reference_hash, description
      FROM unallocated_cost ORDER BY batch, line, kind
      """)
    defer { entries.reset() }
    while try entries.step() {
      guard let kind = CostKind(rawValue: entries.text(1)) else { continue }
      try body(
        UnallocatedEntry(
          batch: entries.int64(0), kind: kind, amount: entries.int64(2),
          currency: entries.utf8(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) },
          entryOn: entries.optionalInt64(4).map { CivilDate(days: Int32(truncatingIfNeeded: $0)) },
          referenceHash: entries.int64(5), description: entries.isNull(6) ? nil : entries.utf8(6)))
    }
  }
}
