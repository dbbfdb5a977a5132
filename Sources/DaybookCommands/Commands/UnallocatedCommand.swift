import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store
import Tabular

/// `daybook costs unallocated`.
struct UnallocatedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unallocated",
    abstract: "Costs that belong to no order.",
    discussion: """
      Examples:
        daybook costs unallocated list
        daybook costs unallocated list --format csv > open.csv
        daybook costs unallocated assign --file open.csv
      """,
    subcommands: [UnallocatedList.self, UnallocatedAssign.self])
}

/// What narrows the costs of no order.
struct UnallocatedOptions: ParsableArguments {
  @Option(help: "Only of that batch.")
  var batch: Int64?

  @Option(help: "Only for that: shipping, fulfillment, payment or other.")
  var kind: CostKind?

  @Option(help: ArgumentHelp("Only of that day or later.", valueName: "date"))
  var from: CivilDate?

  @Option(help: ArgumentHelp("Only of that day or earlier.", valueName: "date"))
  var to: CivilDate?

  @Option(help: "Only with that in reference, invoice or description.")
  var text: String?

  /// The filter that the options make.
  var filter: UnallocatedFilter {
    var filter = UnallocatedFilter()
    filter.batch = batch
    filter.kind = kind
    filter.from = from
    filter.to = to
    filter.text = text
    return filter
  }
}

/// `daybook costs unallocated list`.
struct UnallocatedList: ConsoleCommand {
  /// How the list is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// For a spreadsheet: filled in, `assign --file` reads it.
    case csv
  }

  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the costs that are assigned to no order.",
    discussion: """
      Examples:
        daybook costs unallocated list --kind other --from 2026-09-01
        daybook costs unallocated list --batch 7 --format csv > open.csv
      """)

  @OptionGroup var options: UnallocatedOptions

  @Option(help: "How to write it: text or csv, whose column order_id may be filled in for assign.")
  var format: Format = .text

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let costs = try ListUnallocatedCosts(options.filter).run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.unallocated/1", "costs": JSONValue(costs, \.json)])
    } else if format == .csv {
      try UnallocatedList.write(costs, to: CSVWriter(to: console.sink, options: CSVOptions()))
    } else {
      try console.print(costs.isEmpty ? "No unallocated costs.\n" : costs.table)
    }
    return .done
  }

  private static func write(_ costs: [UnallocatedCost], to writer: CSVWriter) throws {
    let titles = ["batch", "line", "order_id", "kind", "amount", "currency", "dated", "reference", "invoice"]
    try writer.header((titles + ["description", "file"]).map { ColumnHeading($0, kind: .text) })
    for cost in costs {
      let cells = [
        String(cost.batch), String(cost.line), "", cost.kind.rawValue, cost.amount.description,
        cost.currency.description, cost.entryOn.description, cost.reference ?? "", cost.invoice ?? "",
        cost.description ?? "", cost.file ?? "",
      ]
      for (index, cell) in cells.enumerated() {
        if index == 4 { try Array(cell.utf8).withUnsafeBytes { try writer.number($0) } } else { try writer.text(cell) }
      }
      try writer.endRow()
    }
    try writer.finish()
  }
}

/// `daybook costs unallocated assign`.
struct UnallocatedAssign: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give costs of no order to orders, as one batch.",
    discussion: """
      Costs are named as BATCH:LINE, as the list shows them. All or nothing; undone by 'daybook batches revert'.

      Examples:
        daybook costs unallocated assign 7:12 1001 7:13 1002
        daybook costs unallocated assign --file open.csv --dry-run
        daybook costs unallocated assign --pattern 'order ([0-9]+)' --batch 7
        daybook costs unallocated assign --pattern '^1Z999' --order 1001
      """)

  @Argument(help: ArgumentHelp("Costs and orders in turn.", valueName: "batch:line order"))
  var pairs: [String] = []

  @Option(help: ArgumentHelp("A table with the columns batch, line and order_id.", valueName: "path"))
  var file: String?

  @Option(help: ArgumentHelp("A regular expression for the reference, invoice or description.", valueName: "regex"))
  var pattern: String?

  @Option(help: "The order for all that the pattern finds. Default: the pattern's first group.")
  var order: String?

  @OptionGroup var options: UnallocatedOptions

  @Option(help: ArgumentHelp("The day on which the costs go over. Default: each on its own.", valueName: "date"))
  var dated: CivilDate?

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = AssignCosts(try selection())
    request.datedOn = dated
    request.reason = reason
    request.isDryRun = dryRun
    return try console.report(try request.run(in: try console.session()))
  }

  private func selection() throws -> AssignCosts.Selection {
    switch (pairs.isEmpty, file, pattern) {
    case (false, nil, nil): return .pairs(try namedPairs())
    case (true, let file?, nil): return .file(file)
    case (true, nil, let pattern?): return .pattern(pattern, order: order, options.filter)
    default: throw UnallocatedAssign.wrong("say either BATCH:LINE ORDER, or --file, or --pattern")
    }
  }

  private func namedPairs() throws -> [CostAssignment.Pair] {
    guard pairs.count.isMultiple(of: 2) else { throw UnallocatedAssign.wrong("a cost has no order behind it") }
    return try stride(from: 0, to: pairs.count, by: 2).map { index in
      let parts = pairs[index].split(separator: ":").map { Int64($0) }
      guard parts.count == 2, let batch = parts[0], let line = parts[1] else {
        throw UnallocatedAssign.wrong("'\(pairs[index])' is not BATCH:LINE")
      }
      return CostAssignment.Pair(batch: batch, line: line, order: pairs[index + 1])
    }
  }

  private static func wrong(_ reason: String) -> Failure {
    Failure(
      .usage, .usage,
      facts: ["reason": reason, "help": "'daybook help costs unallocated assign' shows how it is used"])
  }
}

extension UnallocatedCost {
  fileprivate var json: JSONValue {
    [
      "batch": .integer(batch), "line": .integer(line), "kind": .text(kind.rawValue), "amount": JSONValue(amount),
      "currency": .text(currency.description), "entry_date": JSONValue(entryOn), "class": .text(self.class),
      "reference": JSONValue(reference), "invoice": JSONValue(invoice), "description": JSONValue(description),
      "file": JSONValue(file), "sheet": JSONValue(sheet),
    ]
  }
}

extension [UnallocatedCost] {
  fileprivate var table: String {
    var table = TextTable(
      ("batch:line", .left), ("cost", .left), ("amount", .right), ("", .left), ("dated", .left), ("reference", .left),
      ("description", .left), ("file", .left))
    for cost in self {
      table.add(
        "\(cost.batch):\(cost.line)", cost.kind.rawValue, cost.amount.description, cost.currency.description,
        cost.entryOn.description, cost.reference ?? cost.invoice ?? "", cost.description ?? "", cost.file ?? "")
    }
    let sums = Dictionary(grouping: self, by: \.currency).sorted { $0.key < $1.key }.map { currency, costs in
      // A sum of Int64s may not fit one.
      let sum = Amount(e4: Int64(clamping: costs.reduce(Int128(0)) { $0 + Int128($1.amount.e4) }))
      return "\(costs.count) for \(sum) \(currency)"
    }
    return table.text + "all: \(sums.joined(separator: ", "))\n"
  }
}
