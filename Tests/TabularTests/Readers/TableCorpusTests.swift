import Diagnostics
import Glibc
import Model
import Tabular
import Testing

/// Reads the CSV files and workbooks of the shared corpora, where these lie beside the package, and compares every cell
/// with what other readers find. Every seventh file as a rule, every one with `DAYBOOK_FULL_TESTS=1`.
@Suite("Corpora of tables")
struct TableCorpusTests {
  /// Serial 0 in the 1904 system is 1904-01-01, as Excel shows it; these expect a time of day.
  private static let wrong = ["exceljs-2d6e5d1a-1904.xlsx", "xlsxwriter-b61c97f1-date_1904_02.xlsx"]
  private static let certain = ["agree", "agree +duckdb", "resolved", "by construction", "both refuse", "policy"]

  private struct Case {
    var file: String
    var format: String
    var isRefused: Bool
    var delimiter: UInt8?
    var encoding: TextEncoding?
    var oracle: String?
    var sheets: [String]
  }

  @Test("Every file reads as expected, or is refused", arguments: ["csv", "xlsx", "ods", "sml2003", "xls"])
  func corpus(format: String) throws {
    let corpora = sharedFolder + "/corpora"
    guard access(corpora + "/manifest.jsonl", R_OK) == 0 else {
      print("skipped: there is no \(corpora)")
      return
    }
    let isFull = getenv("DAYBOOK_FULL_TESTS") != nil
    let cases = try cases(corpora, format)
    #expect(cases.count > 50)
    for (position, entry) in cases.enumerated() where isFull || position % 7 == 3 {
      if Self.wrong.contains(where: { entry.file.hasSuffix($0) }) { continue }
      do {
        let file = try InputFile.open(corpora + "/" + entry.file)
        if entry.format == "csv" {
          try compareText(file, entry, corpora)
        } else {
          try compareSheets(file, entry, corpora)
        }
      } catch let failure as Failure {
        #expect(entry.isRefused, "\(entry.file): \(failure.diagnostics.first?.message ?? "")")
        #expect(failure.exit == .rejected, "\(entry.file)")
        #expect((failure.diagnostics.first?.message.count ?? 0) > 10, "\(entry.file)")
      }
    }
  }

  private func compareText(_ file: InputFile, _ entry: Case, _ corpora: String) throws {
    let options = ReadOptions(delimiter: entry.delimiter, encoding: entry.encoding)
    let rows = try ReadRow.all(of: file.table(options)).map(\.cells).filter { $0 != [""] }
    #expect(!entry.isRefused, "\(entry.file) was read")
    guard let oracle = entry.oracle else { return }
    let expected = try records(corpora + "/" + oracle).map { line in
      line.children.filter { $0.name == "fields" }.map { $0.text ?? "" }
    }
    #expect(rows == expected, "\(entry.file)")
  }

  private func compareSheets(_ file: InputFile, _ entry: Case, _ corpora: String) throws {
    var expected: [String: [String: [String]]] = [:]
    for line in try entry.oracle.map({ try records(corpora + "/" + $0) }) ?? [] {
      func text(_ name: String) -> String { line.children.first { $0.name == name }?.text ?? "" }
      let answers = [Self.comparable(text("type"), text("value"))]
      expected[text("sheet"), default: [:]]["R\(text("row"))C\(text("col"))"] = answers
    }
    for sheet in entry.sheets {
      let reader = try file.table(ReadOptions(sheet: sheet, digits: .stored))
      var found: [String: [String]] = [:]
      while let row = try reader.next() {
        for (column, cell) in row.cells.enumerated() where !cell.isEmpty {
          found["R\(row.number)C\(column + 1)"] = [Self.comparable(cell)]
        }
      }
      #expect(!entry.isRefused, "\(entry.file) was read")
      guard entry.oracle != nil else { continue }
      let wanted = (expected[sheet] ?? [:]).filter { $0.value != ["s:"] }
      let differences = Set(found.keys).union(wanted.keys).filter { found[$0] != wanted[$0] }.sorted()
      #expect(
        differences.isEmpty, "\(entry.file) \(sheet): \(differences.prefix(3).map { ($0, found[$0], wanted[$0]) })")
    }
  }

  private static func comparable(_ cell: Cell) -> String {
    switch cell.kind {
    case .empty, .text: comparable("s", cell.text)
    case .number: comparable("n", cell.text)
    case .boolean: comparable("b", cell.text)
    case .dateTime: comparable("d", cell.text)
    case .duration: comparable("u", cell.text)
    case .error: comparable("e", cell.text)
    }
  }

  /// A value so that equal ones are equal texts: numbers as binary fractions, times in tenths of a second.
  private static func comparable(_ type: String, _ value: String) -> String {
    switch type {
    case "n": return "n:\(Double(value) ?? .nan)"
    case "d", "t":
      guard
        let time = ISOTime(
          type == "t" || value.count < 10 || value.contains("T") == false && value.contains(":")
            ? "2000-01-01T\(value)" : value)
      else { return "d:\(value)" }
      let milliseconds = time.wall.secondsOnClock * 1000 + Int64(time.wall.millisecond)
      return "d:\((milliseconds + 50) / 100)"
    case "u": return "u:\(((Double(value) ?? .nan) * 10).rounded())"
    default: return "\(type):\(value)"
    }
  }

  private func cases(_ corpora: String, _ format: String) throws -> [Case] {
    try records(corpora + "/manifest.jsonl").compactMap { line in
      func text(_ name: String) -> String? { line.children.first { $0.name == name }?.text }
      guard text("format") == format, let file = text("file"), let expectation = text("expectation"),
        expectation != "either", Self.certain.contains(text("grade") ?? "")
      else { return nil }
      let sheets = line.children.filter { $0.name == "sheets" }.compactMap { sheet -> String? in
        let kind = sheet.children.first { $0.name == "kind" }?.text
        return kind == "sheet" ? sheet.children.first { $0.name == "name" }?.text : nil
      }
      let isRefused = expectation == "refused"
      return Case(
        file: file, format: format, isRefused: isRefused, delimiter: text("delimiter")?.utf8.first,
        encoding: text("encoding").flatMap { TextEncoding(named: $0) }, oracle: text("oracle"),
        sheets: isRefused && sheets.isEmpty ? ["Sheet1"] : sheets)
    }
  }

  private func records(_ path: String) throws -> [RecordNode] {
    let reader = JSONRecordReader(try InputFile.open(path).byteStream(), file: path)
    var records: [RecordNode] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }
}

@Suite("Real files")
struct RealFileTests {
  private static let tables = [
    "hledger/sample.fr.cp1252.csv", "hledger/sample.fr.iso88591.csv", "hledger/sample.fr.utf8.csv",
    "hledger/stripe.csv",
    "oca/adyen/adyen_test.xlsx", "oca/adyen/settlement_detail_report_batch_380.csv", "oca/paypal/activity_en.csv",
    "oca/txt_xlsx/sample_statement_offsets.xlsx", "oca/txt_xlsx/empty_statement_en.xlsx",
    "smashpig/PayPal/trr_express_checkout_donation.csv", "smashpig/Stripe/settlement_report.csv",
  ]

  @Test("Tables of carriers, processors and banks", arguments: tables)
  func reads(path: String) throws {
    let path = "\(sharedFolder)/realfiles/\(path)"
    guard access(path, R_OK) == 0 else {
      print("skipped: there is no \(path)")
      return
    }
    let rows = try ReadRow.all(of: InputFile.open(path).table())
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { !$0.cells.isEmpty })
  }

  @Test("The same statement in three encodings has the same rows")
  func encodings() throws {
    let paths = ["utf8", "cp1252", "iso88591"].map { "\(sharedFolder)/realfiles/hledger/sample.fr.\($0).csv" }
    guard access(paths[0], R_OK) == 0 else {
      print("skipped: there is no \(paths[0])")
      return
    }
    let read = try paths.map { try ReadRow.all(of: InputFile.open($0).table()) }
    #expect(read[0] == read[1])
    // ISO 8859-1 has no dash and no euro, which stand in the last row only.
    #expect(read[0].dropLast() == read[2].dropLast())
  }

  @Test("The name does not matter: an .xlsx that is called .xls reads")
  func misnamed() throws {
    let path = sharedFolder + "/realfiles/oca/adyen/adyen_test_invalid.xls"
    guard access(path, R_OK) == 0 else {
      print("skipped: there is no \(path)")
      return
    }
    #expect(try InputFile.open(path).format == .xlsx)
    #expect(try ReadRow.all(of: InputFile.open(path).table()).first?.number == 4)
  }
}
