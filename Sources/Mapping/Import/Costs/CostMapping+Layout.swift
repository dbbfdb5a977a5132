public import Diagnostics
public import Model
public import Tabular

extension CostMapping {
  /// What its file looks like, also of a plain sheet: what a preview goes by.
  var fullLayout: CostLayout {
    if let layout { return layout }
    var layout = CostLayout()
    var order = TextRule()
    order.column = layout.columns.place(of: .first([orderColumn]))
    layout.join = [(.orderID, order)]
    layout.recognition.columns = [[orderColumn]]
    var form = MoneyForm()
    form.isOfSheet = true
    layout.amounts = amounts.map { amount in
      let place = layout.columns.place(of: .first([amount.title]), isAmount: true)
      return AmountRule(
        kind: .fixed(amount.kind), source: .number(NumberRule(source: .column(place), form: form)),
        effect: amount.rule)
    }
    layout.rows = [RowRule(conditions: [], rowClass: .orderCost)]
    return layout
  }

  /// The columns that a file must have to be recognised; none where the mapping is used by name only. Of a plain sheet's
  /// amounts one suffices.
  public var recognisedColumns: [String] {
    guard let layout else { return [orderColumn, amounts.map(\.title).joined(separator: " or ")] }
    if layout.recognition.isByNameOnly { return [] }
    let columns = layout.recognition.columns.map { $0.joined(separator: " or ") }
    guard columns.isEmpty else { return columns }
    return layout.recognition.width.map { ["\($0.upperBound) columns"] } ?? []
  }
}

/// The first rows of a cost source as a mapping reads them, before their orders are looked for.
public struct CostPreview {
  /// The rows.
  public let rows: [CostRowFacts]
  /// What is wrong with them.
  public let diagnostics: [Diagnostic]

  /// Reads the first rows. Fails with `rejected` where the file's header is not the mapping's.
  public init(
    _ file: InputFile, mapping: CostMapping, options: ReadOptions, zone: TimeZoneRules, rows most: Int
  ) throws {
    let sink = DiagnosticSink()
    let source = try CostRowSource(mapping, file: file, options: options, zone: zone, sink: sink)
    var rows: [CostRowFacts] = []
    while rows.count < most, let facts = try source.next() { rows.append(facts) }
    self.rows = rows
    diagnostics = sink.kept
  }
}
