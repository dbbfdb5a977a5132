import Model
public import Tabular

/// Writes a first mapping for a cost source from a sample of it: what stands in the header, and how amounts and days are
/// written. A person looks it over; comments say what to look at.
public struct CostGuess {
  /// The mapping, as YAML.
  public let yaml: String

  private static let mostRows = 500

  /// Guesses from the first rows of a file. Fails with `rejected` where it has no header that could be one.
  public init(_ file: InputFile, name: String, options: ReadOptions) throws {
    let sample = try GuessedSheet(file, options: options, mostRows: CostGuess.mostRows)
    yaml = CostGuess.text(sample, name: name)
  }

  private static func text(_ sheet: GuessedSheet, name: String) -> String {
    let roles = GuessedRoles(sheet)
    var lines = [
      "# A first mapping, guessed from the first \(sheet.rows) rows of \(sheet.file). Look over what it says, try it with",
      "# 'daybook mapping preview', and see docs/mappings-costs.md for what else may be said.", "kind: costs",
      "name: \(quoted(name))",
    ]
    lines.append("recognised_by: [\(roles.recognised.map { quoted($0.title) }.joined(separator: ", "))]")
    if let delimiter = sheet.delimiter { lines.append("file: {delimiter: \(delimiter)}") }
    lines += numberLines(roles)
    lines += joinLines(roles)
    if let currency = roles.currency {
      lines.append("currency: \(quoted(currency.title))")
    } else {
      lines.append("# No column names a currency: amounts are in that of the order. Else: currency: {constant: EUR}")
    }
    lines += dateLine(roles)
    if let reference = roles.reference {
      lines.append("reference: \(quoted(reference.title))   # a row of the same reference is a repeat")
    }
    lines.append("amounts:")
    for (column, kind) in roles.amounts {
      let sign = column.isMostlyNegative ? ", negate: true" : ""
      lines.append("  - {kind: \(kind.rawValue), from: \(quoted(column.title))\(sign)}")
    }
    if roles.amounts.isEmpty { lines += openAmountLines(roles) }
    lines += rowLines(roles)
    lines.append("on_unmatched: error   # or unallocated: keep costs whose order is not found")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Numbers stand somewhere, but no title speaks of a cost.
  private static func openAmountLines(_ roles: GuessedRoles) -> [String] {
    guard let column = roles.numbers.first else {
      return ["  # No column holds amounts. Name yours:", "  - {kind: other, from: Cost}"]
    }
    let titles = printableComment(roles.numbers.map { quoted($0.title) }.joined(separator: ", "))
    return [
      "  # No title speaks of a cost. Amounts stand in \(titles): name the right one, and its kind.",
      "  - {kind: other, from: \(quoted(column.title))}",
    ]
  }

  private static func numberLines(_ roles: GuessedRoles) -> [String] {
    var lines: [String] = []
    if roles.hasCommas || roles.isGrouped { lines.append("decimal_mark: \"\(roles.hasCommas ? "," : ".")\"") }
    if roles.isGrouped { lines.append("grouping: \"\(roles.hasCommas ? "." : ",")\"") }
    if !roles.symbols.isEmpty {
      lines.append("symbols: [\(roles.symbols.sorted().map(quoted).joined(separator: ", "))]")
    }
    return lines
  }

  private static func joinLines(_ roles: GuessedRoles) -> [String] {
    var lines = ["join:"]
    if let order = roles.order {
      let isMarked = order.texts.contains { $0.hasPrefix("#") }
      lines.append(
        isMarked
          ? "  - order_id: {from: \(quoted(order.title)), strip: \"#\"}" : "  - order_id: \(quoted(order.title))")
    }
    if let payment = roles.payment { lines.append("  - payment: \(quoted(payment.title))") }
    if let tracking = roles.tracking { lines.append("  - tracking: \(quoted(tracking.title))") }
    if lines.count == 1 {
      lines.append("  # No column looks like an order's id, a transaction or a tracking number. Name yours:")
      lines.append("  - order_id: Order ID")
    }
    return lines
  }

  private static func dateLine(_ roles: GuessedRoles) -> [String] {
    guard let date = roles.date else { return [] }
    let forms = date.dateForms
    let either = [["d/M/yyyy", "M/d/yyyy"], ["d/M/yyyy HH:mm:ss", "M/d/yyyy HH:mm:ss"]].first {
      $0.allSatisfy(forms.contains)
    }
    if let either {
      return [
        "# Day and month may be either way round: name only the right form, as dates: [...].",
        "date: {from: \(quoted(date.title)), either: [\(either.map(quoted).joined(separator: ", "))]}",
      ]
    }
    guard let form = forms.first, form != "iso" else { return ["date: \(quoted(date.title))"] }
    return ["date: {from: \(quoted(date.title)), dates: [\(quoted(form))]}"]
  }

  private static func rowLines(_ roles: GuessedRoles) -> [String] {
    guard let type = roles.type else { return ["rows:", "  - otherwise: order_cost"] }
    let values = type.texts.sorted().prefix(20).map(quoted).joined(separator: ", ")
    return [
      "# Say which rows are sales, payouts or fees of no order: \(printableComment(values))", "rows:",
      "  # - {when: {\(quoted(type.title)): [payout]}, class: not_a_cost}", "  - otherwise: order_cost",
    ]
  }

  private static func printableComment(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  /// A text as a YAML scalar that is that text and nothing else.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.first.map { $0.isLetter } ?? false
      && text.allSatisfy { $0.isLetter || $0.isNumber || " _-/.()".contains($0) } && text.last != " "
      && !["true", "false", "yes", "no", "on", "off", "null"].contains(text.lowercased())
    guard !isPlain else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
