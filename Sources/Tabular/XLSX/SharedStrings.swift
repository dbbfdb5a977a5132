import Diagnostics

/// The shared strings of a workbook: their text without formatting and without phonetic runs, escapes resolved.
final class SharedStrings: XMLHandler {
  private enum Place {
    case root, item, run, text, ignored
  }

  private let texts: TextStore
  /// The text of the item in progress.
  private let item = ByteBuffer()
  private var places: [Place] = []
  /// The namespace of the table itself. What stands in others is nothing of ours.
  private var namespace: UnsafePointer<UInt8>?
  private var total = 0
  private let limits: ReadLimits
  private let place: SourceLocation

  /// How many bytes of memory the strings of a workbook may take; what is more goes to a temporary file.
  static let memory = 32 << 20

  /// An empty table, to be filled by a parser.
  init(limits: ReadLimits, place: SourceLocation, memory: Int = SharedStrings.memory) {
    self.limits = limits
    self.place = place
    texts = TextStore(memory: memory)
  }

  /// How many strings there are.
  var count: Int { texts.count }

  /// Adds a string to a row as a cell.
  @inline(__always)
  func add(_ index: Int, column: Int, to queue: RowQueue) throws {
    if texts.isInMemory {
      queue.addCell(column: column, text: index, of: texts)
    } else {
      let start = queue.text.count
      try texts.read(index, to: queue.text)
      queue.addCell(column: column, kind: .text, from: start)
    }
  }

  func startElement(_ tag: XMLTag) {
    if places.isEmpty { namespace = tag.uri }
    let next: Place =
      switch places.last {
      // Parsers keep namespaces once: the same one is the same pointer.
      case _ where tag.uri != namespace: .ignored
      case nil: tag.isNamed("sst") ? .root : .ignored
      case .root: tag.isNamed("si") ? .item : .ignored
      case .item: tag.isNamed("t") ? .text : tag.isNamed("r") ? .run : .ignored
      case .run: tag.isNamed("t") ? .text : .ignored
      case .text, .ignored: .ignored
      }
    if next == .item { item.truncate() }
    places.append(next)
  }

  func endElement() throws {
    guard places.popLast() == .item else { return }
    try finishItem()
  }

  func characters(_ piece: UnsafeRawBufferPointer) throws {
    guard places.last == .text else { return }
    item.append(piece)
    if item.count > limits.cellText {
      throw Failure.limit(.cellText, of: limits, "the text of a cell is too long", at: place)
    }
  }

  /// Takes the item in progress into the table. Strings without text take room too: where each of them ends.
  private func finishItem() throws {
    item.truncate(to: EscapedText.resolve(item.start, count: item.count))
    total += item.count + TextStore.cost
    if total > limits.sharedText {
      throw Failure.limit(.sharedText, of: limits, "the workbook has too much text", at: place)
    }
    try texts.append(item.bytes)
  }
}

/// Items as nearly every program writes them, `<si><t>text</t></si>`, read from their bytes.
extension SharedStrings: XMLShortcutHandler {
  var takesShortcut: Bool { places.last == .root }

  func takeShortcut(_ bytes: UnsafeRawBufferPointer, isPlain: Bool) throws -> Int {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
    var bytes = XMLCursor(start, end: start + bytes.count)
    var taken = start
    while bytes.take("<si><t"), bytes.take(UInt8(ascii: ">")) || bytes.take(" xml:space=\"preserve\">"),
      let text = bytes.takeText(), bytes.take("</t></si>"), text.count <= limits.cellText
    {
      item.truncate()
      item.append(text)
      try finishItem()
      taken = bytes.next
    }
    return taken - start
  }
}
