import Diagnostics
import Glibc
public import Model
public import Store

/// `daybook store info`: where the store is and what it holds.
public struct DescribeStore: Sendable {
  /// A request for a description.
  public init() {}

  /// The description.
  public struct Result: Sendable {
    /// The store's path.
    public let path: String
    /// Its size in bytes, without the write-ahead log.
    public let bytes: Int64
    /// The workspace's zone (IANA name).
    public let zone: String
    /// The workspace's currency.
    public let currency: Currency
    /// The version of the system's time zone data; nil where the system does not say.
    public let zoneDataVersion: String?
    /// The size of the write-ahead log; 0 where nobody has the store open.
    public let logBytes: Int64
    /// The size of the input files that were applied and of the copies of deliveries.
    public let archiveBytes: Int64
    /// When the newest backup in `backups/` was taken; nil where there is none.
    public let backedUpAt: Instant?
    /// What the store holds.
    public let description: StoreDescription
  }

  /// Describes the store.
  public func run(in session: Session) throws -> Result {
    let workspace = session.workspace
    let description = try session.read { try $0.describe() }
    var status = stat()
    guard stat(workspace.storePath, &status) == 0 else {
      throw Failure(.noInput, .noStore, facts: ["path": workspace.storePath])
    }
    let backups = workspace.folder + "/backups"
    return Result(
      path: workspace.storePath, bytes: Int64(status.st_size), zone: workspace.zone.identifier,
      currency: workspace.currency, zoneDataVersion: TimeZoneRules.tzdataVersion(),
      logBytes: FileFacts(workspace.storePath + "-wal")?.bytes ?? 0,
      archiveBytes: try bytes(in: workspace.folder + "/archive"),
      backedUpAt: Workspace.isFolder(backups) ? try BackupShelf(folder: backups).backups().first?.takenAt : nil,
      description: description)
  }

  /// The size of the files in a folder; 0 where there is none.
  private func bytes(in folder: String) throws -> Int64 {
    guard Workspace.isFolder(folder) else { return 0 }
    return try BackupShelf(folder: folder).names().reduce(0) { $0 + (FileFacts("\(folder)/\($1)")?.bytes ?? 0) }
  }
}
