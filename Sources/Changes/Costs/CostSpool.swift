import Tabular

/// Sorts rows of a plain sheet by ``CostRecord/orderKey``; rows of one key come back by line if they were added so.
///
/// Sorting large files costs as much as there are bytes to move, so a row takes two thirds of its memory where its amounts
/// allow it, as nearly all do.
final class CostSpool {
  private let narrow: SortedSpool<NarrowCostRecord>
  private let wide: SortedSpool<CostRecord>

  /// A spool with a file, if it needs one, in `folder`.
  init(folder: String) {
    narrow = SortedSpool(folder: folder)
    wide = SortedSpool(folder: folder)
  }

  /// Adds a row.
  func add(_ cost: CostRecord) throws {
    if let cost = NarrowCostRecord(cost) { try narrow.add(cost) } else { try wide.add(cost) }
  }

  /// The rows in order. Nothing may be added afterwards; may be asked for again.
  func sorted() throws -> SortedCosts { try SortedCosts(narrow: narrow.sorted(), wide: wide.sorted()) }
}

/// The rows of a ``CostSpool`` in order.
struct SortedCosts: RecordCourse {
  private var narrow: SortedRecords<NarrowCostRecord>
  private var wide: SortedRecords<CostRecord>
  /// The next narrow row, where it was compared with a wide one.
  private var waiting: CostRecord?
  private var nextWide: CostRecord?

  init(narrow: SortedRecords<NarrowCostRecord>, wide: SortedRecords<CostRecord>) throws {
    (self.narrow, self.wide) = (narrow, wide)
    nextWide = try self.wide.next()
  }

  @inline(__always)
  mutating func next() throws -> CostRecord? {
    guard nextWide != nil || waiting != nil else { return try narrow.next()?.cost }
    return try merged()
  }

  private mutating func merged() throws -> CostRecord? {
    let first = try waiting ?? narrow.next()?.cost
    waiting = nil
    guard let other = nextWide else { return first }
    if let first, (first.sortKey, first.line) < (other.sortKey, other.line) { return first }
    waiting = first
    nextWide = try wide.next()
    return other
  }
}

/// A ``CostRecord`` of amounts below 214,748, which four bytes hold.
struct NarrowCostRecord: SpoolRecord {
  private let orderKey: Int64
  private let shipping: Int32
  private let fulfillment: Int32
  private let payment: Int32
  private let other: Int32
  private let line: UInt32
  private let marks: CostRecord.Marks

  var sortKey: UInt64 { UInt64(bitPattern: orderKey) }

  /// Nil where an amount is too large.
  init?(_ cost: CostRecord) {
    let (shipping, fulfillment, payment, other) = cost.stored
    guard let shipping = Int32(exactly: shipping), let fulfillment = Int32(exactly: fulfillment),
      let payment = Int32(exactly: payment), let other = Int32(exactly: other)
    else { return nil }
    (self.shipping, self.fulfillment, self.payment, self.other) = (shipping, fulfillment, payment, other)
    (orderKey, line, marks) = (cost.orderKey, cost.line, cost.marks)
  }

  /// The row.
  var cost: CostRecord {
    CostRecord(
      orderKey: orderKey, line: line, marks: marks,
      stored: (Int64(shipping), Int64(fulfillment), Int64(payment), Int64(other)))
  }
}
