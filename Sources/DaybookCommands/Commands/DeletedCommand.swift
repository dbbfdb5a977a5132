import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store
import Tabular

/// `daybook deleted`.
struct DeletedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deleted",
    abstract: "Orders that were deleted: bringing them back, or removing the persons in them for good.",
    discussion: """
      Examples:
        daybook deleted list
        daybook deleted show 1001
        daybook deleted undelete 1001
      """,
    subcommands: [DeletedList.self, DeletedShow.self, DeletedUndelete.self, DeletedPurge.self])
}

/// Which deletions are meant.
struct DeletionFilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only deleted by that batch.", valueName: "number"))
  var batch: Int64?

  @Option(
    name: [.customLong("by"), .customLong("deleted-by")],
    help: ArgumentHelp("Only deleted by that person.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("Only with that text in the reason of the deletion.", valueName: "text"))
  var because: String?

  @Option(
    name: [.customLong("from"), .customLong("since")],
    help: ArgumentHelp("Only deleted on that day or later, YYYY-MM-DD.", valueName: "date"))
  var from: CivilDate?

  @Option(help: ArgumentHelp("Only deleted on that day or earlier.", valueName: "date"))
  var to: CivilDate?

  @Option(help: ArgumentHelp("Only with at least that total.", valueName: "amount"))
  var minTotal: Amount?

  @Option(help: ArgumentHelp("Only with at most that total.", valueName: "amount"))
  var maxTotal: Amount?

  @Option(help: ArgumentHelp("Only those that may be purged in so many days; 0: now.", valueName: "days"))
  var daysLeft: Int?

  func validate() throws {
    if let daysLeft, !(0...100_000).contains(daysLeft) { throw ValidationError("--days-left is 0 to 100000.") }
  }

  /// The selection that the options make.
  var selection: ListDeletedOrders {
    var selection = ListDeletedOrders()
    selection.batch = batch
    selection.operator = by
    selection.reason = because
    selection.days = DateRange(from: from, to: to)
    (selection.leastTotal, selection.mostTotal) = (minTotal, maxTotal)
    selection.mostDaysLeft = daysLeft
    return selection
  }
}

/// `daybook deleted list`.
struct DeletedList: ConsoleCommand {
  /// How the list is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// For a spreadsheet; `undelete --ids` reads it, since ids stand in the first column.
    case csv
  }

  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List deleted orders, the last deletion first.",
    discussion: """
      Days left are those until 'deleted purge' may remove an order for good; daybook.yaml says how long orders are kept.

      Examples:
        daybook deleted list
        daybook deleted list --batch 12 --json
        daybook deleted list --by ana --from 2026-09-01
        daybook deleted list --because test --max-total 10 --format csv > old.csv
        daybook deleted list --purged
      """)

  @OptionGroup var filter: DeletionFilterOptions

  @Flag(help: "Instead: what purges left of orders.")
  var purged = false

  @Option(help: "How to write it: text or csv.")
  var format = Format.text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if purged, !filter.selection.isOpen || format != .text {
      throw ValidationError("--purged goes with no filter and no --format.")
    }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    if purged { return try console.show(try ListTombstones().run(in: try console.session())) }
    let orders = try filter.selection.run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.deleted/1", "orders": JSONValue(orders, \.json)])
    } else if format == .csv {
      try DeletedList.write(orders, to: CSVWriter(to: console.sink, options: CSVOptions()))
    } else {
      try console.print(orders.isEmpty ? "No deleted orders.\n" : DeletedList.table(orders))
    }
    return .done
  }

  private static func table(_ orders: [ListDeletedOrders.Entry]) -> String {
    var table = TextTable(
      ("order", .left), ("deleted at", .left), ("by", .left), ("batch", .right), ("stage", .left), ("total", .right),
      ("", .left), ("days left", .right), ("reason", .left))
    for entry in orders {
      let order = entry.order
      let reason = (order.reason ?? "") + (order.isIDInUse ? " (id in use again)" : "")
      table.add(
        order.orderID, order.deletedAt.description, order.operator, String(order.batch), order.stage,
        order.total.description, order.currency, String(entry.daysLeft), reason)
    }
    return table.text
  }

  private static func write(_ orders: [ListDeletedOrders.Entry], to writer: CSVWriter) throws {
    let titles = [
      "order_id", "deleted_at", "deleted_by", "batch", "stage", "total", "currency", "days_left", "id_in_use", "reason",
    ]
    try writer.header(titles.map { ColumnHeading($0, kind: .text) })
    for entry in orders {
      let order = entry.order
      for cell in [order.orderID, order.deletedAt.description, order.operator, String(order.batch), order.stage] {
        try writer.text(cell)
      }
      try Array(order.total.description.utf8).withUnsafeBytes { try writer.number($0) }
      try writer.text(order.currency)
      try Array(String(entry.daysLeft).utf8).withUnsafeBytes { try writer.number($0) }
      try writer.text(order.isIDInUse ? "yes" : "no")
      try writer.text(order.reason ?? "")
      try writer.endRow()
    }
    try writer.finish()
  }
}

/// `daybook deleted show`.
struct DeletedShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything that the store holds of a deleted order.",
    discussion: """
      Examples:
        daybook deleted show 1001
        daybook deleted show 1001 --json
      """)

  @Argument(help: ArgumentHelp("The order's id.", valueName: "order"))
  var order: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ShowOrder(order)
    request.isDeleted = true
    return try console.show(try request.run(in: try console.session()))
  }
}

/// `daybook deleted undelete`.
struct DeletedUndelete: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "undelete",
    abstract: "Bring deleted orders back, with their previous stage and all that hangs on them.",
    discussion: """
      Each order gets a result: restored, already_there, conflict (a live order has its id by now, or another batch hid \
      it since), closed (it has money in a closed month), purged or not_found. What came for it while it was hidden is shown and stays as it is.

      Examples:
        daybook deleted undelete 1001
        daybook deleted undelete --batch 12 --dry-run
        daybook deleted undelete --deleted-by ana --since 2026-09-01
        daybook deleted undelete --ids back.csv --reason "deleted by mistake"
      """)

  @Argument(help: ArgumentHelp("The orders' ids.", valueName: "order"))
  var orders: [String] = []

  @Option(
    help: ArgumentHelp("A file of ids, one a line or in the first column; - for standard input.", valueName: "file"))
  var ids: String?

  @OptionGroup var filter: DeletionFilterOptions

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = UndeleteOrders()
    request.orderIDs = orders
    request.idsPath = ids
    request.selection = filter.selection
    request.reason = reason
    request.isDryRun = dryRun
    return try console.report(try request.run(in: try console.session()), verb: "undelete")
  }
}
