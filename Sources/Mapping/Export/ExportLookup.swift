import Diagnostics
import Model
import Tabular

/// Values that a table beside the layout has for those of a column.
public struct ExportLookup: Sendable {
  /// The values by key.
  public let table: ByteTable
  /// What stands for a value that the table lacks; nil for nothing.
  public let `default`: String?

  /// Larger files are refused: the table stands in memory.
  static let largestSize = 8 << 20
}

/// Reads `lookup:`.
struct ExportLookupReader {
  /// The folder of the layout, within which the files are; nil for a shipped layout, which has none.
  let folder: String?
  private(set) var files: [ExportLayout.LookupFile] = []

  init(folder: String?) { self.folder = folder }

  mutating func read(_ group: YAMLGroup) -> ExportLookup? {
    let file = group.requiredValue("file")
    let key = group.requiredValue("key")
    let value = group.requiredValue("value")
    let otherwise = group.text("default")
    group.finish()
    guard let file, let name = file.text(), let key, let value else { return nil }
    guard let folder, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      file.mistake(.layoutLookupPath, facts: ["file": name])
      return nil
    }
    do {
      let path = folder + "/" + name
      let digest = SHA256Digest(of: try SmallFile.bytes(of: path, limit: ExportLookup.largestSize))
      if !files.contains(where: { $0.name == name }) { files.append(.init(name: name, digest: digest)) }
      guard let table = try table(path, key, value) else { return nil }
      return ExportLookup(table: table, default: otherwise)
    } catch {
      let reason = (error as? Failure)?.diagnostics.first?.message ?? "\(error)"
      file.mistake(.layoutLookupFile, facts: ["file": name, "reason": reason])
      return nil
    }
  }

  private func table(_ path: String, _ key: YAMLValue, _ value: YAMLValue) throws -> ByteTable? {
    let reader = try InputFile.open(path).table()
    let header = try reader.nextTexts() ?? []
    guard let keyColumn = column(key, of: header), let valueColumn = column(value, of: header) else { return nil }
    var table = ByteTable()
    while let row = try reader.next() {
      let found = Array(row[keyColumn].utf8)
      guard !found.isEmpty, !table.insert(found, Array(row[valueColumn].utf8)) else { continue }
      key.mistake(
        .layoutLookupTwice, facts: ["key": String(decoding: found, as: UTF8.self), "line": String(row.number)])
      return nil
    }
    return table
  }

  private func column(_ value: YAMLValue, of header: [String]) -> Int? {
    guard let name = value.text() else { return nil }
    if let place = header.firstIndex(of: name) { return place }
    value.mistake(
      .layoutLookupColumn,
      facts: [
        "column": name, "nearest": nearestName(to: name, among: header) ?? "", "known": header.joined(separator: ", "),
      ])
    return nil
  }
}
