import Diagnostics
import Glibc
import Model
import Store
import Tabular

/// `daybook store backup`: a copy of the store as it stands, proved to be whole.
///
/// A backup is two files: the store, and beside it what it must be (``BackupLabel``). The label is there before the backup
/// has its name, so that no backup is without one.
public struct BackUpStore: Sendable {
  /// The folder; nil for `backups/` in the workspace. It is made where it does not exist.
  public var folder: String?
  /// So many of the newest backups stay; nil for all.
  public var keep: Int?
  /// Backups of so many days stay; nil for all.
  public var keepDays: Int?

  /// A request for a backup.
  public init() {}

  /// What was written.
  public struct Result: Sendable {
    /// The backup.
    public let path: String
    /// What stands beside it.
    public let label: BackupLabel
    /// Older backups that were removed.
    public let removed: [String]
  }

  /// Copies, verifies and only then gives the copy its name and removes backups that nobody wants any more.
  ///
  /// Fails with `locked` while another run makes a backup in the same folder, `inputOutput` where the disk is full,
  /// `damaged` where the copy is not sound: then the store is not sound either.
  public func run(in session: Session) throws -> Result {
    let workspace = session.workspace
    let folder = self.folder ?? workspace.folder + "/backups"
    try InitializeWorkspace.makeFolder(folder)
    let lock = try FolderLock(folder, otherwise: .outputInUse)
    defer { lock.release() }
    let shelf = BackupShelf(folder: folder)
    try shelf.removeParts()
    try requireSpace(for: workspace.storePath, in: folder)
    let path = "\(folder)/\(try shelf.freeName(at: session.identity.startedAt))"
    let part = path + ".part"
    do {
      let store = try Store.open(workspace.storePath, .readOnly)
      let copy = try store.copy(to: part, progress: session.progress)
      try BackUpStore.verify(part, against: copy)
      let (sha256, bytes) = try BackUpStore.syncedDigest(of: part)
      let label = BackupLabel(
        name: BackupShelf.name(of: path), sha256: sha256, bytes: bytes, schema: copy.schema, lastBatch: copy.lastBatch,
        auditHead: copy.auditHead.map { BackupLabel.AuditHead(seq: $0.seq, hash: $0.hash) },
        takenAt: session.identity.startedAt, takenBy: session.identity.operator, host: session.identity.host,
        version: session.identity.version)
      try label.write(beside: path)
      try InboxFolder.move(part, to: path)
      let removed = try shelf.rotate(keep: keep, days: keepDays, now: session.identity.startedAt)
      return Result(path: path, label: label, removed: removed)
    } catch {
      for leftover in [part, part + "-journal", part + "-wal", part + "-shm"] { unlink(leftover) }
      throw error
    }
  }

  /// Whether a copy is sound and ends where its original did.
  static func verify(_ path: String, against original: StoreCopy) throws {
    let (findings, copy) = try Store.open(path, .readOnly).read {
      (try $0.structureFindings() + $0.danglingReferences(), try $0.glance())
    }
    var reasons = findings
    if copy.auditHead?.hash != original.auditHead?.hash || copy.lastBatch != original.lastBatch {
      reasons.append("it does not end where the store did")
    }
    guard reasons.isEmpty else {
      throw Failure(.damaged, .backupDamaged, facts: ["path": path, "reason": reasons[0]])
    }
  }

  private func requireSpace(for store: String, in folder: String) throws {
    guard let size = FileFacts(store)?.bytes, let free = FileFacts.freeBytes(at: folder) else { return }
    let wanted = size + size / 50
    guard free < wanted else { return }
    throw Failure(
      .inputOutput, .backupNoSpace,
      facts: ["path": folder, "free": String(free >> 20), "wanted": String((wanted >> 20) + 1)])
  }

  /// Brings a file to the disk and gives its digest and size.
  static func syncedDigest(of path: String) throws -> (SHA256Digest, Int64) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw InboxFolder.failure(reading: path) }
    defer { _ = close(descriptor) }
    let digest = try OutputFile.digest(of: descriptor, path)
    var status = stat()
    guard fstat(descriptor, &status) == 0, fsync(descriptor) == 0 else {
      throw Failure(
        .inputOutput, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    return (digest, Int64(status.st_size))
  }
}

/// What the system knows of a file.
struct FileFacts {
  /// Its size.
  let bytes: Int64
  /// Its rights, the nine bits.
  let mode: mode_t
  /// When it was changed.
  let changedAt: Instant

  /// nil where there is none.
  init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    bytes = Int64(status.st_size)
    mode = status.st_mode & 0o777
    changedAt = Instant(milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
  }

  /// What is free on the disk of a path for whoever is not the system's administrator; nil where the system does not say.
  static func freeBytes(at path: String) -> Int64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int64(clamping: status.f_bavail) * Int64(clamping: status.f_frsize)
  }
}
