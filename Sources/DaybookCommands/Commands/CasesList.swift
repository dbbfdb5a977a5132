import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store
import Tabular

/// How long ago, as `3d`, `12h`, `30m` or `2w`.
struct CaseAge {
  let seconds: Int64

  init(_ text: String) throws {
    let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()), number >= 0,
      number < 1_000_000
    else { throw ValidationError("An age is a whole number of minutes, hours, days or weeks: 30m, 12h, 3d or 2w.") }
    seconds = number * unit
  }
}

/// How a list of cases is written.
enum CaseListFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case csv
}

/// `daybook cases list`.
struct CasesList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List cases: New and Reply Received first, then the one that has waited longest.",
    discussion: """
      --keyword finds words in messages, internal actions, disputes and subjects: all of them, in whatever message of the \
      case; "several in quotes" stand together, and a star at the end of a word stands for the rest of it.

      --customer-view lists cases as their customers may see them. Nothing internal is read for it nor found by it.

      Examples:
        daybook cases list --unread
        daybook cases list --status waiting --team returns --older-than 7d
        daybook cases list --waiting-on merchant --unassigned --json
        daybook cases list --keyword 'refund "bank transfer" promis*'
        daybook cases list --customer-view --customer pat@example.com
      """)

  @Option(help: "Only cases of that status: new, open, reply-received, waiting or closed.")
  var status: CaseStatus?

  @Option(help: "Only that team's.")
  var team: String?

  @Option(help: "Only that agent's.")
  var assignee: String?

  @Flag(help: "Only those that nobody has.")
  var unassigned = false

  @Option(help: "Only those of that priority.")
  var priority: String?

  @Option(help: ArgumentHelp("Only those about that order.", valueName: "order"))
  var order: String?

  @Flag(help: "Only those in which the customer wrote after the last reply.")
  var unread = false

  @Flag(help: "Only those with open disputes.")
  var disputed = false

  @Option(help: "Only those where this side has to act: merchant or customer.")
  var waitingOn: CaseParty?

  @Option(
    help: ArgumentHelp("Only those opened at least so long ago: 3d, 12h, 30m or 2w.", valueName: "age"),
    transform: CaseAge.init)
  var olderThan: CaseAge?

  @Option(help: ArgumentHelp("Only those in whose correspondence all these words are found.", valueName: "words"))
  var keyword: String?

  @Flag(help: "As customers may see them.")
  var customerView = false

  @Option(help: ArgumentHelp("With --customer-view, only of that customer.", valueName: "address"))
  var customer: String?

  @Option(help: "At most so many.")
  var limit: Int = 1_000_000

  @Option(help: "How to write it: text or csv.")
  var format = CaseListFormat.text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let isInternal =
      team != nil || assignee != nil || unassigned || priority != nil || unread || disputed || waitingOn != nil
      || olderThan != nil
    if customerView, isInternal {
      throw ValidationError("--customer-view goes with --customer, --order, --status, --keyword and --limit only.")
    }
    if !customerView, customer != nil { throw ValidationError("--customer goes with --customer-view.") }
    if limit < 0 { throw ValidationError("--limit is negative.") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let keywords = try keyword.map { try CaseKeywords.reading($0) }
    if customerView {
      var request = ListCasesForCustomer()
      request.customer = customer
      request.orderID = order
      request.status = status
      request.keywords = keywords
      request.limit = limit
      let lines = try request.run(in: try console.session())
      return try console.show(
        lines, format, titles: CustomerCorrespondence.Line.titles, cells: \.cells, json: \.json,
        schema: "daybook.cases_for_customer/1")
    }
    var filter = CaseFilter()
    filter.status = status
    filter.team = team
    filter.assignee = assignee
    filter.isUnassigned = unassigned
    filter.priority = priority
    filter.orderID = order
    filter.isUnread = unread ? true : nil
    filter.isDisputed = disputed
    filter.waitingOn = waitingOn
    filter.keywords = keywords
    filter.limit = limit
    var request = ListCases(filter)
    request.olderThanSeconds = olderThan?.seconds
    let cases = try request.run(in: try console.session())
    return try console.show(
      cases, format, titles: CaseRecord.titles, cells: \.cells, json: \.json, schema: "daybook.cases/1")
  }
}

extension Console {
  /// Shows a list of cases as JSON, CSV or a table.
  fileprivate func show<Item>(
    _ items: [Item], _ format: CaseListFormat, titles: [String], cells: (Item) -> [String], json: (Item) -> JSONValue,
    schema: String
  ) throws -> Diagnostics.ExitCode {
    if wantsJSON {
      try print(["schema": .text(schema), "cases": JSONValue(items, json)])
    } else if format == .csv {
      let writer = try CSVWriter(to: sink, options: CSVOptions())
      try writer.header(titles.map { ColumnHeading($0, kind: .text) })
      for item in items {
        for cell in cells(item) { try writer.text(cell) }
        try writer.endRow()
      }
      try writer.finish()
    } else {
      var table = TextTable(titles: titles)
      for item in items { table.add(row: cells(item)) }
      try print(items.isEmpty ? "No cases.\n" : table.text)
    }
    return .done
  }
}

extension CaseRecord {
  fileprivate static let titles = [
    "case", "status", "unread", "customer wrote", "team", "assignee", "priority", "order", "subject",
  ]

  fileprivate var cells: [String] {
    [
      id, status.rawValue, isUnread ? "unread" : "", lastCustomerMessageAt?.description ?? "", team ?? "",
      assignee ?? "", priority ?? "", orderID ?? "", subject ?? "",
    ]
  }
}

extension CustomerCorrespondence.Line {
  fileprivate static let titles = ["case", "status", "last message", "messages", "order", "subject"]

  fileprivate var cells: [String] {
    [id, status.rawValue, lastAt.description, String(messages), orderID ?? "", subject ?? ""]
  }

  fileprivate var json: JSONValue {
    [
      "case": .text(id), "status": .text(status.rawValue), "last_at": JSONValue(lastAt),
      "messages": .integer(Int64(messages)), "order": JSONValue(orderID), "subject": JSONValue(subject),
    ]
  }
}
