import Foundation
import TestSupport
import Testing

/// A folder `Tests/EndToEnd/<topic>/<case>`: a script `cmd`, input files beside it, and what the script must write:
/// `expout`, `experr` (both empty where the file is absent) and `exit` (0 where it is absent).
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let name: String
  let folder: URL

  var testDescription: String { name }

  /// Every case, or those whose name contains `DAYBOOK_GOLDEN_ONLY`.
  static let all: [GoldenCase] = {
    let root = PackageFolder.url("Tests/EndToEnd")
    let only = ProcessInfo.processInfo.environment["DAYBOOK_GOLDEN_ONLY"] ?? ""
    let topics = names(in: root)
    return topics.flatMap { topic in
      names(in: root.appendingPathComponent(topic)).map { "\(topic)/\($0)" }
    }
    .filter { only.isEmpty || $0.contains(only) }
    .map { GoldenCase(name: $0, folder: root.appendingPathComponent($0)) }
    .filter { FileManager.default.fileExists(atPath: $0.file("cmd").path) }
  }()

  /// Runs the script in a copy of the folder. The name of that copy is replaced by `$FOLDER` and that of the package by
  /// `$PACKAGE` in what it writes.
  func run() throws -> ShellRun {
    let copy = try TemporaryFolder()
    for input in GoldenCase.names(in: folder) where !GoldenCase.expectations.contains(input) && input != "cmd" {
      try FileManager.default.copyItem(at: file(input), to: copy.url.appendingPathComponent(input))
    }
    return try ShellRun(script: String(contentsOf: file("cmd"), encoding: .utf8), in: copy.url)
      .replacing(copy.url.path, with: "$FOLDER").replacing(PackageFolder.url.path, with: "$PACKAGE")
  }

  /// What the run must be.
  func expected() throws -> (output: String, error: String, exit: Int32) {
    let exit = try text("exit").trimmingCharacters(in: .whitespacesAndNewlines)
    return (try text("expout"), try text("experr"), Int32(exit) ?? 0)
  }

  /// Makes a run what is expected from now on.
  func record(_ run: ShellRun) throws {
    try write(run.output, to: "expout")
    try write(run.error, to: "experr")
    try write(run.exit == 0 ? "" : "\(run.exit)\n", to: "exit")
  }

  private static let expectations = ["expout", "experr", "exit"]

  private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  private func text(_ name: String) throws -> String {
    guard FileManager.default.fileExists(atPath: file(name).path) else { return "" }
    return try String(contentsOf: file(name), encoding: .utf8)
  }

  private func write(_ text: String, to name: String) throws {
    if !text.isEmpty {
      try Data(text.utf8).write(to: file(name))
    } else if FileManager.default.fileExists(atPath: file(name).path) {
      try FileManager.default.removeItem(at: file(name))
    }
  }

  private static func names(in folder: URL) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      return []
    }
  }
}
