import Foundation
import TestSupport
import Testing

/// Habits of the code that a machine can see.
@Suite struct TidyTests {
  @Test func filesAreShort() throws {
    for file in try SourceFile.all() {
      #expect(file.lines.count - 1 <= 400, "\(file.path) has \(file.lines.count - 1) lines")
    }
  }

  @Test func functionsAreShort() throws {
    for file in try SourceFile.all() {
      for (line, length) in file.functions(longerThan: 70) {
        Issue.record("\(file.path):\(line): a function of \(length) lines")
      }
    }
  }

  /// Texts in quotes and comments may stick out a little where breaking them would not help a reader.
  @Test func linesAreShort() throws {
    for file in try SourceFile.all() {
      var isInText = false
      for (index, line) in file.lines.enumerated() {
        let marks = line.matches(of: /"""/).count
        let isText = isInText || line.contains("\"") || line.contains("//")
        if marks % 2 == 1 { isInText.toggle() }
        let limit = isText ? 150 : 120
        if line.count > limit { Issue.record("\(file.path):\(index + 1): a line of \(line.count) characters") }
      }
    }
  }

  @Test func librariesStayInTheirPlace() throws {
    let homes = [
      "GRDB": "Sources/Store/", "GRDBSQLite": "Sources/Store/", "Yams": "Sources/Mapping/",
      "ArgumentParser": "Sources/DaybookCommands/", "CXML": "Sources/Tabular/", "CZlib": "Sources/Tabular/",
      "CCrypto": "Sources/Model/", "CScan": "Sources/Tabular/",
    ]
    for file in try SourceFile.all(below: ["Sources"]) {
      for module in file.imports {
        guard let home = homes[module] else { continue }
        #expect(file.path.hasPrefix(home), "\(file.path) imports \(module), which belongs to \(home)")
      }
    }
  }

  @Test func rowPathsDoWithoutFoundation() throws {
    for file in try SourceFile.all(below: [
      "Sources/Diagnostics", "Sources/Model", "Sources/Tabular", "Sources/ServiceLevels",
    ]) {
      #expect(!file.imports.contains { $0.hasPrefix("Foundation") }, "\(file.path) imports Foundation")
    }
  }

  @Test func nothingIsForcedOrSwallowed() throws {
    for file in try SourceFile.all(below: ["Sources"]) {
      for (index, line) in file.lines.enumerated() where !line.contains("///") {
        guard let match = line.firstMatch(of: /\b(try[!?]|as!|fatalError\()/) else { continue }
        Issue.record("\(file.path):\(index + 1): \(match.output.0)")
      }
    }
  }

  @Test func generatedFilesAreFresh() throws {
    let run = try ShellRun(script: "scripts/generate --check", in: PackageFolder.url)
    #expect(run.exit == 0, "\(run.error)")
  }

  @Test func scriptsAreShort() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: PackageFolder.url("scripts").path) {
      let text = try String(contentsOf: PackageFolder.url("scripts/\(name)"), encoding: .utf8)
      let lines = text.split(separator: "\n").count
      #expect(lines < 40, "scripts/\(name) has \(lines) lines")
    }
  }
}
