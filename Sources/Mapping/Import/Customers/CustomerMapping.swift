public import Diagnostics
public import Model
public import Tabular

/// A checked, compiled mapping of `kind: customers`: how the rows of a table become customers. See docs/customers.md.
public struct CustomerMapping {
  /// Its name, as `--mapping` and the batch have it.
  public let name: String
  /// SHA-256 of the file it was read from.
  public let digest: SHA256Digest
  /// Header names that a file must have to be recognised.
  public private(set) var recognisedBy: [String] = []
  private var delimiter: UInt8?
  private var encoding: TextEncoding?
  var fields: [FieldRule] = []

  /// Reads a mapping of `kind: customers`; fails with `configuration` and all its mistakes.
  public static func read(_ file: MappingFile) throws -> CustomerMapping {
    try YAMLFile.read(file.bytes, file: file.shownPath) { CustomerMapping(group: $0, digest: file.digest) }
  }

  /// All mistakes of a mapping of `kind: customers`; none when it can be used.
  public static func check(_ bytes: [UInt8], file: String) -> [Diagnostic] {
    YAMLFile.check(bytes, file: file) { CustomerMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  private init?(group: YAMLGroup, digest: SHA256Digest) {
    if let kind = group.requiredValue("kind"), let text = kind.text(), text != "customers" {
      kind.mistake(.mappingWrongKind, facts: ["found": text, "wanted": "customers"])
    }
    name = group.requiredText("name") ?? ""
    self.digest = digest
    recognisedBy = group.texts("recognised_by")
    if let file = group.group("file") {
      (delimiter, encoding) = (file.delimiter(), file.encoding())
      file.finish()
    }
    if let fields = group.requiredGroup("fields") {
      self.fields = OrderMapping.rules(fields, CustomerFields.all, prefix: "", isTable: false, FieldDefaults())
      fields.finish()
      if !self.fields.contains(where: { $0.place == 0 }) {
        fields.mistakes.add(.mappingMissingKey, at: fields.position, field: "email", facts: ["key": "email"])
      }
    }
    group.finish()
  }

  /// The user's options, with what the mapping says where the user says nothing.
  public func readOptions(_ options: ReadOptions) -> ReadOptions {
    var options = options
    options.delimiter = options.delimiter ?? delimiter
    options.encoding = options.encoding ?? encoding
    return options
  }
}

extension MappingCatalog {
  /// The mapping of customers that asks for the most columns that a file has. Fails with `rejected` where none knows the file.
  public func customerMapping(for file: InputFile, options: ReadOptions) throws -> CustomerMapping {
    let mappings = try files(in: .customers).map(CustomerMapping.read)
    var best: CustomerMapping?
    var seen: [String] = []
    for mapping in mappings where file.format.isTable {
      let names = try file.table(mapping.readOptions(options)).nextTexts() ?? []
      if !names.isEmpty { seen = names }
      let known = Set(names.map { $0.trimmed.lowercased() })
      let isKnown = mapping.recognisedBy.allSatisfy { known.contains($0.trimmed.lowercased()) }
      guard isKnown, mapping.recognisedBy.count > best?.recognisedBy.count ?? 0 else { continue }
      best = mapping
    }
    if let best { return best }
    throw Failure(
      .rejected, .notRecognised, at: SourceLocation(file: file.name),
      facts: [
        "section": "customers", "known": mappings.map(\.name).joined(separator: ", "),
        "found": seen.isEmpty ? file.format.rawValue : seen.prefix(4).joined(separator: ", "),
      ])
  }
}

/// Gives the customers of a table row by row.
public final class CustomerRowSource {
  private let reader: any TableReader
  private let sink: DiagnosticSink
  private let titles: [String]
  private let columns: [(rule: FieldRule, columns: [Int])]
  private let location: SourceLocation
  /// The sheet that is read; nil for formats without sheets.
  public var sheet: String? { reader.sheet }

  /// Begins to read a file. Fails with `rejected` where it is no table, and where the header lacks the e-mail. What is wrong
  /// with rows goes to the sink.
  public init(_ mapping: CustomerMapping, of file: InputFile, options: ReadOptions, sink: DiagnosticSink) throws {
    guard file.format.isTable else {
      throw Failure(
        .rejected, .operationNoTable, at: SourceLocation(file: file.name), facts: ["format": file.format.rawValue])
    }
    self.sink = sink
    reader = try file.table(mapping.readOptions(options))
    var place = SourceLocation(file: file.name, sheet: reader.sheet)
    location = place
    guard let header = try reader.next() else { throw Failure(.rejected, .costsEmptyFile, at: place) }
    place.line = header.number
    titles = header.cells.map { $0.text.trimmed }
    var positions: [String: Int] = [:]
    for (position, title) in titles.enumerated().reversed() { positions[title.lowercased()] = position }
    columns = mapping.fields.map { rule in (rule, rule.sources.compactMap { positions[$0.trimmed.lowercased()] }) }
    guard let email = columns.first(where: { $0.rule.place == 0 }), !email.columns.isEmpty else {
      let wanted = mapping.fields.first { $0.place == 0 }?.sources.joined(separator: " or ") ?? "email"
      throw Failure(.rejected, .ordersMissingColumn, at: place, facts: ["field": "email", "column": wanted])
    }
  }

  /// The next row that is not blank, with its line; nil as the row where something in it is wrong, and nil at the end.
  public func next() throws -> (line: Int, row: CustomerRow?)? {
    while let row = try reader.next() {
      guard row.cells.contains(where: { !$0.utf8.trimmed.isEmpty }) else { continue }
      return (row.number, customer(of: row))
    }
    return nil
  }

  private func customer(of row: Tabular.Row) -> CustomerRow? {
    var values = OrderLine(repeating: .none, count: CustomerFields.all.count)
    var isGood = true
    for (rule, columns) in columns {
      values[rule.place] = rule.fallback
      for column in columns {
        let cell = row[column].utf8.trimmed
        if cell.isEmpty { continue }
        do {
          let value = try rule.value(of: cell, zone: nil)
          if value.isNone { continue }
          values[rule.place] = value
          break
        } catch {
          isGood = false
          report(error.code, error.facts, row, column)
        }
      }
    }
    guard isGood else { return nil }
    if let customer = CustomerRow(values) { return customer }
    let column = columns.first { $0.rule.place == 0 }?.columns.first ?? 0
    report(.customerBadEmail, ["email": values[0].text ?? ""], row, column)
    return nil
  }

  private func report(_ code: DiagnosticCode, _ facts: [String: String], _ row: Tabular.Row, _ column: Int) {
    var place = location
    (place.line, place.column, place.field) = (row.number, column + 1, titles[column])
    sink.emit(Diagnostic(.error, code, at: place, facts: facts))
  }
}
