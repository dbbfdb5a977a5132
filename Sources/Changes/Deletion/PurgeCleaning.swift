import Diagnostics
import Glibc
public import Model
public import Store
import Tabular

/// Removes what a purge could not remove within its transaction: copies of files that hold its orders, mail that still lies in
/// the outbox, copies of the store from before a migration, and what is left of them in the store's free pages.
///
/// Every step can be repeated. A purge is noted as finished after the last one, so that the next purge finishes what a crash
/// left.
public struct PurgeCleaning {
  /// What became of the files.
  public struct Result: Sendable {
    /// Files that were removed, in full or as they were named.
    public var removed: [String] = []
    /// Deliveries that are not where they were put: whoever took them has them.
    public var taken: [String] = []
    /// Files of exports that may hold a purged order, still in their places: nobody wrote down which orders they hold.
    public var outOfReach: [String] = []
    /// Backups of the workspace, which hold them until they are too old to be kept.
    public var backups: [String] = []

    /// Nothing was removed.
    public init() {}
  }

  private let store: Store
  private let archive: InputArchive
  private let folders: [String]
  private let backups: String

  /// The cleaning of a workspace: `folders` hold what comes in and goes out, `backups` copies of the store, which stay.
  public init(_ store: Store, archive: InputArchive, folders: [String], backups: String) {
    self.backups = backups
    self.store = store
    self.archive = archive
    self.folders = folders
  }

  /// Finishes every purge that is not finished. Fails with `locked` while somebody else reads the store; the purges stand all
  /// the same.
  public func finish(at instant: Instant) throws -> Result {
    var result = Result()
    let open = try store.read { try $0.unfinishedPurges() }
    guard !open.isEmpty else { return result }
    do {
      try CaseOutbox.finish(store)
      for batch in open {
        let (files, exports) = try store.read {
          (try $0.purgedFiles(of: batch), try $0.filesOutOfReach(ofPurge: batch))
        }
        try remove(files, &result)
        for file in exports where try file.place.map({ try PurgeCleaning.holds($0, file.sha256) }) ?? false {
          result.outOfReach.append(file.place ?? "")
        }
      }
      result.backups = try PurgeCleaning.files(in: backups)
      try removeOldStores(&result)
      try store.removeTraces()
      try store.change { connection in
        for batch in open { try connection.finishPurge(batch, at: instant) }
      }
    } catch let failure as Failure {
      let reason = failure.diagnostics.first?.message ?? "it failed"
      throw Failure(
        failure.exit, .purgeUnfinished,
        facts: ["batch": open.map(String.init).joined(separator: ", "), "reason": reason])
    }
    return result
  }

  private func remove(_ files: [PurgedFile], _ result: inout Result) throws {
    for file in files {
      try remove(archive.path(of: file.sha256), &result)
      guard let place = file.place else { continue }
      for path in [place, place + ".part"] where try PurgeCleaning.holds(path, file.sha256) {
        try remove(path, &result)
      }
      if access(place, F_OK) != 0, !result.removed.contains(place) { result.taken.append(place) }
    }
    let digests = Set(files.map(\.sha256))
    for folder in folders {
      for path in try PurgeCleaning.files(in: folder, nested: true) where try PurgeCleaning.holds(path, anyOf: digests)
      {
        // The rejected rows of a file are its rows, too.
        for rejects in try PurgeCleaning.files(in: PurgeCleaning.folder(of: path))
        where rejects.hasPrefix(path + ".rejects") { try remove(rejects, &result) }
        try remove(path, &result)
      }
    }
  }

  /// Copies that migrations made of the store before they changed it.
  private func removeOldStores(_ result: inout Result) throws {
    for path in try PurgeCleaning.files(in: PurgeCleaning.folder(of: store.path))
    where path.hasPrefix(store.path + ".before-") || path.hasPrefix("./" + store.path + ".before-") {
      try remove(path, &result)
    }
  }

  private func remove(_ path: String, _ result: inout Result) throws {
    guard access(path, F_OK) == 0 else { return }
    guard unlink(path) == 0 || errno == ENOENT else { throw PurgeCleaning.failure(path) }
    try OutputFile.syncFolder(of: path)
    result.removed.append(path)
  }

  private static func holds(_ path: String, _ digest: SHA256Digest) throws -> Bool {
    try holds(path, anyOf: [digest])
  }

  private static func holds(_ path: String, anyOf digests: Set<SHA256Digest>) throws -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return digests.contains(try OutputFile.digest(of: descriptor, path))
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// The files in a folder, and where `nested` those in the folders in it, in the order of their names; none where it is not
  /// there.
  private static func files(in folder: String, nested: Bool = false) throws -> [String] {
    guard let directory = opendir(folder.isEmpty ? "/" : folder) else {
      if errno == ENOENT { return [] }
      throw failure(folder)
    }
    defer { _ = closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if nested, status.st_mode & S_IFMT == S_IFDIR { found += try files(in: path, nested: true) }
      if status.st_mode & S_IFMT == S_IFREG { found.append(path) }
    }
    return found.sorted()
  }

  private static func failure(_ path: String) -> Failure {
    Failure(.inputOutput, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
  }
}
