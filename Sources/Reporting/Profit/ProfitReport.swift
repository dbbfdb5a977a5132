import Diagnostics
import Model
public import Store

/// `report profit`: what orders brought, after everything they cost.
///
/// Everything it says follows from the store and the request, so that the same ones give the same bytes.
public struct ProfitReport: Sendable {
  /// What it is asked for.
  public var request: ProfitRequest
  /// What its files and its head are called; nil for what the request says.
  public var heading: (name: String, title: String)?

  /// A report to be made.
  public init(_ request: ProfitRequest) { self.request = request }

  /// Reckons every order of the store in one snapshot and writes the files of the report; see
  /// ``ReportDocument/write(_:to:rows:)``.
  public func write(
    _ formats: Set<ReportFormat>, to folder: String, from store: Store
  ) throws -> (document: ReportDocument, outputs: [ReportOutput]) {
    try store.read { connection in
      let walk = ProfitWalk(connection: connection, request: request)
      let document = try document(walk)
      let rows: [any ReportRows] = request.dimension == .order ? [ProfitOrderRows(walk: walk)] : []
      return (document, try document.write(formats, to: folder, rows: rows))
    }
  }

  private func document(_ walk: ProfitWalk) throws -> ReportDocument {
    var collection = ProfitCollection(request)
    try walk.forEach(withLines: request.dimension == .item) { try collection.add($0) }
    for total in try unallocated(walk.connection) { try collection.add(total) }
    let sections = ProfitSections(tables: ProfitTables(request: request, collection: collection))
    var document = ReportDocument(
      name: heading?.name ?? "profit-by-\(request.dimension.rawValue)",
      title: heading?.title ?? "Profit by \(request.dimension.rawValue)",
      sections: try sections.all())
    document.facts = try facts(walk.connection, collection)
    document.warnings = warnings(collection)
    return document
  }

  /// Costs of no order: those that stand or, when costs belong to the day of their entry, what came and went on each day.
  private func unallocated(_ connection: StoreConnection) throws -> [UnallocatedTotal] {
    request.dating == .order ? try connection.unallocatedTotals() : try connection.unallocatedTotalsByDay()
  }

  private func facts(_ connection: StoreConnection, _ collection: ProfitCollection) throws -> [ReportDocument.Fact] {
    let last = try connection.lastChange()
    let period =
      switch (request.from, request.to) {
      case (nil, nil): "everything"
      case (let from?, nil): "from \(from)"
      case (nil, let to?): "up to \(to)"
      case (let from?, let to?): "\(from) to \(to)"
      }
    let dating =
      request.dating == .order
      ? "the day on which their order was placed" : "the day of their entry; revenue and goods to that of the order"
    return [
      .init("period", "Period", .text(period)), .init("zone", "Days of", .text(request.zone.identifier)),
      .init("dating", "Costs belong to", .text(dating)),
      .init("currency", "Currencies", .text(currencies)),
      .init("as_of", "Data as of", .instant(orNone: last?.appliedAt)),
      .init("last_batch", "Last batch of the data", last.map { .count(Int($0.batch)) } ?? .none),
      .init("tzdata", "Time zone data", .text(orNone: TimeZoneRules.tzdataVersion())),
      .init("explain", "What is behind a figure", .text(explanation)),
      .init("data_sha256", "SHA-256 of the data", .text(collection.dataDigest().description)),
    ] + (request.rates.digest.map { [.init("rates_sha256", "SHA-256 of the rates", .text($0.description))] } ?? [])
  }

  private var currencies: String {
    request.converts
      ? "converted into \(request.rates.home) where there is a rate, else apart" : "each apart, never summed"
  }

  /// How to get from a figure to its orders, and from an order to the rows of files.
  private var explanation: String {
    let orders = "daybook report profit --by order\(request.options)"
    return request.dimension == .order
      ? "daybook costs explain ORDER"
      : "\(orders) lists its orders, daybook costs explain ORDER the entries of one"
  }

  private func warnings(_ collection: ProfitCollection) -> [Diagnostic] {
    func warning(_ code: DiagnosticCode, _ found: (count: Int, first: String)) -> Diagnostic? {
      guard found.count > 0 else { return nil }
      return Diagnostic(.warning, code, facts: ["count": String(found.count), "order": found.first])
    }
    return [
      warning(.profitRefundUnknown, collection.withoutRefund), warning(.profitNoLines, collection.withoutSubtotal),
    ].compactMap(\.self)
  }
}

extension ProfitRequest {
  /// The options that choose the same orders and days.
  var options: String {
    (from.map { " --from \($0)" } ?? "") + (to.map { " --to \($0)" } ?? "")
      + (dating == .entry ? " --by-date entry" : "")
  }
}
