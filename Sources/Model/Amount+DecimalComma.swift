extension Amount {
  /// An amount with a comma before its decimals, where the comma can be nothing else, as spreadsheets of many countries save
  /// it: `4,50`, `1.204,50`. Nil for any other text: `1,204` may be either of two numbers.
  public init?(decimalComma bytes: UnsafeRawBufferPointer) {
    let sides = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard sides.count == 2 else { return nil }
    let groups = sides[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let decimals = sides[1].count { $0 != 32 }
    guard decimals > 0, decimals != 3 || groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
      return nil
    }
    let first = groups[0].drop { $0 == 32 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard groups.count == 1 || (1...3).contains(first.count) && first.first != UInt8(ascii: "0") else { return nil }
    let plain = Array(groups.joined()) + [UInt8(ascii: ".")] + sides[1]
    let read: Result<Amount, AmountError> = plain.withUnsafeBytes { utf8 in
      Result { () throws(AmountError) in try Amount(utf8: utf8) }
    }
    guard case .success(let amount) = read else { return nil }
    self = amount
  }
}
