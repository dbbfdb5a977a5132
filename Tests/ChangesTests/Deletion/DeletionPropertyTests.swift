import Foundation
import Mapping
import Model
import Store
import Tabular
import Testing

@testable import Changes

/// Whatever group of orders is deleted, and in whatever pieces it is brought back: every table has the bytes it had, of
/// orders with everything that can hang on one.
@Suite struct DeletionPropertyTests {
  private static let count = 40
  private static var rounds: Int { ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? 300 : 15 }
  /// What a batch adds whatever it does.
  private static let bookkeeping = ["batch", "batch_total", "batch_input", "audit", "deletion", "refused_run"]

  /// Orders with goods, payments, parcels, coupons, labels, notes, chargebacks, images, stages, costs, cases and customers.
  private func desk() throws -> LifeDesk {
    let life = try LifeDesk()
    var orders =
      "order_id,created_at,stage,currency,total,email,tags,item_sku,item_quantity,payment_transaction_id,payment_amount,"
      + "shipment_tracking_number,coupon_code\n"
    var costs: [String] = []
    var work: [String] = []
    var cases = "case,order,at,kind,actor,body,subject,value\n"
    for number in 1...DeletionPropertyTests.count {
      let email = "b\(number % 7)@example.com"
      orders +=
        "A-\(number),2026-03-01T10:00:00Z,SD,USD,\(number).50,\(email),vip,S-\(number % 5),2,T-\(number),5,P-\(number),C\n"
      orders += "A-\(number),,,,,,,S-9,1,,,,\n"
      if number % 2 == 0 { costs.append("A-\(number),3,\(number)") }
      if number % 3 == 0 { work += ["A-\(number),set stage,CO,", "A-\(number),merchant note,called,"] }
      if number % 4 == 0 {
        cases +=
          "C-\(number),A-\(number),2026-03-02T10:00:00Z,customer_message,\(email),number \(number) is broken,Cups,\n"
        cases += "C-\(number),,2026-03-02T11:00:00Z,internal_action,bea,look at \(number),,\n"
        cases += "C-\(number),,2026-03-02T12:00:00Z,dispute_open,\(email),,,too late\n"
      }
    }
    try life.desk.load(orders)
    #expect(try life.enter(costs, acceptingValid: false).outcome == .applied)
    #expect(try life.operate(work, acceptingValid: false).outcome == .applied)
    let path = try life.desk.folder.write("cases.csv", cases)
    #expect(try CaseImport(path: path).run(on: life.store, identity: life.identity).outcome == .applied)
    let chargebacks = "Order ID,Chargeback Reference,Amount\n" + (1...5).map { "A-\($0),R-\($0),1\n" }.joined()
    let input = try InputFile.open(try life.desk.folder.write("chargebacks.csv", chargebacks))
    let mapping = try OperationRecogniser(MappingCatalog(folder: nil)).mapping(for: input, options: ReadOptions())
    let request = OrderOperations.Request(
      .file(input, mapping, ReadOptions()), zone: life.desk.context.zone, temporaryFolder: life.desk.folder.path)
    #expect(try OrderOperations(request, identity: life.identity).apply(to: life.store).outcome == .applied)
    let people = "email,first_name,last_name\n" + (0..<4).map { "b\($0)@example.com,Ann,A\n" }.joined()
    let file = try InputFile.open(try life.desk.folder.write("people.csv", people))
    let customers = try MappingCatalog(folder: nil).customerMapping(for: file, options: ReadOptions())
    #expect(
      try CustomerImport(.init(input: file, mapping: customers), identity: life.identity).apply(to: life.store)
        .outcome == .applied)
    return life
  }

  @Test func anyGroupComesBackByteForByte() throws {
    let life = try desk()
    let before = try life.desk.tables(without: DeletionPropertyTests.bookkeeping)
    // There is something in every table that an order hangs on, and in the indexes of words.
    for table in [
      "order_item", "order_payment", "order_shipment", "order_coupon", "order_tag", "order_note", "chargeback",
      "order_image", "order_stage_change", "cost_entry", "order_cost", "cost_trace", "cases", "case_event",
      "case_course", "case_text_data", "case_internal_text_data", "customer",
    ] {
      #expect(try life.desk.number("SELECT count(*) FROM \(table)") ?? 0 > 0, "\(table)")
      #expect(before.contains("\(table)\n"))
    }
    var random = FixedRandom(seed: 7)
    let ids = (1...DeletionPropertyTests.count).map { "A-\($0)" }
    for round in 1...DeletionPropertyTests.rounds {
      let group = ids.some(atMost: ids.count, using: &random)
      let deleted = try life.delete(group)
      #expect(deleted.results.allSatisfy { $0.kind == .deleted })
      let batch = try #require(deleted.summary.batch)
      #expect(try life.desk.number("SELECT count(*) FROM live_order") == Int64(ids.count - group.count))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: #expect(try life.revert(batch).outcome == .applied)
      case 1: #expect(try life.undelete(.deletion(batch)).summary.outcome == .applied)
      default:
        // Piece by piece; what is named twice, or is there, stays as it is.
        var rest = group
        while !rest.isEmpty {
          let piece = rest.some(atMost: rest.count, using: &random)
          let results = try life.undelete(.orders(piece))
          #expect(results.results.allSatisfy { $0.kind == .restored })
          rest.removeAll { piece.contains($0) }
        }
      }
      try #require(
        try life.desk.tables(without: DeletionPropertyTests.bookkeeping) == before, "round \(round): \(group)")
    }
    #expect(try life.faults().isEmpty)
  }
}
