import CIgzip

/// Packs bytes as a gzip file (RFC 1952), front to back, by ISA-L: as small as zlib's level 1 makes them in a quarter of its
/// time, and what is packed already does not grow. The header holds neither a name nor a time.
final class GzipWriter: ByteSink {
  private let sink: any ByteSink
  private let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
  private let tables = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(daybook_level1_bytes))
  private let pending = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 17)
  private let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 17)
  private var pendingBytes = 0

  /// A writer into a sink.
  init(to sink: any ByteSink) {
    self.sink = sink
    // What memory held before would decide which of several encodings is taken: the same bytes must be packed alike.
    UnsafeMutableRawPointer(stream).initializeMemory(
      as: UInt8.self, repeating: 0, count: MemoryLayout<isal_zstream>.size)
    tables.initialize(repeating: 0, count: Int(daybook_level1_bytes))
    pending.initialize(repeating: 0)
    isal_deflate_init(stream)
    stream.pointee.level = 1
    stream.pointee.level_buf = tables
    stream.pointee.level_buf_size = daybook_level1_bytes
    stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
  }

  deinit {
    stream.deallocate()
    tables.deallocate()
    pending.deallocate()
    room.deallocate()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pending.count - pendingBytes))
      UnsafeMutableRawBufferPointer(pending)[pendingBytes...].copyBytes(from: piece)
      pendingBytes += piece.count
      rest = rest.dropFirst(piece.count)
      if pendingBytes == pending.count { try pack(isLast: false) }
    }
  }

  /// Ends the file; what the sink holds is complete then.
  func finish() throws { try pack(isLast: true) }

  private func pack(isLast: Bool) throws {
    stream.pointee.next_in = pending.baseAddress
    stream.pointee.avail_in = UInt32(pendingBytes)
    stream.pointee.end_of_stream = isLast ? 1 : 0
    repeat {
      stream.pointee.next_out = room.baseAddress
      stream.pointee.avail_out = UInt32(room.count)
      let code = isal_deflate(stream)
      precondition(code == COMP_OK, "igzip was given something invalid: \(code)")
      let count = room.count - Int(stream.pointee.avail_out)
      try sink.write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count]))
    } while stream.pointee.avail_out == 0
    pendingBytes = 0
  }
}
