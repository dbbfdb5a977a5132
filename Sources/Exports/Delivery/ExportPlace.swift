import Diagnostics
import Glibc
import Model
import Tabular

/// A file by its full name, whatever the user called it.
enum ExportPlace {
  /// The full name of a file whose folder exists; the name as it is where the folder does not, which nothing can be
  /// written to either.
  static func full(_ path: String) -> String {
    let (folder, name) = parts(path)
    guard let resolved = realpath(folder, nil) else { return path }
    defer { free(resolved) }
    let prefix = String(cString: resolved)
    return prefix == "/" ? "/" + name : prefix + "/" + name
  }

  /// Folder and name of a path.
  static func parts(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// Refuses an output that would destroy the store or what belongs to it, also where that is not there just now: SQLite
  /// makes its companions when it needs them.
  static func refuseStore(_ store: String, for path: String) throws {
    guard path != "-" else { return }
    let protected = ["", "-wal", "-shm", "-journal", "-exports"].map { store + $0 }
    let manifest = ExportRunner.manifestPath(of: path)
    for output in [path, path + ".part", manifest, manifest + ".part"] {
      try OutputFile.refuse(output, ontoAnyOf: protected)
      if protected.map(full).contains(full(output)) {
        throw Failure(.cannotCreate, .outputOntoOriginal, facts: ["path": output])
      }
    }
  }

  /// Whether there is a file of exactly these bytes.
  static func holds(_ path: String, _ digest: SHA256Digest) throws -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    return try OutputFile.digest(of: descriptor, path) == digest
  }

  /// Removes a file if it holds exactly these bytes.
  static func remove(_ path: String, ifItHolds digest: SHA256Digest) throws {
    guard try holds(path, digest) else { return }
    guard unlink(path) == 0 || errno == ENOENT else {
      throw Failure(.inputOutput, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
  }

  /// Whether there is anything of that name.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes a folder unless it is there.
  static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
  }
}
