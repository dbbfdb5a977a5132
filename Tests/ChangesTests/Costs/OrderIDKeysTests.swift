import Diagnostics
import Model
import Tabular
import Testing

@testable import Changes

@Suite struct OrderIDKeysTests {
  private func add(_ id: String, isNumber: Bool = false, _ body: (Cell) -> Void) {
    Array(id.utf8).withUnsafeBytes { body(Cell(kind: isNumber ? .number : .text, utf8: $0)) }
  }

  @Test func keysSortLikeTheirIDs() {
    let ids = ["AAAA-12345678", "AAAA-", "AAAA-1", "AAAA-12", "AAAA-1\u{0}2", "AAAA-7ä"]
    var keys = OrderIDKeys()
    var found: [(key: UInt64, id: String)] = []
    for id in ids { add(id) { if let key = keys.key(of: $0) { found.append((key, id)) } } }
    #expect(found.map(\.id) == ids)
    for (key, id) in found { #expect(keys.withID(key) { $0.text } == id) }
    let sorted = found.sorted { $0.key < $1.key }.map(\.id)
    #expect(sorted == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func otherIDsHaveNoKey() {
    var keys = OrderIDKeys()
    add("AAAA-12345678") { #expect(keys.key(of: $0) != nil) }
    for id in ["BBBB-1", "", "AAAA-123456789", "AAAA-\u{0}", "AAAA"] {
      add(id) { #expect(keys.key(of: $0) == nil, "\(id)") }
    }
    add("AAAA-7", isNumber: true) { #expect(keys.key(of: $0) == nil) }
  }

  @Test func longIDsComeInOrder() {
    var longs = LongOrderIDs()
    let ids = ["b", "a", "", "b", "aa", "ä", "7"]
    for (place, id) in ids.enumerated() { add(id, isNumber: place == 6) { longs.add($0) } }
    var found: [(String, Int, Bool)] = []
    longs.forEach { found.append(($0.text, $1, $0.kind == .number)) }
    #expect(found.map(\.0) == ["", "7", "a", "aa", "b", "b", "ä"])
    #expect(found.map(\.1) == [2, 6, 1, 4, 0, 3, 5])
    #expect(found.map(\.2) == [false, true, false, false, false, false, false])
  }

  @Test func earliestFindingsAreSaidInTheOrderOfTheFile() {
    let sink = DiagnosticSink(keptPerCode: 3)
    var findings = EarliestFindings<Int>(sink: sink)
    for line in [50, 9, 40, 8, 30, 7, 20, 6, 10, 5] as [UInt32] { findings.add(line, Int(line) * 2) }
    var said: [Int] = []
    findings.emit(.warning, .costsAboveTotal, to: sink) { line, finding in
      said.append(finding)
      return Diagnostic(.warning, .costsAboveTotal, at: SourceLocation(line: Int(line)))
    }
    #expect(said == [10, 12, 14])
    #expect(sink.warnings == 10)
    #expect(sink.kept.map(\.location.line) == [5, 6, 7])
    #expect(sink.leftOut.map(\.count) == [7])
  }

  /// Keys that differ in neighbouring bits, in bits here and there, in the outermost ones and in all.
  @Test(arguments: [0x3F, 0xFF00_FF, 0x0F0F_0F0F_0F0F, 1 << 63 | 1, .max, 1 << 20] as [UInt64])
  func placesAreSortedByKeysAndThoseOfEqualKeysStay(differing: UInt64) {
    var state: UInt64 = 7
    for count in [0, 1, 2, 257, 5_000] {
      let original = (0..<count).map { _ -> UInt64 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ state >> 32) & differing | 0x3030_3030_3030_3030 & ~differing
      }
      var keys = original
      var places = (0..<UInt32(count)).map { $0 }
      KeyOrder.sort(&places, by: &keys)
      #expect(places == (0..<UInt32(count)).sorted { (original[Int($0)], $0) < (original[Int($1)], $1) })
    }
  }
}
