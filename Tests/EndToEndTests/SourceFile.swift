import Foundation
import TestSupport

/// A Swift file of the package, as the tidy tests read it.
struct SourceFile {
  /// Below the package's folder.
  let path: String
  let lines: [Substring]

  /// Every Swift file below some folders, without those that scripts make.
  static func all(below folders: [String] = ["Sources", "Tests"]) throws -> [SourceFile] {
    try folders.flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: PackageFolder.url(folder).path)
        .filter { $0.hasSuffix(".swift") }.sorted()
        .map { try SourceFile(path: "\(folder)/\($0)") }
    }
    .filter { file in !file.lines.prefix(2).contains { $0.hasPrefix("// Made by scripts/generate") } }
  }

  init(path: String) throws {
    self.path = path
    let text = try String(contentsOf: PackageFolder.url(path), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The modules that it imports.
  var imports: [String] {
    lines.compactMap { line in
      var words = line.split(separator: " ")
      while let first = words.first, first != "import", first.hasPrefix("@") || SourceFile.importWords.contains(first) {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { return nil }
      let name = SourceFile.importKinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return name.split(separator: ".").first.map(String.init)
    }
  }

  /// Functions with more lines than allowed, by where they begin. A function ends at the first line that closes a brace
  /// at its own indentation, which formatted code always has.
  func functions(longerThan limit: Int) -> [(line: Int, length: Int)] {
    lines.indices.compactMap { start in
      let line = lines[start]
      let indent = line.prefix { $0 == " " }
      let words = line.split(separator: " ").map { $0.prefix { $0 != "(" && $0 != "<" && $0 != "?" } }
      guard words.contains(where: { ["func", "init", "deinit", "subscript"].contains($0) }), !line.contains("//"),
        let end = lines[(start + 1)...].firstIndex(where: { $0.hasPrefix(indent + "}") }),
        lines[start..<end].contains(where: { $0.hasSuffix("{") })
      else { return nil }
      let length = end - start + 1
      return length > limit ? (start + 1, length) : nil
    }
  }

  private static let importWords: Set<Substring> = ["public", "internal", "private", "fileprivate", "package"]
  private static let importKinds: Set<Substring> = [
    "struct", "class", "enum", "func", "protocol", "typealias", "var", "let",
  ]
}
