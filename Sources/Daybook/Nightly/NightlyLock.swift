import Diagnostics
import Glibc
import Model
import Tabular

/// Keeps two nightly runs from working at once. The lock dies with its process; who holds it stands in its file.
final class NightlyLock {
  private let lock: FileLock

  /// Takes the lock of a store, after so many seconds of waiting at most; fails with `locked` and says who has it.
  init(store: String, waitingSeconds: Int = 0, isCancelled: () -> Bool = { false }) throws {
    let path = NightlyLock.path(store)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    lock = FileLock(descriptor)
    var triesLeft = waitingSeconds * 10
    var code = lock.take()
    while code == EWOULDBLOCK, triesLeft > 0, !isCancelled() {
      triesLeft -= 1
      usleep(100_000)
      code = lock.take()
    }
    if code == EWOULDBLOCK {
      throw Failure(.locked, .nightlyRunning, facts: ["holder": NightlyLock.holder(descriptor)])
    }
    guard code == 0 else {
      throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(code))])
    }
  }

  /// Says in the file who has the lock, for those who find it taken.
  func sign(_ identity: RunIdentity) throws {
    let text = Array("\(identity.operator) on \(identity.host), process \(getpid()), since \(identity.startedAt)".utf8)
    guard ftruncate(lock.descriptor, 0) == 0, pwrite(lock.descriptor, text, text.count, 0) == text.count else {
      throw Failure(
        .inputOutput, .cannotWrite, facts: ["path": "the lock", "reason": String(cString: strerror(errno))])
    }
  }

  /// Whether a run has the lock of a store now.
  static func isHeld(store: String) -> Bool {
    let descriptor = open(path(store), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    return FileLock(descriptor).take(LOCK_SH) != 0
  }

  /// Gives it back.
  func release() { lock.release() }

  private static func path(_ store: String) -> String { store + "-nightly" }

  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 400)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : "it has just begun"
  }
}
