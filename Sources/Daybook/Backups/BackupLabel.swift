import Diagnostics
import Glibc
public import Model
import Tabular

/// What a backup must be, as it stands beside it in `NAME.sha256`: a file that `sha256sum -c` reads too.
public struct BackupLabel: Sendable, Hashable {
  /// The end of a store's audit chain.
  public struct AuditHead: Sendable, Hashable {
    /// The last link's place.
    public var seq: Int64
    /// The last link's hash.
    public var hash: SHA256Digest
  }

  /// The backup's file name.
  public var name: String
  /// SHA-256 of its bytes.
  public var sha256: SHA256Digest
  /// Its size.
  public var bytes: Int64
  /// The schema's version.
  public var schema: Int
  /// The last batch in it.
  public var lastBatch: Int64
  /// The end of its audit chain; nil for an empty one.
  public var auditHead: AuditHead?
  /// When it was taken.
  public var takenAt: Instant
  /// Who took it.
  public var takenBy: String
  /// On which machine.
  public var host: String
  /// By which version of the program.
  public var version: String

  static let ending = ".sha256"

  /// The text of the file.
  var text: String {
    let audit = auditHead.map { "# audit entry \($0.seq) \($0.hash)\n" } ?? ""
    return """
      # Backup of a Daybook store, taken \(takenAt) by \(takenBy) on \(host) with daybook \(version).
      # schema \(schema)
      # bytes \(bytes)
      # last batch \(lastBatch)
      \(audit)\(sha256)  \(name)

      """
  }

  /// Writes the file beside a backup.
  func write(beside path: String) throws {
    let file = try OutputFile(path: path + BackupLabel.ending)
    try file.write(text)
    _ = try file.commit()
  }

  /// The digest that the file beside a backup says; nil where there is no such file.
  static func digest(beside path: String) throws -> SHA256Digest? {
    let label = path + ending
    guard access(label, F_OK) == 0 else { return nil }
    let lines = String(decoding: try SmallFile.bytes(of: label), as: UTF8.self).split(separator: "\n")
    let hex = lines.first { !$0.hasPrefix("#") }?.split(separator: " ").first ?? ""
    guard let digest = SHA256Digest(hex: hex) else {
      throw Failure(
        .damaged, .backupDamaged, facts: ["path": path, "reason": "the file \(ending) beside it says no digest"])
    }
    return digest
  }
}

extension SHA256Digest {
  /// Reads 64 hexadecimal digits; nil for anything else.
  init?(hex: Substring) {
    let digits = hex.compactMap(\.hexDigitValue)
    guard hex.utf8.count == 64, digits.count == 64 else { return nil }
    self.init(bytes: stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }
}
