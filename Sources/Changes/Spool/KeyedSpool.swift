import Model
import Tabular

/// Sorts more records of any length than memory should hold by a key of bytes: runs sorted in memory, kept in one private
/// unlinked file, and merged. Records of one key come back in the order they were added.
///
/// Memory is bounded by the run's capacity whatever the number of records.
final class KeyedSpool {
  private let folder: String
  private let capacity: Int
  /// Records one after the other: length of the key, length of the rest, key, rest.
  private var bytes: [UInt8] = []
  private var starts: [Int] = []
  private var file: UnnamedFile?
  private var written = 0
  private var runs: [Range<Int>] = []

  /// A spool that holds up to `runBytes` in memory and puts its file, mode 0600 and without a name, into `folder`.
  init(folder: String, runBytes: Int = 8 << 20) {
    self.folder = folder
    capacity = runBytes
  }

  /// Adds a record.
  func add(key: UnsafeRawBufferPointer, _ content: UnsafeRawBufferPointer) throws {
    starts.append(bytes.count)
    withUnsafeBytes(of: (UInt32(key.count), UInt32(content.count))) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: key)
    bytes.append(contentsOf: content)
    if bytes.count >= capacity { try spill() }
  }

  /// The records in order. Nothing may be added afterwards.
  func sorted() throws -> KeyedRecords {
    guard file != nil else { return try KeyedRecords(memory: inOrder(), file: nil, runs: [], blockBytes: 0) }
    try spill()
    bytes = []
    starts = []
    let block = max(1 << 16, capacity / max(runs.count, 1))
    return try KeyedRecords(memory: [], file: file, runs: runs, blockBytes: block)
  }

  private func spill() throws {
    guard !bytes.isEmpty else { return }
    let file = try self.file ?? UnnamedFile(folder: folder)
    self.file = file
    let run = inOrder()
    try run.withUnsafeBytes { try file.append($0) }
    runs.append(written..<written + run.count)
    written += run.count
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  /// The run's records one after the other in the order of their keys. Files are mostly in that order already.
  private func inOrder() -> [UInt8] {
    bytes.withUnsafeBytes { raw in
      func precedes(_ left: Int, _ right: Int) -> Bool {
        let order = KeyedRecord(raw, at: left).key.compared(to: KeyedRecord(raw, at: right).key)
        return order == 0 ? left < right : order < 0
      }
      guard zip(starts, starts.dropFirst()).contains(where: { precedes($1, $0) }) else { return Array(raw) }
      var result: [UInt8] = []
      result.reserveCapacity(raw.count)
      for start in starts.sorted(by: precedes) {
        let record = KeyedRecord(raw, at: start)
        result.append(contentsOf: raw[start..<record.end])
      }
      return result
    }
  }
}

/// One record of a ``KeyedSpool`` where it lies.
private struct KeyedRecord {
  static let head = 8
  let key: UnsafeRawBufferPointer
  let content: UnsafeRawBufferPointer
  let end: Int

  init(_ raw: UnsafeRawBufferPointer, at start: Int) {
    let keyLength = Int(raw.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    let length = Int(raw.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self))
    let first = start + KeyedRecord.head
    key = UnsafeRawBufferPointer(rebasing: raw[first..<first + keyLength])
    content = UnsafeRawBufferPointer(rebasing: raw[first + keyLength..<first + keyLength + length])
    end = first + keyLength + length
  }
}

/// The records of a ``KeyedSpool`` in ascending order of keys.
final class KeyedRecords {
  private let runs: [KeyedRun]
  /// The run whose record was given last; it moves on with the next call.
  private var given: KeyedRun?
  /// Runs that have records left, the one with the smallest head first: a heap. Of equal heads the earlier run's is
  /// smaller.
  private var heap: [KeyedRun] = []

  fileprivate init(memory: [UInt8], file: UnnamedFile?, runs: [Range<Int>], blockBytes: Int) throws {
    if let file {
      self.runs = try runs.enumerated().map {
        try KeyedRun(number: $0.offset, file: file, $0.element, blockBytes: blockBytes)
      }
    } else {
      self.runs = [KeyedRun(memory: memory)]
    }
    heap = self.runs.filter { !$0.isAtEnd }
    for place in heap.indices.reversed() { sink(from: place) }
  }

  /// Calls `body` with the next record, whose bytes are valid during the call; nil at the end.
  func next<Result>(
    _ body: (_ key: UnsafeRawBufferPointer, _ content: UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result? {
    if let given {
      try given.advance()
      if given.isAtEnd {
        let last = heap.removeLast()
        if !heap.isEmpty { heap[0] = last }
      }
      sink(from: 0)
    }
    given = heap.first
    return try given?.withRecord(body)
  }

  private func sink(from start: Int) {
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[place]) else { return }
      heap.swapAt(child, place)
      place = child
    }
  }
}

/// One sorted run, read in blocks.
private final class KeyedRun {
  private let number: Int
  private let file: UnnamedFile?
  private var next: Int
  private let end: Int
  private let blockBytes: Int
  private var block: [UInt8]
  private var position = 0
  private(set) var isAtEnd = false

  init(memory: [UInt8]) {
    number = 0
    file = nil
    (next, end, blockBytes) = (0, 0, 0)
    block = memory
    isAtEnd = memory.isEmpty
  }

  init(number: Int, file: UnnamedFile, _ range: Range<Int>, blockBytes: Int) throws {
    self.number = number
    self.file = file
    (next, end) = (range.lowerBound, range.upperBound)
    self.blockBytes = blockBytes
    block = []
    try fill()
  }

  func withRecord<Result>(
    _ body: (_ key: UnsafeRawBufferPointer, _ content: UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try block.withUnsafeBytes { raw in
      let record = KeyedRecord(raw, at: position)
      return try body(record.key, record.content)
    }
  }

  func precedes(_ other: KeyedRun) -> Bool {
    let order = withRecord { key, _ in
      other.block.withUnsafeBytes { -KeyedRecord($0, at: other.position).key.compared(to: key) }
    }
    return order == 0 ? number < other.number : order < 0
  }

  func advance() throws {
    position = block.withUnsafeBytes { KeyedRecord($0, at: position).end }
    try fill()
  }

  /// Sees to it that a whole record lies at the position.
  private func fill() throws {
    while !holdsRecord {
      guard let file, next < end else {
        isAtEnd = true
        return
      }
      let rest = block.count - position
      let count = min(max(blockBytes, rest), end - next)
      let kept = Array(block[position...])
      block = try [UInt8](unsafeUninitializedCapacity: rest + count) { buffer, initialized in
        for (index, byte) in kept.enumerated() { buffer[index] = byte }
        let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[rest..<rest + count])
        try file.read(into: target, at: next)
        initialized = rest + count
      }
      next += count
      position = 0
    }
  }

  private var holdsRecord: Bool {
    let left = block.count - position
    guard left >= KeyedRecord.head else { return false }
    return block.withUnsafeBytes { raw in
      let key = Int(raw.loadUnaligned(fromByteOffset: position, as: UInt32.self))
      let content = Int(raw.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self))
      return left >= KeyedRecord.head + key + content
    }
  }
}
