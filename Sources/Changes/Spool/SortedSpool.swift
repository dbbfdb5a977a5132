import Tabular

/// A record that a ``SortedSpool`` keeps: plain bytes with a key to sort by.
protocol SpoolRecord: BitwiseCopyable {
  /// Records come back in ascending order of keys; those of equal keys in the order they were added.
  var sortKey: UInt64 { get }
}

/// Records in ascending order of keys, one after the other.
protocol RecordCourse<Record> {
  associatedtype Record
  /// The next record; nil at the end.
  mutating func next() throws -> Record?
}

/// Sorts more records than memory should hold: runs sorted in memory, kept in one private unlinked file, and merged.
///
/// Memory is bounded by the run's capacity whatever the number of records; fewer records than that never touch the
/// disk.
final class SortedSpool<Record: SpoolRecord> {
  // Asked for once a record by one owner: the check for overlapping access costs as much as the work.
  @exclusivity(unchecked) private var run: [Record] = []
  private let capacity: Int
  private let folder: String
  private var file: UnnamedFile?
  private var runs: [(start: Int, count: Int)] = []
  /// How many records were added.
  @exclusivity(unchecked) private(set) var count = 0

  /// A spool that holds up to `runBytes` in memory and puts its file, mode 0600 and without a name, into `folder`.
  init(folder: String, runBytes: Int = 3 << 20) {
    self.folder = folder
    self.capacity = min(max(runBytes / MemoryLayout<Record>.stride, 16), 1 << 23)
  }

  /// Adds a record.
  func add(_ record: Record) throws {
    if run.isEmpty { run.reserveCapacity(min(capacity, 1 << 12)) }
    run.append(record)
    count += 1
    if run.count == capacity { try spill() }
  }

  /// The records in order. Nothing may be added afterwards; may be asked for again.
  func sorted() throws -> SortedRecords<Record> {
    guard file != nil else {
      if let places = run.withUnsafeBufferPointer(sortedPlaces) { run = places.map { run[Int($0)] } }
      return SortedRecords(memory: run)
    }
    if !run.isEmpty { try spill() }
    run = []
    guard let file else { preconditionFailure("spilled runs have a file") }
    return try SortedRecords(file: file, runs: runs, blockRecords: max(256, capacity / max(runs.count, 1) / 4))
  }

  private func spill() throws {
    let file = try self.file ?? UnnamedFile(folder: folder)
    self.file = file
    runs.append((count - run.count, run.count))
    try run.withUnsafeBufferPointer { run in
      guard let places = sortedPlaces(of: run) else { return try file.append(UnsafeRawBufferPointer(run)) }
      // A piece at a time, so that the run does not lie in memory twice.
      try withUnsafeTemporaryAllocation(of: Record.self, capacity: SortedSpool.pieceRecords) { piece in
        var next = 0
        while next < places.count {
          let count = min(piece.count, places.count - next)
          for index in 0..<count { piece.initializeElement(at: index, to: run[Int(places[next + index])]) }
          try file.append(UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: piece[..<count])))
          next += count
        }
      }
    }
    run.removeAll(keepingCapacity: true)
  }

  private static var pieceRecords: Int { 1 << 10 }
}

/// The records of a ``SortedSpool`` in ascending order.
///
/// Sorted runs are merged many records at a time: what no run can add to any more is gathered and sorted again, which takes
/// fewer steps a record than choosing among all runs for each.
struct SortedRecords<Record: SpoolRecord>: RecordCourse {
  private var gathered: [Record]
  /// The places of what was gathered in order; nil where it is in order.
  private var places: [UInt32]?
  private var position = 0
  private var runs: [SpoolRun<Record>] = []

  init(memory: [Record]) { gathered = memory }

  init(file: UnnamedFile, runs: [(start: Int, count: Int)], blockRecords: Int) throws {
    gathered = []
    self.runs = try runs.map { try SpoolRun(file: file, start: $0.start, count: $0.count, blockRecords: blockRecords) }
  }

  mutating func next() throws -> Record? {
    if position == gathered.count {
      try gather()
      if gathered.isEmpty { return nil }
    }
    defer { position += 1 }
    return gathered[places.map { Int($0[position]) } ?? position]
  }

  /// Takes from each run what comes before anything that is not in memory yet. Records of one key come from the earlier runs
  /// first, and sorting keeps their order.
  private mutating func gather() throws {
    gathered.removeAll(keepingCapacity: true)
    position = 0
    runs.removeAll(where: \.isAtEnd)
    guard let last = runs.map(\.lastKey).min() else { return }
    for index in runs.indices { try runs[index].take(upTo: last, into: &gathered) }
    places = gathered.withUnsafeBufferPointer(sortedPlaces)
  }
}

/// The places of records by key and place; nil where they are in that order: files are mostly in the order of their keys,
/// which one pass sees.
private func sortedPlaces<Record: SpoolRecord>(of records: UnsafeBufferPointer<Record>) -> [UInt32]? {
  var isSorted = true
  for index in records.indices.dropFirst() where records[index - 1].sortKey > records[index].sortKey {
    isSorted = false
    break
  }
  guard !isSorted else { return nil }
  var keys = records.map(\.sortKey)
  var places = records.indices.map { UInt32($0) }
  KeyOrder.sort(&places, by: &keys)
  return places
}

/// One sorted run, read in blocks.
private struct SpoolRun<Record: SpoolRecord> {
  private let file: UnnamedFile
  private var next: Int
  private let end: Int
  private let blockRecords: Int
  private var block: [Record] = []
  private var position = 0
  /// Whether all of it was taken.
  var isAtEnd: Bool { position == block.count }
  /// The greatest key that is known to have no smaller one behind it.
  var lastKey: UInt64 { next == end ? .max : block[block.count - 1].sortKey }

  init(file: UnnamedFile, start: Int, count: Int, blockRecords: Int) throws {
    self.file = file
    self.next = start
    self.end = start + count
    self.blockRecords = blockRecords
    try load()
  }

  /// Takes the records up to and with a key.
  mutating func take(upTo last: UInt64, into records: inout [Record]) throws {
    while !isAtEnd {
      let start = position
      while position < block.count, block[position].sortKey <= last { position += 1 }
      records.append(contentsOf: block[start..<position])
      if position < block.count { return }
      try load()
    }
  }

  private mutating func load() throws {
    let count = min(blockRecords, end - next)
    let offset = next * MemoryLayout<Record>.stride
    block = try [Record](unsafeUninitializedCapacity: count) { buffer, initialized in
      if count > 0 { try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset) }
      initialized = count
    }
    next += count
    position = 0
  }
}
