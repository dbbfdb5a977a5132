import Diagnostics
import Tabular

/// The rows of a file of case events, whichever format it has.
final class CaseRowSource {
  private let advance: () throws -> RawCaseRow?

  /// Opens the rows of a file. A table without the required columns is a ``Failure``; columns that mean nothing are
  /// warnings.
  init(_ file: InputFile, options: ReadOptions, sink: DiagnosticSink) throws {
    if file.format == .jsonLines {
      advance = try CaseRowSource.records(file, options, sink)
    } else {
      advance = try CaseRowSource.table(try file.table(options), file: file.name, sink)
    }
  }

  /// The next row; nil at the end.
  func next() throws -> RawCaseRow? { try advance() }

  private static func table(
    _ reader: any TableReader, file: String, _ sink: DiagnosticSink
  ) throws -> () throws -> RawCaseRow? {
    var place = SourceLocation(file: file, sheet: reader.sheet)
    guard let header = try reader.next() else { throw missing(CaseColumn.required, at: place) }
    place.line = header.number
    var columns: [(position: Int, column: CaseColumn)] = []
    var positions: [CaseColumn: Int] = [:]
    for position in 0..<header.count {
      let name = header[position].text
      if let column = CaseColumn(header: name), positions[column] == nil {
        positions[column] = position + 1
        columns.append((position, column))
      } else if !trimmed(name).isEmpty {
        place.column = position + 1
        place.field = name
        sink.emit(unknownColumn(name, at: place))
      }
    }
    let absent = CaseColumn.required.filter { positions[$0] == nil }
    guard absent.isEmpty else {
      throw missing(absent, at: SourceLocation(file: file, sheet: reader.sheet, line: header.number))
    }
    return {
      while let row = try reader.next() {
        var texts: [CaseColumn: String] = [:]
        for (position, column) in columns {
          let text = column == .body ? row[position].text : trimmed(row[position].text)
          if !text.isEmpty { texts[column] = text }
        }
        guard !texts.isEmpty else { continue }
        let location = SourceLocation(file: file, sheet: reader.sheet, line: row.number)
        return RawCaseRow(location: location, texts: texts, positions: positions)
      }
      return nil
    }
  }

  private static func records(_ file: InputFile, _ options: ReadOptions, _ sink: DiagnosticSink) throws -> () throws ->
    RawCaseRow?
  {
    let reader = JSONRecordReader(try file.byteStream(), file: file.name, limits: options.limits)
    var unknown: Set<String> = []
    return {
      guard let record = try reader.next() else { return nil }
      let place = SourceLocation(file: file.name, line: record.line)
      var texts: [CaseColumn: String] = [:]
      for member in record.children {
        guard let column = CaseColumn(header: member.name) else {
          if unknown.insert(member.name).inserted { sink.emit(unknownColumn(member.name, at: place)) }
          continue
        }
        let text = column == .body ? member.text ?? "" : trimmed(member.text ?? "")
        if !text.isEmpty { texts[column] = text }
      }
      return RawCaseRow(location: place, texts: texts, positions: [:])
    }
  }

  private static func unknownColumn(_ name: String, at place: SourceLocation) -> Diagnostic {
    let columns = CaseColumn.allCases.map(\.rawValue).joined(separator: ", ")
    return Diagnostic(.warning, .caseUnknownColumn, at: place, facts: ["column": name, "columns": columns])
  }

  private static func missing(_ columns: [CaseColumn], at place: SourceLocation) -> Failure {
    Failure(
      .rejected,
      columns.map { Diagnostic(.error, .caseColumnMissing, at: place, facts: ["column": $0.rawValue]) })
  }

  private static func trimmed(_ text: String) -> String {
    guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
