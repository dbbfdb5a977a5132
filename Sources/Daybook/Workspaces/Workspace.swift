public import Changes
import Diagnostics
public import Exports
import Glibc
import Mapping
public import Model
import Store

/// A folder made by `daybook init`: settings, the store, and the folders for what comes in and goes out.
public struct Workspace: Sendable {
  /// The folder. Paths given by the caller stay as they were given, so that messages show what the user typed.
  public let folder: String
  /// The store.
  public let storePath: String
  /// The zone in which dates without one are meant.
  public let zone: TimeZoneRules
  /// The merchant's own currency.
  public let currency: Currency
  /// When a cost is probably wrong.
  public var suspicions = CostSuspicions()
  /// How much exports show of persons.
  public var personal = PersonalPolicy()
  /// How cases are worked on.
  public var cases = CaseSettings()
  /// How long deleted orders are kept.
  public var retention = Retention.usual
  /// Where exports are delivered to; empty where any name will do.
  public var destinations: [ExportDestination] = []
  /// What nights do.
  public var nightly = NightlySettings()

  /// The name of the settings file that makes a folder a workspace.
  public static let settingsName = "daybook.yaml"
  /// The name of the store in a workspace.
  public static let storeName = "daybook.sqlite"
  /// The folders of a workspace: mappings and reports of its own, files that come in and go out, and applied inputs.
  public static let folderNames = ["mappings", "reports", "inbox", "outbox", "archive"]

  /// The workspace's own mappings, which win over shipped ones of the same name.
  public var mappingsFolder: String { folder + "/mappings" }
  /// The workspace's own reports, which win over shipped ones of the same name.
  public var reportsFolder: String { folder + "/reports" }

  /// Texts with fields for replies: `NAME.txt`.
  public var templatesFolder: String { folder + "/templates" }

  /// The settings file.
  public var settingsPath: String { folder + "/" + Workspace.settingsName }

  /// Where files come in.
  public var inboxFolder: String { folder + "/inbox" }

  /// Where files go out.
  public var outboxFolder: String { folder + "/outbox" }

  /// The input files that were applied.
  public var archive: InputArchive { InputArchive(folder: folder + "/archive") }

  /// Finds the workspace: that of the named store (`--store` or `DAYBOOK_STORE`; a folder means the store in it), else
  /// the first folder from `start` (absolute) upwards that holds `daybook.yaml`.
  ///
  /// A store outside a workspace says zone and currency itself, as they were when it was made. Fails with `noInput`
  /// where there is no store, and with `configuration` where the settings are wrong.
  public static func locate(startingAt start: String, store named: String?) throws -> Workspace {
    if let named { return try workspace(ofStore: named) }
    var folder = start
    while true {
      if isFile(folder + "/" + settingsName) {
        return try workspace(in: folder, storePath: folder + "/" + storeName)
      }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    throw Failure(.noInput, .noStore, facts: ["path": storeName])
  }

  private static func workspace(ofStore path: String) throws -> Workspace {
    let storePath = isFolder(path) ? path + "/" + storeName : path
    let folder = storePath.lastIndex(of: "/").map { String(storePath[..<$0]) } ?? "."
    if isFile(folder + "/" + settingsName) { return try workspace(in: folder, storePath: storePath) }
    let (zone, currency) = try Store.open(storePath, .readOnly).read { try $0.madeFor() }
    return Workspace(
      folder: folder, storePath: storePath, zone: try rules(of: zone, file: storePath), currency: currency)
  }

  private static func workspace(in folder: String, storePath: String) throws -> Workspace {
    let settings = try WorkspaceSettings(readingFrom: folder + "/" + settingsName)
    var workspace = Workspace(
      folder: folder, storePath: storePath, zone: settings.zone, currency: settings.currency)
    workspace.suspicions = settings.suspicions
    workspace.destinations = settings.destinations
    workspace.personal = settings.personal
    workspace.cases = settings.cases
    workspace.retention = settings.retention
    workspace.nightly = settings.nightly
    return workspace
  }

  /// The rules of a named zone; fails with `configuration` where the system does not know it.
  static func rules(of zone: String, file: String, line: Int? = nil) throws -> TimeZoneRules {
    do {
      return try TimeZoneRules(identifier: zone)
    } catch {
      throw Failure(
        .configuration, .unknownZone, at: SourceLocation(file: file, line: line, field: "zone"),
        facts: ["zone": zone])
    }
  }

  static func isFile(_ path: String) -> Bool { kind(of: path) == S_IFREG }

  static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
