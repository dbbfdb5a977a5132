import Diagnostics
import GRDB
import Mapping
import Model
import Tabular
import Testing

@testable import Changes
@testable import Store

private let orders = """
  order_id,created_at,stage,currency,total,subtotal,tax,tags,item_sku,item_quantity
  1,2026-03-01T10:00:00Z,Hold,USD,12.50,10,2.50,vip,A-1,1
  2,2026-03-02T09:00:00Z,SD,USD,3,,,,A-1,2
  3,2026-03-03T09:00:00Z,CO,EUR,40,30,4,,A-2,2
  4,2026-03-04T09:00:00Z,AR,USD,7,7,0,,A-2,1

  """

@Suite struct OrderOperationsTests {
  /// Applies a file of operations to a desk.
  @discardableResult
  private func operate(
    _ desk: OrderDesk, _ rows: String, _ adjust: (inout OrderOperations.Request) -> Void = { _ in }
  ) throws -> ChangeSummary {
    try change(desk, rows, adjust).apply(to: desk.store)
  }

  private func change(
    _ desk: OrderDesk, _ rows: String, _ adjust: (inout OrderOperations.Request) -> Void = { _ in }
  ) throws -> OrderOperations {
    let path = try desk.folder.write("work.csv", "order_id,operation,value,reason,amount,at\n" + rows)
    let input = try InputFile.open(path)
    let mapping = try OperationRecogniser(MappingCatalog(folder: nil)).mapping(for: input, options: ReadOptions())
    var request = OrderOperations.Request(
      .file(input, mapping, ReadOptions()), zone: desk.context.zone, temporaryFolder: desk.folder.path)
    adjust(&request)
    return OrderOperations(request, identity: desk.identity)
  }

  private func revert(_ desk: OrderDesk, _ batch: Int64) throws -> ChangeSummary {
    try RevertBatch(batch, reason: nil, identity: desk.identity).apply(to: desk.store)
  }

  /// What people see: live orders with their content, notes and chargebacks.
  private func seen(_ desk: OrderDesk) throws -> [String] {
    try desk.store.read { connection in
      let finder = try connection.orderFinder()
      return try ["1", "2", "3", "4"].map { id in
        guard let order = try finder.liveOrder(id), let record = try finder.record(order.key) else { return "none" }
        let notes = try connection.notes(of: order.key).map(\.body)
        return "\(record) \(order.digest) \(notes) \(try connection.chargebacks(of: order.key))"
      }
    }
  }

  /// Tables that only grow: batches, the audit chain, and the history of orders.
  private static let histories = [
    "batch", "batch_input", "batch_output", "batch_total", "audit", "order_image", "order_stage_change", "order_note",
    "chargeback", "deletion", "refused_run",
  ]

  @Test func aRevertRestoresEveryTableAndBringsBackWhatWasDone() throws {
    let desk = try OrderDesk()
    try desk.load(orders)
    let before = try seen(desk)
    let summary = try operate(
      desk,
      """
      1,set stage,AR,,,
      1,set stage,SD,,,
      1,mark shipped,,,,2026-03-05
      1,merchant note,hello,,,
      2,cancel,,sold out,,
      3,mark refunded,,broken,,
      4,delete,,twice,,
      1,add tag,new,,,

      """)
    #expect(summary.outcome == .applied)
    #expect(summary.counts.accepted == 8)
    #expect(
      summary.totals.map { "\($0.kind) \($0.currency) \($0.before) \($0.after)" } == [
        "total EUR 40.00 40.00", "total USD 22.50 15.50", "refunded EUR 0.00 40.00",
      ])
    let after = try seen(desk)
    #expect(after != before)
    let stages = try desk.store.read { try $0.stageChanges(of: 1).map(\.after) }
    #expect(stages == ["Hold", "Accounts Receivable", "Shipping Department", "Completed Order"])
    for _ in 1...3 {
      #expect(try revert(desk, 2).outcome == .applied)
      #expect(try seen(desk) == before)
      let last = try #require(try desk.number("SELECT max(batch) FROM batch"))
      #expect(try revert(desk, last).outcome == .applied)
      #expect(try seen(desk) == after)
    }
  }

  @Test func checkingLeavesTheStoreByteForByte() throws {
    let desk = try OrderDesk()
    try desk.load(orders)
    let before = try desk.digestOfTables()
    let checked = try change(desk, "1,set stage,AR,,,\n4,delete,,,,\n").check(desk.store)
    #expect(checked.outcome == .checked)
    #expect(try desk.digestOfTables() == before)
    let applied = try operate(desk, "1,set stage,AR,,,\n4,delete,,,,\n")
    #expect(applied.counts == checked.counts)
    #expect(applied.stages.map(\.after) == checked.stages.map(\.after))
  }

  @Test func whatLaterBatchesChangedIsNotLostByARevert() throws {
    let desk = try OrderDesk()
    try desk.load(orders)
    try operate(desk, "1,add tag,first,,,\n4,delete,,,,\n")
    try operate(desk, "1,add tag,second,,,\n")
    let standing = try seen(desk)
    let refused = try revert(desk, 2)
    #expect(refused.outcome == .rejected)
    #expect(refused.diagnostics.map(\.code) == [.laterChanges])
    #expect(refused.diagnostics.first?.facts["later"] == "3")
    #expect(try seen(desk) == standing)
    #expect(try desk.number("SELECT count(*) FROM deletion") == 1)
    #expect(try revert(desk, 3).outcome == .applied)
    #expect(try revert(desk, 2).outcome == .applied)
    #expect(try desk.order("1")?.tags == ["vip"])
    #expect(try desk.order("4") != nil)
  }

  @Test func refundsAreTheSumThatShallStand() throws {
    let desk = try OrderDesk()
    try desk.load(orders)
    try operate(desk, "3,mark refunded,,,10,\n")
    #expect(try desk.order("3")?.text("other_refunded") == "10.00")
    try operate(desk, "3,mark refunded,,,25.00,\n")
    let part = try #require(try desk.order("3"))
    #expect(part.text("total_refunded") == "25.00")
    #expect(part.text("other_refunded") == "25.00")
    #expect(try operate(desk, "3,mark refunded,,,25,\n1,add tag,vip,,,\n").batch == nil)
    try operate(desk, "3,mark refunded,,,,\n")
    let whole = try #require(try desk.order("3"))
    let parts = ["subtotal_refunded", "tax_refunded", "other_refunded", "total_refunded", "payment_status"]
    #expect(parts.map { whole.text($0) } == ["30.00", "4.00", "6.00", "40.00", "Refunded"])
    let back = try operate(desk, "3,mark refunded,,,20,\n")
    #expect(back.outcome == .rejected)
    #expect(back.diagnostics.map(\.code) == [.operationBadRefund])
  }

  @Test func anIDThatASpreadsheetRoundedIsRefused() throws {
    let desk = try OrderDesk()
    try desk.load(orders)
    let path = desk.folder.path + "/work.xlsx"
    let file = try OutputFile(path: path)
    let writer = try XLSXWriter(to: file, sheet: "work")
    try writer.header(["order_id", "operation", "value"].map { ColumnHeading($0) })
    try Array("1.2345E+20".utf8).withUnsafeBytes { try writer.number($0) }
    try writer.text("add tag")
    try writer.text("late")
    try writer.endRow()
    try writer.finish()
    _ = try file.commit()
    let input = try InputFile.open(path)
    let mapping = try OperationRecogniser(MappingCatalog(folder: nil)).mapping(for: input, options: ReadOptions())
    let request = OrderOperations.Request(
      .file(input, mapping, ReadOptions()), zone: desk.context.zone, temporaryFolder: desk.folder.path)
    let summary = try OrderOperations(request, identity: desk.identity).apply(to: desk.store)
    #expect(summary.diagnostics.map(\.code) == [.costsDamagedID])
  }

  /// Any moves of any orders, in any order, taken back one by one from the last, leave what was there.
  @Test func anyMovesCanBeTakenBackStepByStep() throws {
    let desk = try OrderDesk()
    try desk.load(orders)
    var random = FixedRandom(seed: 20_261_121)
    var states = [try seen(desk)]
    var batches: [Int64] = []
    for step in 1...60 {
      let id = 1 + Int.random(in: 0..<4, using: &random)
      let row =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: "\(id),add tag,t\(Int.random(in: 0..<3, using: &random)),,,"
        case 1: "\(id),remove tag,t\(Int.random(in: 0..<3, using: &random)),,,"
        case 2: "\(id),merchant note,n\(step),,,"
        case 3: "\(id),mark exported,,,,"
        default: "\(id),set stage,\(OrderStage.allCases[Int.random(in: 0..<12, using: &random)].rawValue),,,"
        }
      let summary = try operate(desk, row + "\n") { $0.allowedRepeats = [.bytes] }
      guard let batch = summary.batch else { continue }
      batches.append(batch)
      states.append(try seen(desk))
    }
    #expect(batches.count > 20)
    for batch in batches.reversed() {
      #expect(try seen(desk) == states.removeLast())
      #expect(try revert(desk, batch).outcome == .applied)
    }
    #expect(try seen(desk) == states[0])
  }
}
