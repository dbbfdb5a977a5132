import Mapping
import Model

/// Adds up money columns by currency while rows are written. Sums are exact: 128 bits hold more amounts than a store
/// can.
///
/// What changes with every row is unchecked for overlapping accesses, which a class without closures and callbacks cannot
/// have: the checks took a thirtieth of an export.
final class ExportSums {
  private struct Sum {
    var written: Int128 = 0
    var stored: Int128 = 0

    @inline(__always)
    mutating func add(stored more: Int64, written shown: Int64) {
      stored += Int128(more)
      written += Int128(shown)
    }
  }

  /// Titles of the money columns, in order.
  private var titles: [String] = []
  /// Currencies in the order they were met, three letters packed as in ``Currency/packed``; 0 for none.
  private var currencies: [UInt32] = []
  /// For each currency the sums of all columns.
  @exclusivity(unchecked) private var sums: [Sum] = []
  /// Where the sums of the order's currency and of the row's own begin.
  @exclusivity(unchecked) private var base = (order: 0, own: 0)
  @exclusivity(unchecked) private var present: (order: UInt32, own: UInt32) = (.max, .max)

  /// A column to add up; gives its number. `shared` columns of one title are added up together.
  func add(title: String, shared: Bool) -> Int {
    if shared, let known = titles.firstIndex(of: title) { return known }
    titles.append(title)
    return titles.count - 1
  }

  /// Says which currency the order's amounts are in, and those of the row's own where they have one.
  @inline(__always)
  func setCurrency(_ order: UnsafeRawBufferPointer, own: UnsafeRawBufferPointer) {
    let packed = ExportSums.packed(order)
    if packed != present.order {
      present.order = packed
      base.order = start(of: packed)
    }
    let packedOwn = own.isEmpty ? packed : ExportSums.packed(own)
    if packedOwn != present.own {
      present.own = packedOwn
      base.own = start(of: packedOwn)
    }
  }

  /// The currency of the order's or the row's own amounts, packed; 0 for none.
  func currency(isOwn: Bool) -> UInt32 { isOwn ? present.own : present.order }

  @inline(__always)
  private static func packed(_ utf8: UnsafeRawBufferPointer) -> UInt32 {
    utf8.count == 3 ? UInt32(utf8[0]) << 16 | UInt32(utf8[1]) << 8 | UInt32(utf8[2]) : 0
  }

  private func start(of packed: UInt32) -> Int {
    if let known = currencies.firstIndex(of: packed) { return known * titles.count }
    currencies.append(packed)
    sums += [Sum](repeating: Sum(), count: titles.count)
    return sums.count - titles.count
  }

  /// Adds an amount of a money column as it is kept and as it is written.
  @inline(__always)
  func add(_ column: Int, isOwn: Bool, stored: Int64, written: Int64) {
    sums[(isOwn ? base.own : base.order) + column].add(stored: stored, written: written)
  }

  /// Forgets all sums, for the next file.
  func reset() {
    currencies = []
    sums = []
    present = (.max, .max)
  }

  /// The sums by column, then by currency in the order of the letters.
  var all: [ExportSum] {
    let sorted = currencies.indices.sorted { currencies[$0] < currencies[$1] }
    return titles.indices.flatMap { column in
      sorted.compactMap { index in
        let sum = sums[index * titles.count + column]
        return Currency.unpacked(currencies[index]).map {
          ExportSum(column: titles[column], currency: $0, sum: sum.written, unrounded: sum.stored)
        }
      }
    }
  }
}

extension Currency {
  /// The currency of three packed letters; nil where there is none.
  static func unpacked(_ packed: UInt32) -> Currency? {
    let letters = [UInt8(packed >> 16 & 255), UInt8(packed >> 8 & 255), UInt8(packed & 255)]
    return Currency(String(decoding: letters, as: UTF8.self))
  }
}
