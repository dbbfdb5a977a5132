import Model
import Testing

@testable import Changes

@Suite struct SortedSpoolTests {
  private struct Numbered: SpoolRecord, Equatable {
    var sortKey: UInt64
    var number: Int
  }

  private enum Order: CaseIterable {
    case mixed, ascending, descending

    func arrange(_ records: [Numbered]) -> [Numbered] {
      switch self {
      case .mixed: records
      case .ascending: records.sorted { $0.sortKey < $1.sortKey }
      case .descending: records.sorted { $0.sortKey > $1.sortKey }
      }
    }
  }

  /// What comes out is what a stable sort makes: of many keys and few, in order, backwards and mixed, of one run and of many
  /// whose blocks end among equal keys.
  @Test(arguments: [1, 2, 7, 1000, 1 << 40] as [UInt64], [0, 1, 15, 16, 17, 5000, 20_000])
  func recordsComeBackInTheOrderOfAStableSort(_ keys: UInt64, _ count: Int) throws {
    let folder = try WorkFolder()
    let made = (0..<count).map { number in
      Numbered(sortKey: (UInt64(number) &* 0x9E37_79B9_7F4A_7C15 >> 20) % keys, number: number)
    }
    for order in Order.allCases {
      let records = order.arrange(made)
      let expected = records.enumerated().sorted { one, other in
        one.element.sortKey == other.element.sortKey
          ? one.offset < other.offset : one.element.sortKey < other.element.sortKey
      }.map(\.element)
      for runBytes in [16, 8192, 1 << 24] {
        let spool = SortedSpool<Numbered>(folder: folder.path, runBytes: runBytes)
        for record in records { try spool.add(record) }
        var sorted = try spool.sorted()
        var found: [Numbered] = []
        while let record = try sorted.next() { found.append(record) }
        #expect(found == expected)
        #expect(try sorted.next() == nil)
      }
    }
  }

  /// Rows of a sheet come back as they were, by order and line: where all amounts are small, where all are large, and where
  /// one is here and there.
  @Test(arguments: [0, 1, 50] as [UInt64], [10, 200_000])
  func rowsComeBackByOrderAndLineWhateverTheirAmounts(_ manySmall: UInt64, _ count: Int) throws {
    let folder = try WorkFolder()
    let edges = [
      Int64(Int32.max), Int64(Int32.max) + 1, Int64(Int32.min), Int64(Int32.min) - 1, 0, 1_000_000_000_000_000,
    ]
    var state: UInt64 = 11
    func random(_ below: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % below
    }
    let rows = (1...count).map { line in
      var row = CostRecord(orderKey: Int64(bitPattern: random(7) << 61 | random(300)), line: line, currency: 0)
      if random(2) == 0 { row.currency = CostDesk.usd.packed }
      for kind in CostKind.allCases where random(3) > 0 {
        row[kind] = random(manySmall + 1) == 0 ? edges[Int(random(6))] : Int64(random(10_000_000))
        if random(2) == 0 { row.sets |= UInt8(kind.bit) }
        if random(4) == 0 { row.totals |= UInt8(kind.bit) }
      }
      row.isBad = random(5) == 0
      return row
    }
    let spool = CostSpool(folder: folder.path)
    for row in rows { try spool.add(row) }
    var sorted = try spool.sorted()
    for row in rows.sorted(by: { ($0.sortKey, $0.line) < ($1.sortKey, $1.line) }) {
      let found = try #require(try sorted.next())
      #expect(
        found.orderKey == row.orderKey && found.line == row.line && found.currency == row.currency
          && found.amounts == row.amounts && found.sets == row.sets && found.totals == row.totals
          && found.isBad == row.isBad)
    }
    #expect(try sorted.next() == nil)
  }
}
