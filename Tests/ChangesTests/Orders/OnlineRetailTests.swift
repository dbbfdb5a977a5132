import Foundation
import Mapping
import Model
import Store
import Testing

@testable import Changes

@Suite struct OnlineRetailTests {
  @Test func theWholeSetComesOutExactlyAndASecondTimeUnchanged() throws {
    guard let path = OrderDesk.shared("data/online-retail.csv.gz") else { return }
    let desk = try OrderDesk()
    let mapping = OrderDesk.root.appendingPathComponent("Tests/ChangesTests/Orders/Fixtures/online-retail.yaml").path
    let summary = try desk.change(path: path, mapping: mapping).apply(to: desk.store)
    #expect(summary.outcome == .applied)
    #expect(summary.counts.rows == 541_909)
    #expect(summary.counts.accepted == 25_900)
    #expect(summary.details.map(\.count) == [25_900, 25_900, 0, 0, 0])
    #expect(summary.totals.map { "\($0.currency) \($0.before) \($0.after)" } == ["GBP 0.00 9747747.934"])
    // 43 invoices carry two minutes.
    #expect(summary.counts.warnings == 43)
    #expect(try desk.number("SELECT count(*) FROM orders WHERE stage = 'Rejected'") == 3836)
    #expect(try desk.number("SELECT count(*) FROM order_item") == 541_909)
    // Quantity and price are ten-thousandths, their product has eight decimals: 9747747.934.
    #expect(try desk.number("SELECT sum(quantity_e4 * unit_price_e4) FROM order_item") == 974_774_793_400_000)
    #expect(try desk.number("SELECT sum(total_e4) FROM orders") == 97_477_479_340)
    #expect(try desk.order("A563186")?.text("total") == "-11062.06")
    let before = try desk.digestOfTables()
    let again = try desk.change(path: path, mapping: mapping).apply(to: desk.store)
    #expect(again.outcome == .applied)
    #expect(again.batch == nil)
    #expect(again.counts.unchanged == 25_900)
    #expect(try desk.digestOfTables() == before)
  }
}

extension OrderDesk {
  /// The digest of every byte of the store, after SQLite has folded its log into the file.
  func digestOfTables() throws -> SHA256Digest {
    try store.checkpoint()
    return SHA256Digest(of: Array(try folder.bytes("daybook.sqlite")))
  }
}
