import Model

/// The one SELECT of an export: its text and the values bound to it.
///
/// Rows come in the order of the primary keys, so that nothing is sorted: orders are scanned by `order_key`, which is
/// the order they came in, and everything else is looked up by it. `NOT INDEXED` keeps SQLite from scanning by another
/// index, after which it would have to sort.
struct ExportQuery {
  private(set) var sql: String
  private(set) var arguments: [ExportCondition.Value] = []

  /// The query of a selection, whose fields must be those of ``ExportCatalogue``: layouts are checked against it.
  init(_ selection: ExportSelection) {
    let parts = Set(
      (selection.fields + selection.conditions.map(\.field)).compactMap { ExportCatalogue.byName[$0]?.part })
    let columns = ["o.order_key", "o.currency"] + selection.fields.map { ExportQuery.expression(of: $0) }
    sql = "SELECT \(columns.joined(separator: ", "))\nFROM orders o NOT INDEXED"
    if parts.contains(.cost) { sql += "\nLEFT JOIN order_cost c ON c.order_key = o.order_key" }
    if parts.contains(.customer) { sql += "\nLEFT JOIN customer u ON u.customer_key = o.customer_key" }
    if selection.rows == .item { sql += "\nLEFT JOIN order_item i ON i.order_key = o.order_key" }
    sql += "\nWHERE o.deleted_batch IS NULL"
    for condition in selection.conditions { add(condition) }
    var order: [String]
    switch selection.sort {
    case .imported: order = ["o.order_key"]
    case .orderID: order = ["o.order_id"]
    case .createdAt: order = ["o.created_at", "o.order_key"]
    }
    if selection.rows == .item { order.append("i.line") }
    sql += "\nORDER BY \(order.joined(separator: ", "))"
    if let limit = selection.limit { sql += "\nLIMIT \(limit)" }
  }

  private static func expression(of field: String) -> String {
    guard let expression = ExportCatalogue.expressions[field] else {
      preconditionFailure("a layout was not checked: there is no field \(field)")
    }
    return expression
  }

  private mutating func add(_ condition: ExportCondition) {
    let expression = ExportQuery.expression(of: condition.field)
    switch condition.test {
    case .anyOf(let values):
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      sql += "\n  AND \(expression) IN (\(marks))"
      arguments += values
    case .prefix(let text):
      // LIKE folds case and GLOB has wildcards; a comparison of the first characters has neither.
      sql += "\n  AND substr(\(expression), 1, ?) = ?"
      arguments += [.number(Int64(text.unicodeScalars.count)), .text(text)]
    case .atLeast(let number): compare(expression, ">=", number)
    case .atMost(let number): compare(expression, "<=", number)
    case .below(let number): compare(expression, "<", number)
    case .isEmpty(let wanted): sql += "\n  AND coalesce(\(expression), '') \(wanted ? "=" : "<>") ''"
    }
  }

  private mutating func compare(_ expression: String, _ sign: String, _ number: Int64) {
    sql += "\n  AND \(expression) \(sign) ?"
    arguments.append(.number(number))
  }
}
