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
    return Result(
      path: workspace.storePath, bytes: Int64(status.st_size), zone: workspace.zone.identifier,
      currency: workspace.currency, zoneDataVersion: TimeZoneRules.tzdataVersion(), description: description)
  }
}
