public import Diagnostics
import Glibc
public import Model
import Store
import Tabular

/// `daybook store restore FILE`: proves a backup, and puts it in the place of the store.
public struct RestoreStore: Sendable {
  /// The backup.
  public var backup: String

  /// A request to restore a backup.
  public init(backup: String) { self.backup = backup }

  /// What a backup was found to be.
  public struct Verification: Sendable {
    /// SHA-256 of its bytes.
    public let sha256: SHA256Digest
    /// Whether a file beside it says that digest; false where there is no such file.
    public let isLabelled: Bool
    /// Its size.
    public let bytes: Int64
    /// The last batch in it.
    public let lastBatch: Int64
    /// The end of its audit chain; nil for an empty one.
    public let auditHead: (seq: Int64, hash: SHA256Digest)?
    /// What is wrong in it, as `store check` would say.
    public let findings: [Diagnostic]

    /// `done` when it is sound, else `damaged`.
    public var exit: ExitCode { findings.isEmpty ? .done : .damaged }
  }

  /// What was done.
  public struct Result: Sendable {
    /// What the backup was found to be.
    public let verification: Verification
    /// The store that is there now.
    public let storePath: String
    /// Where the former store lies; nil where there was none.
    public let formerPath: String?
    /// The last batch of the former store; nil where it could not be read.
    public let formerLastBatch: Int64?
  }

  /// Proves the backup and changes nothing. Fails with `damaged` where its bytes are not those that were written, or it is
  /// no store.
  public func verify(in session: Session) throws -> Verification { try withCopy(in: session) { _, found in found } }

  /// Proves the backup, puts the store aside and the backup in its place. The backup itself stays as it is.
  ///
  /// Fails with `damaged` where the backup is not sound and with `locked` while anybody uses the store; then nothing was
  /// changed.
  public func run(in session: Session) throws -> Result {
    let storePath = session.workspace.storePath
    let night = try NightlyLock(store: storePath)
    defer { night.release() }
    try night.sign(session.identity)
    return try withCopy(in: session) { copy, found in
      guard found.exit == .done else { throw Failure(.damaged, found.findings) }
      try Store.useLog(at: copy)
      let restored = try Store.open(copy, .readWrite)
      try restored.change {
        try $0.appendAudit(
          action: "restore", batch: nil, identity: session.identity,
          subject: "backup \(found.sha256) with last batch \(found.lastBatch)")
      }
      try restored.close()
      _ = try BackUpStore.syncedDigest(of: copy)
      let (former, formerBatch) = try putAside(storePath, session.identity)
      try InboxFolder.move(copy, to: storePath)
      return Result(verification: found, storePath: storePath, formerPath: former, formerLastBatch: formerBatch)
    }
  }

  /// Works on a copy beside the store, since to open a store of an earlier version changes it. What is left of the copy is
  /// removed.
  private func withCopy<T>(in session: Session, _ body: (_ copy: String, Verification) throws -> T) throws -> T {
    let copy = session.workspace.storePath + ".restore.part"
    try RestoreStore.clear(copy)
    defer { RestoreStore.clearQuietly(copy) }
    let (digest, bytes) = try takeCopy(copy)
    let labelled = try BackupLabel.digest(beside: backup)
    if let labelled, labelled != digest {
      throw Failure(
        .damaged, .backupDamaged,
        facts: ["path": backup, "reason": "its bytes are not those that \(BackupLabel.ending) beside it says"])
    }
    return try body(copy, try examine(copy, digest, bytes, isLabelled: labelled != nil))
  }

  /// What is in the copy; what fails says the backup's name.
  private func examine(
    _ copy: String, _ digest: SHA256Digest, _ bytes: Int64, isLabelled: Bool
  ) throws -> Verification {
    do {
      let store = try Store.open(copy, .readOnly)
      let found = try store.read { connection in
        Verification(
          sha256: digest, isLabelled: isLabelled, bytes: bytes, lastBatch: try connection.lastBatch(),
          auditHead: try connection.auditHead(), findings: try CheckStore.findings(in: connection, path: backup))
      }
      try store.close()
      return found
    } catch let failure as Failure {
      throw Failure(
        failure.exit,
        failure.diagnostics.map { diagnostic in
          var diagnostic = diagnostic
          if diagnostic.facts["path"] == copy { diagnostic.facts["path"] = backup }
          return diagnostic
        })
    }
  }

  private func takeCopy(_ copy: String) throws -> (SHA256Digest, Int64) {
    let source = open(backup, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw InboxFolder.failure(reading: backup) }
    defer { _ = close(source) }
    let file = try OutputFile(path: copy)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      try Interruption.check()
      let count = read(source, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(
          .inputOutput, .cannotRead, facts: ["path": backup, "reason": String(cString: strerror(errno))])
      }
      if count == 0 { break }
      try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    let (sha256, bytes) = try file.commit()
    return (sha256, Int64(bytes))
  }

  /// Removes a copy and what SQLite and a migration put beside it.
  private static func clear(_ copy: String) throws {
    let (folder, name) = (folder(of: copy), BackupShelf.name(of: copy))
    for left in try BackupShelf(folder: folder).names() where left.hasPrefix(name) {
      guard unlink("\(folder)/\(left)") == 0 || errno == ENOENT else {
        throw Failure(
          .inputOutput, .cannotWrite,
          facts: ["path": "\(folder)/\(left)", "reason": String(cString: strerror(errno))])
      }
    }
  }

  private static func clearQuietly(_ copy: String) {
    do {
      try clear(copy)
    } catch {
      // The next restore removes it; `store check` names it until then.
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Gives the present store a second name, without a log that would be taken for the new one's. Until the backup gets the
  /// store's name, the store is what it was.
  private func putAside(_ storePath: String, _ identity: RunIdentity) throws -> (String?, Int64?) {
    guard FileFacts(storePath) != nil else { return (nil, nil) }
    let stamp = BackupShelf.name(at: identity.startedAt).dropFirst("daybook-".count).dropLast(".sqlite".count)
    let wished = "\(storePath).before-\(stamp)"
    let former = (1...1000).lazy.map { $0 == 1 ? wished : "\(wished)-\($0)" }.first { FileFacts($0) == nil } ?? wished
    var last: Int64?
    do {
      last = try Store.open(storePath, .readOnly).read { try $0.lastBatch() }
      try Store.foldLog(at: storePath)
    } catch let failure as Failure where failure.exit != .locked && failure.exit != .interrupted {
      // A store that cannot be opened is why somebody restores one: its log goes with it.
      for ending in ["-wal", "-shm"] where FileFacts(storePath + ending) != nil {
        try InboxFolder.move(storePath + ending, to: former + ending)
      }
    }
    guard link(storePath, former) == 0 else {
      throw Failure(
        .cannotCreate, .cannotWrite, facts: ["path": former, "reason": String(cString: strerror(errno))])
    }
    return (former, last)
  }
}
