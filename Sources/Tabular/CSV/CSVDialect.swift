/// Finds the delimiter of a text file.
enum CSVDialect {
  /// Candidates, the more usual first.
  private static let candidates: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]
  /// How many rows are looked at.
  private static let rows = 100

  /// The delimiter that a first line such as `sep=;` names, and the length of that line with its line break.
  static func declaredDelimiter(in sample: UnsafeRawBufferPointer) -> (delimiter: UInt8, length: Int)? {
    guard sample.count >= 5 else { return nil }
    let word = "sep=".utf8
    for (index, byte) in word.enumerated() where sample[index] | 0x20 != byte | 0x20 { return nil }
    let delimiter = sample[4]
    guard delimiter >= 0x20 || delimiter == 9, delimiter < 0x80, delimiter != UInt8(ascii: "\"") else { return nil }
    guard sample.count > 5 else { return (delimiter, 5) }
    switch sample[5] {
    case 10: return (delimiter, 6)
    case 13: return (delimiter, sample.count > 6 && sample[6] == 10 ? 7 : 6)
    default: return nil
    }
  }

  /// The candidate in which most rows have the same number of fields, at least two; where several are equal in that,
  /// the one whose first row has that number, then the one with more fields, then the more usual. A comma when none
  /// fits.
  static func likelyDelimiter(of sample: UnsafeRawBufferPointer) -> UInt8 {
    var best = candidates[0]
    var bestScore = (rank: 0.0, fields: 0)
    for candidate in candidates {
      let counts = fieldCounts(of: sample, delimiter: candidate)
      var frequency: [Int: Int] = [:]
      for count in counts where count > 1 { frequency[count, default: 0] += 1 }
      guard let (fields, rows) = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
      let rank = Double(rows) / Double(counts.count) + (counts.first == fields ? 0.5 : 0)
      if (rank, fields) > bestScore {
        best = candidate
        bestScore = (rank, fields)
      }
    }
    return best
  }

  /// The number of fields of each of the first rows that are not blank.
  private static func fieldCounts(of sample: UnsafeRawBufferPointer, delimiter: UInt8) -> [Int] {
    var counts: [Int] = []
    var fields = 1
    var isQuoted = false
    var atFieldStart = true
    var isBlank = true
    var afterQuote = false
    for byte in sample {
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          isQuoted = false
          afterQuote = true
        }
        continue
      }
      // A doubled quote ends quoting and begins it again.
      let isDoubled = afterQuote
      afterQuote = false
      switch byte {
      case UInt8(ascii: "\""):
        if atFieldStart || isDoubled { isQuoted = true }
        isBlank = false
        atFieldStart = false
      case delimiter:
        fields += 1
        atFieldStart = true
        isBlank = false
      case 10, 13:
        if !isBlank { counts.append(fields) }
        if counts.count == rows { return counts }
        fields = 1
        atFieldStart = true
        isBlank = true
      default:
        atFieldStart = false
        isBlank = false
      }
    }
    if !isBlank { counts.append(fields) }
    return counts
  }
}
