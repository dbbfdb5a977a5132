import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook store`.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "The store itself: what it holds, whether it is sound, backups.",
    discussion: """
      Examples:
        daybook store info
        daybook store check
        daybook store backup
      """,
    subcommands: [StoreShow.self, StoreCheck.self, StoreBackup.self, StoreRestore.self])
}

/// `daybook store info`.
struct StoreShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show where the store is and what it holds.",
    discussion: """
      Examples:
        daybook store info
        daybook store info --store shop --json
      """)

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let store = try DescribeStore().run(in: try console.session())
    let description = store.description
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.store/1", "store": .text(store.path), "bytes": .integer(store.bytes),
        "log_bytes": .integer(store.logBytes), "archive_bytes": .integer(store.archiveBytes), "zone": .text(store.zone),
        "currency": .text(store.currency.description),
        "schema_version": JSONValue(description.schema), "sqlite": .text(description.sqliteVersion),
        "tzdata": JSONValue(store.zoneDataVersion),
        "version": .text(ProgramVersion.current), "last_batch": JSONValue(description.lastBatch?.batch),
        "last_batch_at": JSONValue(description.lastBatch?.appliedAt),
        "oldest_open_batch": JSONValue(description.oldestOpenBatch?.batch), "backed_up_at": JSONValue(store.backedUpAt),
        "counts": .object(description.counts.map { JSONValue.Member($0.name, JSONValue($0.count)) }),
      ])
      return .done
    }
    var table = TextTable(("holds", .left), ("", .right))
    for (name, count) in description.counts {
      table.add(String(name.map { $0 == "_" ? " " : $0 }), ProgressBar.grouped(count))
    }
    try console.print(
      """
      store \(printable(store.path)), \(store.bytes) bytes; log \(store.logBytes) bytes, archive \(store.archiveBytes) \
      bytes
      zone \(store.zone), currency \(store.currency)
      daybook \(ProgramVersion.current), schema \(description.schema), SQLite \(description.sqliteVersion), \
      time zone data \(store.zoneDataVersion ?? "unknown")
      last batch: \(store.description.lastBatch.map { "\($0.batch), at \($0.appliedAt)" } ?? "none")
      oldest delivery that waits for its end: \(openText(store.description.oldestOpenBatch))
      last backup: \(store.backedUpAt?.description ?? "none in backups/")
      \(table.text)
      """)
    return .done
  }

  private func openText(_ batch: BatchRecord?) -> String {
    batch.map { "batch \($0.batch), at \($0.appliedAt)" } ?? "none"
  }
}

/// `daybook store check`.
struct StoreCheck: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that the store is sound: its structure, its references and its audit chain.",
    discussion: """
      Ends with 76 when something is wrong. It changes nothing. What is worth a look around the store is a warning: files that \
      a run left which died, rights that let others read, a disk that is nearly full, a clock behind what was done, nights \
      that were missed.

      Examples:
        daybook store check
        daybook store check --store shop --json
      """)

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let result = try CheckStore().run(in: try console.session())
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.check/1", "sound": JSONValue(result.findings.isEmpty),
        "checks": JSONValue(result.checks) { .text($0) }, "audit_entries": JSONValue(result.auditHead?.seq ?? 0),
        "audit_head": JSONValue(result.auditHead?.hash),
        "diagnostics": JSONValue(result.findings + result.warnings, \.json),
      ])
      return result.exit
    }
    for finding in result.findings + result.warnings { console.show(finding) }
    let verdict = result.findings.isEmpty ? "The store is sound" : "The store is damaged"
    try console.print("\(verdict): checked \(result.checks.joined(separator: ", ")).\n")
    if let head = result.auditHead { try console.print("audit chain: \(head.seq) entries, head \(head.hash)\n") }
    return result.exit
  }
}
