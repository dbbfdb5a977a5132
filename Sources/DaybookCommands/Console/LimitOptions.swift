import ArgumentParser
import Diagnostics
import Tabular

/// How much a command takes of a file before it refuses it; the same for every command that reads one.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Raise a limit against hostile files, for instance cell-text=5000000; see docs/files.md.",
      valueName: "name=number"))
  var limit: [String] = []

  /// The limits for a reader; fails with `usage` for what cannot be understood.
  func limits() throws -> ReadLimits {
    var limits = ReadLimits()
    for text in limit {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let name = ReadLimits.Name(rawValue: parts[0]), let number = Int(parts[1]), number > 0
      else {
        let known = ReadLimits.Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
          .usage, .usage,
          facts: ["reason": "'\(text)' is not a limit", "help": "write NAME=NUMBER with one of \(known)"])
      }
      limits[name] = number
    }
    return limits
  }
}
