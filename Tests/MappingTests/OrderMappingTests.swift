import Diagnostics
import Mapping
import Model
import Tabular
import Testing

@testable import Mapping

/// A mapping text with some lines below its head.
private func mapping(_ lines: String, head: String = "kind: orders\nname: m\nfile: {format: table}\n") -> [UInt8] {
  Array((head + lines).utf8)
}

private let order = "order: {order_id: a, created_at: b, total: c}\n"

@Suite struct OrderMappingTests {
  @Test func everyShippedMappingIsSound() throws {
    let files = try MappingCatalog(folder: nil).files(in: .orders)
    #expect(files.map(\.name) == ["daybook-csv", "daybook-jsonl", "order-lines", "shopify", "ultracart-xml"])
    for file in files {
      #expect(OrderMapping.check(file.bytes, file: file.shownPath).map(\.message) == [])
      #expect(try OrderMapping.read(file).name == file.name)
    }
  }

  @Test(arguments: [
    ("order: {order_id: a, created_at: b, totl: c}\n", "4:37 mapping/unknown-key"),
    ("order: {created_at: b}\n", "4:8 mapping/missing-key"),
    (order + "zone: Mars/Olympus\n", "5:7 config/unknown-zone"),
    (order + "dates: [\"dd.QQ.yyyy\"]\n", "5:9 mapping/bad-pattern"),
    ("order: {order_id: {from: a, match: \"(\"}, created_at: b, total: c}\n", "4:36 mapping/bad-pattern"),
    ("order: {order_id: a, created_at: b, total: {sum: items.sku}}\n", "4:50 mapping/unknown-value"),
    (
      "order: {order_id: a, created_at: b, total: {sum: items.tax}, stage: {default: Nowhere}}\n",
      "4:79 mapping/conflict"
    ),
    ("order: {order_id: a, created_at: b, total: c, email: {}}\n", "4:54 mapping/conflict"),
    ("order: {order_id: a, created_at: b, total: {from: c, plus: stage}}\n", "4:60 mapping/unknown-value"),
    ("order: {order_id: a, created_at: b, total: c, email: {from: d, plus: tax}}\n", "4:70 mapping/conflict"),
    (order + "items: {each: item, sku: x}\n", "5:15 mapping/conflict"),
    (order + "items: {each: row, line_total: {product: [quantity]}}\n", "5:42 mapping/conflict"),
    (order + "group: everywhere\n", "5:8 mapping/unknown-value"),
    (order + "decimal_mark: \",\"\ngrouping: \",\"\n", "6:11 mapping/conflict"),
  ])
  func mistakesAreNamedWithTheirPlace(text: String, expected: String) {
    let found = OrderMapping.check(mapping(text), file: "m.yaml").map {
      "\($0.location.line ?? 0):\($0.location.column ?? 0) \($0.code.name)"
    }
    #expect(found == [expected])
  }

  @Test func allMistakesComeAtOnce() {
    let text =
      "order: {order_id: a, created_at: b, total: {form: c}}\nitems: {each: rows, sku: {part: both, from: s}}\nx: 1\n"
    #expect(OrderMapping.check(mapping(text), file: "m.yaml").count == 5)
  }

  @Test func aMappingOfCostsIsNoMappingOfOrders() {
    let found = OrderMapping.check(mapping(order, head: "kind: costs\nname: m\nfile: {format: table}\n"), file: "m")
    #expect(found.map(\.code) == [.mappingWrongKind])
  }

  @Test func catalogueFindsByNameAndNamesTheNearest() throws {
    let catalog = MappingCatalog(folder: nil)
    #expect(try catalog.find("shopify", in: .orders).origin == .shipped)
    do {
      _ = try catalog.find("shopfy", in: .orders)
      Issue.record("it was found")
    } catch let failure as Failure {
      #expect(failure.exit == .configuration)
      #expect(failure.diagnostics.first?.hint?.contains("the nearest is shopify") == true)
    }
  }
}

@Suite struct DatePatternTests {
  @Test func piecesOfAPattern() {
    #expect(
      DatePatternPiece.all(of: "dd.MM.yyyy 'at' HH''mm") == [
        .letters("dd"), .literal([46]), .letters("MM"), .literal([46]), .letters("yyyy"), .literal(Array(" at ".utf8)),
        .letters("HH"), .literal([39]), .letters("mm"),
      ])
    #expect(DatePatternPiece.all(of: "yyyy'T") == nil)
  }

  private func read(_ pattern: String, _ text: String) throws -> String {
    let compiled = try #require(DatePattern(pattern))
    guard let (wall, offset) = compiled.read(Array(text.utf8)[...]) else { return "-" }
    return "\(wall)" + (offset.map { " \($0)" } ?? "")
  }

  @Test(arguments: [
    ("dd MMM yyyy HH:mm:ss", "01 JAN 2015 12:00:00", "2015-01-01T12:00:00"),
    ("MM/dd/yyyy", "01/31/2015", "2015-01-31T00:00:00"),
    ("MM/dd/yyyy", "31/01/2015", "-"),
    ("M/d/yy h:mm a", "9/3/26 12:05 AM", "2026-09-03T00:05:00"),
    ("M/d/yy h:mm a", "9/3/26 1:05 pm", "2026-09-03T13:05:00"),
    ("EEE, dd MMM yyyy HH:mm:ss Z", "Mon, 23 Sep 2024 14:21:24 +0200", "2024-09-23T14:21:24 7200"),
    ("yyyy-MM-dd'T'HH:mm:ss.SSSZ", "2024-02-29T01:02:03.004Z", "2024-02-29T01:02:03.004 0"),
    ("d.M.yyyy", "29.2.2026", "-"), ("d.M.yyyy", "1.2.2026 ", "-"), ("iso", "2026-01-02 03:04", "2026-01-02T03:04:00"),
  ])
  func readsWhatFits(pattern: String, text: String, expected: String) throws {
    #expect(try read(pattern, text) == expected)
  }

  @Test(arguments: ["yyyy-MM", "dd.MM", "YYYY-MM-dd", "yyyy-MM-dd hh:mm", "yyyy-MM-dd 'T"])
  func refusesWhatMeansNothing(pattern: String) {
    #expect(DatePattern(pattern) == nil)
  }
}

@Suite struct NumberFormTests {
  private func amount(_ form: NumberForm, _ text: String) -> String {
    do {
      return try Array(text.utf8).withUnsafeBytes { Amount(e4: try form.amount($0)).description }
    } catch {
      return "\(error)"
    }
  }

  @Test func amountsOfOtherCountries() {
    let german = NumberForm(decimalMark: UInt8(ascii: ","), grouping: UInt8(ascii: "."))
    #expect(amount(german, "1.234,56") == "1234.56")
    #expect(amount(german, "-0,0001") == "-0.0001")
    #expect(amount(NumberForm(scale: 100), "12345") == "123.45")
    #expect(amount(NumberForm(scale: 100), "1.2345") == "tooManyDecimals")
    #expect(amount(NumberForm(), "1,234") == "notANumber")
  }

  @Test(
    arguments: [
      ("0.0825", 82_500), ("8.25%", 82_500), ("0.00000", 0), ("-1", -1_000_000), ("0.0000001", nil), ("x", nil),
      ("0.1000000", 100_000),
    ] as [(String, Int64?)])
  func ratesHaveSixPlaces(text: String, expected: Int64?) {
    #expect(Array(text.utf8).withUnsafeBytes { NumberForm().rate($0) } == expected)
  }

  @Test func productsAreRoundedHalfAwayFromZero() {
    #expect(FieldRule.product(.number(30_000), .number(13_333)) == .number(39_999))
    #expect(FieldRule.product(.number(5_000), .number(1)) == .number(1))
    #expect(FieldRule.product(.number(-5_000), .number(1)) == .number(-1))
    #expect(FieldRule.product(.number(4_999), .number(1)) == .number(0))
    #expect(FieldRule.product(.number(.max), .number(.max)) == nil)
    #expect(FieldRule.product(.none, .number(1)) == FieldValue.none)
  }
}
