public import Diagnostics
public import Model
public import Tabular

/// Gives the operations of a table row by row.
public final class OperationRowSource {
  /// A row that says something.
  public struct Row {
    /// Its line in the file.
    public let line: Int
    /// Its values, in the order of ``Model/OperationFields``; nil where one of them cannot be read.
    public let values: OrderLine?
  }

  private let mapping: OperationMapping
  private let reader: any TableReader
  private let zone: TimeZoneRules?
  private let sink: DiagnosticSink
  private let titles: [String]
  private let columns: [(rule: FieldRule, columns: [Int])]
  private let location: SourceLocation
  /// The sheet that is read; nil for formats without sheets.
  public var sheet: String? { reader.sheet }

  /// Begins to read a file. Fails with `rejected` where it is no table, and where the header lacks what no operation can do
  /// without. What is wrong with rows goes to the sink.
  public init(
    _ mapping: OperationMapping, of file: InputFile, options: ReadOptions, zone workspaceZone: TimeZoneRules,
    sink: DiagnosticSink
  ) throws {
    guard file.format.isTable else {
      throw Failure(
        .rejected, .operationNoTable, at: SourceLocation(file: file.name), facts: ["format": file.format.rawValue])
    }
    self.mapping = mapping
    self.sink = sink
    zone = mapping.zone(workspace: workspaceZone)
    reader = try file.table(mapping.readOptions(options))
    var place = SourceLocation(file: file.name, sheet: reader.sheet)
    location = place
    guard let header = try reader.next() else { throw Failure(.rejected, .costsEmptyFile, at: place) }
    place.line = header.number
    titles = header.cells.map { $0.text.trimmed }
    var positions: [String: Int] = [:]
    for (position, title) in titles.enumerated().reversed() { positions[title.lowercased()] = position }
    columns = mapping.fields.map { rule in (rule, rule.sources.compactMap { positions[$0.trimmed.lowercased()] }) }
    let missing = columns.filter { rule, columns in
      rule.place <= OperationFields.Place.orderID.rawValue && columns.isEmpty && rule.fallback.isNone
    }
    guard missing.isEmpty else {
      throw Failure(
        .rejected,
        missing.map { rule, _ in
          let facts = ["field": rule.field.name, "column": rule.sources.joined(separator: " or ")]
          return Diagnostic(.error, .ordersMissingColumn, at: place, facts: facts)
        })
    }
  }

  /// The next row that is not blank; nil at the end.
  public func next() throws -> Row? {
    while let row = try reader.next() {
      guard row.cells.contains(where: { !$0.utf8.trimmed.isEmpty }) else { continue }
      return Row(line: row.number, values: values(of: row))
    }
    return nil
  }

  /// Where a row says something of a field.
  public func place(of field: OperationFields.Place, line: Int?) -> SourceLocation {
    let column = columns.first { $0.rule.place == field.rawValue }?.columns.first
    var place = location
    (place.line, place.column) = (line, column.map { $0 + 1 })
    place.field = column.map { titles[$0] } ?? OperationFields.all[field.rawValue].name
    return place
  }

  private func values(of row: Tabular.Row) -> OrderLine? {
    var values = OrderLine.blankOperation
    var isGood = true
    for (rule, columns) in columns {
      values[rule.place] = rule.fallback
      for column in columns {
        let cell = row[column].utf8.trimmed
        if cell.isEmpty { continue }
        let text = String(decoding: cell, as: UTF8.self)
        if rule.place == OperationFields.Place.orderID.rawValue, CostRowReader.isDamaged(text, row[column].kind) {
          report(.costsDamagedID, ["order": text], row, column, excerpt: nil)
          isGood = false
          break
        }
        do {
          let value = try rule.value(of: cell, zone: zone)
          if value.isNone { continue }
          values[rule.place] = value
          break
        } catch {
          isGood = false
          report(error.code, error.facts, row, column, excerpt: text.shortened)
        }
      }
    }
    return isGood ? values : nil
  }

  private func report(
    _ code: DiagnosticCode, _ facts: [String: String], _ row: Tabular.Row, _ column: Int, excerpt: String?
  ) {
    var place = location
    (place.line, place.column, place.field) = (row.number, column + 1, titles[column])
    sink.emit(Diagnostic(.error, code, at: place, facts: facts, excerpt: excerpt))
  }
}
