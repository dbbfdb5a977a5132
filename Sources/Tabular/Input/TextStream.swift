import Diagnostics

/// Text as UTF-8 without a byte order mark, whatever encoding the bytes are in.
///
/// The encoding is, in this order: what a byte order mark says; what the user says; UTF-16 or UTF-32 where every second
/// or fourth byte is mostly zero; and else UTF-8 or Windows-1252, decided by the 64 KB from the first byte above 127 on:
/// Windows-1252 if more such bytes stand outside of UTF-8 characters there than characters are.
final class TextStream: ByteStream {
  /// Bytes that a buffer must have at least.
  static let leastRoom = 64

  /// Thrown where bytes are not text of the encoding: the reader above knows the line and makes a ``Failure`` of it.
  struct Invalid: Error {
    /// The encoding that was expected.
    let encoding: TextEncoding
    /// The first byte that does not fit.
    let byte: UInt8
  }

  private let source: any ByteStream
  /// Bytes that were read but not yet handed out: the sample, or the start of a character that is cut off.
  private var pending: [UInt8]
  /// nil as long as only ASCII has come and nobody named the encoding.
  private(set) var encoding: TextEncoding?
  private var raw: [UInt8] = []
  private var sourceEnded = false
  /// What was thrown once is thrown again.
  private var invalid: Invalid?

  /// A text over bytes. The first of them are read at once to find the encoding.
  init(_ source: any ByteStream, encoding given: TextEncoding?) throws {
    self.source = source
    var sample = [UInt8](repeating: 0, count: 4096)
    var count = 0
    while count < sample.count {
      let read = try sample.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
      }
      if read == 0 { break }
      count += read
    }
    sample.removeLast(sample.count - count)
    let marked = TextEncoding.mark(in: sample)
    encoding = marked?.encoding ?? given ?? TextEncoding.wideEncoding(of: sample)
    sample.removeFirst(marked?.length ?? 0)
    pending = sample
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let invalid { throw invalid }
    return switch encoding {
    case nil, .utf8: try readUTF8(into: buffer)
    case .some(let other): try transcode(other, into: buffer)
    }
  }

  /// Fills the buffer from what is pending, then from the source; 0 at the end.
  private func readRaw(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let kept = min(pending.count, buffer.count)
    buffer.copyBytes(from: pending[..<kept])
    pending.removeFirst(kept)
    guard kept < buffer.count else { return kept }
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept...]))
    if count == 0 { sourceEnded = true }
    return kept + count
  }

  private func readUTF8(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = try readRaw(into: buffer)
      if count == 0 { return 0 }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      let result = UTF8Check.check(bytes)
      if encoding == nil, !result.isASCII {
        let first = bytes.firstIndex { $0 > 127 } ?? 0
        pending.insert(contentsOf: bytes[first...], at: 0)
        if first > 0 { return first }
        let found = try likelyEncoding()
        encoding = found
        if found != .utf8 { return try transcode(found, into: buffer) }
        continue
      }
      if result.valid == count { return count }
      pending.insert(contentsOf: bytes[result.valid...], at: 0)
      if result.valid > 0 { return result.valid }
      if result.cutOff, !sourceEnded { continue }
      throw stop(.utf8, bytes[0])
    }
  }

  /// The encoding of the bytes that come next, of which always as many are looked at, in whatever pieces they come.
  private func likelyEncoding() throws -> TextEncoding {
    let size = 1 << 16
    var piece = [UInt8](repeating: 0, count: size)
    while pending.count < size, !sourceEnded {
      let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { sourceEnded = true }
      pending.append(contentsOf: piece[..<count])
    }
    return pending.withUnsafeBytes { bytes in
      let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(size))
      let check = UTF8Check.check(sample)
      let isCutAtEnd = check.valid == 0 && check.cutOff
      let census = UTF8Check.census(sample)
      return isCutAtEnd || census.strays > census.characters ? .windows1252 : .utf8
    }
  }

  private func stop(_ encoding: TextEncoding, _ byte: UInt8) -> Invalid {
    let invalid = Invalid(encoding: encoding, byte: byte)
    self.invalid = invalid
    return invalid
  }

  /// Each unit of input makes at most three bytes of UTF-8 for one, so a third of the buffer is read.
  private func transcode(_ encoding: TextEncoding, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if raw.isEmpty { raw = [UInt8](repeating: 0, count: max(16, min(buffer.count / 3, 1 << 16))) }
    let limit = min(raw.count, buffer.count / 3)
    while true {
      let count = try raw.withUnsafeMutableBytes {
        try readRaw(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<limit]))
      }
      if count == 0 { return 0 }
      let decoded = raw.withUnsafeBytes {
        encoding.decode(UnsafeRawBufferPointer(rebasing: $0[..<count]), into: buffer)
      }
      if decoded.read < count {
        let atEnd = sourceEnded && pending.isEmpty
        guard decoded.read > 0 || !decoded.isInvalid && !atEnd else {
          throw stop(encoding, raw[decoded.read])
        }
        pending.insert(contentsOf: raw[decoded.read..<count], at: 0)
      }
      if decoded.written > 0 { return decoded.written }
    }
  }
}
