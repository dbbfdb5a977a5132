import Diagnostics
import GRDB
import Model
import Tabular
import Testing

@testable import Changes
@testable import Store

/// Entries that were applied before: the third level of repeats.
@Suite struct RepeatedEntryTests {
  private let header = "Order ID,Actual Shipping,Actual Payment\n"

  @Test func growingSheetIsRefusedAndItsNewRowsApply() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load(header + "1001,,1\n1002,,2\n1003,,3\n")
    let grown = header + "1001,,1\n1002,,2\n1003,,3\n1004,,4\n1005,,5\n"
    let refused = try desk.load(grown)
    #expect(refused.outcome == .repeated)
    #expect(refused.repeated?.level == .entries)
    #expect(refused.repeated?.first.batch == 2)
    #expect(refused.repeated?.held == 3)
    #expect(refused.diagnostics.contains { $0.code == .costsRepeatEntries })
    #expect(try desk.actual("1004") == "-/-/-")
    let applied = try desk.load(grown) { $0.skipRepeats = true }
    #expect(applied.outcome == .applied)
    #expect(applied.counts.skipped == 3)
    #expect(applied.counts.accepted == 2)
    #expect(try desk.actual("1001") == "-/-/1.00")
    #expect(try desk.actual("1005") == "-/-/5.00")
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func fewEqualEntriesAreAppliedWithAWarning() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load(header + "1001,,1\n1002,,2\n")
    let summary = try desk.load(header + "1001,,1\n1003,,3\n1004,,4\n")
    #expect(summary.outcome == .applied)
    #expect(summary.diagnostics.map(\.code) == [.costsRepeatedEntry])
    #expect(try desk.actual("1001") == "-/-/2.00")
  }

  @Test func equalRowsOfOneFileBothCount() throws {
    let desk = try CostDesk(orders: 9)
    let first = try desk.load(header + "1001,,1\n1001,,1\n1002,,7\n")
    #expect(first.diagnostics.isEmpty)
    #expect(try desk.actual("1001") == "-/-/2.00")
    // Of three, two are known.
    let second = try desk.load(header + "1001,,1\n1001,,1\n1001,,1\n1003,,3\n1004,,4\n1005,,5\n") {
      $0.skipRepeats = true
    }
    #expect(second.counts.skipped == 2)
    #expect(try desk.actual("1001") == "-/-/3.00")
  }

  @Test func replacingWithTheSameIsUnchangedAndNoRepeat() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load(header + "1001,5,\n1002,6,\n")
    let summary = try desk.load(header + "1001,5,\n1002,6,\n1003,7,\n")
    #expect(summary.outcome == .applied)
    #expect(summary.counts.unchanged == 2)
    #expect(summary.diagnostics.isEmpty)
  }

  @Test func unchangedRowsCountTowardsTheHalfOnceSomethingWouldCountTwice() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load(header + "1001,5,1\n1002,6,\n")
    let summary = try desk.load(header + "1001,5,1\n1002,6,\n1003,7,3\n")
    #expect(summary.outcome == .repeated)
    #expect(summary.repeated?.held == 3)
  }

  @Test func revertedBatchesHoldNothing() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load(header + "1001,,1\n1002,,2\n")
    try desk.revert(2)
    let summary = try desk.load(header + "1001,,1\n1002,,2\n1003,,3\n")
    #expect(summary.outcome == .applied)
    #expect(summary.diagnostics.isEmpty)
  }

  @Test func repeatThatIsMeantIsAppliedWithItsReason() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load(header + "1001,,1\n")
    let summary = try desk.load(header + "1001,,1\n1002,,2\n") {
      $0.allowedRepeats = [.entries]
      $0.reason = "billed twice"
    }
    #expect(summary.outcome == .applied)
    #expect(try desk.actual("1001") == "-/-/2.00")
    let reason = try desk.store.read { try $0.batch(3).reason }
    #expect(reason == "billed twice")
  }

  @Test func everyBatchIsCreditedWithWhatItHolds() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load(header + "1001,,1\n1009,,9\n")
    try desk.load(header + "1001,,1\n1002,,2\n1003,,3\n1004,,4\n") { $0.allowedRepeats = [.entries] }
    // Batch 3 holds three of six, batch 2 one of them.
    let summary = try desk.load(header + "1001,,1\n1002,,2\n1003,,3\n1005,,5\n1006,,6\n1007,,7\n")
    #expect(summary.repeated?.first.batch == 3)
    #expect(summary.repeated?.held == 3)
  }

  // MARK: References, days, descriptions

  @Test func referencesAreTakenOnce() throws {
    let desk = try CostDesk(orders: 3)
    func row(_ line: Int, _ order: Int64, _ amount: Int64, _ reference: String, _ kind: CostKind = .shipping)
      -> Invoice.Row
    {
      Invoice.Row(line: line, order: order, kind: kind, amount: amount, reference: reference)
    }
    let first = try Invoice([row(2, 1, 100, "a"), row(3, 1, 100, "b"), row(4, 2, 100, "c")]).apply(to: desk)
    #expect(first.codes.isEmpty)
    // The same amount under other references is new; the same reference is not, whatever its amount.
    let again = try Invoice([
      row(2, 1, 999, "a"), row(3, 1, 100, "d"), row(4, 1, 7, "a", .other), row(5, 3, 5, "e"), row(6, 3, 5, "e"),
    ]).apply(to: desk)
    #expect(again.codes.sorted() == ["costs/double-reference", "costs/repeated-reference"])
    #expect(again.findings.rejections.map(\.line).sorted() == [2, 6])
    let values = try desk.store.read { try $0.effectiveCosts().values(of: 1) }
    #expect(values == CostValues(shipping: 300, other: 7))
    let skipped = try Invoice([row(2, 1, 100, "a"), row(3, 1, 1, "f")]).apply(to: desk, policy: .skip)
    #expect(skipped.findings.skipped == 1)
    #expect(skipped.codes.isEmpty)
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func referenceUnderAnotherOrderIsSuspiciousOnly() throws {
    let desk = try CostDesk(orders: 3)
    _ = try Invoice([Invoice.Row(line: 2, order: 1, amount: 100, reference: "a")]).apply(to: desk)
    let result = try Invoice([Invoice.Row(line: 2, order: 2, amount: 100, reference: "a")]).apply(to: desk)
    #expect(result.codes == ["costs/reference-elsewhere"])
    #expect(result.findings.rejections.isEmpty)
  }

  @Test func referenceOfNoOrderIsTheSameOnceItHasAnOrder() throws {
    let desk = try CostDesk(orders: 3)
    _ = try Invoice([Invoice.Row(line: 2, order: 0, amount: 100, reference: "a")]).apply(to: desk)
    let result = try Invoice([Invoice.Row(line: 2, order: 2, amount: 100, reference: "a")]).apply(to: desk)
    #expect(result.codes == ["costs/repeated-reference"])
  }

  @Test func daysAndDescriptionsTellEntriesApart() throws {
    let desk = try CostDesk(orders: 3)
    func row(_ day: Int32?, _ description: String?) -> Invoice.Row {
      Invoice.Row(line: 2, order: 1, amount: 100, day: day, description: description)
    }
    _ = try Invoice([row(100, "fuel")]).apply(to: desk)
    for other in [row(101, "fuel"), row(100, "oil"), row(nil, "fuel")] {
      #expect(try Invoice([other]).apply(to: desk).codes.isEmpty)
    }
    let same = try Invoice([row(100, "fuel")]).apply(to: desk)
    #expect(same.codes == ["costs/repeated-entry"])
    #expect(same.findings.tally.repeated?.batch == 2)
  }

  @Test func monthlyFeeOfNoOrderIsNeverRefused() throws {
    let desk = try CostDesk(orders: 3)
    let fee = Invoice.Row(line: 2, order: 0, kind: .other, amount: 300_000, description: "storage")
    _ = try Invoice([fee]).apply(to: desk)
    let second = try Invoice([fee]).apply(to: desk)
    #expect(second.codes == ["costs/repeated-entry"])
    #expect(second.findings.tally.repeated == nil)
    // With a day of its own it is told apart, or is a repeat.
    var dated = fee
    dated.day = 20_000
    #expect(try Invoice([dated]).apply(to: desk).codes.isEmpty)
    #expect(try Invoice([dated]).apply(to: desk).findings.tally.repeated?.held == 1)
    let rows = try desk.store.read { try Int.fetchOne($0.db, sql: "SELECT count(*) FROM unallocated_cost") }
    #expect(rows == 4)
  }

  @Test func feesThatCameAgainKeepTheirBatchFromComingBack() throws {
    let desk = try CostDesk(orders: 3)
    var storage = Invoice.Row(line: 3, order: 0, kind: .other, amount: 50_000, day: 20_700, description: "storage")
    let fee = Invoice.Row(line: 2, order: 0, kind: .other, amount: 300_000, reference: "F-1")
    _ = try Invoice([fee, storage]).apply(to: desk)
    try desk.revert(2)
    // One of two: the same cost of the same day.
    storage.line = 2
    _ = try Invoice([storage]).apply(to: desk)
    let half = try desk.revert(3)
    #expect(half.repeated?.level == .entries)
    #expect(half.repeated?.first.batch == 4)
    try desk.revert(4)
    // The reference says that the fee is the same.
    _ = try Invoice([fee]).apply(to: desk)
    #expect(try desk.revert(3).repeated?.first.batch == 6)
    try desk.revert(6)
    // The same amount of another day is another cost.
    storage.day = 20_731
    _ = try Invoice([storage]).apply(to: desk)
    #expect(try desk.revert(3).outcome == .applied)
  }

  @Test func twoSheetsOfAWorkbookAreTwoInputs() throws {
    let desk = try CostDesk()
    let book = try desk.workbook("book.xlsx", titles: ["Order ID", "Actual Payment"], rows: [["1001", "4"]])
    let first = try desk.load("") { $0.input = book }
    #expect(first.inputs.first?.sheet != nil)
    let named = try desk.load("") {
      $0.input = book
      $0.options.sheet = first.inputs.first?.sheet
    }
    #expect(named.repeated?.level == .bytes)
  }
}
