/// Cells as nearly every program writes them, read from their bytes:
///
///     <c r="B7" s="3" t="s"><v>12</v></c>
///     <c r="A1" t="inlineStr"><is><t>text</t></is></c>
///     </row><row r="8" spans="1:4">
///
/// Attributes are `r`, `s` and `t`, each at most once, behind single spaces and in double quotes; the text has no markup
/// and no references. Such bytes are well-formed wherever an element may stand; every other cell is left to the scanner
/// and comes as events.
extension XLSXSheetReader: XMLShortcutHandler {
  var takesShortcut: Bool { places.count > 0 && places.top == .row }

  func takeShortcut(_ bytes: UnsafeRawBufferPointer, isPlain: Bool) throws -> Int {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
    var bytes = XMLCursor(start, end: start + bytes.count)
    var taken = start
    while true {
      while try takeCell(&bytes) { taken = bytes.next }
      bytes.next = taken
      guard isPlain, let number = takeNextRow(&bytes) else { return taken - start }
      taken = bytes.next
      try endRow()
      try startRow(number)
    }
  }

  /// Reads the end of the row and the start of the next one, and gives the number that it says it has.
  @inline(__always)
  private func takeNextRow(_ bytes: inout XMLCursor) -> Int? {
    guard bytes.take("</row><row r=\""), let number = bytes.takeInteger(), bytes.take(UInt8(ascii: "\"")) else {
      return nil
    }
    if bytes.take(" spans=\"") {
      while bytes.next.pointee >= 48, bytes.next.pointee <= 58 { bytes.next += 1 }
      guard bytes.take(UInt8(ascii: "\"")) else { return nil }
    }
    return bytes.take(UInt8(ascii: ">")) ? number : nil
  }

  /// Reads one cell; false, and nothing changed but the cursor, where it is none of the known form.
  @inline(__always)
  private func takeCell(_ bytes: inout XMLCursor) throws -> Bool {
    guard bytes.take("<c") else { return false }
    var address: (column: Int, row: Int)?
    var style: Int?
    var type: CellType?
    while bytes.take(UInt8(ascii: " ")) {
      let name = bytes.next[0]
      guard bytes.next[1] == UInt8(ascii: "="), bytes.next[2] == UInt8(ascii: "\"") else { return false }
      bytes.next += 3
      switch name {
      case UInt8(ascii: "r") where address == nil:
        address = takeAddress(&bytes)
        if address == nil { return false }
      case UInt8(ascii: "s") where style == nil:
        style = bytes.takeInteger()
        if style == nil { return false }
      case UInt8(ascii: "t") where type == nil:
        type = takeType(&bytes)
        if type == nil { return false }
      default: return false
      }
      guard bytes.take(UInt8(ascii: "\"")) else { return false }
    }
    let isEmpty = bytes.take("/>")
    guard isEmpty || bytes.take(UInt8(ascii: ">")) else { return false }
    let cell = isEmpty ? nil : type == .inline ? takeInline(&bytes) : takeValue(&bytes)
    guard let text = cell ?? (isEmpty ? UnsafeRawBufferPointer(start: nil, count: 0) : nil) else { return false }
    guard address == nil || address?.row == row, text.count <= limits.cellText else { return false }
    let next = address?.column ?? column + 1
    guard next < columnLimit else { return false }
    column = next
    cellType = type ?? .number
    cellFormat = .number
    if let style, style < formats.count { cellFormat = formats[style] }
    if !isEmpty { try addCell(text) }
    return true
  }

  /// Reads `<v>text</v></c>`.
  @inline(__always)
  private func takeValue(_ bytes: inout XMLCursor) -> UnsafeRawBufferPointer? {
    guard bytes.take("<v>"), let text = bytes.takeText(), bytes.take("</v></c>") else { return nil }
    return text
  }

  /// Reads `<is><t>text</t></is></c>`.
  @inline(__always)
  private func takeInline(_ bytes: inout XMLCursor) -> UnsafeRawBufferPointer? {
    guard bytes.take("<is><t"), bytes.take(UInt8(ascii: ">")) || bytes.take(" xml:space=\"preserve\">"),
      let text = bytes.takeText(), bytes.take("</t></is></c>")
    else { return nil }
    return text
  }

  /// Reads an address such as `BC12`, up to the quote behind it.
  @inline(__always)
  private func takeAddress(_ bytes: inout XMLCursor) -> (column: Int, row: Int)? {
    var column = 0
    var letters = 0
    while bytes.next.pointee >= UInt8(ascii: "A"), bytes.next.pointee <= UInt8(ascii: "Z"), letters < 3 {
      column = column * 26 + Int(bytes.next.pointee - UInt8(ascii: "A")) + 1
      bytes.next += 1
      letters += 1
    }
    guard column > 0, rowDigits.take(&bytes) else { return nil }
    return (column - 1, row)
  }

  @inline(__always)
  private func takeType(_ bytes: inout XMLCursor) -> CellType? {
    if bytes.next[1] == UInt8(ascii: "\"") {
      let letter = bytes.next.pointee
      bytes.next += 1
      switch letter {
      case UInt8(ascii: "s"): return .shared
      case UInt8(ascii: "n"): return .number
      case UInt8(ascii: "b"): return .boolean
      case UInt8(ascii: "e"): return .error
      case UInt8(ascii: "d"): return .date
      default: return nil
      }
    }
    if bytes.take("inlineStr") { return .inline }
    if bytes.take("str") { return .formulaText }
    return nil
  }
}

/// The decimal digits of a row's number, to be found at the end of the addresses of its cells.
struct RowDigits {
  private var word: UInt64 = 0
  private var mask: UInt64 = 0
  private var count = 0

  /// The digits of a number of at most eight digits; of a longer one none are found.
  init(_ number: Int) {
    var rest = number
    while rest > 0, count < 9 {
      word = word << 8 | UInt64(UInt8(ascii: "0")) + UInt64(rest % 10)
      mask = mask << 8 | 0xff
      rest /= 10
      count += 1
    }
    if count > 8 { (word, mask, count) = (1, 0, 0) }
  }

  /// Moves a cursor past the digits; false where others stand there, or more.
  @inline(__always)
  func take(_ bytes: inout XMLCursor) -> Bool {
    guard bytes.end - bytes.next > 8 else { return false }
    let found = UInt64(littleEndian: UnsafeRawPointer(bytes.next).loadUnaligned(as: UInt64.self))
    guard found & mask == word else { return false }
    bytes.next += count
    return true
  }
}
