import Model
import Store

/// Finds what other batches in force hold of a reverted cost batch: bringing it back would count that twice.
enum ReapplyCheck {
  /// A row of the batch itself.
  private struct Own {
    let orderKey: Int64
    let sets: Int
    let referenceHash: Int64
    let row: EarlierEntries.Row

    init(_ row: LedgerRow) {
      orderKey = row.orderKey
      sets = row.sets
      referenceHash = row.referenceHash
      self.row = EarlierEntries.Row(row)
    }
  }

  /// The batch that holds at least half of the target's entries, or one of its references, with how many entries; nil where
  /// there is none.
  static func repeated(_ target: Int64, _ connection: StoreConnection) throws -> (batch: Int64, held: Int)? {
    let reverted = try connection.revertedBatches()
    let reader = try connection.ledgerReader()
    let references = try connection.referenceLookup()
    var tally = RepeatTally()
    var referenced: (batch: Int64, held: Int)?
    var own: [Own] = []
    var others = EarlierEntries()
    func close() throws {
      for row in own {
        for kind in CostKind.allCases {
          guard let amount = row.row.amounts[kind] else { continue }
          tally.count(1)
          if row.referenceHash != 0 {
            let standing = try references.entries(hash: row.referenceHash).first {
              $0.batch != target && !reverted.contains($0.batch) && $0.kinds & UInt8(kind.bit) != 0
                && ($0.orderKey == row.orderKey || $0.orderKey == 0)
            }
            guard let standing else { continue }
            referenced = (referenced?.batch ?? standing.batch, (referenced?.held ?? 0) + 1)
            tally.add(heldBy: [standing.batch], isHarmful: true)
          } else if let holders = others.take(row.row.key(kind, amount)) {
            // What replaces stands once however often it is said.
            tally.add(heldBy: holders, isHarmful: row.sets & kind.bit == 0 && amount != 0)
          }
        }
      }
      own.removeAll(keepingCapacity: true)
      others.removeAll()
    }
    try connection.forEachOrderBlock(of: target) { keys in
      var current = 0
      try reader.forEachRow(of: keys) { place, row in
        if place != current { try close() }
        current = place
        if row.batch == target {
          own.append(Own(row))
        } else if row.referenceHash == 0, !reverted.contains(row.batch) {
          others.add(EarlierEntries.Row(row))
        }
      }
      try close()
    }
    func hold(_ entry: UnallocatedRow) throws {
      tally.count(1)
      if entry.referenceHash != 0 {
        let standing = try references.entries(hash: entry.referenceHash).first {
          $0.batch != target && !reverted.contains($0.batch) && $0.kinds & UInt8(entry.key.kind.bit) != 0
        }
        guard let standing else { return }
        referenced = (referenced?.batch ?? standing.batch, (referenced?.held ?? 0) + 1)
        tally.add(heldBy: [standing.batch], isHarmful: true)
      } else if let holders = others.take(entry.key), entry.key.entryOn != nil {
        // The same fee every month, without a day of its own, is no repeat.
        tally.add(heldBy: holders, isHarmful: entry.key.amount != 0)
      }
    }
    let unallocated = try unallocatedRows(of: target, connection)
    if !unallocated.isEmpty {
      let wanted = Set(unallocated.map(\.key))
      try connection.forEachUnallocatedEntry { entry in
        guard entry.batch != target, !reverted.contains(entry.batch), entry.referenceHash == 0 else { return }
        let key = EntryKey(entry)
        if wanted.contains(key) { others.add(key, batch: entry.batch) }
      }
      for entry in unallocated { try hold(entry) }
    }
    return tally.repeated ?? referenced
  }

  /// A cost of no order of the batch itself.
  private struct UnallocatedRow {
    let key: EntryKey
    let referenceHash: Int64
  }

  private static func unallocatedRows(of batch: Int64, _ connection: StoreConnection) throws -> [UnallocatedRow] {
    var rows: [UnallocatedRow] = []
    try connection.forEachUnallocatedEntry { entry in
      guard entry.batch == batch else { return }
      rows.append(UnallocatedRow(key: EntryKey(entry), referenceHash: entry.referenceHash))
    }
    return rows
  }
}
