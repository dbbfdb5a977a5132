import Changes
import Diagnostics
import Glibc
import Model
import Store
import Tabular

/// What is worth a look around a store, without the store being wrong.
struct StoreSurroundings {
  private let session: Session
  private let workspace: Workspace

  init(_ session: Session) {
    self.session = session
    workspace = session.workspace
  }

  /// All warnings, in the order in which people should look at them.
  func warnings(_ store: StoreConnection, nightsUpTo last: CivilDate?) throws -> [Diagnostic] {
    try clock(store) + rights() + space() + leftParts() + strayCopies(store) + nights(store, upTo: last)
  }

  /// A clock that was set back dates what is done now before what it follows.
  private func clock(_ store: StoreConnection) throws -> [Diagnostic] {
    let now = session.identity.startedAt
    var last: [(what: String, at: Instant)] = []
    if let entry = try store.auditEntries(limit: 1).first { last.append(("audit entry \(entry.seq)", entry.at)) }
    if let run = try store.nightlyRuns(limit: 1).first {
      last.append(("nightly run \(run.run)", run.endedAt ?? run.startedAt))
    }
    guard let latest = last.max(by: { $0.at < $1.at }), latest.at > now else { return [] }
    return [
      warning(
        .clockBehind, ["now": now.description, "what": latest.what, "last": latest.at.description])
    ]
  }

  /// Everything in a workspace is its owner's alone.
  private func rights() -> [Diagnostic] {
    let log = ["-wal", "-shm"].map { (workspace.storePath + $0, "600") }
    return ([(workspace.storePath, "600")] + log + folders().map { ($0, "700") }).compactMap { path, right in
      guard let mode = FileFacts(path)?.mode, mode & 0o077 != 0 else { return nil }
      return warning(.openToOthers, ["path": path, "mode": String(mode, radix: 8), "right": right])
    }
  }

  /// A migration and a backup need the store's size once more, a large import some of it.
  private func space() -> [Diagnostic] {
    guard let size = FileFacts(workspace.storePath)?.bytes, let free = FileFacts.freeBytes(at: workspace.folder)
    else { return [] }
    let wanted = 2 * size + (64 << 20)
    guard free < wanted else { return [] }
    return [
      warning(
        .lowDisk, ["path": workspace.folder, "free": String(free >> 20), "wanted": String(wanted >> 20)])
    ]
  }

  /// Files in the making whose run is dead. Those of living runs are locked.
  private func leftParts() throws -> [Diagnostic] {
    var found: [Diagnostic] = []
    for folder in [workspace.folder] + folders() {
      for name in try BackupShelf(folder: folder).names().sorted() where name.hasSuffix(".part") {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { continue }
        defer { _ = close(descriptor) }
        if try OutputFile.isUnlocked(descriptor) { found.append(warning(.leftPart, ["path": path])) }
      }
    }
    return found
  }

  /// Copies in the archive of files that were never applied.
  private func strayCopies(_ store: StoreConnection) throws -> [Diagnostic] {
    try workspace.archive.strays(in: store, at: session.identity.startedAt).map { warning(.archiveStray, ["path": $0]) }
  }

  /// Dates between the first night and the last day that ended which no night did well.
  private func nights(_ store: StoreConnection, upTo last: CivilDate?) throws -> [Diagnostic] {
    let missed = try NightlyDays(session).missed(store).filter { day in last.map { day <= $0 } ?? true }
    guard let first = missed.first else { return [] }
    return [warning(.missedNights, ["count": String(missed.count), "date": first.description])]
  }

  /// The folders of the workspace that are there, with those of what was taken in. Uploads in the inbox itself are no
  /// business of Daybook's.
  private func folders() -> [String] {
    (Workspace.folderNames.filter { $0 != "inbox" } + ["backups", "nightly"]).map { workspace.folder + "/" + $0 }
      .filter(Workspace.isFolder)
  }

  private func warning(_ code: DiagnosticCode, _ facts: [String: String]) -> Diagnostic {
    Diagnostic(.warning, code, at: SourceLocation(file: workspace.storePath), facts: facts)
  }
}
