/// Keeps records in the order they come, few of them in memory and the others in a private unlinked file.
final class RecordFile<Record: BitwiseCopyable> {
  private let folder: String
  private var buffer: [Record] = []
  private var file: SpoolFile?
  private var written = 0
  private static var bufferRecords: Int { max(16, (1 << 18) / MemoryLayout<Record>.stride) }

  /// A file that comes into `folder`, mode 0600 and without a name, once there are more records than memory should hold.
  init(folder: String) { self.folder = folder }

  /// How many records there are.
  var count: Int { written + buffer.count }

  /// Adds a record.
  func add(_ record: Record) throws {
    buffer.append(record)
    if buffer.count == RecordFile.bufferRecords { try flush() }
  }

  /// Calls `body` with every record and its place, in order, and leaves the file empty.
  func drain(_ body: (Int, Record) throws -> Void) throws {
    var place = 0
    if let file, written > 0 {
      try flush()
      while place < written {
        let count = min(RecordFile.bufferRecords, written - place)
        let block = try [Record](unsafeUninitializedCapacity: count) { bytes, initialized in
          try file.read(into: UnsafeMutableRawBufferPointer(bytes), at: place * MemoryLayout<Record>.stride)
          initialized = count
        }
        for record in block {
          try body(place, record)
          place += 1
        }
      }
      file.clear()
      written = 0
      return
    }
    for record in buffer {
      try body(place, record)
      place += 1
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func flush() throws {
    let file = try self.file ?? SpoolFile(folder: folder)
    self.file = file
    try buffer.withUnsafeBytes { try file.append($0) }
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}
