import Diagnostics
import Glibc
import Model
import Tabular

/// The files of an inbox, and how they leave it.
enum InboxFolder {
  /// Regular files that are not hidden and have no name of a file in the making (`.part`, `.tmp`), by name: those that were
  /// not changed since an instant, and the others.
  static func files(of folder: String, unchangedSince instant: Instant) throws -> (ready: [String], waiting: [String]) {
    guard let handle = opendir(folder) else { throw failure(reading: folder) }
    defer { closedir(handle) }
    var ready: [String] = []
    var waiting: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      var status = stat()
      guard !name.hasPrefix("."), !name.hasSuffix(".part"), !name.hasSuffix(".tmp"),
        lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG
      else { continue }
      let changedAt = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
      if changedAt <= instant.milliseconds { ready.append(name) } else { waiting.append(name) }
    }
    return (sorted(ready), sorted(waiting))
  }

  /// The name itself, or with a number before its endings where a file of that name is there already. Only a moved file
  /// takes a name: reports without one are those of a run that died, and are written anew.
  static func freeName(_ name: String, in folder: String) -> String {
    let dot = name.firstIndex(of: ".") ?? name.endIndex
    var candidate = name
    var number = 1
    while access("\(folder)/\(candidate)", F_OK) == 0 {
      number += 1
      candidate = "\(name[..<dot])-\(number)\(name[dot...])"
    }
    return candidate
  }

  /// Gives a file its new place, for good.
  static func move(_ path: String, to target: String) throws {
    guard rename(path, target) == 0 else {
      throw Failure(
        .cannotCreate, .cannotWrite, facts: ["path": target, "reason": String(cString: strerror(errno))])
    }
    for changed in [path, target] {
      let folder = changed.lastIndex(of: "/").map { String(changed[..<$0]) } ?? "."
      let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(reading: folder) }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else {
        throw Failure(
          .inputOutput, .cannotWrite, facts: ["path": target, "reason": String(cString: strerror(errno))])
      }
    }
  }

  static func failure(reading folder: String) -> Failure {
    let code = errno
    let facts = ["path": folder, "reason": String(cString: strerror(code))]
    switch code {
    case ENOENT, ENOTDIR: return Failure(.noInput, .noSuchFile, facts: facts)
    case EACCES: return Failure(.permission, .noPermission, facts: facts)
    default: return Failure(.inputOutput, .cannotRead, facts: facts)
    }
  }

  /// By the bytes of the names, as every machine sorts them.
  private static func sorted(_ names: [String]) -> [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// A lock on a folder that dies with its process and leaves no file behind.
struct FolderLock {
  private let lock: FileLock

  /// Takes the lock; fails with `locked` and a code that says for what where another run has it.
  init(_ folder: String, otherwise code: DiagnosticCode = .inboxInUse) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InboxFolder.failure(reading: folder) }
    lock = FileLock(descriptor)
    let error = lock.take()
    if error == EWOULDBLOCK { throw Failure(.locked, code, facts: ["path": folder]) }
    guard error == 0 else {
      throw Failure(.inputOutput, .cannotRead, facts: ["path": folder, "reason": String(cString: strerror(error))])
    }
  }

  /// Gives it back.
  func release() { lock.release() }
}
