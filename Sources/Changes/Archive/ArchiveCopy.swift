import Diagnostics
import Dispatch
import Model
import Synchronization
import Tabular

/// A file on its way into the archive: it is packed on a thread of its own while the run that applies it goes on, and gets its
/// name once the run wants it. Given up, it leaves nothing.
final class ArchiveCopy {
  /// What both threads know.
  private final class Packing: Sendable {
    /// Signalled once it is known whether the copy is wanted.
    let isDecided = DispatchSemaphore(value: 0)
    let isWanted = Mutex(false)
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
  }

  private struct Unwanted: Error {}

  /// The file, which the other thread alone reads from its own place.
  private struct Original: @unchecked Sendable {
    let input: InputFile
  }

  private let packing = Packing()
  private let queue = DispatchQueue(label: "daybook.archive")
  private var isKept = false

  /// Begins to pack a file whose digest is known; what goes wrong is thrown by ``keep()``.
  init(of input: InputFile, digest: SHA256Digest, at path: String) {
    let (packing, original) = (packing, Original(input: input))
    queue.async {
      let outcome = Result {
        try PackedCopy(path: path).make(of: original.input) { found in
          guard found == digest else {
            throw Failure(.inputOutput, .archiveInputChanged, at: SourceLocation(file: original.input.name))
          }
          packing.isDecided.wait()
          guard packing.isWanted.withLock({ $0 }) else { throw Unwanted() }
        }
      }
      packing.outcome.withLock { $0 = outcome }
    }
  }

  deinit {
    guard !isKept else { return }
    packing.isDecided.signal()
    queue.sync {}
  }

  /// Waits until the copy is on the disk under its name. Fails with `inputOutput` where the file was changed since its digest
  /// was taken, or the copy cannot be written.
  func keep() throws {
    isKept = true
    packing.isWanted.withLock { $0 = true }
    packing.isDecided.signal()
    queue.sync {}
    try packing.outcome.withLock { try $0.get() }
  }
}
