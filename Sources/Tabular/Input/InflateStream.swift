import CZlib
import Diagnostics

/// How many more bytes may come out of the compressed parts of one file: one budget for all of them together.
final class InflationBudget {
  private var left: Int
  private let limits: ReadLimits
  private let file: String

  init(_ limits: ReadLimits, file: String) {
    self.left = limits.inflatedBytes
    self.limits = limits
    self.file = file
  }

  /// Takes bytes from the budget; throws where it is used up.
  func spend(_ count: Int) throws {
    left -= count
    if left < 0 {
      throw Failure.limit(
        .inflatedBytes, of: limits, "the file unpacks to too many bytes", at: SourceLocation(file: file))
    }
  }
}

/// Unpacks deflated bytes: gzip members one after another (RFC 1952), or one raw deflate stream of a zip file (RFC
/// 1951).
final class InflateStream: ByteStream {
  /// What stands around the deflated bytes.
  enum Wrapping {
    /// gzip members, each with its own check sum.
    case gzip
    /// Nothing.
    case none
  }

  private let source: any ByteStream
  private let wrapping: Wrapping
  private let budget: InflationBudget
  private let damaged: (_ reason: String) -> Failure
  private let state: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var ended = false

  /// A stream over compressed bytes. `damaged` makes the failure from the reason why they are not sound.
  init(
    _ source: any ByteStream, wrapping: Wrapping, budget: InflationBudget,
    damaged: @escaping (_ reason: String) -> Failure
  ) throws {
    self.source = source
    self.wrapping = wrapping
    self.budget = budget
    self.damaged = damaged
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    let windowBits: CInt = wrapping == .gzip ? 16 + MAX_WBITS : -MAX_WBITS
    let status = inflateInit2_(state, windowBits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw damaged("zlib has no memory (\(status))") }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let room = min(buffer.count, 1 << 30)
    while !ended {
      if state.pointee.avail_in == 0 { try fill() }
      state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      state.pointee.avail_out = UInt32(room)
      let fed = state.pointee.avail_in
      let status = inflate(state, Z_NO_FLUSH)
      let count = room - Int(state.pointee.avail_out)
      switch status {
      case Z_STREAM_END: try finishMember()
      case Z_OK: break
      case Z_BUF_ERROR where fed == 0: throw damaged("it ends too early")
      case Z_BUF_ERROR: break
      default: throw damaged(state.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
      }
      if count > 0 {
        try budget.spend(count)
        return count
      }
    }
    return 0
  }

  private func fill() throws {
    let count = try source.read(into: input)
    state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
  }

  /// After a gzip member another may follow, or zeros that pad a tape block; nothing else.
  private func finishMember() throws {
    guard wrapping == .gzip else {
      ended = true
      return
    }
    while true {
      if state.pointee.avail_in == 0 { try fill() }
      guard state.pointee.avail_in > 0, let next = state.pointee.next_in else {
        ended = true
        return
      }
      if next.pointee == 0x1f { break }
      guard next.pointee == 0 else { throw damaged("something else follows the compressed data") }
      state.pointee.next_in = next + 1
      state.pointee.avail_in -= 1
    }
    guard inflateReset(state) == Z_OK else { throw damaged("zlib could not start the next member") }
  }
}
