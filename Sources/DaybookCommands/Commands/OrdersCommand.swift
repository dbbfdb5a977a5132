import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook orders`.
struct OrdersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders",
    abstract: "Orders: in, out of sight, and what there is of them.",
    discussion: """
      Examples:
        daybook orders import orders.csv
        daybook orders list --stage "Shipping Department"
        daybook orders stages
        daybook orders show 1001
        daybook orders history 1001
        daybook orders operate samples/tracking.csv --dry-run
        daybook orders export --mapping accounting-items -o items.csv
        daybook orders delete 1001 --reason "placed twice"
      """,
    subcommands: [
      OrdersImport.self, OrdersList.self, OrdersStages.self, OrdersShow.self, OrdersHistory.self, OrdersOperate.self,
      OrdersChargebacks.self, OrdersExport.self, OrdersDelete.self,
    ])
}

/// `daybook orders import`.
struct OrdersImport: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import orders from CSV, XLSX, XML or JSON Lines.",
    discussion: """
      Orders are told apart by their ids: one with the same content is unchanged, one with another content is updated. \
      A file may be imported again and again; where nothing is new or changed there is no batch. Deleted orders are \
      skipped. Without --mapping the file is recognised by its header, its record or its keys.

      In the counts, rows are rows of the file; accepted, rejected and unchanged are orders.

      Examples:
        daybook orders import samples/orders.csv
        daybook orders import orders.xml.gz --dry-run
        daybook orders import export.csv --mapping shopify --accept-valid --json
        daybook orders import --inbox shop/inbox/orders
      """)

  @Argument(help: ArgumentHelp("The file, also in gzip; - for standard input.", valueName: "file"))
  var file: String?

  @Option(help: "The import mapping: its name or path. Default: recognised by what stands in the file.")
  var mapping: String?

  @Flag(help: "Apply the good orders, and write the others to a rejects file; otherwise one error rejects the file.")
  var acceptValid = false

  @Option(
    help: ArgumentHelp("Where rejected orders go. Default: FILE.rejects and the format's ending.", valueName: "path"))
  var rejects: String?

  @Flag(help: "Make new orders of ids that were deleted, instead of skipping them.")
  var reuseDeleted = false

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "Instead of a file: take every file of this folder once and move it to done/ or rejected/ in it.",
      valueName: "folder"))
  var inbox: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let options = try reading.options()
    if rejects != nil, inbox != nil {
      throw Failure(
        .usage, .usage,
        facts: [
          "reason": "--rejects names one file, an inbox holds several",
          "help": "the inbox writes rejects beside each file in done/",
        ])
    }
    // A dry run takes nothing: only a file can be looked at.
    return try console.takeIn(ImportSource(file: file, inbox: dryRun ? nil : inbox)) { path, target, session in
      var source = FileImport(path: path)
      source.rejectsPath = rejects
      source.target = target
      source.mapping = mapping
      source.options = options
      var request = ImportOrders(source)
      request.acceptValid = acceptValid
      request.reuseDeleted = reuseDeleted
      request.isDryRun = dryRun
      request.reason = reason
      return try request.run(in: session)
    }
  }
}

/// `daybook orders list`.
struct OrdersList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List live orders, the newest first.",
    discussion: """
      Everything that is said must hold. --where takes the words of an export's where: ('daybook mapping docs' lists them); \
      --search looks into ids, e-mail addresses, names, telephone numbers, references and tracking numbers. With --unread or \
      --with-messages the order whose customer wrote last comes first.

      Examples:
        daybook orders list --unread
        daybook orders list --limit 20 --column paid_at --column affiliate_id --sort -total
        daybook orders list --search 1Z999AA10123456784
        daybook orders list --where 'shipping_country: DE, total: {min: 100}' --tag vip
        daybook orders list --stage Hold --from 2026-09-01 --to 2026-09-30 --json
      """)

  @OptionGroup(title: "Filters") var filters: OrderFilterOptions

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only orders of which that holds; several of them hold together.", valueName: "conditions"))
  var conditions: [String] = []

  @Option(help: ArgumentHelp("Only orders in which this text stands, letter case aside.", valueName: "text"))
  var search: String?

  @Flag(help: "Only those with a case in which the customer wrote after the last reply.")
  var unread = false

  @Flag(help: "Only those about which somebody wrote.")
  var withMessages = false

  @Flag(help: "Only those with an open dispute in a case.")
  var openDispute = false

  @Option(help: ArgumentHelp("Show that field too. May be said several times.", valueName: "field"))
  var column: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Sort by that field, with - in front the greatest first. May be said several times."))
  var sort: [String] = []

  @Option(help: "At most so many.")
  var limit = 1_000_000

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ListOrders(limit: limit)
    request.filter = filters.filter(conditions, option: "--where")
    request.search = search
    request.correspondence = unread ? .unread : withMessages ? .any : nil
    request.hasOpenDispute = openDispute
    request.columns = column
    request.sort = sort
    let orders = try request.run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.orders/1", "orders": JSONValue(orders) { $0.json(column) }])
      return .done
    }
    var table = TextTable(
      ("order", .left), ("made at", .left), ("stage", .left), ("total", .right), ("", .left), ("email", .left))
    if request.correspondence != nil { table.add(columns: ("messages", .right), ("unread cases", .right)) }
    for name in column { table.add(columns: (name, .left)) }
    for order in orders {
      let written = order.correspondence.map { [String($0.messages), String($0.unreadCases)] } ?? []
      table.add(
        row: [
          order.orderID, order.createdAt.description, order.stage, order.total.description, order.currency,
          order.email ?? "",
        ] + written + order.fields.map { $0 ?? "" })
    }
    try console.print(orders.isEmpty ? "No orders.\n" : table.text)
    return .done
  }
}

/// `daybook orders show`.
struct OrdersShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything that the store holds of an order.",
    discussion: """
      Items, payments, parcels, stages, costs, chargebacks, notes and cases. With --format html it is one page that prints \
      well, without scripts and with nothing from elsewhere.

      Examples:
        daybook orders show 1001
        daybook orders show 1001 --json
        daybook orders show 1001 --format html -o 1001.html
      """)

  @Argument(help: ArgumentHelp("The order's id.", valueName: "order"))
  var order: String

  @OptionGroup var page: PageOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let session = try console.session()
    let result = try ShowOrder(order).run(in: session)
    guard page.format == .html else { return try console.show(result) }
    try PrintPage(result.document, path: page.output ?? "-").run(in: session, to: console.sink)
    return .done
  }
}

/// `daybook orders delete`.
struct OrdersDelete: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Hide orders with everything that hangs on them; 'deleted undelete' brings them back.",
    discussion: """
      --where takes the words of an export's where: ('daybook mapping docs' lists them). --dry-run shows what would go, \
      with everything that hangs on it and its money.

      Examples:
        daybook orders delete 1001 1002 --reason "placed twice"
        daybook orders delete --ids wrong.csv --reason "test data" --dry-run
        daybook orders delete --where 'stage: Rejected, created_at: {before: 2025-01-01}' --reason "old and rejected"
        daybook orders delete --where 'is_test: yes' --where 'total: {below: 5}' --reason "test data"
      """)

  @Argument(help: ArgumentHelp("The orders' ids.", valueName: "order"))
  var orders: [String] = []

  @Option(
    help: ArgumentHelp("A file of ids, one a line or in the first column; - for standard input.", valueName: "file"))
  var ids: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Instead of ids: all orders of which that holds; several of them hold together.", valueName: "conditions"))
  var conditions: [String] = []

  @Option(help: "Why; kept with the batch.")
  var reason: String

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if orders.isEmpty, ids == nil, conditions.isEmpty {
      throw ValidationError("Name the orders, or a file of them with --ids, or what holds of them with --where.")
    }
    if !conditions.isEmpty, !orders.isEmpty || ids != nil {
      throw ValidationError("Ids and --where exclude each other.")
    }
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason says nothing.") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = DeleteOrders(orders, reason: reason)
    request.idsPath = ids
    request.conditions = conditions
    request.isDryRun = dryRun
    return try console.report(try request.run(in: try console.session()), verb: "delete")
  }
}
