import Diagnostics
import Glibc

/// Keeps two runs out of each other's way. A lock dies with its process.
final class ExportLock {
  private let descriptor: Int32

  /// The lock of a store, which one delivery at a time has; fails with `locked` while another run has it.
  init(store: String) throws {
    let path = store + "-exports"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    let error = ExportLock.take(descriptor, LOCK_EX)
    guard error != 0 else { return }
    if error == EWOULDBLOCK { throw Failure(.locked, .exportsLocked) }
    throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(error))])
  }

  /// The lock of a folder that files are written to: `alone` for a run that names several of them in it, together with others
  /// for a run that writes one. Fails with `locked` where the two meet, after so many seconds.
  ///
  /// A folder that cannot be read, or is on a network file system without locks for folders, has none; what the files are is
  /// looked at before they are recorded in any case (``ExportFiles/check()``).
  init(folder: String, alone: Bool, seconds: Int = 0) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    for _ in 0...seconds * 20 {
      if ExportLock.take(descriptor, alone ? LOCK_EX : LOCK_SH) != EWOULDBLOCK { return }
      usleep(seconds == 0 ? 0 : 50_000)
    }
    throw Failure(.locked, .exportFolderLocked, facts: ["path": folder])
  }

  private static func take(_ descriptor: Int32, _ how: Int32) -> Int32 {
    while flock(descriptor, how | LOCK_NB) != 0 {
      if errno != EINTR { return errno }
    }
    return 0
  }

  /// Gives it back.
  func release() { _ = flock(descriptor, LOCK_UN) }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }
}
