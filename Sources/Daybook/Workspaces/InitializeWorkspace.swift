import Diagnostics
import Glibc
public import Model
import Store
import Tabular

/// `daybook init`: makes a workspace.
public struct InitializeWorkspace: Sendable {
  /// The folder; made where it does not exist.
  public var folder: String
  /// The IANA name of its zone.
  public var zone: String
  /// The merchant's currency.
  public var currency: Currency
  /// Whether cases are worked on from the beginning.
  public var hasCases = false

  /// A request for a new workspace.
  public init(folder: String, zone: String, currency: Currency) {
    self.folder = folder
    self.zone = zone
    self.currency = currency
  }

  /// The new workspace's paths.
  public struct Result: Sendable {
    /// The folder.
    public let folder: String
    /// The store.
    public let storePath: String
    /// The settings.
    public let settingsPath: String
  }

  /// Makes the folders (0700), the store (0600) and, last, the commented settings.
  ///
  /// Fails with `cannotCreate` where the folder holds a workspace already, with `configuration` for an unknown zone.
  public func run(as identity: RunIdentity) throws -> Result {
    let settingsPath = folder + "/" + Workspace.settingsName
    let storePath = folder + "/" + Workspace.storeName
    _ = try Workspace.rules(of: zone, file: settingsPath)
    guard access(settingsPath, F_OK) != 0, access(storePath, F_OK) != 0 else {
      throw Failure(.cannotCreate, .storeExists, facts: ["path": folder])
    }
    for path in [folder] + Workspace.folderNames.map({ folder + "/" + $0 }) { try InitializeWorkspace.makeFolder(path) }
    try makeStore(at: storePath, as: identity)
    let settings = try OutputFile(path: settingsPath)
    try settings.write(WorkspaceSettings.template(zone: zone, currency: currency, hasCases: hasCases))
    _ = try settings.commit()
    return Result(folder: folder, storePath: storePath, settingsPath: settingsPath)
  }

  /// The store appears whole: a run that dies half-way leaves parts that the next one replaces.
  private func makeStore(at path: String, as identity: RunIdentity) throws {
    let part = path + ".part"
    for leftover in [part, part + "-wal", part + "-shm"] { unlink(leftover) }
    let store = try Store.create(at: part, currency: currency, zone: zone)
    try store.change {
      try $0.appendAudit(action: "init", batch: nil, identity: identity, subject: "currency \(currency) zone \(zone)")
    }
    try store.close()
    guard rename(part, path) == 0 else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
  }

  static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) != 0, errno != EEXIST || !Workspace.isFolder(path) else { return }
    throw Failure(
      .cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
  }
}
