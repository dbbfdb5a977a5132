import CZlib

/// Builds zip files for tests, sound ones and broken ones.
struct ZipFixture {
  var isDeflated = true
  var hasDataDescriptors = false
  var isZip64 = false
  var comment = ""
  var prefix: [UInt8] = []
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  mutating func add(_ name: String, _ bytes: [UInt8], checksum: UInt32? = nil, size: Int? = nil) {
    let packed = isDeflated ? deflated(bytes, gzip: false) : bytes
    let sum = checksum ?? UInt32(crc32_z(0, bytes, bytes.count))
    let size = size ?? bytes.count
    let method = isDeflated ? 8 : 0
    let flags = hasDataDescriptors ? 8 : 0
    let position = body.count
    let nameBytes = Array(name.utf8)
    let known = !hasDataDescriptors
    body += Self.integer(0x0403_4b50, 4) + Self.integer(20, 2) + Self.integer(flags, 2) + Self.integer(method, 2)
    body += Self.integer(0, 4) + Self.integer(known ? Int(sum) : 0, 4)
    body += Self.integer(known ? packed.count : 0, 4) + Self.integer(known ? size : 0, 4)
    body += Self.integer(nameBytes.count, 2) + Self.integer(0, 2) + nameBytes + packed
    if hasDataDescriptors {
      body += Self.integer(0x0807_4b50, 4) + Self.integer(Int(sum), 4) + Self.integer(packed.count, 4)
      body += Self.integer(size, 4)
    }
    let extra =
      isZip64
      ? Self.integer(1, 2) + Self.integer(24, 2) + [size, packed.count, position].flatMap { Self.integer($0, 8) } : []
    func field(_ value: Int) -> [UInt8] { Self.integer(isZip64 ? 0xffff_ffff : value, 4) }
    directory += Self.integer(0x0201_4b50, 4) + Self.integer(20, 2) + Self.integer(20, 2) + Self.integer(flags, 2)
    directory += Self.integer(method, 2) + Self.integer(0, 4) + Self.integer(Int(sum), 4)
    directory += field(packed.count) + field(size) + Self.integer(nameBytes.count, 2) + Self.integer(extra.count, 2)
    directory += Self.integer(0, 2) + Self.integer(0, 2) + Self.integer(0, 2) + Self.integer(0, 4) + field(position)
    directory += nameBytes + extra
    count += 1
  }

  var bytes: [UInt8] {
    var end: [UInt8] = []
    func field(_ value: Int, _ size: Int) -> [UInt8] {
      Self.integer(isZip64 ? (1 << (size * 8)) - 1 : value, size)
    }
    if isZip64 {
      let record = body.count + directory.count
      end += Self.integer(0x0606_4b50, 4) + Self.integer(44, 8) + Self.integer(45, 2) + Self.integer(45, 2)
      end += Self.integer(0, 8) + Self.integer(count, 8) + Self.integer(count, 8)
      end += Self.integer(directory.count, 8) + Self.integer(body.count, 8)
      end += Self.integer(0x0706_4b50, 4) + Self.integer(0, 4) + Self.integer(record, 8) + Self.integer(1, 4)
    }
    end += Self.integer(0x0605_4b50, 4) + Self.integer(0, 4) + field(count, 2) + field(count, 2)
    end += field(directory.count, 4) + field(body.count, 4) + Self.integer(comment.utf8.count, 2) + Array(comment.utf8)
    return prefix + body + directory + end
  }

  private static func integer(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}

/// Bytes packed with zlib: gzip, or one raw deflate stream.
func deflated(_ bytes: [UInt8], gzip: Bool) -> [UInt8] {
  var stream = z_stream()
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 1000 + 64)
  let size = CInt(MemoryLayout<z_stream>.size)
  let bits: CInt = gzip ? 16 + MAX_WBITS : -MAX_WBITS
  guard deflateInit2_(&stream, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
    return []
  }
  defer { deflateEnd(&stream) }
  var input = bytes
  input.withUnsafeMutableBufferPointer { from in
    output.withUnsafeMutableBufferPointer { to in
      stream.next_in = from.baseAddress
      stream.avail_in = UInt32(from.count)
      stream.next_out = to.baseAddress
      stream.avail_out = UInt32(to.count)
      _ = deflate(&stream, Z_FINISH)
    }
  }
  output.removeLast(Int(stream.avail_out))
  return output
}
