import Changes
import Diagnostics
import Model
import Store
import Testing

@testable import DaybookCommands

@Suite struct RenderingTests {
  @Test func aDiagnosticHasPlaceMessageCodeExcerptAndHint() {
    let location = SourceLocation(file: "costs.xlsx", sheet: "May", line: 7, column: 3, field: "Actual Shipping")
    let diagnostic = Diagnostic(
      .error, .usage, at: location, facts: ["reason": "that is wrong", "help": "do better"], excerpt: "1001,x")
    #expect(
      diagnostic.rendered(colour: false) == """
        costs.xlsx:May:7:3: error: that is wrong [usage/invalid]
          1001,x
        hint: do better

        """)
    #expect(diagnostic.rendered(colour: true).contains("\u{1b}[1;31merror:\u{1b}[0m"))
  }

  @Test func aDiagnosticWithoutAFileBelongsToTheProgram() {
    let diagnostic = Diagnostic(.warning, .noSuchBatch, facts: ["batch": "7"])
    #expect(diagnostic.rendered(colour: false).hasPrefix("daybook: warning: there is no batch 7 [batches/not-found]\n"))
  }

  @Test func controlCharactersDoNotReachTheTerminal() {
    #expect(printable("a\u{1b}[31mb\u{7}\u{9b}c\u{202e}") == "a\\u{1b}[31mb\\u{7}\\u{9b}c\\u{202e}")
    #expect(printable("Köln") == "Köln")
  }

  @Test func tablesAlign() {
    var table = TextTable(("kind", .left), ("before", .right))
    #expect(table.text.isEmpty)
    table.add("shipping", "1.00")
    table.add("other", "-1000.00")
    #expect(
      table.text == """
        kind        before
        shipping      1.00
        other     -1000.00

        """)
  }

  @Test func jsonEscapesWhatItMust() {
    #expect(JSONValue.text("a\"\\\n\u{1}é").rendered == "\"a\\\"\\\\\\n\\u0001é\"")
    let document: JSONValue = ["b": .integer(1), "a": [], "money": JSONValue(Amount(e4: 12_500))]
    #expect(document.rendered == "{\n  \"b\": 1,\n  \"a\": [],\n  \"money\": \"1.25\"\n}")
  }

  @Test func progressShowsCountsAndShare() {
    func line(_ done: Int, _ total: Int?, _ milliseconds: Int64 = 2000) -> String {
      ProgressBar.line(done: done, total: total, milliseconds: milliseconds)
    }
    #expect(line(1500, nil) == "1,500 rows  750/s")
    #expect(line(1500, nil, 0) == "1,500 rows")
    #expect(line(400_000, 1_000_000) == "[########------------] 40 %  400,000 of 1,000,000  200,000/s  3 s left")
    #expect(line(10, 10_000) == "[--------------------] 0 %  10 of 10,000  5/s  33 min left")
    #expect(line(3, 2) == "[####################] 100 %  3 of 2  1/s")
  }

  @Test func theDocumentOfAnImportHasTheMembersThatOthersRead() throws {
    var summary = ChangeSummary(kind: .costs, outcome: .applied)
    summary.batch = 7
    summary.counts.rows = 2
    summary.counts.accepted = 2
    summary.totals = [
      BatchTotal(
        kind: "shipping", currency: try #require(Currency("USD")), before: .zero, after: Amount(e4: 45_000))
    ]
    guard case .object(let members) = summary.json else { return #expect(Bool(false)) }
    let names = members.map(\.name)
    for name in [
      "schema", "batch", "outcome", "rows", "accepted", "rejected", "unchanged", "unallocated", "warnings", "classes",
      "repeat", "totals", "diagnostics",
    ] {
      #expect(names.contains(name))
    }
    #expect(summary.json.rendered.contains("\"change\": \"4.50\""))
    #expect(summary.text.hasSuffix("to undo: daybook batches revert 7\n"))
  }

  @Test func aChangeBeyondWhatAnAmountHoldsStandsAtItsLimit() throws {
    let usd = try #require(Currency("USD"))
    let low = Amount(e4: .min)
    let high = Amount(e4: .max)
    #expect(BatchTotal(kind: "total", currency: usd, before: low, after: high).change == high)
    #expect(BatchTotal(kind: "total", currency: usd, before: high, after: low).change == low)
    #expect(BatchTotal(kind: "total", currency: usd, before: .zero, after: high).change == high)
  }
}
