import GRDB
public import Model

/// The bits of a filter: 64-bit words, a power of two of them, little-endian on the disk. An entry sets four bits of one word.
///
/// At sixteen bits an entry about one answer in two hundred is "perhaps" in vain.
struct CostTrace {
  static let bitsPerEntry = 16
  /// So many entries go into one filter, which then has 16 KB.
  static let entries = 8192

  private(set) var words: [UInt64]

  /// An empty filter for as many entries as there can be.
  init() { words = Array(repeating: 0, count: CostTrace.entries * CostTrace.bitsPerEntry / 64) }

  /// A filter from its bytes.
  init(_ bytes: UnsafeRawBufferPointer) {
    words = Array(unsafeUninitializedCapacity: bytes.count / 8) { words, count in
      count = words.count
      UnsafeMutableRawBufferPointer(words).copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<(count * 8)]))
      for index in words.indices { words[index] = UInt64(littleEndian: words[index]) }
    }
  }

  /// Its bytes.
  var bytes: [UInt8] {
    Array(unsafeUninitializedCapacity: words.count * 8) { bytes, count in
      let bytes = UnsafeMutableRawBufferPointer(bytes)
      for (place, word) in words.enumerated() {
        bytes.storeBytes(of: word.littleEndian, toByteOffset: place * 8, as: UInt64.self)
      }
      count = bytes.count
    }
  }

  /// What stands for an entry; stored filters depend on it.
  static func hash(_ orderKey: Int64, _ kind: Int, _ amount: Int64) -> UInt64 {
    var hash = UInt64(bitPattern: orderKey) &* 0x9E37_79B9_7F4A_7C15
    hash ^= (UInt64(bitPattern: amount) &* 4 &+ UInt64(kind)) &* 0xC2B2_AE3D_27D4_EB4F
    hash ^= hash >> 29
    hash &*= 0xBF58_476D_1CE4_E5B9
    return hash ^ hash >> 32
  }

  private static func mask(_ hash: UInt64) -> UInt64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63) | 1 << (hash >> 18 & 63)
  }

  mutating func add(_ hash: UInt64) {
    words[Int(hash >> 40) & (words.count - 1)] |= CostTrace.mask(hash)
  }

  /// Whether it may hold an entry.
  func mayHold(_ hash: UInt64) -> Bool {
    let mask = CostTrace.mask(hash)
    return words[Int(hash >> 40) & (words.count - 1)] & mask == mask
  }

  /// Halves it as often as so few entries allow.
  mutating func shrink(to entries: Int) {
    while words.count > 1, entries * CostTrace.bitsPerEntry <= words.count * 32 {
      let half = words.count / 2
      words = (0..<half).map { words[$0] | words[half + $0] }
    }
  }
}

extension CostValues {
  /// Calls `body` with what stands for each amount of an order.
  func forEachHash(_ orderKey: Int64, _ body: (UInt64) -> Void) {
    if let shipping { body(CostTrace.hash(orderKey, 0, shipping)) }
    if let fulfillment { body(CostTrace.hash(orderKey, 1, fulfillment)) }
    if let payment { body(CostTrace.hash(orderKey, 2, payment)) }
    if let other { body(CostTrace.hash(orderKey, 3, other)) }
  }
}

/// Writes the filters of one batch. Orders ascend.
struct CostTraceWriter {
  private let insert: HotStatement
  private var filter = CostTrace()
  private var entries = 0
  private var last: Int64 = 0
  /// Filters that are full. They wait as pieces of ``OrderKeyList`` do, and for the same reason.
  private var waiting: [(last: Int64, filter: CostTrace)] = []
  private static let mostWaiting = 1 << 6

  init(_ connection: StoreConnection, batch: Int64) throws {
    insert = try HotStatement(
      connection.db, "INSERT INTO cost_trace(batch, last_order, words) VALUES (?1, ?2, ?3)")
    insert.bind(batch, at: 1)
  }

  /// Adds the amounts of a row.
  mutating func add(_ orderKey: Int64, _ amounts: CostValues) throws {
    if entries >= CostTrace.entries, orderKey != last {
      waiting.append((last, filter))
      filter = CostTrace()
      entries = 0
      if waiting.count == CostTraceWriter.mostWaiting { try write() }
    }
    last = orderKey
    amounts.forEachHash(orderKey) {
      filter.add($0)
      entries += 1
    }
  }

  /// Writes what is left; also a batch without entries has a filter then.
  mutating func finish() throws {
    filter.shrink(to: entries)
    waiting.append((last, filter))
    try write()
  }

  private mutating func write() throws {
    for (last, filter) in waiting {
      insert.bind(last, at: 2)
      insert.bind(filter.bytes, at: 3)
      try insert.run()
    }
    waiting.removeAll()
  }
}

/// Says of which orders earlier batches may have entered an amount.
public final class CostTraces {
  /// One batch's filters, of which one is in memory.
  private final class Course {
    let next: HotStatement
    var filter = CostTrace()
    /// The greatest order that the filter speaks of.
    var last = Int64.min

    init(_ connection: StoreConnection, batch: Int64) throws {
      next = try HotStatement(
        connection.db,
        "SELECT last_order, words FROM cost_trace WHERE batch = ?1 AND last_order >= ?2 ORDER BY last_order LIMIT 1")
      next.bind(batch, at: 1)
    }

    /// Whether the batch may have entered one of these amounts; orders ascend.
    func mayHold(_ orderKey: Int64, _ amounts: CostValues) throws -> Bool {
      if last < orderKey { try go(to: orderKey) }
      var mayHold = false
      amounts.forEachHash(orderKey) { mayHold = mayHold || filter.mayHold($0) }
      return mayHold
    }

    /// Goes on to the filter that speaks of an order. Beyond the last one there is nothing.
    func go(to orderKey: Int64) throws {
      next.bind(orderKey, at: 2)
      defer { next.reset() }
      guard try next.step() else {
        last = .max
        return filter = CostTrace()
      }
      last = next.int64(0)
      filter = CostTrace(next.bytes(1))
    }
  }

  private let courses: [Course]

  /// Each batch costs a filter in memory.
  private static let most = 64

  /// Nil where one of the batches in force has no filters, or they are too many.
  init?(_ connection: StoreConnection, reverted: Set<Int64>) throws {
    let rows = try Row.fetchAll(
      connection.db,
      sql: """
        SELECT batch, EXISTS (SELECT 1 FROM cost_trace t WHERE t.batch = o.batch) AS is_traced
        FROM (SELECT DISTINCT batch FROM batch_orders) o
        """)
    let batches = rows.filter { !reverted.contains($0["batch"]) }
    guard batches.count <= CostTraces.most, batches.allSatisfy({ $0["is_traced"] }) else { return nil }
    courses = try batches.map { try Course(connection, batch: $0["batch"]) }
  }

  /// Whether an earlier batch may have entered one of these amounts for an order. Orders must ascend from call to call.
  public func mayHold(_ orderKey: Int64, _ amounts: CostValues) throws -> Bool {
    for course in courses where try course.mayHold(orderKey, amounts) { return true }
    return false
  }

  /// Batches whose filters lack an entry of the ledger: repeats of theirs would not be seen.
  static func damaged(_ connection: StoreConnection) throws -> [Int64] {
    let traced = try Set(Int64.fetchAll(connection.db, sql: "SELECT DISTINCT batch FROM cost_trace"))
    let ledger = try HotStatement(
      connection.db,
      """
      SELECT order_key, batch, shipping_e4, fulfillment_e4, payment_e4, other_e4
      FROM cost_entry ORDER BY order_key, batch, line
      """)
    var courses: [Int64: Course] = [:]
    var damaged: Set<Int64> = []
    while try ledger.step() {
      let batch = ledger.int64(1)
      guard traced.contains(batch) else { continue }
      let course = try courses[batch] ?? Course(connection, batch: batch)
      courses[batch] = course
      for column in 2...5 where !ledger.isNull(Int32(column)) {
        var amounts = CostValues()
        amounts[CostKind.allCases[column - 2]] = ledger.int64(Int32(column))
        if try !course.mayHold(ledger.int64(0), amounts) { damaged.insert(batch) }
      }
    }
    return damaged.sorted()
  }
}

extension StoreConnection {
  /// What tells which orders cannot have been given an amount before, by batches that are not `reverted`; nil where that is
  /// not known, so that the ledger must be searched.
  public func costTraces(reverted: Set<Int64>) throws -> CostTraces? { try CostTraces(self, reverted: reverted) }

  /// Batches of which not every entry would be found by ``costTraces(reverted:)``.
  public func batchesWithDamagedTraces() throws -> [Int64] { try CostTraces.damaged(self) }
}
