import CDeflate

/// Packs bytes as gzip members one after another (RFC 1952), front to back. The headers hold neither a name nor a time, so
/// that the same bytes give the same file.
final class GzipWriter: ByteSink {
  private let sink: any ByteSink
  private let compressor: OpaquePointer
  private let pending = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private let room: UnsafeMutableRawBufferPointer
  private var pendingBytes = 0
  private var hasMember = false

  /// A writer into a sink. Level 1 packs text to less than half, which higher levels gain little on; level 0 only wraps,
  /// for what is packed already.
  init(to sink: any ByteSink, level: Int32 = 1) {
    self.sink = sink
    guard let compressor = libdeflate_alloc_compressor(level) else {
      preconditionFailure("no memory for a gzip member")
    }
    self.compressor = compressor
    room = .allocate(byteCount: libdeflate_gzip_compress_bound(compressor, pending.count), alignment: 16)
  }

  deinit {
    libdeflate_free_compressor(compressor)
    pending.deallocate()
    room.deallocate()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pending.count - pendingBytes))
      UnsafeMutableRawBufferPointer(rebasing: pending[pendingBytes...]).copyMemory(from: piece)
      pendingBytes += piece.count
      rest = rest.dropFirst(piece.count)
      if pendingBytes == pending.count { try writeMember() }
    }
  }

  /// Ends the last member; what the sink holds is complete then. Of no bytes there is one empty member.
  func finish() throws {
    if pendingBytes > 0 || !hasMember { try writeMember() }
  }

  private func writeMember() throws {
    let count = libdeflate_gzip_compress(compressor, pending.baseAddress, pendingBytes, room.baseAddress, room.count)
    try sink.write(UnsafeRawBufferPointer(rebasing: room[..<count]))
    pendingBytes = 0
    hasMember = true
  }
}
