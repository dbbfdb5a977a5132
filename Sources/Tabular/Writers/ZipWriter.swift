import CZlib
import Diagnostics

/// Writes a zip file from front to back, so that it can go to a pipe: each member is deflated (level 1) and followed by
/// its check sum and sizes (a data descriptor). The date of every member is 1980-01-01, so that the same content gives
/// the same bytes. Without the 64-bit extension, which readers of workbooks handle badly: everything ends at 4 GB.
final class ZipWriter: ByteSink {
  private struct Member {
    var name: [UInt8]
    var offset: Int
    var checksum: UInt
    var packed: Int
    var size: Int
  }

  /// Bytes of the open member so far, before they are deflated.
  private(set) var memberSize = 0

  private let sink: any ByteSink
  private let stream: UnsafeMutablePointer<z_stream>
  private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private let record = OutputBuffer(capacity: 1024)
  private var members: [Member] = []
  private var offset = 0

  init(to sink: any ByteSink) {
    self.sink = sink
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = deflateInit2_(
      stream, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib has no memory for a deflate stream")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    room.deallocate()
  }

  func beginMember(_ name: String) throws {
    deflateReset(stream)
    memberSize = 0
    members.append(
      Member(name: Array(name.utf8), offset: offset, checksum: crc32(0, nil, 0), packed: 0, size: 0))
    record.append(little: 0x0403_4B50, bytes: 4)
    appendCommonFields(members[members.count - 1])
    record.append(members[members.count - 1].name)
    try writeRecord()
  }

  /// Adds bytes to the open member.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !bytes.isEmpty else { return }
    let last = members.count - 1
    members[last].checksum = crc32_z(
      members[last].checksum, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    memberSize += bytes.count
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(bytes.count)
    while stream.pointee.avail_in > 0 { _ = try deflatePiece(Z_NO_FLUSH) }
  }

  func endMember() throws {
    stream.pointee.avail_in = 0
    while try deflatePiece(Z_FINISH) != Z_STREAM_END {}
    let last = members.count - 1
    members[last].size = memberSize
    record.append(little: 0x0807_4B50, bytes: 4)
    appendSizes(members[last])
    try writeRecord()
    guard memberSize <= UInt32.max, offset <= UInt32.max else { throw Failure(.rejected, .workbookTooLarge) }
  }

  /// Writes the directory of members, which ends the file.
  func finish() throws {
    let start = offset
    for member in members {
      record.append(little: 0x0201_4B50, bytes: 4)
      record.append(little: 20, bytes: 2)
      appendCommonFields(member)
      record.append(little: 0, bytes: 2 + 2 + 2 + 4)
      record.append(little: UInt64(member.offset), bytes: 4)
      record.append(member.name)
    }
    try writeRecord()
    guard offset <= UInt32.max else { throw Failure(.rejected, .workbookTooLarge) }
    record.append(little: 0x0605_4B50, bytes: 4)
    record.append(little: 0, bytes: 4)
    record.append(little: UInt64(members.count), bytes: 2)
    record.append(little: UInt64(members.count), bytes: 2)
    record.append(little: UInt64(offset - start), bytes: 4)
    record.append(little: UInt64(start), bytes: 4)
    record.append(little: 0, bytes: 2)
    try writeRecord()
  }

  /// What the local header and the directory share: version, flags (sizes follow the data), method, date, sizes,
  /// lengths.
  private func appendCommonFields(_ member: Member) {
    record.append(little: 20, bytes: 2)
    record.append(little: 8, bytes: 2)
    record.append(little: UInt64(Z_DEFLATED), bytes: 2)
    record.append(little: 0, bytes: 2)
    record.append(little: 0x21, bytes: 2)
    appendSizes(member)
    record.append(little: UInt64(member.name.count), bytes: 2)
    record.append(little: 0, bytes: 2)
  }

  /// All zero in the local header, where they are not known yet.
  private func appendSizes(_ member: Member) {
    record.append(little: UInt64(member.checksum), bytes: 4)
    record.append(little: UInt64(member.packed), bytes: 4)
    record.append(little: UInt64(member.size), bytes: 4)
  }

  private func writeRecord() throws {
    offset += record.count
    try record.flush(to: sink)
  }

  private func deflatePiece(_ flush: Int32) throws -> Int32 {
    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room.count)
    let code = deflate(stream, flush)
    let count = room.count - Int(stream.pointee.avail_out)
    if count > 0 {
      members[members.count - 1].packed += count
      offset += count
      try sink.write(UnsafeRawBufferPointer(rebasing: room[..<count]))
    }
    return code
  }
}

extension OutputBuffer {
  /// An unsigned number, low byte first.
  func append(little value: UInt64, bytes: Int) {
    for index in 0..<bytes { append(index < 8 ? UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) : 0) }
  }
}
