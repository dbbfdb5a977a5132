import Dispatch
import Model
import Synchronization

/// Writes bytes to a descriptor and digests them on a thread of its own, so that whoever makes them goes on meanwhile: two
/// pieces of memory change hands, one is filled while the other is written.
///
/// It is used by one thread at a time; the other one touches only the piece it was handed, the descriptor and the digest.
/// What goes wrong there is thrown by the next call.
final class DigestingWriter: @unchecked Sendable {
  private static let size = 1 << 17

  private let writer: DescriptorWriter
  private let hash = SHA256Stream()
  private let queue = DispatchQueue(label: "daybook.output")
  /// Signalled where the piece that was handed over is written.
  private let isWritten = DispatchSemaphore(value: 0)
  private let problem = Mutex<(any Error)?>(nil)
  private var filling = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
  private var written = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
  private var used = 0

  init(_ writer: DescriptorWriter) {
    self.writer = writer
    isWritten.signal()
  }

  deinit {
    filling.deallocate()
    written.deallocate()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = min(rest.count, filling.count - used)
      UnsafeMutableRawBufferPointer(rebasing: filling[used...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
      used += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if used == filling.count { try handOver() }
    }
  }

  private func handOver() throws {
    isWritten.wait()
    if let problem = problem.withLock({ $0 }) {
      isWritten.signal()
      throw problem
    }
    swap(&filling, &written)
    let piece = Piece(bytes: UnsafeRawBufferPointer(rebasing: written[..<used]))
    used = 0
    queue.async {
      self.take(piece)
      self.isWritten.signal()
    }
  }

  /// A piece on its way to the other thread, which alone has it until it signals.
  private struct Piece: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
  }

  private func take(_ piece: Piece) {
    do {
      hash.update(piece.bytes)
      try writer.writeThrough(piece.bytes)
    } catch {
      problem.withLock { $0 = error }
    }
  }

  /// Waits until nothing is on its way any more: before the descriptor is closed.
  func settle() { queue.sync {} }

  /// Writes the rest and gives the digest of all.
  func finish() throws -> SHA256Digest {
    try handOver()
    settle()
    if let problem = problem.withLock({ $0 }) { throw problem }
    return hash.finish()
  }
}
