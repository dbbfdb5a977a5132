import Daybook
import Diagnostics
import Model

extension CostSheetOptions {
  /// Checks or applies the file, shows what it does, and where a report was asked for its main figures too.
  func run(isApplying: Bool, inbox: String? = nil, on console: Console) throws -> Diagnostics.ExitCode {
    let source = try ImportSource(file: file, inbox: inbox)
    guard case .file(let path) = source else {
      guard output == nil, rejects == nil else {
        throw Failure(
          .usage, .usage,
          facts: [
            "reason": "--output and --rejects name one file, an inbox holds several",
            "help": "the inbox writes reports and rejects beside each file in done/",
          ])
      }
      return try console.takeIn(source) { path, target, session in
        var request = try request(path)
        request.file.target = target
        return try request.run(in: session)
      }
    }
    let (summary, effects) = try request(path).result(in: try console.session(), isApplying: isApplying)
    let exit = try console.report(summary)
    if let effects, let output, !console.wantsJSON { try console.print(effects.text(in: output)) }
    return exit
  }
}

extension CostEffects {
  /// The main figures of the report for people.
  fileprivate func text(in path: String) -> String {
    var months = TextTable(
      ("month", .left), ("line", .left), ("cost", .left), ("", .left), ("amounts", .right), ("change", .right))
    for (key, value) in self.months.sorted(by: { $0.key < $1.key }) {
      months.add(
        String(key.month.description.dropLast(3)), key.line?.shown ?? "orders", key.kind.rawValue,
        key.currency.description, String(value.rows),
        (value.change > 0 ? "+" : "") + Amount(e4: value.change).description)
    }
    func table(_ title: String, _ changes: [OrderChange]) -> String {
      guard !changes.isEmpty else { return "" }
      var table = TextTable(
        (title, .left), ("change", .right), ("", .left), ("profit", .right), ("then", .right), ("rows", .left))
      for change in changes {
        table.add(
          change.orderID, Amount(e4: change.change).description, change.currency.description,
          change.profitBefore.map { Amount(e4: $0).description } ?? "unknown",
          change.profitAfter.map { Amount(e4: $0).description } ?? "unknown",
          change.lines.map(String.init).joined(separator: ", "))
      }
      return "\n" + table.text
    }
    let unknown = unknownProfits > 0 ? ", without a known profit \(unknownProfits)" : ""
    return "\norders that change \(changedOrders), of them to a loss \(lossCount)\(unknown)\n" + months.text
      + table("largest changes", largest) + table("turns negative", Array(losses.prefix(10)))
      + "\nthe report is in \(printable(path))\n"
  }
}
