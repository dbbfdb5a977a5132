import Tabular

/// How a mapping of costs names a column, or several.
enum ColumnSelector: Hashable {
  /// Columns of a header in order of preference; the first of a row that is not blank counts.
  case first([String])
  /// Every column of some names; a name may end in `*`.
  case every([String])
  /// Columns by position from 0, for files without a header.
  case at([Int])
}

/// The columns that a mapping names, each once: rules hold a place in this list, so that binding the list to a header
/// binds all rules.
struct CostColumnList {
  private(set) var selectors: [ColumnSelector] = []
  /// Places whose column must not stand twice in a header, since an amount comes from it.
  private(set) var amounts: Set<Int> = []

  /// The place of a selector.
  mutating func place(of selector: ColumnSelector, isAmount: Bool = false) -> Int {
    let place =
      selectors.firstIndex(of: selector)
      ?? {
        selectors.append(selector)
        return selectors.count - 1
      }()
    if isAmount { amounts.insert(place) }
    return place
  }
}

/// Where the columns of a mapping stand in a file.
struct CostHeader {
  /// Titles as they stand, by position; none for a file without a header.
  let titles: [String]
  /// Positions of each selector's columns; none where the file lacks them.
  let positions: [[Int]]

  /// Binds columns to a header; `titles` is empty where there is none.
  init(_ columns: CostColumnList, titles: [String]) {
    self.titles = titles
    let names = titles.map(CostMapping.folded)
    positions = columns.selectors.map { selector in
      switch selector {
      case .first(let wanted): return wanted.compactMap { names.firstIndex(of: CostMapping.folded($0)) }
      case .every(let wanted):
        let patterns = wanted.map { TextPattern($0) }
        return names.indices.filter { place in patterns.contains { $0.matches(names[place]) } }
      case .at(let positions): return positions
      }
    }
  }

  /// Whether the file is one of rejected rows, which carries three columns more.
  var isOfRejects: Bool { titles.suffix(3).map(CostMapping.folded) == ["line", "code", "reason"] }

  /// Whether a row is this header again, also with the byte order mark of a file that was appended to another one.
  func isRepeated(by row: Row) -> Bool {
    guard !titles.isEmpty, row.count >= titles.count,
      titles.indices.dropFirst().allSatisfy({ row[$0].utf8.trimmed.elementsEqual(titles[$0].utf8) })
    else { return false }
    var first = Array(row[0].utf8.trimmed)[...]
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if first.starts(with: mark) {
      first = first.dropFirst(mark.count)
      // Behind the mark quotes do not begin the field.
      if first.count > 1, first.first == UInt8(ascii: "\""), first.last == UInt8(ascii: "\"") {
        first = first.dropFirst().dropLast()
      }
    }
    return first.elementsEqual(titles[0].utf8)
  }

  /// The title of a column; its number where it has none.
  func title(_ position: Int) -> String {
    position < titles.count && !titles[position].isEmpty ? titles[position] : "column \(position + 1)"
  }
}

extension Row {
  /// Whether a row of a file without a header is one that was rejected: line, code and reason stand behind its cells.
  var isOfRejects: Bool {
    let added = cells.suffix(3).map { $0.text.trimmed }
    guard cells.count > 3, let line = added.first, let reason = added.last else { return false }
    guard UInt32(line) != nil, !reason.isEmpty else { return false }
    return added[1].wholeMatch(of: /[a-z]+\/[a-z-]+(; [a-z]+\/[a-z-]+)*/) != nil
  }
}

/// A text that a cell is compared with: letter case and surrounding space aside; `*` at its beginning or end stands for
/// anything.
struct TextPattern {
  private let bytes: [UInt8]
  private let isOpenAtStart: Bool
  private let isOpenAtEnd: Bool

  init(_ text: String) {
    var rest = Array(CostMapping.folded(text).utf8)[...]
    isOpenAtEnd = rest.last == UInt8(ascii: "*")
    if isOpenAtEnd { rest.removeLast() }
    isOpenAtStart = rest.first == UInt8(ascii: "*")
    if isOpenAtStart { rest.removeFirst() }
    bytes = Array(rest)
  }

  /// Whether it is `*` alone: anything that is not blank.
  private var isAny: Bool { bytes.isEmpty && (isOpenAtEnd || isOpenAtStart) }

  func matches(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes { matches($0) } }

  /// Whether a cell's content fits; no text is made of it. Letters beyond ASCII must be the same.
  func matches(_ cell: UnsafeRawBufferPointer) -> Bool {
    let text = cell.trimmed
    if isAny { return !text.isEmpty }
    guard text.count >= bytes.count, isOpenAtStart || isOpenAtEnd || text.count == bytes.count else { return false }
    switch (isOpenAtStart, isOpenAtEnd) {
    case (_, false): return fits(text, at: text.count - bytes.count)
    case (false, true): return fits(text, at: 0)
    case (true, true): return (0...text.count - bytes.count).contains { fits(text, at: $0) }
    }
  }

  private func fits(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    for index in bytes.indices {
      var byte = text[start + index]
      if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { byte |= 32 }
      guard byte == bytes[index] || foldsTo(bytes[index], text[start + index]) else { return false }
    }
    return true
  }

  /// Letters beyond ASCII were folded in the pattern by their Unicode rule; in UTF-8 the second byte of a capital of
  /// Latin-1 (`Ö`, C3 96) is 32 below its small one.
  private func foldsTo(_ folded: UInt8, _ byte: UInt8) -> Bool {
    folded >= 0xA0 && folded <= 0xBE && byte >= 0x80 && byte <= 0x9E && folded == byte + 32
  }
}
