import Diagnostics
import Glibc

/// A temporary file without a name, mode 0600: nobody else can open it, and it is gone with its last user, also after a crash.
package final class UnnamedFile {
  /// The open file, for a program that is to read it.
  package let descriptor: Int32
  /// Bytes appended.
  package private(set) var size = 0
  private let folder: String

  /// An empty file on the disk of a folder. Fails with `cannotCreate`.
  package init(folder: String = UnnamedFile.usualFolder) throws {
    self.folder = folder
    descriptor = try UnnamedFile.open(in: folder)
  }

  deinit { close(descriptor) }

  /// Where temporary files go that belong to no store.
  package static var usualFolder: String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return named.isEmpty ? "/tmp" : named
  }

  /// Such a file's descriptor, which the caller closes.
  static func open(in folder: String) throws -> Int32 {
    // Where the file system can, it never has a name that a crash could leave behind: O_TMPFILE, which Swift does not know.
    let unnamed = Glibc.open(folder, 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o600)
    if unnamed >= 0 { return unnamed }
    var template = Array("\(folder)/.daybook-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(folder, .cannotCreate) }
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0, unlink(template) == 0 else {
      let failure = failure(folder, .cannotCreate)
      close(descriptor)
      throw failure
    }
    return descriptor
  }

  /// Writes behind what was appended. Fails with `inputOutput`.
  package func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(size))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw UnnamedFile.failure(folder, .inputOutput) }
      size += written
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// Forgets what was appended.
  package func clear() { size = 0 }

  /// Reads as many bytes as fit, which were appended before. Fails with `inputOutput`.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw UnnamedFile.failure(folder, .inputOutput) }
      done += count
    }
  }

  private static func failure(_ folder: String, _ exit: ExitCode) -> Failure {
    Failure(
      exit, .cannotWrite, facts: ["path": "a temporary file in \(folder)", "reason": String(cString: strerror(errno))])
  }
}
