/// The address of a cell, such as `BC12`.
struct CellReference {
  /// From 0.
  let column: Int
  /// From 1.
  let row: Int

  /// The most columns that a sheet has in any program: XFD.
  static let columnLimit = 16_384

  /// Reads letters and then digits, with `$` anywhere; nil for anything else and beyond column XFD.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var column = 0
    var row = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index] & 0xdf
      if bytes[index] != UInt8(ascii: "$") {
        guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { break }
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
        guard column <= CellReference.columnLimit else { return nil }
      }
      index += 1
    }
    let digits = index
    while index < bytes.count {
      guard bytes[index] >= 48, bytes[index] <= 57, row < 100_000_000 else { return nil }
      row = row * 10 + Int(bytes[index] - 48)
      index += 1
    }
    guard column > 0, digits < bytes.count, row > 0 else { return nil }
    self.column = column - 1
    self.row = row
  }

  /// A column from 0 as letters.
  static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
