import Mapping
import Model

/// Adds up money columns by currency while rows are written. Sums are exact: 128 bits hold more amounts than a store
/// can.
struct ExportSums {
  private struct Sum {
    var written: Int128 = 0
    var stored: Int128 = 0
  }

  /// Titles of the money columns, in order.
  private let titles: [String]
  /// Currencies in the order they were met, three letters packed as in ``Currency/packed``.
  private var currencies: [UInt32] = []
  /// For each currency the sums of all columns.
  private var sums: [Sum] = []
  /// Where the sums of the present row's currency begin.
  private var base = 0
  private var present: UInt32 = 0

  init(titles: [String]) { self.titles = titles }

  /// Says which currency the amounts of the row are in.
  @inline(__always)
  mutating func setCurrency(_ utf8: UnsafeRawBufferPointer) {
    guard utf8.count == 3 else { return }
    let packed = UInt32(utf8[0]) << 16 | UInt32(utf8[1]) << 8 | UInt32(utf8[2])
    if packed != present { change(to: packed) }
  }

  private mutating func change(to packed: UInt32) {
    present = packed
    if let known = currencies.firstIndex(of: packed) {
      base = known * titles.count
      return
    }
    base = sums.count
    currencies.append(packed)
    sums += [Sum](repeating: Sum(), count: titles.count)
  }

  /// Adds an amount of a money column as it is kept and as it is written.
  @inline(__always)
  mutating func add(_ column: Int, stored: Int64, written: Int64) {
    sums[base + column].stored += Int128(stored)
    sums[base + column].written += Int128(written)
  }

  /// The sums by column, then by currency in the order of the letters.
  var all: [ExportSum] {
    let sorted = currencies.indices.sorted { currencies[$0] < currencies[$1] }
    return titles.indices.flatMap { column in
      sorted.compactMap { index in
        let sum = sums[index * titles.count + column]
        return ExportSums.currency(currencies[index]).map {
          ExportSum(column: titles[column], currency: $0, sum: sum.written, unrounded: sum.stored)
        }
      }
    }
  }

  private static func currency(_ packed: UInt32) -> Currency? {
    let letters = [UInt8(packed >> 16 & 255), UInt8(packed >> 8 & 255), UInt8(packed & 255)]
    return Currency(String(decoding: letters, as: UTF8.self))
  }
}
