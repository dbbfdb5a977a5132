import Diagnostics
import Glibc

/// Puts the nodes of records on the tape while the document goes by.
final class XMLRecordBuilder: XMLHandler {
  private struct OpenNode: BitwiseCopyable {
    /// Its place on the tape.
    var place: Int
    /// Where its own text begins in `mixed`, once it has elements. Until then it grows on the tape.
    var mixedStart: Int
    var hasElements = false
  }

  private(set) var tape: RecordTape {
    didSet { heldTape = Unmanaged.passUnretained(tape) }
  }
  /// The same without the counting of references.
  private var heldTape: Unmanaged<RecordTape>
  /// The records on the tape that have ended.
  private(set) var finished: [Int] = []
  private let names: XMLRecordNames
  /// Names from the outermost element to the record; nil while it is still to be found which child is the record.
  private var path: [Int32]?
  private let limits: ReadLimits
  /// It outlives the builder, which it calls.
  private unowned(unsafe) let parser: XMLPushParser
  /// Open elements of the document, and how many of them, from the outermost one, are those of the path.
  private var depth = 0
  private var matched = 0
  /// The open elements of the record being read.
  private let open = RawList<OpenNode>()
  /// The own texts of open elements that have elements in them, one behind the other.
  private let mixed = ByteBuffer()
  private let classes = makeClasses()
  private var nodeCount = 0
  /// The name of the value that was taken last by a shortcut.
  private var lastName: Int32 = 0
  /// Without a path: the children of the outermost element until one name comes twice.
  private var children: [Int] = []
  private var childNames: Set<Int32> = []

  init(path: String?, limits: ReadLimits, parser: XMLPushParser) {
    let names = XMLRecordNames()
    self.names = names
    self.path = path.map { path in path.split(separator: "/").map { names.number(of: String($0)) } }
    self.limits = limits
    self.parser = parser
    tape = RecordTape(names: names.all)
    heldTape = Unmanaged.passUnretained(tape)
    // There is always one name for another to come behind.
    lastName = names.number(of: "")
  }

  /// Starts the tape anew with what is not finished.
  func forgetFinished() {
    guard path != nil else { return }
    let start = open.count > 0 ? open[0].place : tape.count
    if start > 0 {
      RecordTape.recycle(&tape, from: start)
      for index in 0..<open.count { open[index].place -= start }
    }
    finished.removeAll(keepingCapacity: true)
  }

  /// Throws where the record being read is too much for memory.
  func checkSize() throws {
    guard tape.text.count + mixed.count > limits.rowBytes, finished.isEmpty else { return }
    throw Failure.limit(.rowBytes, of: limits, "this record is too long", at: parser.location)
  }

  func startElement(_ tag: XMLTag) throws {
    depth += 1
    if open.count > 0 {
      keepMixedText()
      try push(tag)
    } else if let path {
      guard matched == depth - 1, matched < path.count, path[matched] == names.number(of: tag.name, isAttribute: false)
      else {
        if depth == 1 { throw wrongRoot(tag, path) }
        return
      }
      matched += 1
      if matched == path.count { try push(tag) }
    } else {
      if depth > 1, !childNames.insert(names.number(of: tag.name, isAttribute: false)).inserted { decide(tag) }
      try push(tag)
      // The outermost element stays on the tape, but is open only for its children.
      if depth == 1 { open.removeLast() }
    }
  }

  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    guard open.count > 0 else { return }
    let last = open[open.last]
    if last.hasElements {
      if mixed.count == last.mixedStart, bytes.allSatisfy(SheetText.isSpace) { return }
      mixed.append(bytes)
      try checkText(mixed.count - last.mixedStart)
    } else {
      tape.text.append(bytes)
      try checkText(tape.text.count - tape[last.place].textStart)
    }
  }

  func endElement() {
    depth -= 1
    guard open.count > 0 else {
      matched = min(matched, depth)
      return
    }
    let ended = open[open.last]
    open.removeLast()
    if ended.hasElements { takeMixedText(ended) } else { tape.endText(of: ended.place) }
    tape.close(ended.place)
    guard open.count == 0 else { return }
    if path == nil {
      // Still counted: all of these stay in memory until it is clear which one is the record.
      children.append(ended.place)
    } else {
      nodeCount = 0
      finished.append(ended.place)
      matched = min(matched, depth)
    }
  }

  /// Without a path and without a name that came twice, the children themselves must say what the record is.
  func endDocument() {
    guard path == nil, tape.count > 0 else { return }
    path = []
    if let record = children.last(where: hasElements) {
      finished.append(record)
    } else if tape.count > 1 {
      tape.close(0)
      finished.append(0)
    }
  }

  private func hasElements(_ place: Int) -> Bool {
    RecordNode(tape: tape, index: place).children.contains { !names.isAttribute(tape[$0.index].name) }
  }

  /// The name that came twice is the record; of the children before, the one of that name is the first record.
  private func decide(_ tag: XMLTag) {
    let name = names.number(of: tag.name, isAttribute: false)
    path = [tape[0].name, name]
    matched = 2
    nodeCount = 0
    finished += children.filter { tape[$0].name == name }
    children = []
  }

  @inline(__always)
  private func count(_ nodes: Int) throws {
    nodeCount += nodes
    guard nodeCount > limits.columns else { return }
    throw Failure.limit(.columns, of: limits, "one record has too many values", at: parser.location)
  }

  private func push(_ tag: XMLTag) throws {
    try count(1 + tag.attributeCount)
    let line = parser.line
    let place = tape.append(name: names.number(of: tag.name, isAttribute: false), line: line, kind: .text)
    for index in 0..<tag.attributeCount {
      let (name, _, value) = tag.attribute(at: index)
      try checkText(value.count)
      let attribute = tape.append(name: names.number(of: name, isAttribute: true), line: line, kind: .text)
      tape.text.append(value)
      tape.endText(of: attribute)
    }
    // Its own text begins behind those of its attributes.
    tape[place].textStart = tape.text.count
    open.append(OpenNode(place: place, mixedStart: mixed.count))
  }

  // MARK: Text

  @inline(__always)
  private func checkText(_ length: Int) throws {
    if length > limits.cellText { try parser.checkText(length, of: limits) }
  }

  /// An element begins within another: text before it that is more than space waits until the other ends.
  @inline(__always)
  private func keepMixedText() {
    let last = open.last
    guard !open[last].hasElements else { return }
    open[last].hasElements = true
    heldTape._withUnsafeGuaranteedRef { tape in
      let start = tape[open[last].place].textStart
      guard start < tape.text.count else { return }
      let text = tape.text.bytes(start..<tape.text.count)
      if !text.allSatisfy(SheetText.isSpace) { mixed.append(text) }
      tape.text.truncate(to: start)
    }
  }

  /// The own text of an element with elements in it, without space around it; none where it is only space.
  private func takeMixedText(_ ended: OpenNode) {
    guard mixed.count > ended.mixedStart else { return }
    let text = SheetText.trimmed(mixed.bytes(ended.mixedStart..<mixed.count))
    if !text.isEmpty {
      tape[ended.place].textStart = tape.text.count
      tape.text.append(text)
      tape.endText(of: ended.place)
    }
    mixed.truncate(to: ended.mixedStart)
  }

  private func wrongRoot(_ tag: XMLTag, _ path: [Int32]) -> Failure {
    let names = path.map { tape.names[$0] }.joined(separator: "/")
    return Failure(
      .rejected, .xmlWrongPath, at: parser.location, facts: ["path": names, "root": String(cString: tag.name)])
  }
}

// MARK: - Elements with nothing but text in them

extension XMLRecordBuilder: XMLShortcutHandler {
  /// Only within records.
  var takesShortcut: Bool { open.count > 0 }

  /// Takes `<name>text</name>` of plain ASCII, which nearly all values are.
  func takeShortcut(_ bytes: UnsafeRawBufferPointer, isPlain: Bool) throws -> Int {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    let name = start + 1
    guard XMLRecordBuilder.isNameStart(name.pointee) else { return 0 }
    var next = name + 1
    while classes[Int(next.pointee)] & 1 != 0 { next += 1 }
    guard next.pointee == UInt8(ascii: ">") else { return 0 }
    let nameLength = next - name
    let text = next + 1
    next = text
    while classes[Int(next.pointee)] & 2 != 0 { next += 1 }
    // Behind the text `</`, the name again and `>`.
    let length = next - start + nameLength + 3
    guard next.pointee == UInt8(ascii: "<"), next[1] == UInt8(ascii: "/"), length <= bytes.count,
      memcmp(next + 2, name, nameLength) == 0, next[2 + nameLength] == UInt8(ascii: ">")
    else { return 0 }
    keepMixedText()
    try count(1)
    try checkText(next - text)
    lastName = names.all.number(of: UnsafeRawBufferPointer(start: name, count: nameLength), behind: lastName)
    let line = parser.line
    heldTape._withUnsafeGuaranteedRef { tape in
      let place = tape.append(name: lastName, line: line, kind: .text)
      tape.text.append(UnsafeRawBufferPointer(start: text, count: next - text))
      tape.endText(of: place)
    }
    return length
  }

  private static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "_") }

  /// Of each byte: 1 for what continues a name (letters, digits, `.`, `-`, `_`), 2 for plain text (no control character,
  /// `<`, `&` and `]`, and nothing beyond ASCII).
  private static func makeClasses() -> RawList<UInt8> {
    let classes = RawList<UInt8>(repeating: 0, count: 256)
    for byte in 0..<256 {
      let character = UInt8(byte)
      let isName = isNameStart(character) || character &- 48 < 10 || ".-".utf8.contains(character)
      let isText = character >= 0x20 && character < 0x7F && !"<&]".utf8.contains(character)
      classes[byte] = (isName ? 1 : 0) | (isText ? 2 : 0)
    }
    return classes
  }
}
