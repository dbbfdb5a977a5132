import Diagnostics
import Glibc

/// Buffered standard output.
///
/// A reader that goes away (`daybook ... | head`) is no failure: what is written afterwards is dropped, and long commands ask
/// ``isClosed`` to end early. Every other error of writing is a failure.
final class StandardOutput {
  private var buffer: [UInt8] = []
  private let capacity = 1 << 16
  /// Whether the reader has gone away.
  private(set) var isClosed = false
  /// Whether anything was given to it.
  private(set) var isUsed = false

  init() { buffer.reserveCapacity(capacity + 4096) }

  /// Writes text.
  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Writes bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    isUsed = true
    buffer.append(contentsOf: bytes)
    if buffer.count >= capacity { try flush() }
  }

  /// Hands everything to the system.
  func flush() throws {
    var start = 0
    while start < buffer.count, !isClosed {
      let count = buffer.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress! + start, $0.count - start) }
      if count >= 0 {
        start += count
      } else if errno == EPIPE {
        isClosed = true
      } else if errno != EINTR {
        let reason = String(cString: strerror(errno))
        buffer.removeAll(keepingCapacity: true)
        throw Failure(.inputOutput, .cannotWrite, facts: ["path": "standard output", "reason": reason])
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
