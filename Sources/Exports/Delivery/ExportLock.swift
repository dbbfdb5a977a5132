import Diagnostics
import Glibc

/// Keeps two runs from delivering at once. The lock dies with its process.
final class ExportLock {
  private let descriptor: Int32

  /// Takes the lock of a store; fails with `locked` while another run has it.
  init(store: String) throws {
    let path = store + "-exports"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let error = errno
      // No instance, no deinit.
      _ = close(descriptor)
      if error == EWOULDBLOCK { throw Failure(.locked, .exportsLocked) }
      throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(error))])
    }
  }

  /// Gives it back.
  func release() { _ = flock(descriptor, LOCK_UN) }

  deinit { _ = close(descriptor) }
}
