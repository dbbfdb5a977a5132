import Diagnostics
import Glibc
package import Model

/// A file that is complete on the disk as `PATH.part` and waits for its name: of several files none gets its own before all
/// of them are there.
package final class FinishedPart {
  /// The path that it will have; `-` for standard output.
  package let path: String
  /// The digest of its bytes.
  package let sha256: SHA256Digest
  /// How many they are.
  package let bytes: Int

  private let partPath: String?
  /// The open file with its lock; -1 where it is closed.
  private var descriptor: Int32
  /// What the file was when it was finished. The inode alone would not tell it from another that got its number later.
  private let written: stat
  private var isWaiting = true

  init(
    path: String, partPath: String?, descriptor: Int32, keepingLock: Bool, _ sha256: SHA256Digest, bytes: Int
  ) throws {
    (self.path, self.partPath, self.sha256, self.bytes) = (path, partPath, sha256, bytes)
    self.descriptor = descriptor
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemFailure(writing: path, error: errno) }
    written = status
    if !keepingLock { try closeFile() }
  }

  deinit { abandon() }

  /// Gives the file its name, replacing what had it before.
  ///
  /// `syncsFolder` says whether the name is on the disk afterwards; of many files in one folder the last one does it.
  package func publish(syncsFolder: Bool = true) throws {
    precondition(isWaiting, "\(path) is published twice")
    guard let partPath else {
      isWaiting = false
      return
    }
    try check()
    guard rename(partPath, path) == 0 else { throw systemFailure(writing: path, error: errno) }
    isWaiting = false
    try closeFile()
    if syncsFolder { try OutputFile.syncFolder(of: path) }
  }

  /// Fails with `locked` where another program replaced the part, which is without a lock by now.
  package func check() throws {
    guard let partPath, !isOurs(partPath) else { return }
    throw Failure(.locked, .outputInUse, facts: ["path": path])
  }

  /// Leaves the `.part` where it is, for ``OutputFile/finishLeftPart(of:isRecorded:)`` of a later run.
  package func leave() {
    guard isWaiting else { return }
    isWaiting = false
    release()
  }

  /// Gives the file up: the `.part` is removed. Without effect once it has its name.
  package func abandon() {
    guard isWaiting else { return }
    isWaiting = false
    if let partPath, isOurs(partPath) { _ = unlink(partPath) }
    release()
  }

  /// Whether a path is still that of the file that was written.
  private func isOurs(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_dev == written.st_dev && status.st_ino == written.st_ino
      && status.st_size == written.st_size && status.st_mtim.tv_sec == written.st_mtim.tv_sec
      && status.st_mtim.tv_nsec == written.st_mtim.tv_nsec
  }

  private func release() {
    if descriptor >= 0, descriptor != STDOUT_FILENO { _ = close(descriptor) }
    descriptor = -1
  }

  private func closeFile() throws {
    guard descriptor >= 0, descriptor != STDOUT_FILENO else { return }
    defer { descriptor = -1 }
    // The bytes are safe since fsync; a file system that still reports an error here has something to say.
    if close(descriptor) != 0, errno != EINTR { throw systemFailure(writing: path, error: errno) }
  }
}
