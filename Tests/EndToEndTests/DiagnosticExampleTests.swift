import Diagnostics
import Foundation
import TestSupport
import Testing

/// Every diagnostic code has an example that provokes it: an end-to-end case that shows it, or a unit test that names
/// it.
@Suite struct DiagnosticExampleTests {
  @Test func namesAreUniqueAndListed() throws {
    let names = DiagnosticCode.all.map(\.name)
    #expect(Set(names).count == names.count, "a code stands twice")
    let defined = try definitions()
    for (name, swiftName) in defined {
      #expect(names.contains(name), "\(swiftName) (\(name)) is missing in the list of its area")
    }
    #expect(Set(defined.keys) == Set(names))
  }

  @Test func everyCodeHasAnExample() throws {
    let shown = try endToEndText()
    let named = try namesInUnitTests()
    let swiftNames = try definitions()
    for code in DiagnosticCode.all where !shown.contains("[\(code.name)]") && !shown.contains("\"\(code.name)\"") {
      let isNamed = named.contains("." + (swiftNames[code.name] ?? "?")) || named.contains(code.name)
      #expect(isNamed, "\(code.name) has no example: add an end-to-end case, or a unit test that expects it")
    }
  }

  @Test func templatesFillWithFacts() {
    for code in DiagnosticCode.all {
      let opened = (code.sentence + code.hint).filter { $0 == "{" }.count
      let closed = (code.sentence + code.hint).filter { $0 == "}" }.count
      #expect(opened == closed, "\(code.name) has a brace without its partner")
      #expect(!code.sentence.hasSuffix("."), "the sentence of \(code.name) ends with a full stop")
    }
  }

  /// What the end-to-end cases write.
  private func endToEndText() throws -> String {
    let root = PackageFolder.url("Tests/EndToEnd")
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix("/expout") || $0.hasSuffix("/experr") }
      .map { try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8) }.joined()
  }

  /// Every `.name` and every `"area/code"` of the unit tests.
  private func namesInUnitTests() throws -> Set<String> {
    var names: Set<String> = []
    for file in try SourceFile.all(below: ["Tests"])
    where file.path != "Tests/EndToEndTests/DiagnosticExampleTests.swift" {
      for line in file.lines {
        for match in line.matches(of: /\.\w+|"([a-z-]+\/[a-z-]+)"/) {
          names.insert(String(match.output.1 ?? match.output.0))
        }
      }
    }
    return names
  }

  /// The Swift name of each code, by its own name, as the files of codes define them.
  private func definitions() throws -> [String: String] {
    var names: [String: String] = [:]
    for file in try SourceFile.all(below: ["Sources/Diagnostics"]) {
      let pattern = /static let (?<swift>\w+) = DiagnosticCode\(\s*"(?<name>[^"]+)"/
      for match in file.lines.joined(separator: "\n").matches(of: pattern) {
        names[String(match.output.name)] = String(match.output.swift)
      }
    }
    return names
  }
}
