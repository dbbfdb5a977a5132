import Diagnostics
import Foundation
import Mapping
import Model
import Store
import Tabular
import Testing

@testable import Changes

/// What must hold for any file: read twice is once, taken back is nothing, split in two is the whole.
@Suite struct CostPropertyTests {
  private let titles = ["Order ID", "Actual Shipping", "Actual Fulfillment", "Actual Payment"]
  private let rows = [
    ["1001", "12.5", "3", "-0.2"], ["1002", "", "0", "7"], ["1003", "4", "", ""], ["1001", "", "", "1.25"],
    ["1004", "0.0001", "99", "5"], ["1002", "", "", "7"],
  ]

  private func csv(_ rows: [[String]], delimiter: String = ",", columns: [Int] = [0, 1, 2, 3]) -> String {
    ([titles] + rows).map { row in columns.map { row[$0] }.joined(separator: delimiter) + "\r\n" }.joined()
  }

  /// The same content in other clothes.
  private func disguises(_ desk: CostDesk) throws -> [(name: String, input: InputFile)] {
    func text(_ name: String, _ text: String, _ encoding: String.Encoding = .utf8) throws -> (String, InputFile) {
      let url = URL(fileURLWithPath: desk.folder.path + "/" + name)
      try #require(text.data(using: encoding)).write(to: url)
      return (name, try InputFile.open(url.path))
    }
    let ods = SheetForm.flatODS([titles] + rows, texts: [0])
    return [
      try text("rows.csv", csv(rows.reversed())), try text("columns.csv", csv(rows, columns: [3, 1, 0, 2])),
      try text("semicolons.csv", csv(rows, delimiter: ";")), try text("tabs.tsv", csv(rows, delimiter: "\t")),
      try text("mark.csv", "\u{FEFF}" + csv(rows)), try text("wide.csv", csv(rows), .utf16),
      try text("more.csv", csv(rows).replacingOccurrences(of: "\r\n", with: ",note\r\n")),
      ("book.xlsx", try desk.workbook("book.xlsx", titles: titles, rows: rows)), try text("book.fods", ods),
    ]
  }

  @Test func importedTwiceIsImportedOnceInAnyForm() throws {
    let desk = try CostDesk()
    let first = try desk.load(csv(rows))
    #expect(first.outcome == .applied)
    let before = try desk.tables()
    for (name, input) in try disguises(desk) {
      let again = try desk.load("") { $0.input = input }
      #expect(again.repeated?.level == .content, "\(name): \(again.outcome) \(again.diagnostics.map(\.message))")
    }
    #expect(try desk.tables() == before)
  }

  @Test func everyFormImportsTheSame() throws {
    var expected: [String] = []
    for place in 0...9 {
      let desk = try CostDesk()
      let disguise = place == 0 ? nil : try disguises(desk)[place - 1]
      let summary =
        try disguise.map { disguise in try desk.load("") { $0.input = disguise.input } } ?? desk.load(csv(rows))
      #expect(summary.outcome == .applied, "\(disguise?.name ?? "plain")")
      let values = try (1001...1005).map { try desk.actual(String($0)) }
      if place == 0 { expected = values }
      #expect(values == expected, "\(disguise?.name ?? "plain")")
    }
  }

  /// Rows of an id that stands as a number here and as a text there are found at different times; the order of the sheet
  /// counts all the same.
  @Test(arguments: [[true, false], [false, true], [true, false, true], [false, true, false]])
  func theLastRowOfAnOrderStandsWhetherItsIDIsATextOrANumber(_ areTexts: [Bool]) throws {
    let desk = try CostDesk()
    let rows = areTexts.enumerated().map { ["1001", String($0.offset + 1), "", ""] }
    let text = "office:value-type=\"string\"><text:p>1001</text:p>"
    var pieces = SheetForm.flatODS([titles] + rows, texts: [0]).components(separatedBy: text)
    var sheet = pieces.removeFirst()
    for (isText, rest) in zip(areTexts, pieces) {
      sheet += (isText ? text : "office:value-type=\"float\" office:value=\"1001\">") + rest
    }
    let path = try desk.folder.write("book.fods", sheet)
    let summary = try desk.load("") {
      $0.input = try InputFile.open(path)
      $0.onConflict = .last
    }
    #expect(summary.outcome == .applied)
    #expect(try desk.actual("1001").hasPrefix("\(areTexts.count).00/"))
  }

  @Test func importAndRevertIsNothing() throws {
    let desk = try CostDesk()
    try desk.load(csv([["1001", "1", "2", "3"], ["1005", "", "", "9"]]))
    let before = try (1001...1005).map { try desk.actual(String($0)) }
    let summary = try desk.load(csv(rows))
    try desk.revert(try #require(summary.batch))
    #expect(try (1001...1005).map { try desk.actual(String($0)) } == before)
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func addedRowsSplitInAnyTwoPartsAreTheWhole() throws {
    let added = (0..<12).map { index in
      Invoice.Row(
        line: index + 2, order: Int64(index % 4), kind: index % 3 == 0 ? .payment : .shipping,
        amount: Int64(100 + index * 7), day: Int32(index), reference: "charge-\(index)")
    }
    func figures(_ parts: [[Invoice.Row]]) throws -> [String] {
      let desk = try CostDesk()
      for part in parts where !part.isEmpty {
        let result = try Invoice(part).apply(to: desk)
        #expect(result.findings.rejections.isEmpty)
      }
      #expect(try desk.wrongCosts().isEmpty)
      return try (1001...1004).map { try desk.actual(String($0)) }
    }
    let whole = try figures([added])
    for mask in [0b1010_1010_1010, 0b1111_1100_0000, 0b0000_0000_0001, 0b0110_1001_0110, 0] {
      let parts = [0, 1].map { part in added.indices.filter { mask >> $0 & 1 == part }.map { added[$0] } }
      #expect(try figures(parts) == whole)
      #expect(try figures(parts.reversed()) == whole)
    }
  }
}
