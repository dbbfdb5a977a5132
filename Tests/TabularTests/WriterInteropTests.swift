import Foundation
import Model
import TestSupport
import Testing

@testable import Tabular

/// Workbooks of ours as other programs read them: openpyxl, python-calamine and LibreOffice, where they are installed.
@Suite("Workbooks as other programs read them")
struct WriterInteropTests {
  /// `DAYBOOK_PYTHON` names a Python that has the modules, where the system's has not.
  private static let python = ProcessInfo.processInfo.environment["DAYBOOK_PYTHON"] ?? "python3"

  /// Prints a sheet as JSON, a line a row of `[kind, value]`, in the form of ``expected(_:)``.
  private static let script = """
    import datetime, json, sys
    def cell(value):
        if value is None or value == "": return ["", ""]
        if isinstance(value, bool): return ["b", "true" if value else "false"]
        if isinstance(value, (int, float)): return ["n", repr(float(value))]
        if isinstance(value, datetime.time): value = datetime.datetime.combine(datetime.date(1899, 12, 30), value)
        if isinstance(value, datetime.datetime): value = value - datetime.datetime(1899, 12, 30)
        if isinstance(value, datetime.date): value = value - datetime.date(1899, 12, 30)
        if isinstance(value, datetime.timedelta): return ["d", round(value / datetime.timedelta(milliseconds=1))]
        return ["s", value]
    def openpyxl_rows(path):
        import openpyxl, openpyxl.utils.escape
        for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
            # It leaves _xHHHH_ to its caller.
            yield [openpyxl.utils.escape.unescape(v) if isinstance(v, str) else v for v in row]
    def calamine_rows(path):
        import python_calamine
        return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()
    for row in {"openpyxl": openpyxl_rows, "python_calamine": calamine_rows}[sys.argv[1]](sys.argv[2]):
        print(json.dumps([cell(value) for value in row], ensure_ascii=False))
    """

  @Test(arguments: ["openpyxl", "python_calamine"])
  func python(module: String) throws {
    let temporary = try TemporaryFolder()
    let folder = URL(fileURLWithPath: temporary.path)
    let probe = try ShellRun(script: "'\(Self.python)' -c 'import \(module)'", in: folder)
    guard probe.exit == 0 else {
      print("skipped: \(Self.python) has no \(module)")
      return
    }
    try Data(Self.script.utf8).write(to: folder.appendingPathComponent("rows.py"))
    for seed in 0..<4 {
      let table = TypedTable(seed: seed, rows: 300, columns: 8)
      try save(table, to: folder.appendingPathComponent("book.xlsx"))
      let run = try ShellRun(script: "'\(Self.python)' rows.py \(module) book.xlsx", in: folder)
      #expect(run.exit == 0, "\(run.error)")
      let lines = run.output.split(separator: "\n").dropFirst()
      #expect(lines.count == table.rows.count)
      for (line, row) in zip(lines, table.rows) {
        let found = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[Any]] ?? []
        for (column, cell) in row.enumerated() {
          let shown = column < found.count ? found[column].map { "\($0)" }.joined(separator: ":") : ":"
          #expect(shown == expected(cell), "\(module), column \(column + 1)")
        }
      }
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1"))
  func libreOffice() throws {
    let temporary = try TemporaryFolder()
    let folder = URL(fileURLWithPath: temporary.path)
    guard try ShellRun(script: "command -v soffice", in: folder).exit == 0 else {
      print("skipped: there is no LibreOffice")
      return
    }
    let table = TypedTable(seed: 5, rows: 300, columns: 8)
    try save(table, to: folder.appendingPathComponent("book.xlsx"))
    let convert = "HOME=$PWD soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true'"
    let run = try ShellRun(script: convert + " book.xlsx", in: folder)
    #expect(run.exit == 0, "\(run.error)")
    let reader = try InputFile.open(temporary.path + "/book.csv").table(
      ReadOptions(delimiter: UInt8(ascii: ","), keepsFormulaGuards: true))
    _ = try reader.next()
    for (index, row) in table.rows.enumerated() {
      let found = try #require(try reader.next()).cells.map(\.text)
      // It takes a carriage return for a line feed, or for nothing.
      for (column, cell) in row.enumerated() where !cell.text.utf8.contains(13) {
        let shown = column < found.count ? found[column] : ""
        let isEqual = LibreOffice.comparable(shown, cell) == LibreOffice.comparable(LibreOffice.shown(cell), cell)
        #expect(isEqual, "row \(index + 2), column \(column + 1): \(cell) as \(shown)")
      }
    }
  }

  private func save(_ table: TypedTable, to url: URL) throws {
    let sink = MemorySink()
    try table.write(to: XLSXWriter(to: sink))
    try Data(sink.bytes).write(to: url)
  }

  private func expected(_ cell: TypedTable.Cell) -> String {
    switch cell.kind {
    case .empty: return ":"
    case .text: return "s:" + cell.text
    case .boolean: return "b:" + cell.text
    case .number: return "n:" + pythonRepr(cell.text)
    default: return "d:\(serial(cell.text))"
    }
  }

  /// Python writes as many digits as Swift, and switches to exponents elsewhere.
  private func pythonRepr(_ text: String) -> String {
    let value = Double(text) ?? .nan
    return value == value.rounded() && abs(value) < 1e16
      ? "\(Int64(value)).0".replacing("-0.0", with: "-0.0") : "\(value)"
  }

  /// Milliseconds since 1899-12-30, or since midnight for a time alone.
  private func serial(_ text: String) -> Int64 {
    let isTime = !text.contains("-")
    guard let wall = ISOTime(bytes: Array((isTime ? "1899-12-30T" + text : text).utf8)[...])?.wall else { return -1 }
    return ((Int64(wall.date.days) + 25_569) * 86_400 + Int64(wall.secondOfDay)) * 1000 + Int64(wall.millisecond)
  }
}

/// How LibreOffice writes cells of ours as CSV with the formats they have.
private enum LibreOffice {
  static func shown(_ cell: TypedTable.Cell) -> String {
    switch cell.value {
    case .boolean(let value): value ? "TRUE" : "FALSE"
    // Its format for times has no zero in front.
    case .dateTime(let text):
      !text.contains("-") && text.hasPrefix("0") ? String(text.dropFirst()) : text.replacing("T", with: " ")
    case .number(let text): cell.kind == .number ? withoutLastZeros(text) : text
    case .amount, .integer, .text, .empty: cell.text
    }
  }

  /// It cuts some seconds off that the nearest binary fraction is a trifle below of: dates count to the minute.
  static func comparable(_ shown: String, _ cell: TypedTable.Cell) -> Substring {
    cell.kind == .dateTime && cell.text.contains("-") ? shown.prefix(16) : shown[...]
  }

  private static func withoutLastZeros(_ number: String) -> String {
    var text = number
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
