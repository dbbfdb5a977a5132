/// The rule against texts that a spreadsheet would run as a formula when it opens a CSV file.
///
/// Leading white space, control characters, byte order marks and zero-width characters are skipped; if `=`, `+`, `-`,
/// `@`, `|`, `%` or a full-width form of these comes next, or a tab, CR, LF or NUL was among what is skipped, the text
/// gets a `'` in front. A text that already starts with `'` before such a text gets another one, so that
/// ``unguarded(_:)`` brings every text back. The rule is for texts and headers, never for typed numbers.
package enum FormulaGuard {
  /// Whether a text needs a `'` in front.
  package static func guards(_ utf8: UnsafeRawBufferPointer) -> Bool {
    var start = 0
    while start < utf8.count, utf8[start] == apostrophe { start += 1 }
    guard start < utf8.count else { return false }
    let first = utf8[start]
    if first > 0x40, first < 0x7C { return false }
    return isTrigger(UnsafeRawBufferPointer(rebasing: utf8[start...]))
  }

  /// The text as it was before it was guarded; a text without a guard is given back as it is.
  package static func unguarded(_ utf8: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard utf8.first == apostrophe else { return utf8 }
    let rest = UnsafeRawBufferPointer(rebasing: utf8[1...])
    return guards(rest) ? rest : utf8
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func isTrigger(_ utf8: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < utf8.count {
      let (scalar, length) = decodeScalar(utf8, at: index)
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x00: return true
      case 0x3D, 0x2B, 0x2D, 0x40, 0x7C, 0x25: return true
      case 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0xFF5C, 0xFF05: return true
      case 0x20: index += 1
      default:
        guard isSkipped(scalar) else { return false }
        index += length
      }
    }
    return false
  }

  private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    // Letters of most texts, asked first because the tables of Unicode are slow.
    if scalar.value >= 0xAE, scalar.value < 0x300 { return false }
    if scalar.value > 0x20, scalar.value < 0x7F { return false }
    let properties = scalar.properties
    if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return true }
    return properties.generalCategory == .control || properties.generalCategory == .format
  }
}
