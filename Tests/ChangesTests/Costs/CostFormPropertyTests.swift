import Diagnostics
import Foundation
import Mapping
import Model
import Store
import TestSupport
import Testing

@testable import Changes

/// Any rows in any form, imported twice in two forms, are imported once; taken back they are as if they had never been.
@Suite struct CostFormPropertyTests {
  private static var rounds: Int { ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? 1_500 : 25 }

  @Test func anySheetInAnyTwoForms() throws {
    for round in 0..<CostFormPropertyTests.rounds {
      var random = FixedRandom(seed: UInt64(round))
      let desk = try CostDesk()
      let rows = CostFormPropertyTests.sheet(using: &random)
      let titles = ["Order ID", "Actual Shipping", "Actual Fulfillment", "Actual Payment"]
      try prove(desk, desk.mapping, titles, rows, texts: [0], round, using: &random)
    }
  }

  @Test func anySettlementInAnyTwoForms() throws {
    let file = PackageFolder.url("mappings/costs/stripe-balance.yaml")
    let mapping = try CostMapping.read(Array(try Data(contentsOf: file)), file: "stripe-balance.yaml")
    for round in 0..<CostFormPropertyTests.rounds {
      var random = FixedRandom(seed: UInt64(round) + 1 << 32)
      let rows = CostFormPropertyTests.settlement(using: &random)
      let titles = [
        "balance_transaction_id", "created_utc", "currency", "gross", "fee", "net", "reporting_category",
        "payment_metadata[order_id]",
      ]
      try prove(try CostDesk(), mapping, titles, rows, texts: [0, 1, 2, 6, 7], round, using: &random)
    }
  }

  private func prove(
    _ desk: CostDesk, _ mapping: CostMapping, _ titles: [String], _ rows: [[String]], texts: Set<Int>, _ round: Int,
    using random: inout FixedRandom
  ) throws {
    func load(_ form: SheetForm, _ name: String) throws -> ChangeSummary {
      let input = try form.write(titles, rows, texts: texts, to: desk, name: name)
      return try desk.load("") {
        $0.input = input
        $0.mapping = mapping
      }
    }
    let untouched = try values(desk)
    let forms = (0..<3).map { _ in SheetForm(using: &random) }
    let first = try load(forms[0], "first")
    #expect(first.outcome == .applied, "round \(round), \(forms[0]): \(first.diagnostics.map(\.message))")
    let before = try (desk.tables(), values(desk))
    let again = try load(forms[1], "again")
    #expect(
      again.repeated.map { $0.level != .entries } == true,
      "round \(round), \(forms[0]) and \(forms[1]): \(again.outcome) \(again.diagnostics.map(\.message))")
    #expect(try desk.tables() == before.0, "round \(round), \(forms[1])")
    try desk.revert(try #require(first.batch))
    #expect(try values(desk) == untouched, "round \(round)")
    #expect(try load(forms[2], "anew").outcome == .applied, "round \(round), \(forms[2])")
    #expect(try values(desk) == before.1, "round \(round), \(forms[2])")
    #expect(try desk.wrongCosts().isEmpty)
  }

  private func values(_ desk: CostDesk) throws -> [String] {
    let open = try desk.store.read { try $0.unallocatedCosts().map(\.amount.description).sorted() }
    return try (1001...1005).map { try desk.actual(String($0)) } + open
  }

  /// Rows whose sets do not contradict each other; some say nothing at all.
  private static func sheet(using random: inout FixedRandom) -> [[String]] {
    var sets: [Int: [String]] = [:]
    return (0..<Int.random(in: 1...12, using: &random)).map { index in
      let order = Int.random(in: 1001...1005, using: &random)
      let set = sets[order] ?? [amount(using: &random), amount(using: &random)]
      sets[order] = set
      let payment = index == 0 ? "1.5" : amount(isSigned: true, using: &random)
      return [String(order)] + set + [payment]
    }
  }

  private static func settlement(using random: inout FixedRandom) -> [[String]] {
    (0..<Int.random(in: 1...12, using: &random)).map { index in
      let (gross, fee) = (Int.random(in: -50_000...90_000, using: &random), Int.random(in: -300...900, using: &random))
      let category = ["charge", "refund", "payout", "fee", "dispute"].randomElement(using: &random) ?? "charge"
      let order = category == "fee" || category == "payout" ? "" : String(Int.random(in: 1001...1005, using: &random))
      let time = "2026-09-\(Int.random(in: 10...28, using: &random)) 10:00:00"
      func money(_ cents: Int) -> String {
        "\(cents < 0 ? "-" : "")\(cents.magnitude / 100).\(cents.magnitude % 100 < 10 ? "0" : "")\(cents.magnitude % 100)"
      }
      return ["txn_\(index)", time, "USD", money(gross), money(fee), money(gross - fee), category, order]
    }
  }

  private static func amount(isSigned: Bool = false, using random: inout FixedRandom) -> String {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return ""
    case 1: return "0"
    case 2: return String(Int.random(in: 1...400, using: &random))
    default:
      let sign = isSigned && Bool.random(using: &random) ? "-" : ""
      return "\(sign)\(Int.random(in: 0...40, using: &random)).\(Int.random(in: 1...9999, using: &random))"
    }
  }
}
