import Diagnostics
import Glibc
public import Model

/// A file that appears complete or not at all.
///
/// It is written as `PATH.part` (mode 0600, in the same folder), synced, and renamed to `PATH`. Until then, and after
/// any failure, `PATH` is what it was before; a `.part` that is not published is removed. The `.part` is locked while
/// its run lives, so that one left behind by a dead run is replaced and one of a living run is not.
///
/// The path `-` is standard output, and a path that is a device or a pipe is written directly: there is nothing to
/// rename.
public final class OutputFile: ByteSink {
  /// The path that the file will have; `-` for standard output.
  public let path: String
  /// Whether there is no `.part`: standard output, a device or a pipe.
  package var isWrittenDirectly: Bool { partPath == nil }
  /// Bytes written so far.
  public private(set) var byteCount = 0

  private enum State { case open, finished, handedOver, published, abandoned }

  /// nil where the path is written directly.
  private let partPath: String?
  private let descriptor: Int32
  private let writer: DigestingWriter
  private var digest: SHA256Digest?
  private var state = State.open

  /// Begins the file. An existing file of that name stays as it is until ``publish()`` replaces it.
  ///
  /// Errors: `cannotCreate` where the folder is missing or the path is a folder, `permission`, `locked` where another
  /// run writes the same file now, `inputOutput`.
  public init(path: String) throws {
    self.path = path
    if path == "-" {
      signal(SIGPIPE, SIG_IGN)
      partPath = nil
      descriptor = STDOUT_FILENO
    } else if try OutputFile.isWrittenDirectly(path) {
      signal(SIGPIPE, SIG_IGN)
      partPath = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { throw systemFailure(writing: path, error: errno) }
    } else {
      let part = path + ".part"
      partPath = part
      descriptor = try OutputFile.createPart(part)
    }
    writer = DigestingWriter(DescriptorWriter(descriptor: descriptor, path: path))
  }

  deinit { abandon() }

  /// Writes bytes. Throws a ``Failure`` with exit code `inputOutput` (a full disk, for instance), or ``BrokenPipe`` on
  /// standard output.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    precondition(state == .open, "written after the end of \(path)")
    try writer.write(bytes)
    byteCount += bytes.count
  }

  /// Ends writing: everything is on the disk as `PATH.part`, and its digest and size are known. ``publish()`` comes
  /// next.
  package func finishPart() throws -> (sha256: SHA256Digest, bytes: Int) {
    try finishPart(syncsFolder: true)
  }

  private func finishPart(syncsFolder: Bool) throws -> (sha256: SHA256Digest, bytes: Int) {
    precondition(state == .open, "\(path) is ended twice")
    let digest = try writer.finish()
    if partPath != nil {
      guard fsync(descriptor) == 0 else { throw systemFailure(writing: path, error: errno) }
      // Its temporary name must last too: an export is recorded before it gets its own.
      if syncsFolder { try OutputFile.syncFolder(of: path) }
    }
    self.digest = digest
    state = .finished
    return (digest, byteCount)
  }

  /// Ends writing as ``finishPart()`` does and gives what waits for its name. One of many goes without its lock, so that
  /// not all of them are open at once; whoever has them syncs the folder, ``syncFolder(of:)``.
  package func finished(asOneOfMany isOneOfMany: Bool = false) throws -> FinishedPart {
    let (sha256, bytes) = try finishPart(syncsFolder: !isOneOfMany)
    state = .handedOver
    return try FinishedPart(
      path: path, partPath: partPath, descriptor: descriptor, keepingLock: !isOneOfMany, sha256, bytes: bytes)
  }

  /// Gives the finished file its name, replacing what had it before, and syncs the folder.
  package func publish() throws {
    precondition(state == .finished, "\(path) is published before it is finished")
    if let partPath, rename(partPath, path) != 0 { throw systemFailure(writing: path, error: errno) }
    state = .published
    // The bytes are safe since fsync; a file system that still reports an error here has something to say.
    if descriptor != STDOUT_FILENO, close(descriptor) != 0, errno != EINTR {
      throw systemFailure(writing: path, error: errno)
    }
    if partPath != nil { try OutputFile.syncFolder(of: path) }
  }

  /// ``finishPart()`` and ``publish()`` in one.
  public func commit() throws -> (sha256: SHA256Digest, bytes: Int) {
    let result = try finishPart()
    try publish()
    return result
  }

  /// Leaves the finished `.part` where it is, for ``finishLeftPart(of:isRecorded:)`` of a later run: its bytes are
  /// recorded, but it could not be given its name.
  package func leavePart() {
    guard state == .finished else { return }
    state = .abandoned
    if descriptor != STDOUT_FILENO { _ = close(descriptor) }
  }

  /// Gives the file up: the `.part` is removed and `PATH` is what it was before. Without effect once published.
  public func abandon() {
    guard state == .open || state == .finished else { return }
    state = .abandoned
    writer.settle()
    // Removed before it is closed, while its lock still keeps others away. Errors change nothing: a `.part` that cannot
    // be removed is replaced by the next run.
    if let partPath { _ = unlink(partPath) }
    if descriptor != STDOUT_FILENO { _ = close(descriptor) }
  }
}

extension OutputFile {
  /// Refuses, with `cannotCreate`, a path that means one of the files that the output is made from, also by another name:
  /// replacing it would destroy it. What does not exist, and `-`, is no such file.
  package static func refuse(_ path: String, ontoAnyOf originals: [String]) throws {
    var output = stat()
    guard path != "-", stat(path, &output) == 0 else { return }
    for name in originals where name != "-" {
      var original = stat()
      guard stat(name, &original) == 0 else { continue }
      if output.st_dev == original.st_dev, output.st_ino == original.st_ino {
        throw Failure(.cannotCreate, .outputOntoOriginal, facts: ["path": path])
      }
    }
  }

  /// Whether the path is a device, a pipe or a socket, which must never be replaced by a file.
  private static func isWrittenDirectly(_ path: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return false
    case S_IFDIR: throw systemFailure(writing: path, error: EISDIR)
    default: return true
    }
  }

  private static func createPart(_ part: String) throws -> Int32 {
    // Another run may remove a stale part between any two of our calls, hence a few attempts.
    for _ in 0..<20 {
      let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if descriptor >= 0 {
        if try locks(descriptor, part) { return descriptor }
        _ = close(descriptor)
      } else if errno == EEXIST {
        try removeStalePart(part)
      } else {
        throw systemFailure(writing: part, error: errno)
      }
    }
    throw Failure(.locked, .outputInUse, facts: ["path": part])
  }

  /// Removes a part whose run is dead, which shows in its lock being free.
  private static func removeStalePart(_ part: String) throws {
    let stale = open(part, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard stale >= 0 else {
      if errno == ENOENT { return }
      throw systemFailure(writing: part, error: errno)
    }
    defer { _ = close(stale) }
    guard try locks(stale, part) else { throw Failure(.locked, .outputInUse, facts: ["path": part]) }
    guard unlink(part) == 0 || errno == ENOENT else { throw systemFailure(writing: part, error: errno) }
  }

  /// Takes the lock of an open part; false when another run has it or when the name means another file by now.
  static func locks(_ descriptor: Int32, _ part: String) throws -> Bool {
    let error = FileLock.take(descriptor, LOCK_EX)
    if error == EWOULDBLOCK { return false }
    guard error == 0 else { throw systemFailure(writing: part, error: error) }
    var mine = stat()
    var named = stat()
    guard fstat(descriptor, &mine) == 0 else { throw systemFailure(writing: part, error: errno) }
    guard stat(part, &named) == 0 else { return false }
    return mine.st_ino == named.st_ino && mine.st_dev == named.st_dev
  }

  /// Brings the names in the folder of a file to the disk.
  package static func syncFolder(of path: String) throws {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemFailure(writing: path, error: errno) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemFailure(writing: path, error: errno) }
  }
}
