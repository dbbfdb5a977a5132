import Diagnostics
import Dispatch
import Model
import Tabular

/// A file on its way into the archive: it is packed on a thread of its own while the run that applies it goes on, and gets its
/// name once the run wants it. Given up, it leaves nothing.
final class ArchiveCopy {
  /// What the other thread has alone until the queue is empty, and this one afterwards.
  private final class Packing: @unchecked Sendable {
    let input: InputFile
    var packed: Result<(part: FinishedPart, sha256: SHA256Digest), any Error>?

    init(of input: InputFile) { self.input = input }
  }

  private let packing: Packing
  private let digest: SHA256Digest
  private let queue = DispatchQueue(label: "daybook.archive")

  /// Begins to pack a file whose digest is known; what goes wrong is thrown by ``keep()``.
  init(of input: InputFile, digest: SHA256Digest, at path: String) {
    let packing = Packing(of: input)
    (self.packing, self.digest) = (packing, digest)
    queue.async { packing.packed = Result { try PackedCopy(path: path).pack(packing.input) } }
  }

  /// A part that nobody wants is removed with its last owner.
  deinit { queue.sync {} }

  /// Waits until the copy is on the disk under its name. Fails with `inputOutput` where the file was changed since its digest
  /// was taken, or the copy cannot be written.
  func keep() throws {
    queue.sync {}
    guard let packed = try packing.packed?.get() else { preconditionFailure("the queue is empty: it was packed") }
    guard packed.sha256 == digest else {
      throw Failure(.inputOutput, .archiveInputChanged, at: SourceLocation(file: packing.input.name))
    }
    try packed.part.publish()
  }
}
