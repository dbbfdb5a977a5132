import Diagnostics
import Foundation
import Model
import Tabular
import TestSupport
import Testing

@testable import Mapping

/// What a mapping leaves to the file, and what it makes of rows that bear no id of their own.
@Suite struct CostSourceFormTests {
  private let either = """
    recognised_by: [Order, Fee]
    decimal_mark: either
    join: [{order_id: Order}]
    amounts: [{kind: payment, from: Fee}]
    """

  @Test(arguments: [
    ("1,37.50\n2,-1234.56\n", "order_cost payment - -1197.06"),
    ("1,\"37,50\"\n2,\"-1.234,56\"\n", "order_cost payment - -1197.06"),
    ("1,\"1,234.56\"\n2,-0.5\n", "order_cost payment - 1234.06"),
    ("1,\"0,750\"\n2,68\n", "order_cost payment - 68.75"), ("1,0.750\n2,68\n", "order_cost payment - 68.75"),
  ])
  func theMarkThatMoreAmountsFitIsTaken(rows: String, costs: String) throws {
    let reading = try Reading(either, "Order,Fee\n" + rows)
    #expect(reading.costs == [costs])
    #expect(reading.diagnostics.isEmpty)
  }

  @Test(arguments: [("1,000", "1068.00"), ("1.000", "69.00")])
  func whereNothingTellsAPointIsTakenWithAWarning(amount: String, cost: String) throws {
    let reading = try Reading(either, "Order,Fee\n1,\"\(amount)\"\n2,68\n")
    #expect(reading.costs == ["order_cost payment - \(cost)"])
    #expect(reading.diagnostics.map(\.code) == [.costsPointOrComma])
    #expect(reading.diagnostics.map(\.location.line) == [2])
  }

  @Test func anAmountOfTheOtherMarkIsAnError() throws {
    let reading = try Reading(either, "Order,Fee\n1,37.50\n2,4.25\n3,\"4,25\"\n")
    #expect(reading.diagnostics.map(\.code) == [.costsBadAmount])
    #expect(reading.rows.map(\.isBad) == [false, false, true])
  }

  @Test func aMarkLeftToTheFileSaysWhatGroupsDigits() throws {
    let yaml = "kind: costs\nname: m\n" + either + "\ngrouping: \"'\"\n"
    #expect(CostMapping.check(Array(yaml.utf8), file: "m.yaml").map(\.code) == [.mappingConflict])
  }

  @Test func rowsThatShareAReferenceAreCounted() throws {
    let yaml = """
      recognised_by: [Time, Type, Fee]
      join: [{order_id: Order}]
      reference: {all: [Time, Type], numbered: true}
      amounts: [{kind: payment, from: Fee}]
      """
    let reading = try Reading(yaml, "Time,Type,Order,Fee\n1,a,7,1\n1,b,7,1\n1,a,7,1\n1,a,8,2\n")
    #expect(reading.rows.map(\.reference) == ["1/a", "1/b", "1/a/2", "1/a/3"])
  }

  @Test func aStarInTheMiddleOfATextIsAMistake() throws {
    let yaml = """
      kind: costs
      name: m
      recognised_by: [Type, Fee]
      join: [{order_id: Order}]
      amounts: [{kind: payment, from: Fee}]
      rows:
        - {when: {Type: "Re*fund"}, class: not_a_cost}
        - otherwise: order_cost
      """
    let found = CostMapping.check(Array(yaml.utf8), file: "m.yaml")
    #expect(found.map(\.code) == [.mappingConflict])
    #expect(found.map(\.location.line) == [7])
  }

  @Test func aBrokenTotalNamesTheLineThatStatesIt() throws {
    let yaml = """
      recognised_by: [Order, Fee, Total]
      join: [{order_id: Order}]
      skip: [{Order: ""}]
      amounts: [{kind: payment, from: Fee}]
      controls: [{name: all, sum: Fee, stated: {from: Total, when: {Order: ""}}}]
      """
    let controls = try Reading(yaml, "Order,Fee,Total\n1,2,\n2,3,\n,,6\n").controls
    #expect(controls.map(\.line) == [4])
    #expect(controls.map(\.holds) == [false])
  }

  @Test func aRowThatIsLongerThanItsHeaderIsAnError() throws {
    let yaml = """
      recognised_by: [Order, Fee]
      join: [{order_id: Order}]
      amounts: [{kind: payment, from: Fee}]
      """
    let reading = try Reading(yaml, "Note,Order,Fee\na,1,2,\nb, c,1,3\n")
    #expect(reading.rows.map(\.isBad) == [false, true])
    #expect(reading.diagnostics.map(\.code).first == .costsExtraCell)
  }

  // MARK: Guesses

  private func guess(_ text: String) throws -> CostMapping {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("sample.csv").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let guess = try CostGuess(try InputFile.open(path), name: "sample", options: ReadOptions())
    return try CostMapping.read(Array(guess.yaml.utf8), file: "guess")
  }

  private func costs(_ text: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("sample.csv").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try Reading(guess(text), path: path).costs
  }

  @Test func aGuessedSignIsThatOfTheAmountsThatAreThere() throws {
    // Most rows have no fee at all; those that have one write it negative.
    let text = "Transaction ID,Type,Gross,Fee\nt1,sale,9.00,-1.20\nt2,payout,-5.00,0.00\nt3,payout,-1.00,0.00\n"
    #expect(try costs(text) == ["order_cost payment - 1.20"])
  }

  @Test func besideAFeeAnAmountIsNoCost() throws {
    #expect(try costs("Order ID,Amount (USD),Fee\n1,100.00,2.50\n") == ["order_cost payment - 2.50"])
  }

  @Test func aHeaderMayHoldATitleManyTimes() throws {
    let text = "Tracking Number,Net Charge,Text,Part,Text,Part,Text,Part\n1Z1,4.00,fuel,1.00,duty,2.00,toll,1.00\n"
    #expect(try costs(text) == ["order_cost other - 4.00"])
  }

  @Test func whereNoTitleSpeaksOfACostTheFirstAmountsAreNamed() throws {
    #expect(try costs("Datum,Text,Wert\n2026-09-01,a,12.50\n2026-09-02,b,3.50\n") == ["order_cost other - 16.00"])
  }
}
