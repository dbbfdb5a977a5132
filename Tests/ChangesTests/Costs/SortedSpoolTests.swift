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
}
