import Changes
import Daybook
import Diagnostics
import Model

/// Where an import reads: a file, or all files of an inbox.
enum ImportSource {
  case file(String)
  case inbox(String)

  /// One of the two, as the command line names them; fails with `usage` for none and for both.
  init(file: String?, inbox: String?) throws {
    switch (file, inbox) {
    case (let file?, nil): self = .file(file)
    case (nil, let inbox?): self = .inbox(inbox)
    default:
      let reason = file == nil ? "there is no file to import" : "a file and an inbox exclude each other"
      throw Failure(.usage, .usage, facts: ["reason": reason, "help": "name a file, or a folder with --inbox"])
    }
  }
}

extension Console {
  /// Imports one file, or every file of an inbox, and shows what became of it.
  func takeIn(
    _ source: ImportSource, _ importing: (_ path: String, _ target: String?, Session) throws -> ChangeSummary
  ) throws -> Diagnostics.ExitCode {
    let session = try session()
    switch source {
    case .file(let path): return try report(try importing(path, nil, session))
    case .inbox(let folder):
      return try withoutActuallyEscaping(importing) { importing in
        let inbox = TakeInbox(folder: folder) { path, target in
          try importing(path, target, session)
        } reporting: {
          ($0.json.rendered + "\n", $0.reportText)
        }
        return try report(try inbox.run(in: session))
      }
    }
  }

  private func report(_ result: TakeInbox.Result) throws -> Diagnostics.ExitCode {
    if wantsJSON {
      try print([
        "schema": "daybook.inbox/1", "files": JSONValue(result.taken, \.json),
        "waiting": JSONValue(result.waiting) { .text($0) },
      ])
      return result.exit
    }
    for taken in result.taken {
      for diagnostic in taken.failure?.diagnostics ?? [] { show(diagnostic) }
    }
    let lines =
      result.taken.map(\.line) + result.waiting.map { "\($0): changed less than a minute ago, left for the next run" }
    try print(lines.isEmpty ? "The inbox is empty.\n" : lines.map { printable($0) + "\n" }.joined())
    return result.exit
  }
}

extension TakeInbox.Taken {
  /// `applied`, `checked`, `rejected`, `repeat`, or `failed`.
  fileprivate var outcome: String { failure == nil ? summary?.outcome.rawValue ?? "failed" : "failed" }

  /// One line on what became of it.
  fileprivate var line: String {
    let first = summary?.text.split(separator: "\n").first.map(String.init) ?? "\(name): cannot be imported"
    return movedTo.map { "\(first); moved to \($0)" } ?? "\(first); left in the inbox"
  }

  /// The report as data.
  var json: JSONValue {
    [
      "schema": "daybook.inbox-file/1", "file": .text(name), "outcome": .text(outcome),
      "exit": .integer(Int64(exit.rawValue)), "moved_to": JSONValue(movedTo), "import": summary?.json ?? .null,
      "earlier": earlier?.json ?? .null, "diagnostics": JSONValue(failure?.diagnostics ?? [], \.json),
    ]
  }

  /// The report for people.
  var reportText: String {
    let found = (summary?.diagnostics ?? []) + (failure?.diagnostics ?? [])
    let left = summary?.leftOut.map { "... and \($0.count) more [\($0.code.name)]\n" }.joined() ?? ""
    let before = earlier.map { "what that batch did:\n" + $0.text } ?? ""
    return (summary?.text ?? "\(printable(name)): cannot be imported\n") + before
      + found.map { $0.rendered(colour: false) }.joined() + left
  }
}
