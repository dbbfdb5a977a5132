import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store

/// `daybook deleted purge`.
struct DeletedPurge: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Remove the persons in deleted orders for good. This cannot be undone.",
    discussion: """
      Without ids and filters: all whose time is over (daybook.yaml says how long orders are kept). Names, addresses, \
      texts, items, payments, parcels, notes and correspondence go, out of the store, its free pages, the archive, the \
      inbox and the outbox. Id, dates, total, digest and the amounts of the ledger stay, so that every sum still adds up.

      Each order gets a result: purged, already_purged, kept (its time is not over), live or not_found.

      Examples:
        daybook deleted purge --dry-run
        daybook deleted purge --yes
        daybook deleted purge 1001 --early --reason "asked by the customer" --yes
      """)

  @Argument(help: ArgumentHelp("The orders' ids.", valueName: "order"))
  var orders: [String] = []

  @Option(
    help: ArgumentHelp("A file of ids, one a line or in the first column; - for standard input.", valueName: "file"))
  var ids: String?

  @OptionGroup var filter: DeletionFilterOptions

  @Flag(help: "Also orders whose time is not over.")
  var early = false

  @Option(help: "Why; kept with the batch. Name nobody in it.")
  var reason: String?

  @Flag(help: "Only show what would go.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !orders.isEmpty || ids != nil, !filter.selection.isOpen {
      throw ValidationError("Ids and filters exclude each other.")
    }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = PurgeOrders()
    request.orderIDs = orders
    request.idsPath = ids
    request.selection = filter.selection
    request.isEarly = early
    request.reason = reason
    let session = try console.session()
    if dryRun { return try console.report(try request.check(in: session), verb: "purge") }
    if !yes {
      let planned = try request.check(in: session)
      let count = planned.results.count { $0.kind == .purged }
      if count > 0 {
        console.say(planned.text)
        try console.confirm("purging \(count) orders for good", byTyping: "purge \(count)", given: yes)
      }
    }
    let result = try request.run(in: session)
    return try console.report(result)
  }
}

extension PurgeCleaning.Result {
  /// What became of copies, as data.
  var members: [JSONValue.Member] {
    [
      .init("removed", JSONValue(removed, JSONValue.text)), .init("taken", JSONValue(taken, JSONValue.text)),
      .init("backups", JSONValue(backups, JSONValue.text)),
      .init("out_of_reach", JSONValue(outOfReach, JSONValue.text)),
    ]
  }

  /// The same for people.
  var text: String {
    var lines = removed.map { "removed \($0)" }
    lines += taken.map { "not where it was delivered to: \($0); whoever took it has it" }
    lines += outOfReach.map { "may hold them and stays: \($0)" }
    lines += backups.map { "a backup, holds them and stays: \($0)" }
    lines.append("other backups of the store and files that were imported from elsewhere are yours to remove")
    return lines.map { printable($0) + "\n" }.joined()
  }
}

extension Tombstone {
  fileprivate var json: JSONValue {
    [
      "order": .text(orderID), "deleted_batch": .integer(deletion.batch), "deleted_at": JSONValue(deletion.at),
      "deleted_by": .text(deletion.operator), "batch": .integer(purge.batch), "at": JSONValue(purge.at),
      "user": .text(purge.operator), "digest": JSONValue(digest),
    ]
  }
}

extension Console {
  fileprivate func report(_ result: PurgeOrders.Result) throws -> Diagnostics.ExitCode {
    let summary = result.orders.summary
    if wantsJSON {
      try print(result.orders.json("purge", and: (result.files ?? PurgeCleaning.Result()).members))
      return summary.exit
    }
    let exit = try report(result.orders, verb: "purge")
    if summary.batch != nil, let files = result.files { try print(files.text) }
    return exit
  }

  /// Shows what purges left.
  func show(_ tombstones: [Tombstone]) throws -> Diagnostics.ExitCode {
    if wantsJSON {
      try print(["schema": "daybook.tombstones/1", "orders": JSONValue(tombstones, \.json)])
      return .done
    }
    var table = TextTable(
      ("order", .left), ("deleted at", .left), ("by", .left), ("batch", .right), ("purged at", .left), ("by", .left),
      ("batch", .right), ("digest", .left))
    for stone in tombstones {
      table.add(
        stone.orderID, stone.deletion.at.description, stone.deletion.operator, String(stone.deletion.batch),
        stone.purge.at.description, stone.purge.operator, String(stone.purge.batch),
        stone.digest.map { String($0.description.prefix(12)) } ?? "")
    }
    try print(tombstones.isEmpty ? "No order was purged.\n" : table.text)
    return .done
  }
}
