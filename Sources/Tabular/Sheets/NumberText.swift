/// Writes the numbers of workbooks as decimal text, as ``NumberDigits`` says; no binary fraction is ever made of them.
enum NumberText {
  private static let zero = UInt8(ascii: "0")

  /// Appends a number to a buffer in the form of a JSON number; false, and nothing appended, where the bytes are none.
  static func append(_ bytes: UnsafeRawBufferPointer, _ digits: NumberDigits, to output: ByteBuffer) -> Bool {
    if isPlain(bytes) {
      output.append(bytes)
      return true
    }
    guard var number = Decimal(bytes) else { return false }
    if digits == .shown, number.point <= 15 { number.round(to: 15) }
    number.write(to: output)
    return true
  }

  /// Whether the bytes are at most 15 digits, perhaps with a sign and a fraction, and already in the form of JSON.
  private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let start = index
    guard bytes.count > start, bytes.count <= start + 16, bytes[bytes.count - 1] != UInt8(ascii: ".") else {
      return false
    }
    if bytes[start] == zero, start == 1 || bytes.count > 1,
      bytes.count == start + 1 || bytes[start + 1] != UInt8(ascii: ".")
    {
      return false
    }
    var points = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), index > start {
        points += 1
      } else if byte < zero || byte > zero + 9 {
        return false
      }
      index += 1
    }
    return points <= 1 && bytes.count - start - points <= 15
  }

  /// A decimal number 0.d1d2d3... times ten to the power of `point`.
  private struct Decimal {
    var isNegative = false
    /// Values 0 to 9 without leading or trailing zeros; none for zero.
    var digits: [UInt8] = []
    var point = 0

    init?(_ bytes: UnsafeRawBufferPointer) {
      var index = 0
      func isDigit() -> Bool { index < bytes.count && bytes[index] >= zero && bytes[index] <= zero + 9 }
      func sign() -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") else {
          return false
        }
        index += 1
        return bytes[index - 1] == UInt8(ascii: "-")
      }
      isNegative = sign()
      var any = false
      while isDigit() {
        if !digits.isEmpty || bytes[index] != zero {
          digits.append(bytes[index] - zero)
          point += 1
        }
        any = true
        index += 1
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        index += 1
        while isDigit() {
          if digits.isEmpty, bytes[index] == zero { point -= 1 } else { digits.append(bytes[index] - zero) }
          any = true
          index += 1
        }
      }
      guard any else { return nil }
      if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
        index += 1
        let isDown = sign()
        guard isDigit() else { return nil }
        var exponent = 0
        while isDigit() {
          exponent = min(exponent * 10 + Int(bytes[index] - zero), 100_000)
          index += 1
        }
        point += isDown ? -exponent : exponent
      }
      guard index == bytes.count else { return nil }
      trim()
      // The largest binary fraction of 64 bits is 1.8E+308.
      guard point <= 309 else { return nil }
    }

    private mutating func trim() {
      while digits.last == 0 { digits.removeLast() }
      if digits.isEmpty {
        point = 0
        isNegative = false
      }
    }

    /// Rounds to that many digits, halves up.
    mutating func round(to count: Int) {
      guard digits.count > count else { return }
      let up = digits[count] >= 5
      digits.removeLast(digits.count - count)
      if up {
        var index = count - 1
        while index >= 0, digits[index] == 9 {
          digits[index] = 0
          index -= 1
        }
        if index >= 0 {
          digits[index] += 1
        } else {
          digits.insert(1, at: 0)
          point += 1
        }
      }
      trim()
    }

    /// Plain between 1E-15 and 1E+21, else with an exponent.
    func write(to output: ByteBuffer) {
      if isNegative { output.append(UInt8(ascii: "-")) }
      guard !digits.isEmpty else { return output.append(zero) }
      guard point > -15, point <= 15 || point <= 21 && digits.count > 15 else { return writeScientific(to: output) }
      if point <= 0 {
        output.append("0.")
        for _ in point..<0 { output.append(zero) }
      }
      for (position, digit) in digits.enumerated() {
        if position == point, position > 0 { output.append(UInt8(ascii: ".")) }
        output.append(zero + digit)
      }
      if point > digits.count { for _ in digits.count..<point { output.append(zero) } }
    }

    private func writeScientific(to output: ByteBuffer) {
      output.append(zero + digits[0])
      if digits.count > 1 { output.append(UInt8(ascii: ".")) }
      for digit in digits.dropFirst() { output.append(zero + digit) }
      output.append("E\(point > 0 ? "+" : "-")\((point - 1).magnitude)")
    }
  }
}
