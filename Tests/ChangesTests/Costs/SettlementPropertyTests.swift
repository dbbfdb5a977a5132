import Diagnostics
import Foundation
import GRDB
import Mapping
import Model
import Tabular
import TestSupport
import Testing

@testable import Changes
@testable import Store

/// What must hold for any settlement: read twice in whatever form is once, split in two in whatever way is the whole.
@Suite struct SettlementPropertyTests {
  private static let titles = [
    "balance_transaction_id", "created_utc", "currency", "gross", "fee", "net", "reporting_category",
    "payment_metadata[order_id]",
  ]
  /// Sales and refunds with fees, two alike but for their id, fees of no order, a payout.
  private static let rows: [[String]] = (0..<14).map { index in
    let id = "txn_\(index)"
    let time = "2026-09-\(10 + index / 3) 10:00:00"
    switch index {
    case 3: return [id, time, "USD", "-12.5", "0", "-12.5", "fee", ""]
    case 7: return [id, time, "USD", "-100", "0", "-100", "payout", ""]
    case 11: return [id, time, "USD", "-20", "-0.6", "-19.4", "refund", "1002"]
    default: return [id, time, "USD", "10", "0.59", "9.41", "charge", String(1001 + index % 4)]
    }
  }

  private static var splits: Int { ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? 1_000 : 12 }

  private func desk() throws -> (CostDesk, CostMapping) {
    let desk = try CostDesk()
    let file = PackageFolder.url("mappings/costs/stripe-balance.yaml")
    return (desk, try CostMapping.read(Array(try Data(contentsOf: file)), file: "stripe-balance.yaml"))
  }

  private func csv(
    _ rows: [[String]], delimiter: String = ",", columns: [Int] = Array(titles.indices), newline: String = "\n"
  ) -> String {
    ([SettlementPropertyTests.titles] + rows)
      .map { row in columns.map { row[$0] }.joined(separator: delimiter) + newline }.joined()
  }

  /// What stands after some files, one after the other: the values of orders, and how many costs no order has.
  private func figures(_ parts: [[[String]]]) throws -> [String] {
    let (desk, mapping) = try desk()
    for (index, part) in parts.enumerated() where !part.isEmpty {
      let summary = try desk.load(csv(part), name: "part-\(index).csv") { $0.mapping = mapping }
      #expect(summary.outcome == .applied, "\(summary.diagnostics.map(\.message))")
    }
    #expect(try desk.wrongCosts().isEmpty)
    let open = try desk.store.read { try Int.fetchOne($0.db, sql: "SELECT count(*) FROM unallocated_cost") }
    return try (1001...1005).map { try desk.actual(String($0)) } + ["\(open ?? -1) of no order"]
  }

  @Test func splitInTwoInAnyWayItIsTheWhole() throws {
    let rows = SettlementPropertyTests.rows
    let whole = try figures([rows])
    #expect(whole.first == "-/-/2.36")
    var state: UInt64 = 7
    for _ in 0..<SettlementPropertyTests.splits {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mask = Int(state >> 40)
      let parts = [0, 1].map { part in rows.indices.filter { mask >> $0 & 1 == part }.map { rows[$0] } }
      #expect(try figures(parts) == whole, "mask \(mask)")
      #expect(try figures(parts.reversed()) == whole, "mask \(mask), the other way round")
    }
  }

  @Test func importedTwiceInAnyFormItIsImportedOnce() throws {
    let (desk, mapping) = try desk()
    let rows = SettlementPropertyTests.rows
    try desk.load(csv(rows)) { $0.mapping = mapping }
    let before = try desk.tables()
    func text(_ name: String, _ text: String, _ encoding: String.Encoding = .utf8) throws -> InputFile {
      let path = desk.folder.path + "/" + name
      try #require(text.data(using: encoding)).write(to: URL(fileURLWithPath: path))
      return try InputFile.open(path)
    }
    let forms = [
      try text("rows.csv", csv(rows.reversed())),
      try text("columns.csv", csv(rows, columns: [7, 4, 5, 0, 3, 1, 6, 2])),
      try text("semicolons.csv", csv(rows, delimiter: ";", newline: "\r\n")),
      try text("tabs.tsv", csv(rows, delimiter: "\t")), try text("mark.csv", "\u{FEFF}" + csv(rows)),
      try text("wide.csv", csv(rows), .utf16), try text("latin.csv", csv(rows), .isoLatin1),
      try desk.workbook("book.xlsx", titles: SettlementPropertyTests.titles, rows: rows),
    ]
    for form in forms {
      let again = try desk.load("") {
        $0.input = form
        $0.mapping = mapping
      }
      #expect(again.repeated != nil, "\(form.name): \(again.outcome) \(again.diagnostics.map(\.message))")
      #expect(again.repeated?.level != .entries, "\(form.name)")
    }
    #expect(try desk.tables() == before)
  }

  @Test func importedAndRevertedItIsNothing() throws {
    let (desk, mapping) = try desk()
    try desk.load("Order ID,Actual Payment\n1001,2\n1005,3\n", name: "sheet.csv")
    let before = try (1001...1005).map { try desk.actual(String($0)) }
    let summary = try desk.load(csv(SettlementPropertyTests.rows)) { $0.mapping = mapping }
    #expect(try desk.actual("1001") != before[0])
    try desk.revert(try #require(summary.batch))
    #expect(try (1001...1005).map { try desk.actual(String($0)) } == before)
    #expect(try desk.wrongCosts().isEmpty)
  }
}
