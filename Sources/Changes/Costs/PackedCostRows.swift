import Model

/// Rows of a sheet in the order of the file, a dozen bytes each, until their orders are known.
struct PackedCostRows {
  private let folder: String
  private var file: SpoolFile?
  private var flushed = 0
  private var bytes: [UInt8] = []
  private static let bufferBytes = 1 << 17
  /// Of a row: two bytes of bits, the line, four amounts of at most ten bytes.
  private static let largestRow = 46

  /// Rows beyond a buffer go to a file in `folder`, mode 0600 and without a name.
  init(folder: String) { self.folder = folder }

  /// Adds a row; bad ones are kept to be looked at, not to be applied.
  mutating func add(_ row: CostRecord, isBad: Bool) throws {
    bytes.append(row.given | (isBad ? 0x80 : 0))
    bytes.append(row.sets | row.totals << 4)
    withUnsafeBytes(of: row.line) { bytes.append(contentsOf: $0) }
    for kind in CostKind.allCases {
      guard let amount = row[kind] else { continue }
      // Zigzag: small amounts of either sign take few bytes, seven bits each.
      var rest = UInt64(bitPattern: amount << 1 ^ amount >> 63)
      while rest > 127 {
        bytes.append(UInt8(truncatingIfNeeded: rest & 127) | 128)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    if bytes.count >= PackedCostRows.bufferBytes { try flush() }
  }

  /// Calls `body` with the rows and whether they are bad, in the order they were added, after ``seal()``.
  func forEach(_ body: (CostRecord, Bool) throws -> Void) throws {
    guard let file else { return _ = try PackedCostRows.unpack(bytes, isLast: true, body) }
    var kept: [UInt8] = []
    var place = 0
    while place < flushed {
      let count = min(PackedCostRows.bufferBytes, flushed - place)
      let block = try [UInt8](unsafeUninitializedCapacity: kept.count + count) { buffer, initialized in
        _ = buffer.update(fromContentsOf: kept)
        let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[kept.count...])
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: rest.prefix(count)), at: place)
        initialized = kept.count + count
      }
      place += count
      let used = try PackedCostRows.unpack(block, isLast: place == flushed, body)
      kept = Array(block[used...])
    }
  }

  /// Nothing is added any more.
  mutating func seal() throws {
    if file != nil, !bytes.isEmpty { try flush() }
  }

  private mutating func flush() throws {
    let file = try self.file ?? SpoolFile(folder: folder)
    self.file = file
    try bytes.withUnsafeBytes { try file.append($0) }
    flushed += bytes.count
    bytes.removeAll(keepingCapacity: true)
  }

  /// Reads rows from the front of some bytes and says how many bytes they took; without the last ones a row that may be cut
  /// off is left.
  private static func unpack(
    _ bytes: [UInt8], isLast: Bool, _ body: (CostRecord, Bool) throws -> Void
  ) throws -> Int {
    try bytes.withUnsafeBytes { bytes in
      var next = 0
      while next < bytes.count, isLast || bytes.count - next >= largestRow {
        let given = bytes[next]
        let line = bytes.loadUnaligned(fromByteOffset: next + 2, as: UInt32.self)
        var row = CostRecord(orderKey: 0, line: Int(line), currency: 0)
        row.sets = bytes[next + 1] & 15
        row.totals = bytes[next + 1] >> 4
        next += 6
        for kind in CostKind.allCases where given & UInt8(kind.bit) != 0 {
          var value: UInt64 = 0
          var shift: UInt64 = 0
          while bytes[next] > 127 {
            value |= UInt64(bytes[next] & 127) << shift
            shift += 7
            next += 1
          }
          value |= UInt64(bytes[next]) << shift
          next += 1
          row[kind] = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
        }
        try body(row, given & 0x80 != 0)
      }
      return next
    }
  }
}
