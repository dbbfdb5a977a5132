import Diagnostics
import Glibc

/// Bytes that are written in one go and then read, and may be too many for memory: beyond a piece they lie in a
/// temporary file that nobody else can open and that is gone with its owner.
final class SpillFile {
  private static let piece = 1 << 20

  private let pending = OutputBuffer(capacity: 1 << 14)
  private var file: OpenFile?
  private var inFile = 0

  /// An empty file.
  init() {}

  /// How many bytes there are.
  var count: Int { inFile + pending.count }

  /// Where the next bytes go: append to it, then call ``spill()``.
  var output: OutputBuffer { pending }

  /// Writes what has been appended to the temporary file where it is much.
  ///
  /// Errors: ``Failure`` with exit code `inputOutput` where the temporary file cannot be written.
  @inline(__always)
  func spill() throws {
    if pending.count >= SpillFile.piece { try write() }
  }

  private func write() throws {
    let file = try file ?? OpenFile.temporary()
    self.file = file
    try file.append(pending.bytes)
    inFile += pending.count
    pending.truncate(to: 0)
  }

  /// Replaces bytes that were appended before.
  func overwrite(_ bytes: UnsafeRawBufferPointer, at position: Int) throws {
    var rest = bytes
    if position < inFile, let file {
      let head = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, inFile - position)])
      try file.write(head, at: position)
      rest = UnsafeRawBufferPointer(rebasing: bytes[head.count...])
    }
    let start = position + bytes.count - rest.count - inFile
    pending.overwrite(rest, at: start)
  }

  /// Reads from a position on, as many bytes as the buffer takes or there are.
  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws -> Int {
    let wanted = min(buffer.count, count - position)
    guard wanted > 0 else { return 0 }
    var done = 0
    if position < inFile, let file {
      done = try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(wanted, inFile - position)]), at: position)
    }
    if done < wanted {
      let start = position + done - inFile
      let rest = UnsafeRawBufferPointer(rebasing: pending.bytes[start..<start + wanted - done])
      UnsafeMutableRawBufferPointer(rebasing: buffer[done...]).copyMemory(from: rest)
    }
    return wanted
  }
}
