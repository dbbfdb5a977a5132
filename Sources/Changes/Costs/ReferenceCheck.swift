import Diagnostics
import Model
import Store

/// Finds rows whose source reference stands already, in a batch in force or earlier in the same file.
///
/// The hash of a reference covers its source. The rows' references are sorted by it and held against those of the store,
/// which are kept in that order. A reference is the same where its 64-bit hash is.
struct ReferenceCheck {
  /// A row with a reference, sorted by its hash.
  private struct Reference: SpoolRecord {
    var hash: Int64
    var orderKey: Int64
    var line: UInt32
    var kinds: UInt8

    var sortKey: UInt64 { UInt64(bitPattern: hash) }
  }

  /// A row some of whose entries stand already.
  private struct Repeat {
    var line: UInt32
    var kinds: UInt8
    /// 0: an earlier row of the file.
    var batch: Int64
  }

  /// By line.
  private var repeats: [Repeat] = []

  /// Whether no reference was found again.
  var isEmpty: Bool { repeats.isEmpty }

  init(_ connection: StoreConnection, rows: CostRows, reverted: Set<Int64>, sink: DiagnosticSink) throws {
    guard case .detailed(let detailed) = rows.spool else { return }
    let spool = SortedSpool<Reference>(folder: rows.temporaryFolder, runBytes: 2 << 20)
    for source in [detailed, rows.unallocated].compactMap({ $0 }) {
      var records = try source.sorted()
      while let record = try records.next() {
        guard record.details.referenceHash != 0 else { continue }
        try spool.add(
          Reference(
            hash: record.details.referenceHash, orderKey: record.cost.orderKey, line: record.cost.line,
            kinds: record.cost.given))
      }
    }
    guard spool.count > 0 else { return }
    let lookup = try connection.referenceLookup()
    var references = try spool.sorted()
    var group: [Reference] = []
    while let reference = try references.next() {
      if let first = group.first, first.sortKey != reference.sortKey { try close(&group, lookup, reverted, rows, sink) }
      group.append(reference)
    }
    try close(&group, lookup, reverted, rows, sink)
    repeats.sort { $0.line < $1.line }
  }

  /// What is known of an entry's reference.
  func finding<Record: CostRow>(_ record: Record, _ kind: CostKind) -> RepeatCheck.Finding? {
    let line = record.cost.line
    var low = 0
    var high = repeats.count
    while low < high {
      let middle = (low + high) / 2
      if repeats[middle].line < line { low = middle + 1 } else { high = middle }
    }
    while low < repeats.count, repeats[low].line == line {
      if repeats[low].kinds & UInt8(kind.bit) != 0 {
        let batch = repeats[low].batch
        return RepeatCheck.Finding(batches: batch == 0 ? [] : [batch], byReference: true)
      }
      low += 1
    }
    return nil
  }

  /// Holds rows of one hash against each other and against the store.
  private mutating func close(
    _ group: inout [Reference], _ lookup: ReferenceLookup, _ reverted: Set<Int64>, _ rows: CostRows,
    _ sink: DiagnosticSink
  ) throws {
    guard let hash = group.first?.hash else { return }
    group.sort { $0.line < $1.line }
    let standing = try lookup.entries(hash: hash).filter { !reverted.contains($0.batch) }
    var seen: [(orderKey: Int64, kinds: UInt8, batch: Int64)] = standing.map { ($0.orderKey, $0.kinds, $0.batch) }
    for row in group {
      var isElsewhere = false
      for other in seen where other.kinds & row.kinds != 0 {
        // One of no order may since have found its order; under two orders one of them is probably wrong.
        if other.orderKey == row.orderKey || other.orderKey == 0 || row.orderKey == 0 {
          repeats.append(Repeat(line: row.line, kinds: other.kinds & row.kinds, batch: other.batch))
          break
        }
        isElsewhere = true
      }
      if isElsewhere, repeats.last?.line != row.line {
        sink.emit(.warning, .costsReferenceElsewhere) {
          Diagnostic(.warning, .costsReferenceElsewhere, at: rows.place(nil, Int(row.line)))
        }
      }
      seen.append((row.orderKey, row.kinds, 0))
    }
    group.removeAll(keepingCapacity: true)
  }
}
