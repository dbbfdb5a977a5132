import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook orders stages`.
struct OrdersStages: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "The board: how many orders are where in their life, what they come to, how old they are.",
    discussion: """
      Every stage has a line; so have orders that a subscription made, and chargebacks whose outcome is open. Ages are whole \
      days since the order was made, of chargebacks since they were opened.

      Examples:
        daybook orders stages
        daybook orders stages --json
      """)

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let lines = try ShowOrderBoard().run(in: try console.session())
    if console.wantsJSON {
      let list = JSONValue(lines) { line in
        let money = JSONValue(line.orders.money) {
          ["currency": .text($0.currency.description), "amount": JSONValue($0.amount)]
        }
        return [
          "name": .text(line.orders.name), "count": JSONValue(line.orders.count), "money": money,
          "oldest_at": JSONValue(line.orders.oldestAt), "oldest_days": JSONValue(line.oldestDays),
          "median_days": JSONValue(line.medianDays),
        ]
      }
      try console.print(["schema": "daybook.board/1", "lines": list])
      return .done
    }
    var table = TextTable(
      ("stage", .left), ("orders", .right), ("money", .right), ("", .left), ("oldest days", .right),
      ("median days", .right))
    for line in lines {
      let money = line.orders.money.map { ($0.amount.description, $0.currency.description) }
      let first = money.first ?? ("", "")
      table.add(
        line.orders.name, String(line.orders.count), first.0, first.1, line.oldestDays.map(String.init) ?? "",
        line.medianDays.map(String.init) ?? "")
      for more in money.dropFirst() { table.add("", "", more.0, more.1, "", "") }
    }
    try console.print(table.text)
    return .done
  }
}

/// `daybook orders history`.
struct OrdersHistory: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Everything that ever happened to an order, with batch and who.",
    discussion: """
      Imports, operations, deletions, costs, notes, chargebacks, cases and deliveries, batch by batch; also what was taken \
      back since. Of a changed field it shows what stood before.

      Examples:
        daybook orders history 1001
        daybook orders history 1001 --json
      """)

  @Argument(help: ArgumentHelp("The order's id; live or deleted.", valueName: "order"))
  var order: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let entries = try ShowOrderHistory(order).run(in: try console.session())
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.order-history/1", "order": .text(order), "batches": JSONValue(entries, \.json),
      ])
    } else {
      try console.print(entries.map(\.text).joined())
    }
    return .done
  }
}

/// `daybook orders chargebacks`.
struct OrdersChargebacks: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "chargebacks",
    abstract: "List chargebacks of live orders, those that are due first at the top.",
    discussion: """
      They come in with 'orders operate' (docs/orders.md).

      Examples:
        daybook orders chargebacks --pending
        daybook orders chargebacks --due-to 2026-10-07 --state open
      """)

  @Option(help: "Only in that state: open, answered, won, lost or withdrawn.")
  var state: ChargebackState?

  @Flag(help: "Only those whose outcome is open: open and answered ones.")
  var pending = false

  @Option(help: ArgumentHelp("Only due on that day or later, YYYY-MM-DD.", valueName: "date"))
  var dueFrom: CivilDate?

  @Option(help: ArgumentHelp("Only due on that day or earlier.", valueName: "date"))
  var dueTo: CivilDate?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ListChargebacks()
    request.state = state
    request.isPending = pending
    request.due = DateRange(from: dueFrom, to: dueTo)
    let entries = try request.run(in: try console.session())
    if console.wantsJSON {
      let list = JSONValue(entries) { entry -> JSONValue in
        [
          "order": .text(entry.orderID), "chargeback": entry.chargeback.json, "days_left": JSONValue(entry.daysLeft),
        ]
      }
      try console.print(["schema": "daybook.chargebacks/1", "chargebacks": list])
      return .done
    }
    var table = TextTable(
      ("order", .left), ("reference", .left), ("amount", .right), ("", .left), ("due on", .left),
      ("days left", .right), ("state", .left), ("reason", .left))
    for entry in entries {
      let chargeback = entry.chargeback
      table.add(
        entry.orderID, chargeback.reference ?? "", chargeback.amount.description, chargeback.currency,
        chargeback.dueOn?.description ?? "", entry.daysLeft.map(String.init) ?? "", chargeback.state.rawValue,
        chargeback.reason ?? "")
    }
    try console.print(entries.isEmpty ? "No chargebacks.\n" : table.text)
    return .done
  }
}
