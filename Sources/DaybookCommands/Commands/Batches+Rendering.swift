import Changes
import Daybook
import Model
import Store

extension BatchRecord {
  /// What people read of its state.
  var state: String { revertedBy.map { "reverted by \($0)" } ?? "in force" }

  /// The file that it read, or the batch that it is about.
  var about: String? { inputName ?? targetBatch.map { "batch \($0)" } }

  /// The batch as data.
  var json: JSONValue { .object(members) }

  fileprivate var members: [JSONValue.Member] {
    [
      .init("batch", .integer(batch)), .init("kind", .text(kind.rawValue)), .init("at", JSONValue(appliedAt)),
      .init("user", .text(`operator`)), .init("host", .text(host)), .init("version", .text(version)),
      .init("mapping", JSONValue(mapping)), .init("mapping_digest", JSONValue(mappingDigest)),
      .init("content_digest", JSONValue(contentDigest)), .init("dated", JSONValue(datedOn)),
      .init("reason", JSONValue(reason)),
      .init("rows", JSONValue(counts.rows)), .init("accepted", JSONValue(counts.accepted)),
      .init("rejected", JSONValue(counts.rejected)), .init("unchanged", JSONValue(counts.unchanged)),
      .init("unallocated", JSONValue(counts.unallocated)), .init("skipped", JSONValue(counts.skipped)),
      .init("not_costs", JSONValue(counts.notCosts)), .init("warnings", JSONValue(counts.warnings)),
      .init("target_batch", JSONValue(targetBatch)), .init("in_force", JSONValue(isInForce)),
      .init("reverted_by", JSONValue(revertedBy)), .init("input", JSONValue(inputName)),
    ]
  }
}

extension BatchTotal {
  /// `{kind, currency, before, after, change}`.
  var json: JSONValue {
    [
      "kind": .text(kind), "currency": .text(currency.description), "before": JSONValue(before),
      "after": JSONValue(after), "change": JSONValue(change),
    ]
  }

  /// What was added; beyond what an amount can hold it stands at its limit, as the sums of orders do.
  var change: Amount {
    let (change, isBeyond) = after.e4.subtractingReportingOverflow(before.e4)
    return Amount(e4: isBeyond ? (after.e4 < 0 ? .min : .max) : change)
  }
}

extension [BatchTotal] {
  /// Money before and after in a table; empty where no money moved.
  var table: String {
    var table = TextTable(
      ("money", .left), ("", .left), ("before", .right), ("after", .right), ("change", .right))
    for total in self {
      let sign = total.change.e4 > 0 ? "+" : ""
      table.add(
        total.kind, total.currency.description, total.before.description, total.after.description,
        sign + total.change.description)
    }
    return table.text
  }
}

extension ShowBatch.Result {
  /// The batch with its files and totals as data.
  var json: JSONValue {
    let read = JSONValue(inputs) {
      [
        "name": .text($0.name), "sha256": JSONValue($0.sha256), "bytes": .integer($0.bytes),
        "sheet": JSONValue($0.sheet),
        "archive": removedCopies[$0.sha256] == nil ? .text("archive/" + InputArchive.name(of: $0.sha256)) : .null,
      ]
    }
    let written = JSONValue(outputs) {
      ["path": .text($0.path), "sha256": JSONValue($0.sha256), "bytes": .integer($0.bytes), "rows": JSONValue($0.rows)]
    }
    let files: [JSONValue.Member] = [
      .init("inputs", read), .init("outputs", written), .init("totals", JSONValue(totals, \.json)),
      .init("beside", JSONValue(beside, \.json)), .init("classes", JSONValue(classes, \.json)),
      .init("controls", JSONValue(controls, \.json)), .init("purged", JSONValue(purged, \.json)),
    ]
    return .object([.init("schema", "daybook.batch/1")] + record.members + files)
  }

  /// The batch for people.
  var text: String {
    var lines = [
      "batch \(record.batch): \(record.kind.rawValue), \(record.state)",
      "at \(record.appliedAt) by \(record.operator) on \(record.host) with daybook \(record.version)",
    ]
    if let target = record.targetBatch { lines.append("about batch \(target)") }
    if let mapping = record.mapping { lines.append("mapping \(mapping)") }
    if let dated = record.datedOn { lines.append("dated \(dated)") }
    if let reason = record.reason { lines.append("because \(reason)") }
    lines.append(record.counts.text)
    for input in inputs {
      lines.append(
        "read \(input.name)\(input.sheet.map { " (sheet \($0))" } ?? ""), \(input.bytes) bytes, SHA-256 \(input.sha256)"
      )
      let name = InputArchive.name(of: input.sha256)
      lines.append(
        removedCopies[input.sha256].map { "its copy was removed by purge \($0)" } ?? "kept as archive/\(name)")
    }
    for output in outputs {
      let rows = output.rows.map { ", \($0) rows" } ?? ""
      lines.append("wrote \(output.path), \(output.bytes) bytes\(rows), SHA-256 \(output.sha256)")
    }
    return lines.map { printable($0) + "\n" }.joined() + classes.table + controls.table + totals.table + beside.table
      + purgedTable
  }

  /// What the ledger keeps for purged orders; empty where there is none.
  private var purgedTable: String {
    guard !purged.isEmpty else { return "" }
    var table = TextTable(
      ("entered for purged orders", .left), ("", .left), ("orders", .right), ("entries", .right), ("shipping", .right),
      ("fulfillment", .right), ("payment", .right), ("other", .right))
    for total in purged {
      let amounts = CostKind.allCases.map { total.amounts[$0].map { Amount(e4: $0).description } ?? "" }
      table.add(
        row: ["by batch \(total.batch)", total.currency, String(total.orders), String(total.entries)] + amounts)
    }
    return table.text
  }
}

extension PurgedTotal {
  fileprivate var json: JSONValue {
    let amounts = CostKind.allCases.map { kind in
      JSONValue.Member(kind.rawValue, JSONValue(self.amounts[kind].map(Amount.init(e4:))))
    }
    return .object(
      [
        .init("batch", .integer(batch)), .init("currency", .text(currency)), .init("orders", JSONValue(orders)),
        .init("entries", JSONValue(entries)),
      ] + amounts)
  }
}
