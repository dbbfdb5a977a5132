import Model
import Store

/// The parts of the report on profit for people.
struct ProfitSections {
  let tables: ProfitTables
  /// Rows that people still read; machines get all.
  private static let mostRows = 400

  func all() throws -> [ReportDocument.Section] {
    try [summary(), groups(), coverage(), orders(), excluded()]
  }

  private func summary() throws -> ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "summary", title: "At a glance",
      note: """
        Profit is revenue without tax, less cost of goods and each actual cost. Where an actual cost is missing its \
        estimate stands for it; an order of which a cost is not even estimated is incomplete, and has no profit rather \
        than a wrong one. Costs of no order and of deleted orders are lines of their own and lower the result.
        """)
    func number(_ count: Int64) -> String { ReportValue.count(Int(count)).shown }
    for currency in tables.currencies.prefix(4) {
      let orders = tables.total(currency, .orders) ?? ProfitFigures()
      let result = try tables.result(currency)
      let margin = ReportValue.basisPoints(orNone: ProfitTables.margin(orders))
      let isKnown = orders.complete > 0 || orders.count == 0
      let ofOrders = isKnown ? "\(shown(orders.profit)) of orders" : "no order is complete"
      let share = orders.count == 0 ? 0 : orders.complete * 10_000 / orders.count
      section.cards.append(
        ReportDocument.Card(
          "Result in \(currency)",
          isKnown ? .amount(Amount(e4: result.profit)) : .text("unknown"),
          details: [
            "\(ofOrders), \(shown(try result.profit.minus(orders.profit))) beside them",
            "revenue \(shown(try orders.revenue())), margin \(margin.shown)",
            "\(number(orders.complete)) of \(number(orders.count)) orders complete, "
              + "\(number(orders.estimated)) of them by estimates",
          ], tone: result.profit < 0 ? .poor : share >= 9500 ? .good : .fair))
    }
    section.tables = [try tables.revenue()]
    return section
  }

  private func shown(_ e4: Int64) -> String { ReportValue.amount(Amount(e4: e4)).shown }

  private func groups() throws -> ReportDocument.Section {
    let dimension = tables.request.dimension
    var section = ReportDocument.Section(
      id: "profit", title: dimension == .order ? "All orders" : "By \(dimension.rawValue)", note: note(dimension))
    section.charts = try tables.currencies.prefix(3).flatMap { try charts($0) }
    var figures = try tables.figures()
    figures.audience = .machines
    section.tables = [read(figures), figures]
    return section
  }

  /// The table for people: without the columns that only a calculation needs, and not longer than is read.
  private func read(_ figures: ReportTable) -> ReportTable {
    let left: Set = ["estimates", "estimated_orders", "incomplete_orders", "incomplete_revenue"]
    let places = figures.columns.indices.filter { !left.contains(figures.columns[$0].key) }
    let line = figures.columns.firstIndex { $0.key == "line" } ?? 0
    let totals = figures.rows.filter { $0.first == .text("all") }
    var rows = figures.rows
    var caption = figures.caption
    if rows.count > ProfitSections.mostRows {
      let isPeriod = tables.request.dimension.isPeriod
      let which = isPeriod ? "the first" : "those with the most revenue,"
      caption += ": \(which) \(ProfitSections.mostRows) of \(rows.count)"
      rows.removeAll { $0.first == .text("all") }
      if !isPeriod { sortByRevenue(&rows, figures) }
      rows = Array(rows.prefix(ProfitSections.mostRows - totals.count)) + totals
    }
    var table = ReportTable(
      id: "figures-read", caption: caption, columns: places.map { figures.columns[$0] }, audience: .people)
    for var row in rows {
      row[line] = .text(ProfitPart.title(row[line].exact))
      table.add(places.map { row[$0] })
    }
    return table
  }

  private func sortByRevenue(_ rows: inout [[ReportValue]], _ figures: ReportTable) {
    let place = figures.columns.firstIndex { $0.key == "revenue" } ?? 0
    func revenue(_ row: [ReportValue]) -> Amount { if case .amount(let amount) = row[place] { amount } else { .zero } }
    let order = rows.indices.sorted { (revenue(rows[$1]), $0) < (revenue(rows[$0]), $1) }
    rows = order.map { rows[$0] }
  }

  private func note(_ dimension: ProfitDimension) -> String? {
    switch dimension {
    case .order:
      "Every order is a row of the CSV, JSON and XLSX files. daybook costs explain ORDER shows what is behind it."
    case .item:
      """
      Revenue and costs of an order are shared out by what its lines are worth; cost of goods is each line's own. An \
      order counts for every item in it.
      """
    case .state: "By the country and state the order went to, else those of the bill."
    case .day, .month, .stage, .channel: nil
    }
  }

  /// Profit of the groups of a currency: over time, or the largest by name.
  private func charts(_ currency: Currency) throws -> [any Chart] {
    let dimension = tables.request.dimension
    var sums: [ProfitGroup: ProfitFigures] = [:]
    for (key, figures) in tables.collection.groups
    where key.currency == currency && ProfitTables.counted.contains(key.part) {
      try sums[key.group, default: ProfitFigures()].add(figures)
    }
    // Unknown is not zero: where no order is complete, there is no bar.
    sums = sums.filter { $0.value.count == 0 || $0.value.complete > 0 || $0.value.profit != 0 }
    guard sums.count > 1 else { return [] }
    var groups = sums.sorted { $0.key < $1.key }
    if !dimension.isPeriod {
      groups = Array(
        groups.sorted { ($1.value.profit.magnitude, $0.key) < ($0.value.profit.magnitude, $1.key) }.prefix(15)
      ).sorted { ($1.value.profit, $0.key) < ($0.value.profit, $1.key) }
    } else if groups.count > 400 {
      groups = Array(groups.suffix(400))
    }
    return [
      AmountChart(
        id: "chart-\(currency.description.lowercased())", title: "Profit in \(currency) by \(dimension.rawValue)",
        isOverTime: dimension.isPeriod,
        entries: groups.map { ($0.key.name(dimension), Amount(e4: $0.value.profit)) })
    ]
  }

  private func coverage() throws -> ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "coverage", title: "How much is known",
      note: """
        Unknown is not zero: it leaves the order's profit open. Costs of the kind other have no estimate, and an order \
        without any is complete.
        """)
    let kinds = CostKind.allCases.filter { $0 != .other }
    for currency in tables.currencies.prefix(3) {
      guard let orders = tables.total(currency, .orders), orders.count > 0 else { continue }
      section.charts.append(
        BarChart(
          id: "chart-coverage-\(currency.description.lowercased())", title: "Orders in \(currency) by what is known",
          series: [(.met, "actual"), (.late, "estimate only"), (.unmeasured, "unknown")],
          bars: [
            .init(
              "goods", [Int(orders.goodsKnown), 0, Int(orders.count - orders.goodsKnown)],
              shown: known(orders.goodsKnown, orders))
          ]
            + kinds.map { kind in
              let costs = orders[kind]
              return .init(
                kind.rawValue, [Int(costs.actualCount), Int(costs.estimateCount), Int(costs.unknownCount)],
                shown: known(costs.actualCount, orders))
            }))
    }
    section.tables = [tables.coverage(), try tables.accuracy()]
    return section
  }

  private func known(_ count: Int64, _ orders: ProfitFigures) -> String {
    ReportValue.basisPoints(Int(count * 10_000 / orders.count)).shown
  }

  private func orders() throws -> ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "orders", title: "Orders to look at",
      note: "Complete orders alone. daybook costs explain ORDER shows every entry behind the costs of one.")
    section.tables = [try tables.extremes("lowest", "Orders with the least profit", tables.collection.lowest)]
    if tables.request.dimension == .order {
      section.tables.append(try tables.extremes("highest", "Orders with the most profit", tables.collection.highest))
    }
    return section
  }

  private func excluded() throws -> ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "excluded", title: "Left out",
      note: "Test orders, quotes, rejected and unpaid orders have no part in revenue, costs or profit.")
    section.tables = [try tables.excluded()]
    return section
  }
}
