import Diagnostics
import Glibc
import Model

/// Keeps two nightly runs from working at once. The lock dies with its process; who holds it stands in its file.
final class NightlyLock {
  private let descriptor: Int32

  /// Takes the lock of a store, after so many seconds of waiting at most; fails with `locked` and says who has it.
  init(store: String, waitingSeconds: Int = 0, isCancelled: () -> Bool = { false }) throws {
    let path = NightlyLock.path(store)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    var triesLeft = waitingSeconds * 10
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      if code == EWOULDBLOCK, triesLeft > 0, !isCancelled() {
        triesLeft -= 1
        usleep(100_000)
        continue
      }
      // The descriptor is closed once, by `deinit`, which a thrown error does not keep from running.
      if code == EWOULDBLOCK {
        throw Failure(.locked, .nightlyRunning, facts: ["holder": NightlyLock.holder(descriptor)])
      }
      throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(code))])
    }
  }

  /// Says in the file who has the lock, for those who find it taken.
  func sign(_ identity: RunIdentity) throws {
    let text = Array("\(identity.operator) on \(identity.host), process \(getpid()), since \(identity.startedAt)".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
      throw Failure(
        .inputOutput, .cannotWrite, facts: ["path": "the lock", "reason": String(cString: strerror(errno))])
    }
  }

  /// Whether a run has the lock of a store now.
  static func isHeld(store: String) -> Bool {
    let descriptor = open(path(store), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  /// Gives it back.
  func release() { _ = flock(descriptor, LOCK_UN) }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  private static func path(_ store: String) -> String { store + "-nightly" }

  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 400)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : "it has just begun"
  }
}
