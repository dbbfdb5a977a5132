import Diagnostics
import Exports
import Foundation
import Testing

/// Rows that become lines of several kinds, on the orders of ``ExportFixture``.
@Suite struct ExportRecordsTests {
  private let head = "kind: export\nrows: order\nwhere: {order_id: ['0001', '0002']}\n"

  @Test func eachKindOfLineHasItsOwnColumnsWithoutAHeader() throws {
    let text =
      head + """
        csv: {header: no, quotes: never}
        records:
          - {once: start, columns: [{title: A, constant: begin}]}
          - columns: [order_id, billing_last_name, is_test]
          - {each: item, where: {item_sku: {not: B}}, columns: [item_sku, item_quantity, order_id]}
          - {if: {currency: USD}, columns: [{title: A, constant: "x,y"}]}
          - {once: end, columns: [{title: A, constant: end}]}

        """
    let written = try ExportFixture().export(text)
    // No cell stands in quotes: a delimiter within a text is a space.
    #expect(
      written == """
        begin
        0001,'=cmd(),false
        A,0.5,0001
        0002,Žižka  "J",false
        C,1,0002
        x y
        end

        """)
  }

  @Test func linesUnderAHeaderSayWhatDiffers() throws {
    let text =
      head + """
        columns: [order_id, {title: What, constant: total}, {title: Amount, field: total}]
        records:
          - {if: {currency: EUR}}
          - each: item
            sort: -item_line
            columns: [{title: What, field: item_sku}, {title: Amount, constant: ""}]

        """
    let expected = "order_id,What,Amount\n0001,total,123456.789\n0001,B,\n0001,A,\n0002,C,\n"
    #expect(try ExportFixture().export(text) == expected)
  }

  @Test func whatDoesNotBalanceIsRefusedByItsOrder() throws {
    let balanced = head + "csv: {header: no}\nbalance: [total, -B]\nrecords:\n  - columns: [total]\n"
    let other = "  - columns: [{title: B, field: total, scale: -1, negative: drop}]\n"
    // Without its sign -1.2345 counts as 1.2345 on the other side.
    do {
      _ = try ExportFixture().export(balanced + other)
      Issue.record("0002 does not balance")
    } catch let failure as Failure {
      let found = try #require(failure.diagnostics.first)
      #expect(found.code == .exportUnbalanced && found.facts["row"] == "order 0002")
      #expect(found.facts["sum"] == "-2.469" && found.facts["wanted"] == "zero")
    }
    let equal = head + "csv: {header: no}\nbalance: {columns: X, equals: [total, -tax]}\nrecords:\n"
    let hidden = "  - columns: [order_id, {title: X, field: total, hidden: yes}]\n"
    #expect(try ExportFixture().export(equal + hidden) == "0001\n0002\n")
  }
}
