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
    /// Columns without a rule whose values go to the line's JSON.
    let rest: [Int]
    /// The place of that JSON.
    let restPlace: Int?
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
  /// What the file does not speak of.
  let silence: OrderSilence

  /// Binds a mapping to a header. Nil, with diagnostics, where a column is missing that no order can do without.
  init?(_ mapping: OrderMapping, header: Row, location: SourceLocation, sink: DiagnosticSink) {
    titles = header.cells.map { $0.text.trimmed }
    var positions: [String: Int] = [:]
    for (position, title) in titles.enumerated().reversed() { positions[title.lowercased()] = position }
    func bind(_ rule: FieldRule) -> Bound {
      Bound(rule: rule, columns: rule.sources.compactMap { positions[$0.trimmed.lowercased()] })
    }
    order = mapping.order.map(bind)
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
    let bound = mapping.groups.map { ($0, $0.fields.map(bind)) }
    let ofRows = bound.filter { $0.0.each == .row }.flatMap { $0.1 }
    let ofOrder = order + bound.filter { $0.0.each == .order }.flatMap { $0.1 }
    // Of several columns for a field only the first is taken by it; the others are kept beside as well.
    var taken = Set((ofRows + ofOrder).compactMap(\.columns.first) + tags)
    let titles = self.titles
    var groups: [BoundGroup] = []
    for (rule, fields) in bound {
      let place = rule.group.fields.firstIndex { $0.kind == .json }
      let others = rule.each == .row && place != nil ? Set(fields.flatMap { $0.columns.dropFirst() }) : []
      func isRest(_ column: Int) -> Bool { others.contains(column) || rule.takesRest(titles[column]) }
      let rest = titles.indices.filter { !taken.contains($0) && isRest($0) }
      taken.formUnion(rest)
      groups.append(BoundGroup(rule: rule, fields: fields, rest: rest, restPlace: place))
    }
    self.groups = groups
    let kept = OrderColumns.withoutRejectsTitles(titles)
    let rest = titles.indices[..<kept].filter {
      !taken.contains($0) && !titles[$0].isEmpty && !mapping.ignored.contains(titles[$0].lowercased())
    }
    unmapped = rest
    held = Set(ofOrder.flatMap(\.columns) + tags + rest).sorted()
    silence = OrderColumns.silence(
      of: mapping, order: order, groups: groups, isTagged: !tags.isEmpty, hasRest: !rest.isEmpty)
  }

  /// How many columns there are before those that a file of rejects has at its end.
  private static func withoutRejectsTitles(_ titles: [String]) -> Int {
    var count = titles.count
    while count >= 3, Array(titles[(count - 3)..<count]) == ["Line", "Code", "Reason"] { count -= 3 }
    return count
  }

  /// What the file has no column for, and the mapping no other source.
  private static func silence(
    of mapping: OrderMapping, order: [Bound], groups: [BoundGroup], isTagged: Bool, hasRest: Bool
  ) -> OrderSilence {
    var silence = OrderSilence()
    silence.groups = OrderGroup.allCases.filter { kind in
      !groups.contains { $0.rule.group == kind && $0.fields.contains { !$0.columns.isEmpty } }
    }
    let spoken = Set(order.filter { !$0.columns.isEmpty || !$0.rule.fallback.isNone }.map(\.rule.place))
      .union(mapping.sums.filter { !silence.groups.contains($0.group) }.map(\.place))
    silence.places = OrderFields.order.indices.filter {
      $0 == OrderRecord.Place.extra ? !hasRest : !spoken.contains($0)
    }
    silence.tags = !isTagged
    return silence
  }
}
