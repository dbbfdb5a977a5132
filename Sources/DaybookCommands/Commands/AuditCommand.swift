import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook audit`.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "The log of what was done, as a chain of hashes.",
    discussion: """
      Every entry holds the hash of the one before, so that nothing can be changed or taken out unseen.

      Examples:
        daybook audit list --limit 20
        daybook audit verify
      """,
    subcommands: [AuditList.self, AuditVerify.self])
}

/// `daybook audit list`.
struct AuditList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what was done, newest first.",
    discussion: """
      Examples:
        daybook audit list
        daybook audit list --limit 20 --json
      """)

  @Option(help: "At most so many.")
  var limit: Int = 1_000_000

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let entries = try ListAudit(limit: limit).run(in: try console.session())
    if console.wantsJSON {
      let list = JSONValue(entries) {
        [
          "seq": .integer($0.seq), "at": JSONValue($0.at), "user": .text($0.operator), "host": .text($0.host),
          "action": .text($0.action), "batch": JSONValue($0.batch), "subject": .text($0.subject),
          "hash": JSONValue($0.hash),
        ]
      }
      try console.print(["schema": "daybook.audit/1", "entries": list])
      return .done
    }
    var table = TextTable(
      ("entry", .right), ("at", .left), ("by", .left), ("on", .left), ("action", .left), ("batch", .right),
      ("about", .left))
    for entry in entries {
      table.add(
        String(entry.seq), entry.at.description, entry.operator, entry.host, entry.action,
        entry.batch.map(String.init) ?? "", entry.subject)
    }
    try console.print(table.text)
    return .done
  }
}

/// `daybook audit verify`.
struct AuditVerify: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that no entry was changed or taken out.",
    discussion: """
      Keep the head it prints at another place: a chain that was cut at its end verifies, but with another head. Ends \
      with 76 when the chain is broken.

      Examples:
        daybook audit verify
        daybook audit verify --json
      """)

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let session = try console.session()
    let result = try VerifyAudit().run(in: session)
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.audit-check/1", "entries": .integer(result.entries), "head": JSONValue(result.head),
        "first_broken": JSONValue(result.firstBroken),
      ])
    } else if let broken = result.firstBroken {
      console.show(
        Diagnostic(
          .error, .auditBroken, at: SourceLocation(file: session.workspace.storePath), facts: ["seq": String(broken)]))
    } else {
      try console.print(
        "The audit chain is whole: \(result.entries) entries, head \(result.head?.description ?? "none")\n")
    }
    return result.firstBroken == nil ? .done : .damaged
  }
}
