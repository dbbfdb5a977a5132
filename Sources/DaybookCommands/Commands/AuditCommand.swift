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
    subcommands: [AuditList.self, AuditShow.self, AuditVerify.self])
}

/// `daybook audit list`.
struct AuditList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what was done, newest first.",
    discussion: """
      Examples:
        daybook audit list
        daybook audit list --by ana --action operations --from 2026-09-01
        daybook audit list --limit 20 --json
      """)

  @Option(help: ArgumentHelp("Only done by that person.", valueName: "name"))
  var by: String?

  @Option(help: "Only of that kind, as the list shows it.")
  var action: String?

  @Option(help: ArgumentHelp("Only of that batch.", valueName: "number"))
  var batch: Int64?

  @Option(help: ArgumentHelp("Only done on that day or later, YYYY-MM-DD.", valueName: "date"))
  var from: CivilDate?

  @Option(help: ArgumentHelp("Only done on that day or earlier.", valueName: "date"))
  var to: CivilDate?

  @Option(help: "At most so many.")
  var limit: Int = 1_000_000

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ListAudit(limit: limit)
    (request.operator, request.action, request.batch) = (by, action, batch)
    request.days = DateRange(from: from, to: to)
    let entries = try request.run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.audit/1", "entries": JSONValue(entries, \.json)])
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

extension AuditEntry {
  /// The entry as data.
  fileprivate var json: JSONValue {
    [
      "seq": .integer(seq), "at": JSONValue(at), "user": .text(`operator`), "host": .text(host),
      "action": .text(action), "batch": JSONValue(batch), "subject": .text(subject), "hash": JSONValue(hash),
    ]
  }
}

/// `daybook audit show`.
struct AuditShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one entry with its hash, the one before it, and the batch it is about.",
    discussion: """
      Examples:
        daybook audit show 12
        daybook audit show 12 --json
      """)

  @Argument(help: ArgumentHelp("The entry's number.", valueName: "entry"))
  var entry: Int64

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let result = try ShowAudit(entry).run(in: try console.session())
    let entry = result.entry
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.audit-entry/1", "entry": entry.json, "previous": result.previous?.json ?? .null,
        "kind": JSONValue(result.batch?.kind.rawValue), "reverted_by": JSONValue(result.batch?.revertedBy),
      ])
      return .done
    }
    let batch = result.batch.map { batch in
      "batch \(batch.batch): \(batch.kind.rawValue), "
        + (batch.revertedBy.map { "reverted by \($0)" } ?? "in force") + "; 'daybook batches show \(batch.batch)'"
    }
    let lines = [
      "entry \(entry.seq): \(entry.action), \(entry.at) by \(entry.operator) on \(entry.host)",
      "about: \(entry.subject)", batch, "hash: \(entry.hash)",
      "before it: \(result.previous?.hash.description ?? "none")",
    ]
    try console.print(lines.compactMap { $0 }.map { printable($0) + "\n" }.joined())
    return .done
  }
}

/// `daybook audit verify`.
struct AuditVerify: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that no entry was changed or taken out, and that heads kept elsewhere are still in the chain.",
    discussion: """
      The chain alone shows what was changed or taken out of its middle. That its end was not cut off shows a head that was \
      written down elsewhere: keep the one it prints, or name a backup's or a report's with --head or --heads. Ends with 76 \
      when the chain is broken or a head is no longer in it.

      Examples:
        daybook audit verify
        daybook audit verify --head 26b0e2...
        daybook audit verify --heads heads-of-last-month.txt --json
      """)

  @Option(help: ArgumentHelp("The hash that once was the head. May be said several times.", valueName: "hash"))
  var head: [SHA256Digest] = []

  @Option(
    help: ArgumentHelp(
      "A file in which heads stand, for instance a report or what this command printed.", valueName: "file"))
  var heads: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let session = try console.session()
    var request = VerifyAudit()
    request.heads = head
    request.headsPath = heads
    let result = try request.run(in: session)
    let place = SourceLocation(file: session.workspace.storePath)
    let broken = result.firstBroken.map { Diagnostic(.error, .auditBroken, at: place, facts: ["seq": String($0)]) }
    let found =
      [broken].compactMap { $0 }
      + result.missing.map { Diagnostic(.error, .auditHeadMissing, at: place, facts: ["head": $0.description]) }
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.audit-check/1", "entries": .integer(result.entries), "head": JSONValue(result.head),
        "first_broken": JSONValue(result.firstBroken),
        "heads": JSONValue(result.found) { ["head": JSONValue($0.head), "seq": .integer($0.seq)] },
        "missing_heads": JSONValue(result.missing) { JSONValue($0) },
      ])
      return result.isWhole ? .done : .damaged
    }
    for diagnostic in found { console.show(diagnostic) }
    guard result.isWhole else { return .damaged }
    let kept = result.found.map { "head \($0.head) is entry \($0.seq) of it\n" }.joined()
    try console.print(
      "The audit chain is whole: \(result.entries) entries, head \(result.head?.description ?? "none")\n\(kept)")
    return .done
  }
}
