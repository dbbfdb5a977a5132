import Changes
import Diagnostics
import Model
import Reporting
public import Store
import Tabular

/// The page that an accountant signs: what a cost file would change, or did.
struct CostCheckReport {
  let summary: ChangeSummary
  let effects: CostEffects
  let mappingDigest: SHA256Digest
  let zone: TimeZoneRules
  /// The last batch before the file, and when it was applied.
  let asOf: (batch: Int64, appliedAt: Instant)?

  var document: ReportDocument {
    get throws {
      var document = try ReportDocument(
        name: "costs-check", title: title, sections: [money, changes] + classes + [findings])
      document.facts = facts
      document.signatures = ["Prepared by", "Approved by"]
      document.signed = summary.inputs.first.map { "\(title), \(outcome). SHA-256 of the file: \($0.sha256)" }
      return document
    }
  }

  private var title: String {
    let file = summary.inputs.first?.name.split(separator: "/").last.map(String.init) ?? "Costs"
    return "Costs in \(file)"
  }

  private var outcome: String {
    switch summary.outcome {
    case .applied: summary.batch.map { "applied as batch \($0)" } ?? "applied: nothing was to be changed"
    case .checked where summary.counts.rejected > 0: "can be applied without the rejected rows"
    case .checked: "can be applied as it is"
    case .rejected: "rejected: nothing of it is applied"
    case .repeated: "a repeat: nothing of it is applied"
    }
  }

  private var facts: [ReportDocument.Fact] {
    let input = summary.inputs.first
    return [
      .init("outcome", "Outcome", .text(outcome)), .init("file", "File", .text(orNone: input?.name)),
      .init("sheet", "Sheet", .text(orNone: input?.sheet)), .init("bytes", "Bytes", .count(Int(input?.bytes ?? 0))),
      .init("rows", "Rows", .count(summary.counts.rows)),
      .init("accepted", "Accepted", .count(summary.counts.accepted)),
      .init("rejected", "Rejected", .count(summary.counts.rejected)),
      .init("unchanged", "Without effect", .count(summary.counts.unchanged)),
      .init("mapping", "Mapping", .text(orNone: summary.mapping)), .init("zone", "Days of", .text(zone.identifier)),
      .init("dated", "Rows without a day are of", .date(effects.day)),
      .init("as_of", "Store as of", .instant(orNone: asOf?.appliedAt)),
      .init("as_of_batch", "Last batch before it", asOf.map { .count(Int($0.batch)) } ?? .none),
      .init("sha256", "SHA-256 of the file", .text(orNone: input?.sha256.description)),
      .init("mapping_sha256", "SHA-256 of the mapping", .text(mappingDigest.description)),
    ].filter { $0.value != .none }
  }

  private var isRefused: Bool { summary.outcome == .rejected || summary.outcome == .repeated }

  private var money: ReportDocument.Section {
    get throws {
      var section = ReportDocument.Section(
        id: "money", title: "What changes in money",
        note: (isRefused ? "Nothing of the file is applied. What its good rows alone would change stands below. " : "")
          + "Over the orders that the file touches. Unknown counts as nothing here; a month is that of the entries. "
          + "Costs of no order, and those that are not in their order's currency, stand beside the costs of orders.")
      section.cards = try cards()
      var totals = ReportTable(
        id: "totals", caption: "By cost and currency",
        columns: [
          .init("cost", "Cost"), .init("currency", "Currency"), .init("before", "Before"), .init("after", "After"),
          .init("change", "Change"),
        ])
      for total in try moneyTotals() {
        totals.add([
          .text(total.kind), .text(total.currency.description), .amount(total.before), .amount(total.after),
          .change(Amount(e4: total.after.e4 - total.before.e4)),
        ])
      }
      for total in try currencyTotals() {
        totals.addTotal([
          .text("all costs"), .text(total.currency.description), .amount(Amount(e4: total.before)),
          .amount(Amount(e4: total.after)), .change(Amount(e4: total.after - total.before)),
        ])
      }
      section.tables = [totals] + (try besideTable()) + [months]
      return section
    }
  }

  private func cards() throws -> [ReportDocument.Card] {
    let losses = ReportValue.count(effects.lossCount).shown + " of them turn to a loss"
    let unknown = ReportValue.count(effects.unknownProfits).shown + " have no known profit"
    return try currencyTotals().map { total in
      let beside: ReportValue = .change(Amount(e4: total.beside))
      return ReportDocument.Card(
        "Change in \(total.currency)", .change(Amount(e4: total.after - total.before)),
        details: [
          "\(ReportValue.amount(Amount(e4: total.before)).shown) before",
          "\(ReportValue.amount(Amount(e4: total.after)).shown) after",
        ] + (total.beside == 0 ? [] : ["and \(beside.shown) beside the costs of orders"]))
    } + [
      ReportDocument.Card(
        "Orders that change", .count(effects.changedOrders),
        details: [losses] + (effects.unknownProfits > 0 ? [unknown] : []),
        tone: effects.lossCount > 0 ? .fair : .neutral)
    ]
  }

  /// With the change of orders' costs it is all that the file brings.
  private func besideTable() throws -> [ReportTable] {
    let lines = try effects.beside()
    guard !lines.isEmpty else { return [] }
    var table = ReportTable(
      id: "beside", caption: "Beside the costs of orders",
      columns: [
        .init("line", "Line"), .init("cost", "Cost"), .init("currency", "Currency"), .init("rows", "Amounts"),
        .init("change", "Change"),
      ])
    for line in lines {
      table.add([
        .text(line.line.shown), .text(line.kind.rawValue), .text(line.currency.description), .count(line.rows),
        .change(line.change),
      ])
    }
    for total in try currencyTotals() {
      table.addTotal([
        .text("with the costs of orders"), .none, .text(total.currency.description), .none,
        .change(Amount(e4: total.after - total.before &+ total.beside)),
      ])
    }
    return [table]
  }

  private var months: ReportTable {
    var months = ReportTable(
      id: "months", caption: "By month",
      columns: [
        .init("month", "Month"), .init("line", "Line"), .init("cost", "Cost"), .init("currency", "Currency"),
        .init("rows", "Amounts"), .init("change", "Change"),
      ])
    for (key, value) in effects.months.sorted(by: { $0.key < $1.key }) {
      months.add([
        .text(String(key.month.description.dropLast(3))), .text(key.line?.shown ?? "orders"), .text(key.kind.rawValue),
        .text(key.currency.description), .count(value.rows), .change(Amount(e4: value.change)),
      ])
    }
    return months
  }

  /// The totals of the summary, which has none of a file that is refused.
  private func moneyTotals() throws -> [BatchTotal] {
    guard summary.totals.isEmpty else { return summary.totals }
    let sorted = effects.totals.sorted { ($0.key.kind.index, $0.key.currency) < ($1.key.kind.index, $1.key.currency) }
    return try sorted.map { total, sums in
      let what = "the sum of \(total.kind.rawValue) costs in \(total.currency)"
      return BatchTotal(
        kind: total.kind.rawValue, currency: total.currency, before: try sums.before.amount(of: what),
        after: try sums.after.amount(of: what))
    }
  }

  private func currencyTotals() throws -> [(currency: Currency, before: Int64, after: Int64, beside: Int64)] {
    var sums: [Currency: (before: MoneySum, after: MoneySum, beside: MoneySum)] = [:]
    for total in try moneyTotals() {
      sums[total.currency, default: (MoneySum(), MoneySum(), MoneySum())].before.add(total.before.e4)
      sums[total.currency, default: (MoneySum(), MoneySum(), MoneySum())].after.add(total.after.e4)
    }
    for total in try effects.beside() {
      sums[total.currency, default: (MoneySum(), MoneySum(), MoneySum())].beside.add(total.change.e4)
    }
    return try sums.sorted { $0.key < $1.key }.map { currency, sum in
      let what = "the sum of all costs in \(currency)"
      return (
        currency, try sum.before.amount(of: what).e4, try sum.after.amount(of: what).e4,
        try sum.beside.amount(of: what).e4
      )
    }
  }

  private var changes: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "changes", title: "Orders to look at",
      note: """
        Rows are those of the file: daybook cat shows them. daybook costs explain ORDER lists what stands for an order now.
        """)
    section.tables = [
      orders("largest", "The ten largest changes", effects.largest),
      orders("losses", lossCaption, effects.losses),
    ]
    return section
  }

  private var lossCaption: String {
    let (count, shown) = (effects.lossCount, effects.losses.count)
    return "Orders whose profit turns negative" + (count > shown ? ": the first \(shown) of \(count)" : "")
  }

  private func orders(_ id: String, _ caption: String, _ changes: [CostEffects.OrderChange]) -> ReportTable {
    var table = ReportTable(
      id: id, caption: caption,
      columns: [
        .init("order", "Order", .identifier), .init("currency", "Currency"), .init("costs", "Costs: before to after"),
        .init("change", "Change"), .init("profit_before", "Profit before"), .init("profit_after", "Profit after"),
        .init("rows", "Rows of the file"),
      ])
    for change in changes {
      table.add([
        .text(change.orderID), .text(change.currency.description), .text(CostCheckReport.costs(of: change)),
        .change(Amount(e4: change.change)), .amount(orNone: change.profitBefore), .amount(orNone: change.profitAfter),
        .text(change.lines.map(String.init).joined(separator: ", ")),
      ])
    }
    return table
  }

  /// `shipping 5.00 to 7.50; payment unknown to 1.20`.
  static func costs(of change: CostEffects.OrderChange) -> String {
    func shown(_ value: Int64?) -> String { value.map { Amount(e4: $0).description } ?? "unknown" }
    return CostKind.allCases.filter { change.before[$0] != change.after[$0] }
      .map { "\($0.rawValue) \(shown(change.before[$0])) to \(shown(change.after[$0]))" }.joined(separator: "; ")
  }

  /// A plain sheet has neither: all its rows are costs of orders.
  private var classes: [ReportDocument.Section] {
    if summary.classes.isEmpty, summary.controls.isEmpty { return [] }
    var section = ReportDocument.Section(
      id: "classes", title: "Classes of rows and control totals",
      note: "The classes together are the file. What a file states of itself must be what its rows add up to."
        + (summary.controls.isEmpty ? " This one states no totals." : ""))
    var table = ReportTable(
      id: "classes", caption: "Rows by class",
      columns: [
        .init("class", "Class"), .init("currency", "Currency"), .init("rows", "Rows"), .init("sum", "Sum"),
        .init("costs", "Costs in it"),
      ])
    for total in summary.classes {
      table.add([
        .text(total.class.rawValue), .text(total.currency.description), .count(total.rows), .amount(total.sum),
        .amount(orNone: total.costs?.e4),
      ])
    }
    for total in summary.classes.byCurrency {
      table.addTotal([
        .text("all"), .text(total.currency.description), .count(total.rows), .amount(total.sum),
        .amount(orNone: total.costs?.e4),
      ])
    }
    var controls = ReportTable(
      id: "controls", caption: "Control totals",
      columns: [
        .init("control", "Control"), .init("currency", "Currency"), .init("stated", "Stated"), .init("found", "Found"),
        .init("difference", "Difference"),
      ])
    for control in summary.controls {
      controls.add([
        .text(control.name), .text(orNone: control.currency?.description), .amount(control.stated),
        .amount(control.found), .change(Amount(e4: control.found.e4 &- control.stated.e4)),
      ])
    }
    section.tables = [table] + (summary.controls.isEmpty ? [] : [controls])
    return [section]
  }

  private var findings: ReportDocument.Section {
    var section = ReportDocument.Section(id: "findings", title: "What was found in the file")
    var table = ReportTable(
      id: "findings", caption: "Errors and warnings by kind",
      columns: [
        .init("severity", "Severity"), .init("code", "Code"), .init("count", "Count"), .init("place", "Row"),
        .init("example", "First examples"), .init("hint", "What to do"),
      ])
    var counts: [DiagnosticCode: Int] = [:]
    for diagnostic in summary.diagnostics { counts[diagnostic.code, default: 0] += 1 }
    for (code, count) in summary.leftOut { counts[code, default: 0] += count }
    let groups = Dictionary(grouping: summary.diagnostics, by: \.code).sorted {
      ($0.value[0].severity == .error ? 0 : 1, $0.key.name) < ($1.value[0].severity == .error ? 0 : 1, $1.key.name)
    }
    for (code, examples) in groups {
      for (index, example) in examples.prefix(3).enumerated() {
        table.add([
          .text(example.severity.rawValue), .text(code.name), index == 0 ? .count(counts[code] ?? 0) : .none,
          example.location.line.map { .text(String($0)) } ?? .none, .text(example.message),
          index == 0 ? .text(orNone: example.hint) : .none,
        ])
      }
    }
    section.tables = [table]
    return section
  }
}

extension BesideLine {
  /// What people read of it.
  public var shown: String {
    switch self {
    case .unallocated: "unallocated"
    case .otherCurrency: "in another currency"
    }
  }
}
