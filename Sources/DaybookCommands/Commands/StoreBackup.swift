import ArgumentParser
import Daybook
import Diagnostics

/// `daybook store backup`.
struct StoreBackup: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the store as it stands, and prove the copy.",
    discussion: """
      Others may read and write meanwhile. The copy gets its name once it was found to be sound; beside it stands \
      NAME.sha256 with its digest, its last batch and the head of its audit chain ('sha256sum -c' reads it too).

      With --keep and --keep-days older backups are removed: those that neither of the two keeps, never the newest. The \
      files of archive/, mappings/ and reports/ and daybook.yaml are not in the store: copy them like any other files.

      Examples:
        daybook store backup
        daybook store backup --to /mnt/safe/daybook --keep 14 --keep-days 60
      """)

  @Option(help: ArgumentHelp("The folder. Default: backups/ in the workspace.", valueName: "folder"))
  var to: String?

  @Option(help: ArgumentHelp("Keep so many of the newest.", valueName: "count"))
  var keep: Int?

  @Option(help: ArgumentHelp("Keep those of so many days.", valueName: "days"))
  var keepDays: Int?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    for (name, value) in [("--keep", keep), ("--keep-days", keepDays)] {
      if let value, value < 1 { throw ValidationError("\(name) \(value) is less than 1") }
    }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = BackUpStore()
    request.folder = to
    request.keep = keep
    request.keepDays = keepDays
    let result = try request.run(in: try console.session())
    let label = result.label
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.backup/1", "path": .text(result.path), "bytes": .integer(label.bytes),
        "sha256": JSONValue(label.sha256), "schema_version": JSONValue(label.schema),
        "last_batch": .integer(label.lastBatch), "audit_entries": JSONValue(label.auditHead?.seq ?? 0),
        "audit_head": JSONValue(label.auditHead?.hash), "removed": JSONValue(result.removed) { .text($0) },
      ])
      return .done
    }
    var lines = [
      "\(result.path): \(label.bytes) bytes, verified", "SHA-256 \(label.sha256)",
      "up to batch \(label.lastBatch)"
        + (label.auditHead.map { "; audit chain: \($0.seq) entries, head \($0.hash)" } ?? ""),
    ]
    lines += result.removed.map { "removed \($0)" }
    lines.append("to bring it back: daybook store restore \(result.path)")
    try console.print(lines.map { printable($0) + "\n" }.joined())
    return .done
  }
}

/// `daybook store restore`.
struct StoreRestore: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Prove a backup, and put it in the place of the store.",
    discussion: """
      The backup is compared with the digest beside it and checked as 'store check' checks a store; then the present store \
      is put aside under another name, and a copy of the backup takes its place. What was done after the backup is not in \
      it: files that were imported since have to be imported again, and deliveries made since are not known any more.

      Examples:
        daybook store restore backups/daybook-20261001T021500Z.sqlite --verify
        daybook store restore backups/daybook-20261001T021500Z.sqlite --yes
      """)

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
  var file: String

  @Flag(help: "Only prove the backup; nothing is changed.")
  var verify = false

  @Flag(help: "Do it without a question.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let session = try console.session()
    let request = RestoreStore(backup: file)
    if verify { return try report(try request.verify(in: session), nil, on: console) }
    try console.confirm("replacing the store by \(file)", given: yes)
    let result = try request.run(in: session)
    return try report(result.verification, result, on: console)
  }

  private func report(
    _ found: RestoreStore.Verification, _ result: RestoreStore.Result?, on console: Console
  ) throws -> Diagnostics.ExitCode {
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.restore/1", "backup": .text(file), "sound": JSONValue(found.findings.isEmpty),
        "sha256": JSONValue(found.sha256), "labelled": JSONValue(found.isLabelled), "bytes": .integer(found.bytes),
        "last_batch": .integer(found.lastBatch), "audit_entries": JSONValue(found.auditHead?.seq ?? 0),
        "audit_head": JSONValue(found.auditHead?.hash), "restored_to": JSONValue(result?.storePath),
        "former_store": JSONValue(result?.formerPath), "former_last_batch": JSONValue(result?.formerLastBatch),
        "diagnostics": JSONValue(found.findings, \.json),
      ])
      return found.exit
    }
    for finding in found.findings { console.show(finding) }
    var lines = [
      "\(file): \(found.findings.isEmpty ? "sound" : "damaged"), \(found.bytes) bytes, up to batch \(found.lastBatch)",
      "SHA-256 \(found.sha256)"
        + (found.isLabelled ? ", as the file beside it says" : "; no file beside it says what it should be"),
    ]
    if let head = found.auditHead { lines.append("audit chain: \(head.seq) entries, head \(head.hash)") }
    if let result {
      lines.append("it is the store now: \(result.storePath)")
      if let former = result.formerPath {
        lines.append("the former store is \(former); to go back: daybook store restore \(former)")
      }
      if let last = result.formerLastBatch, last > found.lastBatch {
        lines.append("only in the former store, to be done again: batches \(found.lastBatch + 1) to \(last)")
      }
    }
    try console.print(lines.map { printable($0) + "\n" }.joined())
    return found.exit
  }
}
