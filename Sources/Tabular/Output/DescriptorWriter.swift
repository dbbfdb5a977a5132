import Diagnostics
import Glibc

/// Buffered writing to a file descriptor, with every result of the system checked: short writes are continued, EINTR is
/// repeated, EPIPE becomes ``BrokenPipe``, and anything else a ``Failure`` that names the path.
final class DescriptorWriter {
  private let descriptor: Int32
  private let path: String
  private let buffer: UnsafeMutableRawBufferPointer
  private var used = 0

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
    self.buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit { buffer.deallocate() }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if used + bytes.count > buffer.count { try flush() }
    if bytes.count >= buffer.count {
      try writeThrough(bytes)
    } else if !bytes.isEmpty {
      UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(from: bytes)
      used += bytes.count
    }
  }

  func flush() throws {
    guard used > 0 else { return }
    let pending = UnsafeRawBufferPointer(rebasing: buffer[..<used])
    // Forgotten before it is written: after an error nothing may be written twice.
    used = 0
    try writeThrough(pending)
  }

  /// Writes bytes without keeping any; what was kept before comes after them.
  func writeThrough(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      if count > 0 {
        done += count
      } else if count == 0 {
        throw systemFailure(writing: path, error: EIO)
      } else {
        switch errno {
        case EINTR: continue
        case EAGAIN: try waitUntilWritable()
        case EPIPE: throw BrokenPipe()
        default: throw systemFailure(writing: path, error: errno)
        }
      }
    }
  }

  /// Standard output may be a pipe that somebody else has made non-blocking.
  private func waitUntilWritable() throws {
    var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&state, 1, -1) >= 0 || errno == EINTR else { throw systemFailure(writing: path, error: errno) }
  }
}

/// The failure for an `errno` of writing: no permission, cannot be created, or an I/O error such as a full disk.
func systemFailure(writing path: String, error: Int32) -> Failure {
  let facts = ["path": path, "reason": String(cString: strerror(error))]
  switch error {
  case EACCES, EPERM:
    return Failure(.permission, .noPermission, facts: facts)
  case ENOENT, ENOTDIR, EISDIR, EEXIST, EROFS, ENAMETOOLONG, ELOOP, EMFILE, ENFILE:
    return Failure(.cannotCreate, .cannotWrite, facts: facts)
  default:
    return Failure(.inputOutput, .cannotWrite, facts: facts)
  }
}
