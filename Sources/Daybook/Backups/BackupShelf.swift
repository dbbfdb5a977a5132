import Diagnostics
import Glibc
import Model

/// The backups in a folder. Only files named like backups that have their label are taken for such.
struct BackupShelf {
  let folder: String
  private static let prefix = "daybook-"
  private static let ending = ".sqlite"

  /// The name of a backup taken at an instant: `daybook-20261001T021500Z.sqlite`.
  static func name(at instant: Instant) -> String {
    prefix + Instant(seconds: instant.seconds).description.filter { $0 != "-" && $0 != ":" } + ending
  }

  /// The name of a backup taken now: later than those of the last moment, so that no two share one and the newest is the last
  /// to go. Names tell seconds, labels the instant.
  func freeName(at instant: Instant) throws -> String {
    let now = instant.seconds
    let last = try backups().map(\.takenAt.seconds).filter { $0 >= now && $0 < now + 60 }.max()
    return BackupShelf.name(at: Instant(seconds: last.map { $0 + 1 } ?? now))
  }

  /// The last part of a path.
  static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// When a backup of a name was taken; nil for other names.
  static func instant(of name: String) -> Instant? {
    guard name.hasPrefix(prefix), name.hasSuffix(ending) else { return nil }
    let digits = Array(name.dropFirst(prefix.count).dropLast(ending.count))
    guard digits.count == 16 else { return nil }
    func part(_ from: Int, _ count: Int) -> String { String(digits[from..<from + count]) }
    return Instant(
      "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(9, 2)):\(part(11, 2)):\(part(13, 2))Z")
  }

  /// The backups, the newest first.
  func backups() throws -> [(name: String, takenAt: Instant)] {
    let names = Set(try names())
    return names.compactMap { name in
      guard names.contains(name + BackupLabel.ending) else { return nil }
      return BackupShelf.instant(of: name).map { (name, $0) }
    }
    .sorted { $0.takenAt > $1.takenAt }
  }

  /// Removes what neither rule keeps, never the newest; gives the paths. Without a rule everything stays.
  func rotate(keep: Int?, days: Int?, now: Instant) throws -> [String] {
    guard keep != nil || days != nil else { return [] }
    let oldest = days.map { now.milliseconds - Int64($0) * 86_400_000 } ?? Int64.max
    var removed: [String] = []
    for (index, backup) in try backups().enumerated() where index > 0 {
      if index < keep ?? 0 || backup.takenAt.milliseconds >= oldest { continue }
      // The backup goes before its label: a label alone is removed by the next run.
      try remove(backup.name)
      try remove(backup.name + BackupLabel.ending)
      removed.append("\(folder)/\(backup.name)")
    }
    return removed
  }

  /// Removes what a run left that died: copies in the making, and labels of backups that are not there.
  func removeParts() throws {
    let names = Set(try names())
    for name in names {
      let isPart = name.hasPrefix(BackupShelf.prefix) && name.contains(BackupShelf.ending + ".part")
      let isLoneLabel =
        name.hasSuffix(BackupLabel.ending) && !names.contains(String(name.dropLast(BackupLabel.ending.count)))
        && BackupShelf.instant(of: String(name.dropLast(BackupLabel.ending.count))) != nil
      if isPart || isLoneLabel { try remove(name) }
    }
  }

  private func remove(_ name: String) throws {
    guard unlink("\(folder)/\(name)") == 0 || errno == ENOENT else {
      throw Failure(
        .inputOutput, .cannotWrite,
        facts: ["path": "\(folder)/\(name)", "reason": String(cString: strerror(errno))])
    }
  }

  /// The names in the folder.
  func names() throws -> [String] {
    guard let handle = opendir(folder) else { throw InboxFolder.failure(reading: folder) }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
