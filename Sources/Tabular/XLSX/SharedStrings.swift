import Diagnostics

/// The shared strings of a workbook, one after another in one buffer: their text without formatting and without
/// phonetic runs, escapes resolved.
final class SharedStrings: XMLHandler {
  private enum Place {
    case root, item, run, text, ignored
  }

  private let bytes = ByteBuffer(capacity: 1 << 16)
  private var ends: [Int] = []
  private var places: [Place] = []
  private var itemStart = 0
  private let limits: ReadLimits
  private let place: SourceLocation

  /// An empty table, to be filled by a parser.
  init(limits: ReadLimits, place: SourceLocation) {
    self.limits = limits
    self.place = place
  }

  /// The string of an index, valid as long as the table; nil where there is none.
  subscript(index: Int) -> UnsafeRawBufferPointer? {
    guard index >= 0, index < ends.count else { return nil }
    return bytes.bytes((index == 0 ? 0 : ends[index - 1])..<ends[index])
  }

  func startElement(_ tag: XMLTag) {
    let next: Place =
      switch places.last {
      case nil: tag.isNamed("sst") ? .root : .ignored
      case .root: tag.isNamed("si") ? .item : .ignored
      case .item: tag.isNamed("t") ? .text : tag.isNamed("r") ? .run : .ignored
      case .run: tag.isNamed("t") ? .text : .ignored
      case .text, .ignored: .ignored
      }
    if next == .item { itemStart = bytes.count }
    places.append(next)
  }

  func endElement() throws {
    guard places.popLast() == .item else { return }
    bytes.truncate(to: itemStart + EscapedText.resolve(bytes.start + itemStart, count: bytes.count - itemStart))
    ends.append(bytes.count)
    try checkMemory()
  }

  func characters(_ piece: UnsafeRawBufferPointer) throws {
    guard places.last == .text else { return }
    bytes.append(piece)
    if bytes.count - itemStart > limits.cellText {
      throw Failure.limit(.cellText, of: limits, "the text of a cell is too long", at: place)
    }
    try checkMemory()
  }

  /// Strings without text take memory too: where each of them ends.
  private func checkMemory() throws {
    if bytes.count + ends.count * MemoryLayout<Int>.size > limits.sharedText {
      throw Failure.limit(.sharedText, of: limits, "the workbook has too much text in memory", at: place)
    }
  }
}
