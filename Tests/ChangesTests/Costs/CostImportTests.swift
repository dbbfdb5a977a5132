import Diagnostics
import GRDB
import Mapping
import Model
import Tabular
import Testing

@testable import Changes
@testable import Store

@Suite struct CostImportTests {
  let header = "Order ID,Actual Shipping,Actual Fulfillment,Actual Payment\n"

  @Test func blankKeepsZeroSetsSetReplacesAndPaymentAdds() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5.00,2.50,0.30\n1002,,,1\n", name: "a.csv")
    #expect(try desk.actual("1001") == "5.00/2.50/0.30")
    #expect(try desk.actual("1002") == "-/-/1.00")
    try desk.load(header + "1001,,0,0.20\n1002,0.0001,,-0.25\n", name: "b.csv")
    #expect(try desk.actual("1001") == "5.00/0.00/0.50")
    #expect(try desk.actual("1002") == "0.0001/-/0.75")
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func anOrderIDThatAnExportGuardedIsFound() throws {
    let desk = try CostDesk()
    try desk.store.change {
      try $0.db.execute(sql: "UPDATE orders SET order_id = '-7' WHERE order_id = '1001'")
      try $0.db.execute(sql: "UPDATE order_ref SET order_id = '-7' WHERE order_id = '1001'")
    }
    try desk.load(header + "'-7,5.00,,\n", name: "a.csv")
    #expect(try desk.actual("-7") == "5.00/-/-")
    // The texts of a workbook are never guarded.
    let workbook = try desk.workbook("b.xlsx", titles: ["Order ID", "Actual Shipping"], rows: [["'-7", "6.00"]])
    let summary = try desk.load("", name: "c.csv") { $0.input = workbook }
    #expect(summary.outcome == .rejected)
  }

  @Test func theSummarySaysCountsAndMoneyBeforeAndAfter() throws {
    let desk = try CostDesk(currency: { $0 == 2 ? "EUR" : "USD" })
    try desk.load(header + "1001,5,,\n", name: "a.csv")
    let summary = try desk.load(header + "1001,7,,\n1002,3,,\n1003,0,,\n1001,7,,\n", name: "b.csv")
    #expect(summary.outcome == .applied)
    #expect(summary.batch == 3)
    #expect(summary.counts.rows == 4)
    #expect(summary.counts.accepted == 4)
    #expect(summary.counts.unchanged == 1)
    let lines = summary.totals.filter { $0.kind == "shipping" }
      .map { "\($0.currency) \($0.before) \($0.after)" }
    #expect(lines == ["EUR 0.00 3.00", "USD 5.00 7.00"])
  }

  @Test func aCheckChangesNoByteAndForetellsTheImport() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,1,0.30\n", name: "a.csv")
    let before = try desk.folder.bytes("daybook.sqlite")
    let sheet = header + "1001,6,,0.10\n1004,2,,\n"
    let checked = try desk.check(sheet)
    #expect(try desk.folder.bytes("daybook.sqlite") == before)
    let applied = try desk.load(sheet)
    #expect(checked.outcome == .checked)
    #expect(checked.batch == nil)
    #expect(checked.totals == applied.totals)
    #expect(checked.counts == applied.counts)
  }

  @Test func oneBadRowKeepsTheWholeFileOut() throws {
    let desk = try CostDesk()
    let before = try desk.tables()
    let summary = try desk.load(header + "1001,5,,\n9999,5,,\n1002,1.23456,,\n1003,abc,,\n,4,,\n1.0E+15,1,,\n")
    #expect(summary.outcome == .rejected)
    #expect(summary.exit == .rejected)
    #expect(summary.counts.rejected == 5)
    let found = summary.diagnostics.map { "\($0.location.line ?? 0):\($0.location.column ?? 0) \($0.code.name)" }
    #expect(
      found == [
        "3:1 costs/unknown-order", "4:2 costs/too-many-decimals", "5:2 costs/bad-amount", "6:1 costs/no-order-id",
        "7:1 costs/damaged-id",
      ])
    #expect(try desk.tables() == before)
  }

  @Test func acceptValidAppliesTheGoodRowsAndTheRejectsImportOnceCorrected() throws {
    let desk = try CostDesk()
    let summary = try desk.load(header + "1001,5,,\n1002,x,,\n1003,1,,\n1003,2,,\n") {
      $0.acceptValid = true
      $0.rejectsPath = desk.folder.path + "/rejects.csv"
    }
    #expect(summary.outcome == .applied)
    #expect(summary.exit == .partly)
    #expect(summary.counts.rejected == 3)
    #expect(try desk.actual("1001") == "5.00/-/-")
    #expect(try desk.actual("1003") == "-/-/-")
    let rejects = try desk.folder.text("rejects.csv")
    let lines = rejects.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(lines[0] == "Order ID,Actual Shipping,Actual Fulfillment,Actual Payment,Line,Code,Reason")
    #expect(lines[1].hasPrefix("1002,x,,,3,costs/bad-amount,"))
    let corrected = rejects.replacing("1002,x", with: "1002,4").replacing("1003,2", with: "1003,1")
    #expect(try desk.load(corrected, name: "corrected.csv").outcome == .applied)
    #expect(try desk.actual("1002") == "4.00/-/-")
    #expect(try desk.actual("1003") == "1.00/-/-")
  }

  @Test(arguments: [("last", "2.00"), ("sum", "3.00")])
  func conflictsAreSettledAsTheCommandSays(rule: String, expected: String) throws {
    let desk = try CostDesk()
    let sheet = header + "1003,1,,0.5\n1003,2,,0.5\n"
    #expect(try desk.load(sheet).outcome == .rejected)
    let summary = try desk.load(sheet) { $0.onConflict = .init(rawValue: rule) }
    #expect(summary.outcome == .applied)
    #expect(try desk.actual("1003") == "\(expected)/-/1.00")
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func theSameBytesAndTheSameRowsAreRefusedWithTheFirstBatch() throws {
    let desk = try CostDesk()
    let sheet = header + "1001,5,,0.30\n1002,,,1\n"
    try desk.load(sheet)
    let before = try desk.tables()
    let again = try desk.load(sheet)
    #expect(again.outcome == .repeated)
    #expect(again.exit == .repeated)
    #expect(again.repeated?.level == .bytes)
    #expect(again.repeated?.first.batch == 2)
    let shuffled = try desk.load("actual payment; Order ID ;Actual Shipping\n1;1002;\n0.3;1001;5.0\n", name: "b.csv")
    #expect(shuffled.repeated?.level == .content)
    #expect(shuffled.repeated?.first.operator == "ana")
    #expect(try desk.tables() == before)
    let allowed = try desk.load(sheet) {
      $0.allowedRepeats = [.bytes]
      $0.reason = "the carrier billed twice"
    }
    #expect(allowed.outcome == .applied)
    #expect(try desk.actual("1001") == "5.00/-/0.60")
  }

  @Test func aWorkbookImportsAndItsRowsAreTheSameAsThoseOfTheCSV() throws {
    let desk = try CostDesk()
    let titles = ["Order ID", "Actual Shipping", "Actual Payment"]
    let book = try desk.workbook("costs.xlsx", titles: titles, rows: [["1001", "5.1", "0.3"], ["1002", "", "1"]])
    let sheet = "Order ID,Actual Shipping,Actual Payment\n1002,,1.00\n1001,5.10,0.30\n"
    try desk.load(sheet)
    #expect(try desk.actual("1001") == "5.10/-/0.30")
    let again = try desk.load("", name: "empty.csv") { $0.input = book }
    #expect(again.outcome == .repeated)
    #expect(again.repeated?.level == .content)
    try desk.revert(2)
    #expect(try desk.load("", name: "empty.csv") { $0.input = book }.outcome == .applied)
    #expect(try desk.actual("1001") == "5.10/-/0.30")
    #expect(try desk.actual("1002") == "-/-/1.00")
  }

  @Test func paymentTotalIsTheSumThatShallStand() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,0.30\n1001,,,0.20\n", name: "a.csv")
    let export = "Order ID,Actual Shipping,Actual Fulfillment,Payment Total\n1001,5.00,,0.50\n1002,,,\n"
    let summary = try desk.load(export, name: "export.csv")
    #expect(summary.outcome == .applied)
    #expect(summary.counts.unchanged == summary.counts.rows)
    #expect(try desk.actual("1001") == "5.00/-/0.50")
    #expect(try desk.actual("1002") == "-/-/-")
    try desk.load("Order ID,Payment Total\n1001,0.45\n", name: "c.csv")
    #expect(try desk.actual("1001") == "5.00/-/0.45")
  }

  @Test func aHeaderThatDoesNotFitIsExplained() throws {
    let desk = try CostDesk()
    let missing = try desk.load("Invoice,Amount\n1,2\n")
    #expect(missing.outcome == .rejected)
    #expect(missing.diagnostics.map(\.code).contains(.costsNoOrderColumn))
    #expect(missing.diagnostics.map(\.code).contains(.costsNoAmountColumn))
    let double = try desk.load("Order ID,Actual Shipping,actual shipping \n1001,2,3\n")
    #expect(double.diagnostics.map(\.code).contains(.costsDoubleColumn))
    let extra = try desk.load("Order ID,Actual Shipping,Notes\n1001,2,hello\n")
    #expect(extra.outcome == .applied)
    #expect(extra.diagnostics.map(\.code) == [.costsIgnoredColumn])
  }

  @Test func aSumBeyondWhatTheLedgerHoldsIsRefusedAndNothingIsWritten() throws {
    let desk = try CostDesk()
    let rows = String(repeating: "1001,,,100000000000\n", count: 1001)
    let before = try desk.tables()
    for isApplying in [false, true] {
      let failure = #expect(throws: Failure.self) {
        try isApplying ? desk.load(header + rows) : desk.check(header + rows)
      }
      #expect(failure?.exit == .rejected)
      #expect(failure?.diagnostics.map(\.code) == [.costsAmountTooLarge])
    }
    #expect(try desk.tables() == before)
    // The connection goes on with foreign keys checked.
    #expect(try desk.store.read { try Int.fetchOne($0.db, sql: "PRAGMA foreign_keys") } == 1)
    #expect(try desk.load(header + "1001,5,,\n").outcome == .applied)
  }

  @Test func aRowThatIsLongerThanItsHeaderIsAnError() throws {
    let desk = try CostDesk()
    // 1,234.50 without quotes would be a cost of 1.
    let summary = try desk.load("Order ID,Actual Shipping\n1001,1,234.50\n1002,2,,\n1003,3, \n")
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map(\.code) == [.costsExtraCell])
    #expect(summary.diagnostics.map(\.location.column) == [3])
    #expect(summary.counts.rejected == 1)
  }

  @Test func twoAmountsOfOneCostInARowAreAnErrorAndOneOfThemIsNot() throws {
    let desk = try CostDesk()
    let titles = "Order ID,Actual Payment,Payment Total\n"
    let summary = try desk.load(titles + "1001,5,7\n1002,5,\n1003,,7\n")
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map { "\($0.location.line ?? 0) \($0.code.name)" } == ["2 costs/two-amounts"])
    #expect(try desk.load(titles + "1002,5,\n1003,,7\n").outcome == .applied)
    #expect(try desk.actual("1002") == "-/-/5.00")
    #expect(try desk.actual("1003") == "-/-/7.00")
  }

  @Test(arguments: ["9999,1,,\n", "1001,x,,\n9999,1,,\n", "1001,1,,\n1001,2,,\n"])
  func whereNoRowIsGoodTheFileIsRejected(rows: String) throws {
    let desk = try CostDesk()
    let before = try desk.tables()
    let rejects = desk.folder.path + "/rejects.csv"
    let summary = try desk.load(header + rows) {
      $0.acceptValid = true
      $0.rejectsPath = rejects
    }
    #expect(summary.outcome == .rejected)
    #expect(summary.batch == nil)
    #expect(summary.rejectsPath == nil)
    #expect(try desk.store.read { try $0.lastBatch() } == 1)
    #expect(try desk.tables() == before)
  }

  @Test func aRowIsRejectedOnceThatContradictsOthersInTwoCosts() throws {
    let desk = try CostDesk()
    let sheet = header + "1001,1,7,\n1001,2,,\n1001,,8,\n1002,3,,\n"
    let summary = try desk.load(sheet) {
      $0.acceptValid = true
      $0.rejectsPath = desk.folder.path + "/rejects.csv"
    }
    #expect(summary.outcome == .applied)
    #expect(summary.counts.rejected == 3)
    #expect(summary.counts.accepted == 1)
    #expect(try desk.actual("1001") == "-/-/-")
    let lines = try desk.folder.text("rejects.csv").split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.dropFirst().first?.contains(",2,costs/conflict; costs/conflict,") == true)
  }

  @Test(arguments: ["daybook.sqlite", "./costs.csv"])
  func rejectsNeverReplaceWhatTheyAreMadeFrom(name: String) throws {
    let desk = try CostDesk()
    let sheet = header + "1001,1,,\n9999,1,,\n"
    let failure = #expect(throws: Failure.self) {
      try desk.load(sheet) {
        $0.acceptValid = true
        $0.rejectsPath = desk.folder.path + "/" + name
      }
    }
    #expect(failure?.exit == .cannotCreate)
    #expect(failure?.diagnostics.map(\.code) == [.outputOntoOriginal])
    #expect(try desk.folder.text("costs.csv") == sheet)
    #expect(try desk.actual("1001") == "-/-/-")
  }

  @Test func aNumberOfMoreThanFifteenDigitsIsNoOrdersID() throws {
    let desk = try CostDesk()
    let id = "1234567890123456"
    try desk.store.change { connection in
      try connection.db.execute(
        sql: "UPDATE order_ref SET order_id = ? WHERE order_key = 1", arguments: [id])
      try connection.db.execute(sql: "UPDATE orders SET order_id = ? WHERE order_key = 1", arguments: [id])
    }
    func row(_ cells: (type: String, text: String)...) -> String {
      "<Row>" + cells.map { "<Cell><Data ss:Type=\"\($0.type)\">\($0.text)</Data></Cell>" }.joined() + "</Row>"
    }
    let name = "urn:schemas-microsoft-com:office:spreadsheet"
    let path = try desk.folder.write(
      "numbers.xml",
      "<?xml version=\"1.0\"?><Workbook xmlns=\"\(name)\" xmlns:ss=\"\(name)\"><Worksheet ss:Name=\"May\"><Table>"
        + row(("String", "Order ID"), ("String", "Actual Shipping")) + row(("Number", id), ("Number", "5"))
        + "</Table></Worksheet></Workbook>")
    let book = try InputFile.open(path)
    let summary = try desk.load("", name: "empty.csv") { $0.input = book }
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map(\.code) == [.costsDamagedID])
    #expect(try desk.load("Order ID,Actual Shipping\n\(id),5\n").outcome == .applied)
  }

  @Test func aGuardAgainstFormulasIsNoPartOfAnIDOrAnAmountAndStaysInTheRejects() throws {
    let desk = try CostDesk()
    try desk.store.change { connection in
      try connection.db.execute(sql: "UPDATE order_ref SET order_id = '+49-1' WHERE order_key = 1")
      try connection.db.execute(sql: "UPDATE orders SET order_id = '+49-1' WHERE order_key = 1")
    }
    let summary = try desk.load(header + "'+49-1,5,,'-0.30\n'=x,1,,\n") {
      $0.acceptValid = true
      $0.rejectsPath = desk.folder.path + "/rejects.csv"
    }
    #expect(summary.counts.accepted == 1)
    #expect(try desk.actual("+49-1") == "5.00/-/-0.30")
    #expect(try desk.folder.text("rejects.csv").contains("\n'=x,1,,,3,costs/unknown-order,there is no order '=x'\n"))
    #expect(try desk.load(header + "+49-1,5.00,,-0.3\n=x,1,,\n", name: "plain.csv").repeated?.level == .content)
  }
}
