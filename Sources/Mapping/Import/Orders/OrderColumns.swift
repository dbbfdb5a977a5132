import Diagnostics
import Model
import Tabular

/// Where the columns of a table stand that a mapping asks for.
struct OrderColumns {
  /// A rule with the positions of its columns, in order of preference.
  struct Bound {
    let rule: FieldRule
    let columns: [Int]
  }

  /// A group whose lines come from rows, or from the order's own cells.
  struct BoundGroup {
    let rule: OrderMapping.GroupRule
    let fields: [Bound]
  }

  /// Header titles by position, without surrounding space.
  let titles: [String]
  /// The column of the order id.
  let id: Bound
  /// Rules of the order's own fields.
  let order: [Bound]
  /// Groups of lines.
  let groups: [BoundGroup]
  /// Columns of the labels.
  let tags: [Int]
  /// Columns that belong to the order: their first value stands.
  let held: [Int]
  /// The held columns that no rule takes, which go to `extra`.
  let unmapped: [Int]

  /// Binds a mapping to a header. Nil, with diagnostics, where a column is missing that no order can do without.
  init?(_ mapping: OrderMapping, header: Row, location: SourceLocation, sink: DiagnosticSink) {
    titles = header.cells.map { $0.text.trimmed }
    var positions: [String: Int] = [:]
    for (position, title) in titles.enumerated().reversed() { positions[title.lowercased()] = position }
    func bind(_ rule: FieldRule) -> Bound {
      Bound(rule: rule, columns: rule.sources.compactMap { positions[$0.trimmed.lowercased()] })
    }
    order = mapping.order.map(bind)
    groups = mapping.groups.map { BoundGroup(rule: $0, fields: $0.fields.map(bind)) }
    tags = (mapping.tags?.sources ?? []).compactMap { positions[$0.trimmed.lowercased()] }
    var isUsable = true
    for place in [OrderRecord.Place.orderID, OrderRecord.Place.createdAt, OrderRecord.Place.total] {
      let bound = order.first { $0.rule.place == place }
      let isSum = mapping.sums.contains { $0.place == place }
      guard bound?.columns.isEmpty ?? true, bound?.rule.fallback.isNone ?? true, !isSum else { continue }
      isUsable = false
      let name = OrderFields.order[place].name
      sink.emit(
        Diagnostic(
          .error, .ordersMissingColumn, at: location,
          facts: ["field": name, "column": bound?.rule.sources.joined(separator: " or ") ?? name]))
    }
    guard isUsable, let id = order.first(where: { $0.rule.place == OrderRecord.Place.orderID }) else { return nil }
    self.id = id
    let inRows = groups.filter { $0.rule.each == .row }.flatMap { $0.fields.flatMap(\.columns) }
    let inOrder = Set(
      order.flatMap(\.columns) + groups.filter { $0.rule.each == .order }.flatMap { $0.fields.flatMap(\.columns) }
        + tags)
    let taken = inOrder.union(inRows)
    let titles = self.titles
    let rest = titles.indices.filter { !taken.contains($0) && !titles[$0].isEmpty }
    unmapped = rest
    held = (Array(inOrder) + rest).sorted()
  }
}
