import Diagnostics

/// Reads the records of an XML file one by one, in memory for one record.
///
/// A path such as `export/order` names the record element by the local names from the outermost element down. Without a
/// path the record is the child of the outermost element whose name comes twice; where none does, the last child that
/// has elements in it; and where none has, the outermost element itself.
///
/// Errors: ``Failure`` with exit code `rejected` for a DOCTYPE, for what is not well-formed, for an outermost element
/// that the path does not name, and for the limits `depth`, `attributes`, `cell-text`, `columns` (nodes of one record)
/// and `row-bytes` (all text of one record).
public final class XMLRecordReader: RecordReader {
  private let stream: any ByteStream
  private let parser: XMLPushParser
  private let builder: XMLRecordBuilder
  private var taken = 0
  private var isEnded = false

  /// A reader of the bytes of a file, in any encoding that XML can declare.
  public init(_ stream: any ByteStream, file: String, path: String? = nil, limits: ReadLimits = ReadLimits()) {
    self.stream = stream
    parser = XMLPushParser(limits: limits, place: SourceLocation(file: file), part: nil)
    builder = XMLRecordBuilder(path: path, limits: limits, parser: parser)
  }

  /// The next record; nil at the end.
  public func next() throws -> RecordNode? {
    while taken == builder.finished.count {
      guard !isEnded else { return nil }
      builder.forgetFinished()
      taken = 0
      if try !parser.push(from: stream, to: builder) {
        isEnded = true
        builder.endDocument()
      }
      try builder.checkSize()
    }
    taken += 1
    return RecordNode(tape: builder.tape, index: builder.finished[taken - 1])
  }
}

/// Puts the nodes of records on the tape while the document goes by.
private final class XMLRecordBuilder: XMLHandler {
  private struct OpenNode {
    /// Its place on the tape.
    var place: Int
    /// Where its own text begins in `mixed`, once it has elements. Until then it grows on the tape.
    var mixedStart: Int
    var hasElements = false
  }

  private(set) var tape: RecordTape
  /// The records on the tape that have ended.
  private(set) var finished: [Int] = []
  private let names: XMLRecordNames
  /// Names from the outermost element to the record; nil while it is still to be found which child is the record.
  private var path: [Int32]?
  private let limits: ReadLimits
  private unowned let parser: XMLPushParser
  /// Open elements of the document, and how many of them, from the outermost one, are those of the path.
  private var depth = 0
  private var matched = 0
  /// The open elements of the record being read.
  private var open: [OpenNode] = []
  /// The own texts of open elements that have elements in them, one behind the other.
  private let mixed = ByteBuffer()
  private var nodeCount = 0
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
  }

  /// Starts the tape anew with what is not finished.
  func forgetFinished() {
    guard path != nil else { return }
    let start = open.first?.place ?? tape.count
    if start > 0 {
      RecordTape.recycle(&tape, from: start)
      for index in open.indices { open[index].place -= start }
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
    if !open.isEmpty {
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
    guard let last = open.last else { return }
    if last.hasElements {
      if mixed.count == last.mixedStart, bytes.allSatisfy(SheetText.isSpace) { return }
      mixed.append(bytes)
      try parser.checkText(mixed.count - last.mixedStart, of: limits)
    } else {
      tape.text.append(bytes)
      try parser.checkText(tape.text.count - tape[last.place].textStart, of: limits)
    }
  }

  func endElement() {
    depth -= 1
    guard let ended = open.popLast() else {
      matched = min(matched, depth)
      return
    }
    if ended.hasElements { takeMixedText(ended) } else { tape.endText(of: ended.place) }
    tape.close(ended.place)
    guard open.isEmpty else { return }
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

  private func push(_ tag: XMLTag) throws {
    nodeCount += 1 + tag.attributeCount
    if nodeCount > limits.columns {
      throw Failure.limit(.columns, of: limits, "one record has too many values", at: parser.location)
    }
    let line = parser.line
    let place = tape.append(name: names.number(of: tag.name, isAttribute: false), line: line, kind: .text)
    for index in 0..<tag.attributeCount {
      let (name, _, value) = tag.attribute(at: index)
      try parser.checkText(value.count, of: limits)
      let attribute = tape.append(name: names.number(of: name, isAttribute: true), line: line, kind: .text)
      tape.text.append(value)
      tape.endText(of: attribute)
    }
    // Its own text begins behind those of its attributes.
    tape[place].textStart = tape.text.count
    open.append(OpenNode(place: place, mixedStart: mixed.count))
  }

  // MARK: Text

  /// An element begins within another: text before it that is more than space waits until the other ends.
  @inline(__always)
  private func keepMixedText() {
    let last = open.count - 1
    guard !open[last].hasElements else { return }
    open[last].hasElements = true
    let start = tape[open[last].place].textStart
    guard start < tape.text.count else { return }
    let text = tape.text.bytes(start..<tape.text.count)
    if !text.allSatisfy(SheetText.isSpace) { mixed.append(text) }
    tape.text.truncate(to: start)
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
