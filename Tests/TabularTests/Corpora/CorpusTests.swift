import Diagnostics
import Model
import Tabular
import Testing

/// Reads the files of the shared corpora, where these lie beside the package, and judges every cell, row and element
/// as `compare.py` there does.
@Suite("Corpora", .enabled(if: CorpusCase.isThere, "there is no \(CorpusCase.folder)"))
struct CorpusTests {
  /// Where we are sure that the expectation is wrong: serial 0 in the 1904 system is 1904-01-01, as Excel shows it, and
  /// these expect a time of day; a DOCTYPE in UTF-7 is a DOCTYPE, and these are to be read.
  private static let wrong = [
    "exceljs-2d6e5d1a-1904.xlsx", "xlsxwriter-b61c97f1-date_1904_02.xlsx", "UTF-7-single-quote", "UTF-7-whitespace",
  ]

  /// Grades of files that some readers take and some do not: they may be refused, and may not be read wrongly.
  private static let doubtful = ["single", "partial", "disputed"]

  @Test("Every file reads as expected, or is refused", arguments: CorpusCase.all)
  func file(entry: CorpusCase) throws {
    guard !Self.wrong.contains(where: { entry.file.contains($0) }) else { return }
    let path = "\(CorpusCase.folder)/\(entry.file)"
    do {
      let difference =
        switch entry.format {
        case "csv": try rowDifference(path, entry)
        case "xml": try elementDifference(path, entry)
        default: try cellDifference(path, entry)
        }
      #expect(entry.expectation != "refused", "it was read")
      #expect(difference == nil)
    } catch let failure as Failure {
      let message = failure.diagnostics.first?.message ?? ""
      #expect(entry.expectation != "reads" || Self.doubtful.contains(entry.grade), "\(message)")
      #expect(failure.exit == .rejected)
      #expect(message.count >= 10)
    }
  }

  private func rowDifference(_ path: String, _ entry: CorpusCase) throws -> String? {
    let options = ReadOptions(
      delimiter: entry.delimiter?.utf8.first, encoding: entry.encoding.flatMap { TextEncoding(named: $0) })
    let reader = try InputFile.open(path).table(options)
    var rows: [[String]] = []
    while let row = try reader.nextTexts() {
      if row != [""] { rows.append(row) }
    }
    guard entry.oracle != nil else { return nil }
    let expected = try entry.expected(OracleRow.self).map(\.fields)
    if rows == expected || rows == entry.alternativeRows { return nil }
    let position = zip(rows, expected).firstIndexOfDifference ?? min(rows.count, expected.count)
    return "row \(position): \(rows.dropFirst(position).first ?? []), not \(expected.dropFirst(position).first ?? [])"
  }

  private func elementDifference(_ path: String, _ entry: CorpusCase) throws -> String? {
    // Not as an `InputFile`, which refuses web pages even where they are sound XML.
    let reader = XMLEventReader(Pieces(try contents(of: path), size: 1000), file: path)
    var elements: [String] = []
    while let element = try reader.next() {
      let attributes = element.attributes.map { "\($0.name)=\($0.value)" }.sorted()
      elements.append("\(element.name) \(attributes) \(element.text)")
    }
    guard entry.oracle != nil else { return nil }
    let expected = try entry.expected(OracleElement.self).map { element in
      "\(element.name) \(element.attrs.map { "\($0.key)=\($0.value)" }.sorted()) \(element.text ?? "")"
    }
    if elements == expected { return nil }
    let position = zip(elements, expected).firstIndexOfDifference ?? min(elements.count, expected.count)
    return "\(position): \(elements.dropFirst(position).first ?? ""), not \(expected.dropFirst(position).first ?? "")"
  }

  private func cellDifference(_ path: String, _ entry: CorpusCase) throws -> String? {
    let file = try InputFile.open(path)
    let expected = Dictionary(grouping: try entry.expected(OracleCell.self), by: \.sheet)
    var sheets = entry.sheets?.filter { $0.kind == "sheet" }.map(\.name) ?? []
    if sheets.isEmpty, entry.expectation != "reads" { sheets = ["Sheet1"] }
    for sheet in sheets.prefix(8) {
      let reader = try file.table(ReadOptions(sheet: sheet, digits: .stored))
      var found: [String: (kind: CellKind, text: String)] = [:]
      while let row = try reader.next() {
        for (column, cell) in row.cells.enumerated() where !cell.isEmpty {
          found["R\(row.number)C\(column + 1)"] = (cell.kind, cell.text)
        }
      }
      guard entry.oracle != nil else { continue }
      for cell in expected[sheet] ?? [] {
        let answer = found.removeValue(forKey: cell.place)
        let isRight = answer.map { got in cell.answers.contains { $0?.matches(got.kind, got.text) ?? false } }
        guard isRight ?? cell.mayBeAbsent else {
          return "\(sheet) \(cell.place): \(answer.map { "\($0)" } ?? "nothing"), not \(cell.answers)"
        }
      }
      if let extra = found.first { return "\(sheet) \(extra.key): \(extra.value), not expected" }
    }
    return nil
  }
}

extension Zip2Sequence where Sequence1.Element: Equatable, Sequence1.Element == Sequence2.Element {
  /// The first position at which the two differ.
  fileprivate var firstIndexOfDifference: Int? { enumerated().first { $1.0 != $1.1 }?.offset }
}
