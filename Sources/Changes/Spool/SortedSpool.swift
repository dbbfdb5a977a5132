import Diagnostics
import Glibc

/// A record that a ``SortedSpool`` keeps: plain bytes with a key to sort by.
protocol SpoolRecord: BitwiseCopyable {
  /// Records come back in ascending order of keys; those of equal keys in the order they were added.
  var sortKey: UInt64 { get }
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
  private var file: SpoolFile?
  private var runs: [(start: Int, count: Int)] = []
  /// How many records were added.
  @exclusivity(unchecked) private(set) var count = 0

  /// A spool that holds up to `runBytes` in memory and puts its file, mode 0600 and without a name, into `folder`.
  init(folder: String, runBytes: Int = 4 << 20) {
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
    return try SortedRecords(file: file, runs: runs, blockRecords: max(1024, capacity / max(runs.count, 1) / 2))
  }

  private func spill() throws {
    let file = try self.file ?? SpoolFile(folder: folder)
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

  /// The places of records by key and place; nil where they are in that order: files are mostly in the order of their keys,
  /// which one pass sees.
  private func sortedPlaces(of records: UnsafeBufferPointer<Record>) -> [UInt32]? {
    var isSorted = true
    for index in records.indices.dropFirst() where records[index - 1].sortKey > records[index].sortKey {
      isSorted = false
      break
    }
    guard !isSorted else { return nil }
    var keys = records.map(\.sortKey)
    var places = records.indices.map { UInt32($0) }
    KeyOrder.sort(&keys, &places)
    return places
  }
}

/// The records of a ``SortedSpool`` in ascending order.
struct SortedRecords<Record: SpoolRecord> {
  private var memory: [Record]
  private var position = 0
  private var runs: [SpoolRun<Record>] = []
  /// Runs that have records left, the one with the smallest head first: a heap. Of equal heads that of the earlier run is
  /// smaller, so that records of one key keep their order.
  private var heap: [(key: UInt64, run: Int)] = []

  init(memory: [Record]) { self.memory = memory }

  init(file: SpoolFile, runs: [(start: Int, count: Int)], blockRecords: Int) throws {
    memory = []
    self.runs = try runs.map { try SpoolRun(file: file, start: $0.start, count: $0.count, blockRecords: blockRecords) }
    heap = self.runs.indices.map { (self.runs[$0].headKey, $0) }
    for place in heap.indices.reversed() { sink(from: place) }
  }

  /// The next record; nil at the end.
  mutating func next() throws -> Record? {
    if runs.isEmpty {
      guard position < memory.count else { return nil }
      position += 1
      return memory[position - 1]
    }
    guard let smallest = heap.first?.run else { return nil }
    let record = try runs[smallest].take()
    if runs[smallest].isAtEnd {
      let last = heap.removeLast()
      if !heap.isEmpty { heap[0] = last }
    } else {
      heap[0].key = runs[smallest].headKey
    }
    sink(from: 0)
    return record
  }

  /// Puts the run at a place of the heap where it belongs below it.
  private mutating func sink(from start: Int) {
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], heap[place]) else { return }
      heap.swapAt(child, place)
      place = child
    }
  }

  private func precedes(_ left: (key: UInt64, run: Int), _ right: (key: UInt64, run: Int)) -> Bool {
    left.key != right.key ? left.key < right.key : left.run < right.run
  }
}

/// One sorted run, read in blocks.
private struct SpoolRun<Record: SpoolRecord> {
  private let file: SpoolFile
  private var next: Int
  private let end: Int
  private let blockRecords: Int
  private var block: [Record] = []
  private var position = 0
  private(set) var headKey: UInt64 = 0
  private(set) var isAtEnd = false

  init(file: SpoolFile, start: Int, count: Int, blockRecords: Int) throws {
    self.file = file
    self.next = start
    self.end = start + count
    self.blockRecords = blockRecords
    try load()
  }

  mutating func take() throws -> Record {
    let record = block[position]
    position += 1
    if position < block.count { headKey = block[position].sortKey } else { try load() }
    return record
  }

  private mutating func load() throws {
    let count = min(blockRecords, end - next)
    guard count > 0 else {
      isAtEnd = true
      block = []
      return
    }
    let stride = MemoryLayout<Record>.stride
    let offset = next * stride
    block = try [Record](unsafeUninitializedCapacity: count) { buffer, initialized in
      try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      initialized = count
    }
    next += count
    position = 0
    headKey = block[0].sortKey
  }
}

/// An unlinked temporary file, mode 0600.
final class SpoolFile {
  private let descriptor: Int32
  private var size = 0
  private let folder: String

  init(folder: String) throws {
    self.folder = folder
    var template = Array("\(folder)/.spool-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw SpoolFile.failure(folder, .cannotCreate) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
  }

  deinit { close(descriptor) }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(size))
      if written < 0 {
        if errno == EINTR { continue }
        throw SpoolFile.failure(folder, .inputOutput)
      }
      size += written
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// Forgets what was appended.
  func clear() { size = 0 }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SpoolFile.failure(folder, .inputOutput) }
      done += count
    }
  }

  private static func failure(_ folder: String, _ exit: ExitCode) -> Failure {
    Failure(
      exit, .cannotWrite, facts: ["path": "a temporary file in \(folder)", "reason": String(cString: strerror(errno))])
  }
}
