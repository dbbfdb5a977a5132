import CScan

/// Many texts by their number, one after another: in memory up to a budget, beyond it in temporary files with a small
/// cache before them. All texts are added before the first one is read.
final class TextStore {
  /// What is in the files once the budget is exceeded, and how it is read.
  private struct Files {
    let texts = SpillFile()
    let ends = SpillFile()
    let textCache: SpillCache
    let endCache: SpillCache

    init() {
      textCache = SpillCache(texts)
      endCache = SpillCache(ends)
    }
  }

  /// What each text takes in memory beside its bytes: where it ends.
  static let cost = MemoryLayout<UInt32>.size
  /// The same in the file.
  private static let fileCost = MemoryLayout<UInt64>.size

  private let memory: Int
  private let bytes = ByteBuffer(capacity: 1 << 16)
  /// Where each text ends in `bytes`.
  private let ends = Pile<UInt32>(capacity: 1 << 10)
  private var files: Files?
  private let found = ByteBuffer(capacity: 16)
  /// How many texts there are.
  private(set) var count = 0

  /// An empty store that takes about so many bytes of memory, at most 2 GB.
  init(memory: Int) { self.memory = min(memory, 1 << 31) }

  /// Adds a text; its number is the count before.
  func append(_ text: UnsafeRawBufferPointer) throws {
    count += 1
    if let files { return try write(text, to: files) }
    bytes.append(text)
    ends.push(UInt32(bytes.count))
    if bytes.count + ends.count * TextStore.cost > memory { try spill() }
  }

  /// Whether all texts are in memory.
  var isInMemory: Bool { files == nil }

  /// Asks for the memory that tells where a text is, since texts are wanted out of order.
  @inline(__always)
  func prefetch(_ index: Int) { scan_prefetch(ends.start + index) }

  /// The text of a number, valid as long as the store, which must be in memory.
  @inline(__always)
  func inMemory(_ index: Int) -> UnsafeRawBufferPointer {
    let text = bytes.bytes((index == 0 ? 0 : Int(ends.start[index - 1]))..<Int(ends.start[index]))
    scan_prefetch(text.baseAddress)
    return text
  }

  /// Appends the text of a number that is in the file.
  func read(_ index: Int, to output: ByteBuffer) throws {
    guard let files else { return }
    let start = index == 0 ? 0 : try end(of: index - 1, in: files)
    try files.textCache.read(start..<(try end(of: index, in: files)), to: output)
  }

  private func end(of index: Int, in files: Files) throws -> Int {
    found.truncate()
    try files.endCache.read(index * TextStore.fileCost..<(index + 1) * TextStore.fileCost, to: found)
    return Int(found.bytes.loadUnaligned(as: UInt64.self))
  }

  private func write(_ text: UnsafeRawBufferPointer, to files: Files) throws {
    files.texts.output.append(text)
    try files.texts.spill()
    withUnsafeBytes(of: UInt64(files.texts.count)) { files.ends.output.append($0) }
    try files.ends.spill()
  }

  /// Moves what is in memory to the files.
  private func spill() throws {
    let files = Files()
    var start = 0
    for index in 0..<ends.count {
      let end = Int(ends.start[index])
      try write(bytes.bytes(start..<end), to: files)
      start = end
    }
    self.files = files
    bytes.reset()
    ends.reset()
  }
}
