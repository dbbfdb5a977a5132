import Diagnostics
import Glibc
import Tabular

/// The lock of a store that one delivery at a time has. It dies with its process.
final class DeliveryLock {
  private let lock: FileLock

  /// Takes it; fails with `locked` while another run has it.
  init(store: String) throws {
    let path = store + "-exports"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    lock = FileLock(descriptor)
    let error = lock.take()
    guard error != 0 else { return }
    if error == EWOULDBLOCK { throw Failure(.locked, .exportsLocked) }
    throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(error))])
  }

  /// Gives it back.
  func release() { lock.release() }
}

/// The lock of a folder that files are written to. It dies with its process.
///
/// A folder that cannot be read, or is on a network file system without locks for folders, has none; what the files are is
/// looked at before they are recorded in any case (``ExportFiles/check()``).
final class ExportFolderLock {
  private let lock: FileLock?

  /// Takes it: `alone` for a run that names several files in the folder, together with others for a run that writes one. Fails
  /// with `locked` where the two meet, after so many seconds.
  init(_ folder: String, alone: Bool, seconds: Int = 0) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    lock = descriptor < 0 ? nil : FileLock(descriptor)
    guard let lock else { return }
    for _ in 0...seconds * 20 {
      if lock.take(alone ? LOCK_EX : LOCK_SH) != EWOULDBLOCK { return }
      usleep(seconds == 0 ? 0 : 50_000)
    }
    throw Failure(.locked, .exportFolderLocked, facts: ["path": folder])
  }

  /// Gives it back.
  func release() { lock?.release() }
}
