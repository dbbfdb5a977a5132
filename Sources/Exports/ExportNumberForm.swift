import Mapping
import Model

/// How a column writes numbers: its scale, decimals, marks and sign.
struct ExportNumberForm {
  private var power = 0
  private var isNegated = false
  private var decimals: Int?
  private var mark: [UInt8] = [UInt8(ascii: ".")]
  private var grouping: [UInt8] = []
  private var negative = ExportForm.Negative.minus

  /// Plain numbers with as many decimals as they have.
  init() {}

  init(_ form: ExportForm) {
    power = form.scale
    isNegated = form.isNegated
    decimals = form.decimals
    mark = Array((form.decimalMark ?? ".").utf8)
    grouping = Array((form.grouping ?? "").utf8)
    negative = form.negative
  }

  /// Whether plain numbers come out, so that a writer's own function for them does.
  var isPlain: Bool {
    power == 0 && !isNegated && mark == [UInt8(ascii: ".")] && grouping.isEmpty && negative == .minus
  }

  /// The number as it is shown: scaled, with its sign, and rounded; and with how many places it is kept.
  func shown<T: SignedInteger>(_ value: T, scale: Int) -> (value: Int128, scale: Int) {
    var shown = isNegated ? -Int128(value) : Int128(value)
    var places = scale - power
    if places < 0 {
      shown *= ExportNumber.power(-places)
      places = 0
    }
    if let decimals { shown = ExportNumber.rounded(shown, scale: places, places: decimals) }
    return (shown, places)
  }

  /// Appends a value that is kept with `scale` places. Money that is not scaled has two decimals or more.
  func append(_ value: Int64, scale: Int, isMoney: Bool, to bytes: inout [UInt8]) {
    let (shown, places) = shown(value, scale: scale)
    append(shown: shown, scale: places, isMoney: isMoney, to: &bytes)
  }

  /// The same for a number that is already as it is shown.
  func append(shown value: Int128, scale: Int, isMoney: Bool, to bytes: inout [UInt8]) {
    let least = isMoney && power == 0 ? 2 : 0
    append(value, scale: scale, places: decimals ?? max(least, ExportNumber.places(value, scale: scale)), to: &bytes)
  }

  /// Appends a value kept with `scale` places with so many decimals; those beyond must be zero.
  func append(_ value: Int128, scale: Int, places: Int, to bytes: inout [UInt8]) {
    var magnitude = value.magnitude
    if places < scale { magnitude /= ExportNumber.power(scale - places).magnitude }
    let isNegative = value < 0 && magnitude > 0
    if isNegative, negative == .minus { bytes.append(UInt8(ascii: "-")) }
    if isNegative, negative == .parentheses { bytes.append(UInt8(ascii: "(")) }
    let shown = min(places, scale)
    if let small = UInt64(exactly: magnitude) {
      appendDigits(small, shown, to: &bytes)
    } else {
      appendDigits(magnitude, shown, to: &bytes)
    }
    // The mark stands there already where the number has places of its own.
    if shown == 0, places > 0 { bytes += mark }
    for _ in shown..<max(shown, places) { bytes.append(48) }
    if isNegative, negative == .trailing { bytes.append(UInt8(ascii: "-")) }
    if isNegative, negative == .parentheses { bytes.append(UInt8(ascii: ")")) }
  }

  /// The digits of a number, the last `places` of them behind the mark.
  private func appendDigits<T: UnsignedInteger & FixedWidthInteger>(_ number: T, _ places: Int, to bytes: inout [UInt8])
  {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
      var rest = number
      var count = 0
      repeat {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        digits[count] = 48 + UInt8(truncatingIfNeeded: digit)
        rest = quotient
        count += 1
      } while rest > 0 || count <= places
      for index in stride(from: count - 1, through: 0, by: -1) {
        bytes.append(digits[index])
        if index == places, places > 0 {
          bytes += mark
        } else if index > places, (index - places) % 3 == 0 {
          bytes += grouping
        }
      }
    }
  }
}
