import Diagnostics
import Glibc
package import Model

extension OutputFile {
  /// Publishes what an earlier run left as `PATH.part` when it died between recording its output and giving it its
  /// name.
  ///
  /// `isRecorded` says whether a digest is that of a recorded output; any other part is left alone, for the next
  /// ``OutputFile`` of that path to replace. Gives whether a file was published. Errors as for ``publish()``, `locked`
  /// where a living run has the part.
  package static func finishLeftPart(of path: String, isRecorded: (SHA256Digest) throws -> Bool) throws -> Bool {
    let part = path + ".part"
    let descriptor = open(part, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    guard try locks(descriptor, part), try isRecorded(digest(of: descriptor, part)) else {
      return false
    }
    guard rename(part, path) == 0 else { throw systemFailure(writing: path, error: errno) }
    try syncFolder(of: path)
    return true
  }

  /// The digest of all that can be read from an open file.
  package static func digest(of descriptor: Int32, _ path: String) throws -> SHA256Digest {
    let hash = SHA256Stream()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(errno))])
      }
      if count == 0 { return hash.finish() }
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}

extension OutputFile {
  /// Whether no living run has the lock of an open part.
  package static func isUnlocked(_ descriptor: Int32) throws -> Bool {
    let error = FileLock.take(descriptor, LOCK_SH)
    guard error == 0 || error == EWOULDBLOCK else { throw systemFailure(writing: "its lock", error: error) }
    return error == 0
  }

  /// Removes from a folder the parts of runs that died: no living run has locked them.
  package static func removeLeftParts(in folder: String) throws {
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.hasSuffix(".part") else { continue }
      let part = "\(folder)/\(name)"
      let descriptor = open(part, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      defer { _ = close(descriptor) }
      if try locks(descriptor, part), unlink(part) != 0, errno != ENOENT {
        throw systemFailure(writing: part, error: errno)
      }
    }
  }
}
