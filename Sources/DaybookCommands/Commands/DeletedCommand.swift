import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook deleted`.
struct DeletedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deleted",
    abstract: "Orders that were deleted, and bringing them back.",
    discussion: """
      Examples:
        daybook deleted list
        daybook deleted show 1001
        daybook deleted undelete 1001
      """,
    subcommands: [DeletedList.self, DeletedShow.self, DeletedUndelete.self])
}

/// Which deletions are meant.
struct DeletionFilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only deleted by that batch.", valueName: "number"))
  var batch: Int64?

  @Option(help: ArgumentHelp("Only deleted by that person.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("Only deleted on that day or later, YYYY-MM-DD.", valueName: "date"))
  var from: CivilDate?

  @Option(help: ArgumentHelp("Only deleted on that day or earlier.", valueName: "date"))
  var to: CivilDate?

  /// The selection that the options make.
  var selection: ListDeletedOrders {
    var selection = ListDeletedOrders()
    selection.batch = batch
    selection.operator = by
    selection.days = DateRange(from: from, to: to)
    return selection
  }
}

/// `daybook deleted list`.
struct DeletedList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List deleted orders, the last deletion first.",
    discussion: """
      Examples:
        daybook deleted list
        daybook deleted list --batch 12 --json
        daybook deleted list --by ana --from 2026-09-01
      """)

  @OptionGroup var filter: DeletionFilterOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let orders = try filter.selection.run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.deleted/1", "orders": JSONValue(orders, \.json)])
      return .done
    }
    var table = TextTable(
      ("order", .left), ("deleted at", .left), ("by", .left), ("batch", .right), ("stage", .left), ("total", .right),
      ("", .left), ("reason", .left))
    for order in orders {
      let reason = (order.reason ?? "") + (order.isIDInUse ? " (id in use again)" : "")
      table.add(
        order.orderID, order.deletedAt.description, order.operator, String(order.batch), order.stage,
        order.total.description, order.currency, reason)
    }
    try console.print(orders.isEmpty ? "No deleted orders.\n" : table.text)
    return .done
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
      Each order gets a result: restored, already_there, conflict (a live order has its id by now) or not_found.

      Examples:
        daybook deleted undelete 1001
        daybook deleted undelete --batch 12 --dry-run
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
