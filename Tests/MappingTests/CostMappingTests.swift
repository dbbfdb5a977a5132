import Diagnostics
import Foundation
import Model
import Tabular
import TestSupport
import Testing

@testable import Mapping

/// Everything that a mapping reads in a text.
struct Reading {
  var rows: [CostRowFacts] = []
  var diagnostics: [Diagnostic] = []
  var controls: [CostControl] = []
  var skipped = 0

  /// Costs by kind, currency and class, as `payment EUR 1.20`, sorted.
  var costs: [String] {
    var sums: [String: Int64] = [:]
    for row in rows {
      for cost in row.costs {
        sums["\(row.rowClass.rawValue) \(cost.kind.rawValue) \(row.currency?.description ?? "-")", default: 0] +=
          cost.e4
      }
    }
    return sums.map { "\($0.key) \(Amount(e4: $0.value))" }.sorted()
  }

  init(_ mapping: CostMapping, path: String, zone: TimeZoneRules = .utc) throws {
    let sink = DiagnosticSink()
    let source = try CostRowSource(
      mapping, file: try InputFile.open(path), options: ReadOptions(), zone: zone, sink: sink)
    while let row = try source.next() { rows.append(row) }
    controls = source.controls()
    skipped = source.skipped
    diagnostics = sink.kept
  }

  init(_ yaml: String, _ text: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("file.csv").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try self.init(try CostMapping.read(Array(("kind: costs\nname: m\n" + yaml).utf8), file: "m.yaml"), path: path)
  }
}

@Suite struct CostMappingTests {
  @Test func everyShippedMappingIsSound() throws {
    for file in try MappingCatalog(folder: nil).files(in: .costs) {
      #expect(CostMapping.check(file.bytes, file: file.shownPath).map(\.message) == [])
      #expect(try CostMapping.read(file).name == file.name)
    }
  }

  @Test(
    arguments: [
      ("12.50", 125_000), ("-0.7", -7_000), ("1,234.56", 12_345_600), ("$ 1.23", 12_300), ("-$0.93", -9_300),
      ("($1.23)", -12_300), ("1.23-", -12_300), ("−5", -50_000), ("1.23 CR", -12_300), ("DR 4", 40_000),
      ("12,345,678", 123_456_780_000), ("\u{A0}7.00\u{A0}", 70_000), ("1 234.50", 12_345_000),
      ("-1\u{202F}234.50", -12_345_000), ("1'234'567.5", 12_345_675_000), ("$ 1’234", 12_340_000),
    ] as [(String, Int64)])
  func amountsAsPeopleDressThem(text: String, e4: Int64) throws {
    var form = MoneyForm()
    form.number.grouping = UInt8(ascii: ",")
    form.symbols = [Array("$".utf8)]
    form.signs = [(Array("CR".utf8), true), (Array("DR".utf8), false)]
    let amount = try Array(text.utf8).withUnsafeBytes { try form.amount(Cell(kind: .text, utf8: $0)) }
    #expect(amount == e4)
  }

  @Test(arguments: ["0,75", "1,23", "--5", "(-5)", "5 CR DR", "1.2.3", "five", "1,2345", "1 23", "12 34.5", "1''234"])
  func amountsThatAreNone(text: String) {
    var form = MoneyForm()
    form.number.grouping = UInt8(ascii: ",")
    form.signs = [(Array("CR".utf8), true), (Array("DR".utf8), false)]
    #expect(throws: AmountError.self) {
      try Array(text.utf8).withUnsafeBytes { try form.amount(Cell(kind: .text, utf8: $0)) }
    }
  }

  @Test(
    arguments: [
      ("0.12344999", 1_234), ("0.12345", 1_235), ("-0.00005", -1), ("-0.00004999", 0), ("7", 70_000),
      ("1,234.56785", 12_345_679), ("922337203685477.58075", nil), ("1.2.34567", nil),
    ] as [(String, Int64?)])
  func moreDecimalsAreRoundedWhereTheMappingSaysSo(text: String, e4: Int64?) throws {
    var form = MoneyForm()
    form.number.grouping = UInt8(ascii: ",")
    form.number.isRounding = true
    let read = { try Array(text.utf8).withUnsafeBytes { try form.amount(Cell(kind: .text, utf8: $0)) } }
    if let e4 { #expect(try read() == e4) } else { #expect(throws: AmountError.self) { try read() } }
    form.number.isRounding = false
    if text.hasSuffix("5") { #expect(throws: AmountError.self) { try read() } }
  }

  @Test(
    arguments: [
      ("4,50", 45_000), ("-4,5", -45_000), ("1.204,50", 12_045_000), ("-1.234.567,8", -12_345_678_000), (",25", 2_500),
      ("1.204,567", 12_045_670), ("0,1234", 1_234), (" 7,00 ", 70_000), ("1,204", nil), ("1,2,3", nil),
      ("12.34,5", nil), ("1,", nil), (",", nil), ("4,5O", nil), ("4.50", nil), ("1,23456", nil), ("1.2345,6", nil),
    ] as [(String, Int64?)])
  func decimalCommasThatCanBeNothingElse(text: String, e4: Int64?) {
    #expect(Array(text.utf8).withUnsafeBytes { Amount(decimalComma: $0)?.e4 } == e4)
  }

  @Test func numberCellsHaveAPointWhateverTheTextsLookLike() throws {
    var form = MoneyForm()
    form.number.decimalMark = UInt8(ascii: ",")
    form.number.grouping = UInt8(ascii: ".")
    let amount = try Array("4626.81".utf8).withUnsafeBytes { try form.amount(Cell(kind: .number, utf8: $0)) }
    #expect(amount == 46_268_100)
  }

  @Test(arguments: [
    ("*Fee", "Chargeback Fee", true), ("*Fee", "Fees", false), ("General*", "general withdrawal", true),
    ("*Reserve*", "Rolling Reserve Release", true), ("", " ", true), ("*", "", false), ("*", "x", true),
    ("Überweisung", "überweisung", true), ("ÜBERWEISUNG", "Überweisung", true), ("fee", "fees", false),
  ])
  func patterns(pattern: String, text: String, fits: Bool) {
    #expect(TextPattern(pattern).matches(text) == fits)
  }

  /// Two downloads joined to one file.
  @Test func theHeaderAgainIsPassedOver() throws {
    let reading = try Reading(
      """
      recognised_by: [Order, Fee]
      join: [{order_id: Order}]
      amounts: [{kind: payment, from: Fee}]
      """,
      "Order,Fee\n1,0.50\nOrder,Fee\n2,0.25\nOrder,0.10\n")
    #expect(reading.costs == ["order_cost payment - 0.85"])
    #expect(reading.skipped == 1)
    #expect(reading.diagnostics.isEmpty)
  }

  /// The rest of a row whose amounts were rounded may miss its identity by a half of the last place for each of them.
  @Test func roundedAmountsMayMissTheirIdentityByTheirRounding() throws {
    let yaml = """
      recognised_by: [Order, Gross, A, B, Net]
      join: [{order_id: Order}]
      decimals: round
      amounts: [{kind: payment, sum: [A, B], negate: true}]
      identity: {sum: [Gross, {sum: [A, B]}], equals: Net}
      """
    let good = try Reading(yaml, "Order,Gross,A,B,Net\n1,10.00004999,-0.10005,-0.20005,9.69994999\n")
    #expect(good.costs == ["order_cost payment - 0.3002"])
    #expect(good.diagnostics.isEmpty)
    let broken = try Reading(yaml, "Order,Gross,A,B,Net\n1,10,-0.1,-0.2,9.7003\n")
    #expect(broken.diagnostics.map(\.code) == [.costsRowIdentity])
  }

  /// A spreadsheet leaves 8.83547E+15 of a long number when it saves a CSV: it names nothing any more.
  @Test func textsOfRoundedNumbersAreNoReferences() throws {
    let reading = try Reading(
      """
      recognised_by: [Id, Order, Fee]
      join: [{payment: Id}, {order_id: Order}]
      reference: Id
      amounts: [{kind: payment, from: Fee}]
      """,
      "Id,Order,Fee\n8.83547E+15,1,0.50\n\"8,83547E+15\",2,0.50\nE+15,3,0.50\nABCE+1,4,0.50\n")
    #expect(reading.rows.map(\.reference) == [nil, nil, "E+15", "ABCE+1"])
    #expect(
      reading.rows.map { $0.keys.map(\.isDamaged) } == [
        [true, false], [true, false], [false, false], [false, false],
      ])
  }

  /// A header that repeats, a name a pair; the header in a later row and column; rows that are skipped; a footer.
  @Test func pairsOfColumnsThatRepeat() throws {
    let reading = try Reading(
      """
      recognised_by: [Parcel, Net]
      file: {footer_rows: 1, skip_rows: 1}
      join: [{tracking: Parcel}]
      amounts:
        - {kind: shipping, from: Base}
        - kind: {values: {"*duty*": other, "": shipping}, otherwise: fulfillment}
          pairs: {text: What, amount: Charge}
      skip: [{Parcel: "total*"}]
      identity: {sum: [Base, {sum: Charge}], equals: Net}
      """,
      """
      ,Report of a carrier
      ,Parcel,Base,What,Charge,What,Charge,Net
      ,(id),(money),,,,,
      ,1Z1,1.00,Duty and tax,2.00,Packing,3.00,6.00
      ,1Z2,1.00,,,packing,0.50,1.50
      ,Total of all,,,,,,7.50
      ,Page 1 of 1
      """)
    #expect(
      reading.costs == [
        "order_cost fulfillment - 3.50", "order_cost other - 2.00", "order_cost shipping - 2.00",
      ])
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.rows.map(\.line) == [4, 5])
    #expect(reading.skipped == 2)
  }

  /// The first row states the total and the only currency; the others are grouped by settlement.
  @Test func aTotalThatOneRowStates() throws {
    let yaml = """
      recognised_by: [settlement, total, currency, order, amount]
      join: [{order_id: order}]
      currency: {from: currency, carry: true}
      amounts: [{kind: payment, from: amount, negate: true}]
      skip: [{amount: ""}]
      controls: [{name: settlement, sum: amount, by: settlement, stated: total}]
      """
    let header = "settlement\ttotal\tcurrency\torder\tamount\n"
    let good = try Reading(yaml, header + "9\t-3.00\tEUR\t\t\n9\t\t\tA\t-1.00\n9\t\t\tB\t-2.00\n")
    #expect(good.controls.map(\.holds) == [true])
    #expect(good.controls.first?.name == "settlement 9")
    // The skipped row is no row of the table, and tells its currency all the same.
    #expect(good.rows.map(\.currency?.description) == ["EUR", "EUR"])
    let bad = try Reading(yaml, header + "9\t-3.10\tEUR\t\t\n9\t\t\tA\t-1.00\n9\t\t\tB\t-2.00\n")
    #expect(bad.controls.map(\.holds) == [false])
  }

  @Test func columnsByPositionAndRecords() throws {
    let reading = try Reading(
      """
      recognised_by: {cells: {1: HDR}}
      file: {header: none, records: {rows: DTL, others: [HDR]}}
      join: [{tracking: {from: 2, case: upper}}, {order_id: {from: 3, strip: ["#", "WC-"], leading_zeros: drop}}]
      currency: {constant: USD}
      date: {from: 4, dates: [yyyyMMdd]}
      amounts: [{kind: shipping, sum: [5, 6]}]
      controls:
        - {name: invoice, sum: {sum: [5, 6]}, stated: {record: HDR, from: 3}}
        - {name: rows, count: true, stated: {record: HDR, from: 4}}
      """,
      "HDR,20260901,4.50,2\nDTL,1z1,#0042,20260831,1.00,0.50\nDTL,1z2,WC-7,20260901,3.00,\n")
    #expect(reading.costs == ["order_cost shipping USD 4.50"])
    #expect(reading.rows.map { $0.keys.map(\.text) } == [["1Z1", "42"], ["1Z2", "7"]])
    #expect(reading.rows.map(\.entryOn?.description) == ["2026-08-31", "2026-09-01"])
    #expect(reading.controls.map(\.holds) == [true, true])
  }

  @Test func daysInTheOneFormThatAllRowsFit() throws {
    let yaml = """
      recognised_by: [Day, Fee]
      join: [{order_id: Order}]
      date: {from: Day, either: [d/M/yyyy, M/d/yyyy]}
      amounts: [{kind: payment, from: Fee}]
      """
    let told = try Reading(yaml, "Order,Day,Fee\n1,9/4/2026,1\n2,9/27/2026,1\n")
    #expect(told.rows.map(\.entryOn?.description) == ["2026-09-04", "2026-09-27"])
    #expect(told.diagnostics.isEmpty)
    let untold = try Reading(yaml, "Order,Day,Fee\n1,9/4/2026,1\n2,4/4/2026,1\n")
    #expect(untold.rows.map(\.entryOn?.description) == ["2026-04-09", "2026-04-04"])
    #expect(untold.diagnostics.map(\.code) == [.costsDayOrMonth])
  }

  @Test func aTimeWithAZoneBecomesTheDayOfTheWorkspace() throws {
    let yaml = """
      recognised_by: [At, Fee]
      join: [{order_id: Order}]
      date: {from: At, zone: America/New_York}
      amounts: [{kind: payment, from: Fee}]
      """
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("file.csv").path
    try Data("Order,At,Fee\n1,2026-09-30 20:00:00,1\n2,2026-09-30T20:00:00Z,1\n".utf8)
      .write(to: URL(fileURLWithPath: path))
    let mapping = try CostMapping.read(Array(("kind: costs\nname: m\n" + yaml).utf8), file: "m.yaml")
    let reading = try Reading(mapping, path: path, zone: TimeZoneRules(identifier: "Europe/Berlin"))
    #expect(reading.rows.map(\.entryOn?.description) == ["2026-10-01", "2026-09-30"])
  }

  @Test func sumsBeyondWhatACostCanBeAreErrors() throws {
    let yaml = """
      recognised_by: [Order, A, B]
      join: [{order_id: Order}]
      amounts: [{kind: payment, sum: [A, B]}]
      controls: [{name: all, sum: A, stated: {from: B, when: {Order: "2"}}}]
      """
    let reading = try Reading(yaml, "Order,A,B\n1,90000000000,90000000000\n2,1,2\n")
    #expect(reading.rows.map(\.isBad) == [true, false])
    #expect(reading.diagnostics.map(\.code) == [.costsAmountTooLarge])
  }

  /// What a guess writes can be used as it stands, and reads the file that it was made from.
  @Test(arguments: [
    "Order No;Datum;Versandkosten;Währung\n1001;29.09.2026;1.234,56;EUR\n1002;30.09.2026;-4,50;EUR\n",
    "Some report\n\nOrder ID,Tracking Number,Freight Charge,Ship Date\n#1,1Z1,$ 4.50,09/27/2026\n#2,1Z2,$ 5.00,09/28/2026\n",
    "Transaction ID,Type,Fee,Currency,Created\nt1,sale,-1.20,USD,2026-09-01T10:00:00Z\nt2,payout,0.00,USD,2026-09-02T10:00:00Z\n",
  ])
  func guesses(text: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("sample.csv").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let guess = try CostGuess(try InputFile.open(path), name: "sample", options: ReadOptions())
    #expect(CostMapping.check(Array(guess.yaml.utf8), file: "guess").map(\.message) == [])
    let mapping = try CostMapping.read(Array(guess.yaml.utf8), file: "guess")
    let reading = try Reading(mapping, path: path)
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.rows.count == 2)
    #expect(reading.rows.allSatisfy { !$0.isBad && $0.costs.count == 1 && !$0.keys.isEmpty && $0.entryOn != nil })
  }
}
