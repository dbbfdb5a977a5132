import Glibc

/// The lock of an open file or folder (flock(2)). It dies with its process, and with the last one who has this value.
package final class FileLock {
  /// The open file, which is closed with the lock.
  package let descriptor: Int32

  /// The lock of an open file, not taken yet.
  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Takes it without waiting: alone, or with `LOCK_SH` together with others. Gives the system's error, 0 for none and
  /// `EWOULDBLOCK` where somebody else has it.
  package func take(_ how: Int32 = LOCK_EX) -> Int32 { FileLock.take(descriptor, how) }

  /// The same of a file that somebody else closes.
  static func take(_ descriptor: Int32, _ how: Int32) -> Int32 {
    while flock(descriptor, how | LOCK_NB) != 0 {
      if errno != EINTR { return errno }
    }
    return 0
  }

  /// Gives it back.
  package func release() { _ = flock(descriptor, LOCK_UN) }
}
