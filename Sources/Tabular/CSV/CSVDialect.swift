/// Finds the delimiter of a text file.
enum CSVDialect {
  /// Candidates; where the rows fit several equally well, a later one is the less likely to stand in plain text.
  private static let usual: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\t"),
  ]
  /// Taken only where every row has the same number of fields: programs write these, people do not.
  private static let rare: [UInt8] = [UInt8(ascii: "^"), UInt8(ascii: "~"), 0x01, 0x1f]
  /// How many rows are looked at.
  private static let rows = 100

  /// The delimiter that a first line such as `sep=;` names, and the length of that line with its line break.
  static func declaredDelimiter(in sample: UnsafeRawBufferPointer) -> (delimiter: UInt8, length: Int)? {
    guard sample.count >= 5 else { return nil }
    let word = "sep=".utf8
    for (index, byte) in word.enumerated() where sample[index] | 0x20 != byte | 0x20 { return nil }
    let delimiter = sample[4]
    guard delimiter >= 0x20 || delimiter == 9, ReadOptions.isDelimiter(delimiter) else { return nil }
    guard sample.count > 5 else { return (delimiter, 5) }
    switch sample[5] {
    case 10: return (delimiter, 6)
    case 13: return (delimiter, sample.count > 6 && sample[6] == 10 ? 7 : 6)
    default: return nil
    }
  }

  /// The candidate in which most rows have the same number of fields, at least two, and best the first row too. Where
  /// several are equal in that, one that could be a decimal comma or stand in prose gives way; then the one with more
  /// fields is taken. A comma where none fits: then the file has one column.
  ///
  /// `isWhole` says that the text ends with the sample; else its last row may be cut off and does not count.
  static func likelyDelimiter(of sample: UnsafeRawBufferPointer, isWhole: Bool) -> UInt8 {
    var best: (fit: Fit, delimiter: UInt8)?
    for delimiter in usual {
      guard let fit = Fit(of: sample, delimiter, isWhole: isWhole), fit.isLikely else { continue }
      if best.map({ fit >= $0.fit }) ?? true { best = (fit, delimiter) }
    }
    if let best { return best.delimiter }
    return rare.first { Fit(of: sample, $0, isWhole: isWhole)?.isPerfect ?? false } ?? usual[0]
  }

  /// How well a delimiter fits the rows.
  private struct Fit: Comparable {
    /// The number of fields that most rows have.
    let fields: Int
    /// Rows with that number, and all that were looked at.
    let regular: Int
    let total: Int
    let isInFirst: Bool
    let isFirstRegular: Bool
    /// Whether each of them stands between two digits, or each before a space.
    let isDoubtful: Bool
    /// Whether a quoted field does not end with this delimiter.
    let isTorn: Bool

    init?(of sample: UnsafeRawBufferPointer, _ delimiter: UInt8, isWhole: Bool) {
      var scan = RowScan(delimiter: delimiter)
      scan.read(sample, rows: CSVDialect.rows, isWhole: isWhole)
      var frequency: [Int: Int] = [:]
      for count in scan.counts where count > 1 { frequency[count, default: 0] += 1 }
      guard let first = scan.counts.first, let most = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })
      else { return nil }
      fields = frequency[first] == most.value ? first : most.key
      regular = most.value
      total = scan.counts.count
      isInFirst = first > 1
      isFirstRegular = first == fields
      isTorn = scan.torn > 0
      isDoubtful = delimiter == UInt8(ascii: ",") && scan.seen > 0 && max(scan.inNumbers, scan.inProse) == scan.seen
    }

    /// Where something follows a closing quote the fields are others.
    private var rank: Double { Double(regular) / Double(total) + (isFirstRegular ? 0.5 : 0) - (isTorn ? 1 : 0) }

    /// A sign in a few rows of text, and not in the first, is no delimiter.
    var isLikely: Bool { isInFirst || total < 3 || regular > 1 && regular * 4 > total }

    var isPerfect: Bool { regular == total && total > 1 }

    static func < (one: Fit, other: Fit) -> Bool {
      if one.rank != other.rank { return one.rank < other.rank }
      if one.isDoubtful != other.isDoubtful { return one.isDoubtful }
      return one.fields < other.fields
    }

    static func == (one: Fit, other: Fit) -> Bool {
      one.rank == other.rank && one.isDoubtful == other.isDoubtful && one.fields == other.fields
    }
  }
}

/// Counts the fields of rows for one delimiter.
private struct RowScan {
  let delimiter: UInt8
  /// The number of fields of each row that is not blank.
  private(set) var counts: [Int] = []
  /// Delimiters outside of quotes; those of them that stand between two digits, and before a space.
  private(set) var seen = 0
  private(set) var inNumbers = 0
  private(set) var inProse = 0
  /// Quoted fields with something behind their closing quote.
  private(set) var torn = 0

  init(delimiter: UInt8) { self.delimiter = delimiter }

  mutating func read(_ sample: UnsafeRawBufferPointer, rows: Int, isWhole: Bool) {
    var fields = 1
    var isQuoted = false
    var atFieldStart = true
    var isBlank = true
    var afterQuote = false
    for (index, byte) in sample.enumerated() {
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
      if isDoubled, ![UInt8(ascii: "\""), delimiter, 10, 13].contains(byte) { torn += 1 }
      switch byte {
      case UInt8(ascii: "\""):
        if atFieldStart || isDoubled { isQuoted = true }
        isBlank = false
        atFieldStart = false
      case delimiter:
        note(sample, index)
        fields += 1
        atFieldStart = true
        isBlank = false
      case 10, 13:
        if !isBlank { counts.append(fields) }
        if counts.count == rows { return }
        fields = 1
        atFieldStart = true
        isBlank = true
      default:
        atFieldStart = false
        isBlank = false
      }
    }
    if !isBlank, isWhole || counts.isEmpty { counts.append(fields) }
  }

  private mutating func note(_ sample: UnsafeRawBufferPointer, _ index: Int) {
    func isDigit(_ place: Int) -> Bool {
      sample.indices.contains(place) && sample[place] >= UInt8(ascii: "0") && sample[place] <= UInt8(ascii: "9")
    }
    seen += 1
    if isDigit(index - 1), isDigit(index + 1) { inNumbers += 1 }
    if index + 1 < sample.count, sample[index + 1] == UInt8(ascii: " ") { inProse += 1 }
  }
}
