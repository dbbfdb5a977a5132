import Foundation
import Tabular
import TestSupport
import Testing

/// What fuzzing looks for, on the inputs that it begins with and on all that it ever found; `scripts/fuzz` looks on.
@Suite("Fuzzed inputs")
struct FuzzTests {
  @Test("Every rule holds", arguments: FuzzTarget.allCases)
  func rulesHold(target: FuzzTarget) throws {
    let seeds = try inputs("Fuzzing/Seeds/\(target.rawValue)")
    #expect(!seeds.isEmpty)
    for (name, bytes) in try seeds + inputs("Fuzzing/Findings/\(target.rawValue)") {
      #expect(throws: Never.self, "\(target.rawValue)/\(name)") { try target.check(bytes) }
    }
  }

  @Test("A seed is more than its refusal", arguments: ["xlsx/sheet-strings-styles", "sml/workbook", "ods/flat"])
  func seedsAreRead(name: String) throws {
    let bytes = try contents(of: PackageFolder.url("Fuzzing/Seeds/\(name)").path)
    let file = try UnnamedFile(name.hasPrefix("xlsx") ? WorkbookCheck.file(of: bytes) : bytes)
    let outcome = try ReadOutcome { try #require(try file.open()).table() }
    #expect(outcome.refusal == nil)
    #expect(outcome.rows.count >= 2)
  }

  /// The files of a folder of the package; none where there is no such folder.
  private func inputs(_ folder: String) throws -> [(name: String, bytes: [UInt8])] {
    let url = PackageFolder.url(folder)
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    return try names.map { ($0, try contents(of: url.appendingPathComponent($0).path)) }
  }
}
