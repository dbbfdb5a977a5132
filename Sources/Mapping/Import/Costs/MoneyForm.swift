import Model
import Tabular

/// How a source of costs writes amounts: the form of its numbers, and what stands around them.
///
/// Parentheses and a minus sign behind the number always mean a negative amount, and spaces and apostrophes between groups of
/// three digits always group; nobody writes them to mean another thing.
struct MoneyForm {
  /// Decimal mark, grouping and scale.
  var number = NumberForm()
  /// Signs of currencies that may stand before or behind a number.
  var symbols: [[UInt8]] = []
  /// Words before or behind a number that tell its sign, such as `CR`.
  var signs: [(word: [UInt8], isNegative: Bool)] = []
  /// Cells that say nothing, such as `--`.
  var blanks: [[UInt8]] = []
  /// Whether it is that of a plain sheet, which takes plain numbers and decimal commas, and nothing around them.
  var isOfSheet = false

  /// The largest amount that a file may hold, in ten-thousandths: a hundred billion.
  static let largest: Int64 = 1_000_000_000_000_000

  /// The amount of a cell in ten-thousandths; nil where it says nothing.
  func amount(_ cell: Cell) throws(AmountError) -> Int64? {
    let text = cell.utf8.trimmed
    guard !text.isEmpty, !blanks.contains(where: { text.equals($0) }) else { return nil }
    let value: Int64
    if cell.kind == .number {
      // A spreadsheet's number has a point, whatever the texts of the source look like.
      value = try number.scaled(Amount(utf8: text, rounding: number.isRounding).e4)
    } else if isOfSheet, let comma = Amount(decimalComma: text) {
      value = comma.e4
    } else if isOfSheet {
      value = try Amount(utf8: text).e4
    } else if isPlain(text) {
      value = try number.scaled(
        Amount(utf8: text, decimalMark: number.decimalMark, rounding: number.isRounding).e4)
    } else {
      value = try dressed(text)
    }
    guard value.magnitude <= UInt64(MoneyForm.largest) else { throw .tooLarge }
    return value
  }

  /// Whether a text is digits, perhaps with a decimal mark among them and a minus before them.
  private func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    var isFirst = true
    for byte in text {
      guard byte >= 48 && byte <= 57 || byte == number.decimalMark || isFirst && byte == UInt8(ascii: "-") else {
        return false
      }
      isFirst = false
    }
    return true
  }

  /// An amount with something around or between its digits.
  private func dressed(_ text: UnsafeRawBufferPointer) throws(AmountError) -> Int64 {
    var rest = MoneyForm.plainSpacesAndMinus(text)[...]
    var signs = 0
    var isNegative = false
    func trim() { rest = MoneyForm.trimmed(rest) }
    func sign(_ negative: Bool) {
      signs += 1
      isNegative = negative
    }
    if rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
      rest = rest.dropFirst().dropLast()
      sign(true)
    }
    var goesOn = true
    while goesOn {
      goesOn = false
      trim()
      for (word, negative) in self.signs where MoneyForm.take(word, from: &rest) {
        sign(negative)
        goesOn = true
      }
      for symbol in symbols where MoneyForm.take(symbol, from: &rest) { goesOn = true }
      if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        rest.removeFirst()
        sign(first == UInt8(ascii: "-"))
        goesOn = true
      } else if rest.last == UInt8(ascii: "-") {
        rest.removeLast()
        sign(true)
        goesOn = true
      }
    }
    guard signs <= 1, rest.first.map({ $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }) ?? false,
      MoneyForm.isGrouped(rest, number)
    else { throw .notANumber }
    var bytes = Array(rest)
    for mark in [UInt8(ascii: " "), UInt8(ascii: "'")] where mark != number.grouping && bytes.contains(mark) {
      guard MoneyForm.isGrouped(rest, NumberForm(decimalMark: number.decimalMark, grouping: mark)) else {
        throw .notANumber
      }
      bytes.removeAll { $0 == mark }
    }
    let read: Result<Int64, AmountError> = bytes.withUnsafeBytes { raw in
      Result { () throws(AmountError) in try number.amount(raw) }
    }
    let value = try read.get()
    return isNegative ? -value : value
  }

  /// Whether digits between grouping marks come in threes (in twos before the last three, as in India), so that `0,75`
  /// is not taken for 75, nor `0,750` for 750.
  private static func isGrouped(_ text: ArraySlice<UInt8>, _ form: NumberForm) -> Bool {
    guard let grouping = form.grouping, text.contains(grouping) else { return true }
    let whole = text.prefix { $0 != form.decimalMark }
    let parts = whole.split(separator: grouping, omittingEmptySubsequences: false)
    guard parts.count > 1 else { return false }
    return (1...3).contains(parts[0].count) && parts[0].first != UInt8(ascii: "0") && parts.last?.count == 3
      && parts.dropFirst().allSatisfy { $0.count == 3 || $0.count == 2 }
  }

  /// Spaces that do not break, and the minus sign and apostrophe of typographers, as their plain forms.
  private static func plainSpacesAndMinus(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var plain: [UInt8] = []
    var index = 0
    while index < text.count {
      if index + 1 < text.count, text[index] == 0xC2, text[index + 1] == 0xA0 {
        plain.append(32)
        index += 2
      } else if index + 2 < text.count, text[index] == 0xE2, text[index + 1] == 0x88, text[index + 2] == 0x92 {
        plain.append(UInt8(ascii: "-"))
        index += 3
      } else if index + 2 < text.count, text[index] == 0xE2, text[index + 1] == 0x80,
        let mark = [0xAF: UInt8(ascii: " "), 0x99: UInt8(ascii: "'")][text[index + 2]]
      {
        plain.append(mark)
        index += 3
      } else {
        plain.append(text[index])
        index += 1
      }
    }
    return plain
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = text.drop { $0 == 32 || $0 == 9 }
    while let last = rest.last, last == 32 || last == 9 { rest.removeLast() }
    return rest
  }

  /// Takes a word off the beginning or the end, letter case aside.
  private static func take(_ word: [UInt8], from text: inout ArraySlice<UInt8>) -> Bool {
    func folded(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
    guard !word.isEmpty, text.count > word.count else { return false }
    if text.prefix(word.count).elementsEqual(word, by: { folded($0) == folded($1) }) {
      text = text.dropFirst(word.count)
      return true
    }
    if text.suffix(word.count).elementsEqual(word, by: { folded($0) == folded($1) }) {
      text = text.dropLast(word.count)
      return true
    }
    return false
  }
}
