import Model
import Tabular
import Testing

@testable import Changes

@Suite struct OrderIDSpoolTests {
  private func walk(_ ids: [String], numbers: Set<Int> = []) throws -> [(id: String, place: UInt32, isNumber: Bool)] {
    let folder = try WorkFolder()
    var spool = OrderIDSpool(folder: folder.path)
    for (place, id) in ids.enumerated() {
      try Array(id.utf8).withUnsafeBytes {
        try spool.add(Cell(kind: numbers.contains(place) ? .number : .text, utf8: $0))
      }
    }
    var found: [(id: String, place: UInt32, isNumber: Bool)] = []
    try spool.forEachShortID { id, key, place, isSame in
      #expect(isSame == (found.last?.id == id.text))
      #expect(spool.withShortID(key) { $0.text } == id.text)
      found.append((id.text, place, false))
    }
    let shorts = found.count
    #expect(found.map(\.id) == found.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    spool.takeLongIDs().forEach { id, place in found.append((id.text, place, id.kind == .number)) }
    let longs = found[shorts...].map(\.id)
    #expect(longs == longs.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(spool.count == ids.count)
    for one in found { #expect(one.id == ids[Int(one.place)]) }
    return found
  }

  @Test func equalIDsComeTogetherInOrder() throws {
    let found = try walk(["DEMO-0009", "DEMO-0002", "DEMO-0009", "DEMO-0010", "DEMO-0002"])
    #expect(found.map(\.place) == [1, 4, 0, 2, 3])
  }

  @Test func idsOfAnyKindAreFound() throws {
    let ids = ["AAAA-12345678", "AAAA-", "AAAA-1", "BBBB-1", "", "AAAA-123456789", "AAAA-\u{0}", "AAAA-1", "7", "ä"]
    let found = try walk(ids, numbers: [8])
    #expect(Set(found.map(\.place)) == Set(0..<10))
    #expect(found.filter(\.isNumber).map(\.id) == ["7"])
  }

  @Test func rowsComeBackAsTheyWere() throws {
    let folder = try WorkFolder()
    var rows = PackedCostRows(folder: folder.path)
    let amounts: [Int64] = [0, 1, -1, 63, 64, -64, 1_000_000_000_000_000, -1_000_000_000_000_000, .max, .min]
    for (index, amount) in amounts.enumerated() {
      var row = CostRecord(orderKey: 0, line: index + 2, currency: 0)
      row[.payment] = amount
      if index % 2 == 0 { row[.shipping] = -amount / 2 }
      row.sets = UInt8(index & 15)
      row.totals = UInt8(15 - index & 15)
      try rows.add(row, isBad: index == 3)
    }
    var seen = 0
    try rows.seal()
    try rows.forEach { row, isBad in
      let place = seen
      #expect(row.line == UInt32(place + 2))
      #expect(row.amounts == CostValues(shipping: place % 2 == 0 ? -amounts[place] / 2 : nil, payment: amounts[place]))
      #expect(row.sets == UInt8(place & 15))
      #expect(row.totals == UInt8(15 - place & 15))
      #expect(isBad == (place == 3))
      seen += 1
    }
    #expect(seen == amounts.count)
  }

  @Test func manyRowsComeBackFromTheirFile() throws {
    let folder = try WorkFolder()
    var rows = PackedCostRows(folder: folder.path)
    for index in 0..<60_000 {
      var row = CostRecord(orderKey: 0, line: index, currency: 0)
      row[.payment] = Int64(index) << (index % 40)
      try rows.add(row, isBad: false)
    }
    var seen = 0
    try rows.seal()
    try rows.forEach { row, _ in
      if row.line != UInt32(seen) || row[.payment] != Int64(seen) << (seen % 40) { Issue.record("row \(seen)") }
      seen += 1
    }
    #expect(seen == 60_000)
  }

  @Test func keysAreSortedAndPlacesOfEqualKeysStay() {
    var state: UInt64 = 7
    for count in [0, 1, 2, 257, 5_000] {
      var keys = (0..<count).map { _ -> UInt64 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 40 & 0xFF00_FF
      }
      let original = keys
      var places = (0..<UInt32(count)).map { $0 }
      KeyOrder.sort(&keys, &places)
      #expect(places == (0..<UInt32(count)).sorted { (original[Int($0)], $0) < (original[Int($1)], $1) })
      #expect(keys == places.map { original[Int($0)] })
    }
  }
}
