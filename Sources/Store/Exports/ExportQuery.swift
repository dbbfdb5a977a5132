import Model

/// The one SELECT of an export, or of what is nested in an order: its text and the values bound to it.
///
/// Rows come in the order of the primary keys, so that nothing is sorted unless the layout says so: orders are scanned by
/// `order_key`, which is the order they came in, and everything else is looked up by it. `NOT INDEXED` keeps SQLite from
/// scanning by another index, after which it would have to sort; `CROSS JOIN` keeps it from turning the loops round.
struct ExportQuery {
  private(set) var sql = ""
  private(set) var arguments: [ExportCondition.Value] = []
  /// Columns that stand before those of the selection: key, currency and, where rows have one of their own, theirs.
  let offset: Int
  /// Parameters that stand before the bound values: the order's key of a group.
  let reserved: Int
  /// Whether it holds SQL of the mapping or masks values, and so needs ``SQLWatch``.
  private(set) var isGuarded = false
  private let selection: ExportSelection
  private let keySQL: String
  private var views: Set<String> = []

  /// The query of a selection, whose fields must be those of ``ExportCatalogue``: layouts are checked against it. A
  /// `group` is of the one order whose key is bound to ?1. `counting` makes it one that counts the rows.
  init(_ selection: ExportSelection, group: Bool = false, counting: Bool = false) {
    let lines = ExportTables.lines(of: selection.rows)
    offset = lines?.currency == nil ? 2 : 3
    reserved = group ? 1 : 0
    self.selection = selection
    keySQL = ExportQuery.key(of: selection.rows, group: group)
    var columns = [keySQL]
    switch selection.rows {
    case .customer: columns.append("NULL")
    default: columns.append(group ? "NULL" : "o.currency")
    }
    if let currency = lines?.currency { columns.append(currency) }
    columns = counting ? ["count(*)"] : columns + selection.columns.map { expression(of: $0) }
    sql = "SELECT \(columns.joined(separator: ", "))\nFROM "
    if group, let lines {
      let (from, tie) = lines.of("?1")
      sql += "\(from)\nWHERE \(tie)"
    } else {
      sql += ExportQuery.source(selection)
    }
    for condition in selection.conditions { sql += "\n  AND \(text(of: condition))" }
    if let due = selection.due { sql += "\n  AND \(text(of: due))" }
    defer { sql = SQLViews.prelude(views, hiding: selection.hidden) + sql }
    if counting { return }
    // By what is shown: where a row stands must not say more of a masked value than its cell does.
    let sorting = selection.sort.map { sorted(by: $0) + ($0.isDescending ? " DESC" : "") }
    let last = selection.includesUnallocated ? ["o.order_key IS NULL"] : []
    let order = sorting + last + ExportQuery.keys(of: selection.rows, group: group)
    sql += "\nORDER BY \(order.joined(separator: ", "))"
    if let limit = selection.limit { sql += "\nLIMIT \(limit)" }
  }

  private mutating func sorted(by key: ExportSort) -> String {
    guard let period = key.period else { return shown(key.field) }
    let isTime = ExportCatalogue.byName[key.field]?.kind == .instant
    return "\(ExportPeriods.name)(\(shown(key.field)), '\(period.rawValue)', \(isTime ? 1 : 0))"
  }

  private static func key(of rows: ExportRows, group: Bool) -> String {
    if group { return "?1" }
    switch rows {
    case .customer: return "u.customer_key"
    case .case: return "k.case_key"
    default: return "o.order_key"
    }
  }

  private static func keys(of rows: ExportRows, group: Bool) -> [String] {
    let own = ExportTables.lines(of: rows)?.order ?? []
    switch rows {
    case .customer: return ["u.customer_key"]
    case .case: return own
    default: return group ? own : ["o.order_key"] + own
    }
  }

  /// FROM and the first WHERE of a selection that is no group.
  private static func source(_ selection: ExportSelection) -> String {
    let used =
      selection.columns.flatMap(\.fields) + selection.conditions.flatMap(\.fields) + selection.sort.map(\.field)
    let parts = Set(used.flatMap { names(of: $0, selection) }.compactMap { ExportCatalogue.byName[$0]?.part })
    if selection.rows == .customer {
      let orders = parts.contains(.customerOrders) ? "\n" + ExportTables.customerOrders : ""
      return "customer u\(orders)\nWHERE u.erased_at IS NULL AND u.gone_batch IS NULL"
    }
    var joins = ""
    if parts.contains(.cost) { joins += "\nLEFT JOIN order_cost c ON c.order_key = o.order_key" }
    if parts.contains(.customer) { joins += "\nLEFT JOIN customer u ON u.customer_key = o.customer_key" }
    if selection.rows == .case {
      return """
        cases k LEFT JOIN orders o ON o.order_key = k.order_key\(joins)
        WHERE k.events > 0 AND o.deleted_batch IS NULL
        """
    }
    if selection.includesUnallocated, let (from, _) = ExportTables.lines(of: selection.rows)?.of("z.order_key") {
      return """
        \(ExportTables.ordersAndNone)\(joins)
        CROSS JOIN \(from)
        \(ExportTables.unallocated)
        WHERE (z.order_key = \(ExportMovements.noOrder)
          OR EXISTS (SELECT 1 FROM cost_entry r WHERE r.order_key = z.order_key))
        """
    }
    var text = (selection.usesIndexes ? "orders o" : "orders o NOT INDEXED") + joins
    var tie = ""
    if let lines = ExportTables.lines(of: selection.rows) {
      let (from, ofOrder) = lines.of("o.order_key")
      if selection.keepsBareOrders, selection.rows != .costEntry {
        text += "\nLEFT JOIN \(from) ON \(ofOrder)"
      } else {
        text += "\nCROSS JOIN \(from)"
        tie = " AND \(ofOrder)"
        // Only an order with entries has movements to be asked for, also where it has no known cost any more.
        if selection.rows == .costEntry {
          tie += " AND EXISTS (SELECT 1 FROM cost_entry r WHERE r.order_key = o.order_key)"
        }
      }
    }
    return text + "\nWHERE o.deleted_batch IS NULL" + tie
  }

  static func expression(of field: String) -> String {
    guard let expression = ExportCatalogue.expressions[field] else {
      preconditionFailure("a layout was not checked: there is no field \(field)")
    }
    return expression
  }

  private mutating func expression(of column: ExportExpression) -> String {
    switch column {
    case .field(let name): return shown(name)
    case .firstHolding(let conditions):
      let cases = conditions.enumerated().map { "WHEN \(text(of: $1)) THEN \($0)" }
      return "CASE \(cases.joined(separator: " ")) ELSE \(conditions.count) END"
    }
  }
}

/// SQL of the mapping, and masks.
extension ExportQuery {
  /// A field as a column shows it.
  private mutating func shown(_ name: String) -> String {
    guard let mask = selection.masks[name] else { return expression(named: name) }
    isGuarded = true
    return "\(SQLWatch.mask)(\(expression(named: name)), '\(mask.rawValue)')"
  }

  /// A field of the catalogue, or what an expression of the mapping gives: it sees the fields of its row as `this`, and the
  /// views.
  private mutating func expression(named name: String) -> String {
    guard let (expression, result) = ExportSQL.parse(name) else {
      if selection.includesUnallocated, let own = ExportCatalogue.ofUnallocated[name] { return own }
      return ExportQuery.expression(of: name)
    }
    isGuarded = true
    views.formUnion(ExportQuery.words(of: expression))
    let fields = ExportQuery.fields(of: expression, selection).map { field in
      "\(ExportQuery.expression(of: field.name)) AS \(field.sqlName)"
    }
    let row = (["\(keySQL) AS \(SQLViews.key(of: expression))"] + fields).joined(separator: ", ")
    let value =
      switch result {
      case .flag: "(\(expression.text)\n) IS TRUE"
      case .number: "\(SQLWatch.exact)((\(expression.text)\n), 1)"
      case .text: "\(SQLWatch.exact)((\(expression.text)\n), 0)"
      }
    return "(SELECT \(value) FROM (SELECT \(row)) AS this)"
  }

  private static func words(of expression: ExportSQL) -> Set<String> {
    do {
      return Set(try SQLText(expression.text).names.map(\.name))
    } catch {
      preconditionFailure("SQL was not checked: \(expression.text)")
    }
  }

  private static func fields(of expression: ExportSQL, _ selection: ExportSelection) -> [ExportField] {
    let words = words(of: expression)
    return SQLViews.fields(of: expression, hiding: selection.hidden).filter { words.contains($0.sqlName) }
  }

  /// The fields of the catalogue that a name reads.
  private static func names(of name: String, _ selection: ExportSelection) -> [String] {
    guard let (expression, _) = ExportSQL.parse(name) else { return [name] }
    return fields(of: expression, selection).map(\.name)
  }
}

extension ExportExpression {
  /// The documented names of the fields it reads.
  var fields: [String] {
    switch self {
    case .field(let name): [name]
    case .firstHolding(let conditions): conditions.flatMap(\.fields)
    }
  }
}

/// Conditions as SQL.
extension ExportQuery {
  /// The text of a condition, in parentheses where it has several parts.
  private mutating func text(of condition: ExportCondition) -> String {
    switch condition {
    case .field(let name, let test, let ignoringCase):
      return text(of: test, expression(named: name), ignoringCase: ignoringCase)
    case .tag(let tags):
      let marks = tags.map { bind(.text($0)) }.joined(separator: ", ")
      return "EXISTS (SELECT 1 FROM order_tag t WHERE t.order_key = o.order_key AND t.tag IN (\(marks)))"
    case .has(let rows, let conditions):
      guard let lines = ExportTables.lines(of: rows) else { preconditionFailure("an order has no \(rows.rawValue)") }
      let (from, tie) = lines.of("o.order_key")
      let texts = [tie] + conditions.map { text(of: $0) }
      return "EXISTS (SELECT 1 FROM \(from) WHERE \(texts.joined(separator: " AND ")))"
    case .all(let conditions): return joined(conditions, "AND", empty: "true")
    case .any(let conditions): return joined(conditions, "OR", empty: "false")
    // What compares with an empty field does not hold, so that its opposite does.
    case .not(let condition): return "(\(text(of: condition))) IS NOT TRUE"
    }
  }

  /// Orders that no delivery of the stream holds, or that one holds and that were changed since its snapshot.
  private mutating func text(of due: ExportDue) -> String {
    let held = "export_order x WHERE x.order_key = o.order_key AND x.stream = \(bind(.number(due.stream)))"
    switch due.scope {
    case .new: return "NOT EXISTS (SELECT 1 FROM \(held))"
    case .changed:
      return """
        (SELECT g.batch FROM order_change g WHERE g.order_key = o.order_key)
            > (SELECT max(r.cut) FROM export_run r WHERE r.batch IN (SELECT x.batch FROM \(held)))
        """
    }
  }

  private mutating func joined(_ conditions: [ExportCondition], _ word: String, empty: String) -> String {
    conditions.isEmpty ? empty : "(\(conditions.map { text(of: $0) }.joined(separator: " \(word) ")))"
  }

  private mutating func text(of test: ExportCondition.Test, _ field: String, ignoringCase: Bool) -> String {
    let expression = ignoringCase ? "lower(\(field))" : field
    switch test {
    case .anyOf(let values):
      return "\(expression) IN (\(values.map { bind($0, ignoringCase) }.joined(separator: ", ")))"
    // LIKE folds case and GLOB has wildcards; these have neither.
    case .starts(let text):
      return "substr(\(expression), 1, \(text.unicodeScalars.count)) = \(bind(.text(text), ignoringCase))"
    case .ends(let text):
      return "substr(\(expression), -\(text.unicodeScalars.count)) = \(bind(.text(text), ignoringCase))"
    case .contains(let text): return "instr(\(expression), \(bind(.text(text), ignoringCase))) > 0"
    case .atLeast(let number): return "\(expression) >= \(bind(.number(number)))"
    case .atMost(let number): return "\(expression) <= \(bind(.number(number)))"
    case .below(let number): return "\(expression) < \(bind(.number(number)))"
    case .fromID(let id):
      let bound = bind(.text(id))
      return "(length(\(field)), \(field)) >= (length(\(bound)), \(bound))"
    case .toID(let id):
      let bound = bind(.text(id))
      return "(length(\(field)), \(field)) <= (length(\(bound)), \(bound))"
    case .days: preconditionFailure("days are made points in time before a query is made of them")
    case .isEmpty(let wanted): return "coalesce(\(field), '') \(wanted ? "=" : "<>") ''"
    }
  }

  private mutating func bind(_ value: ExportCondition.Value, _ ignoringCase: Bool = false) -> String {
    var value = value
    if ignoringCase, case .text(let text) = value {
      value = .text(String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self))
    }
    arguments.append(value)
    return "?\(arguments.count + reserved)"
  }
}
