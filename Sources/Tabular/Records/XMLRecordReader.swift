import Diagnostics

/// Reads the records of an XML file one by one, in memory for one record.
///
/// A path such as `export/order` names the record element by the local names from the outermost element down. Without a
/// path the record is the child of the outermost element whose name comes twice; where none does, the last child that
/// has elements in it; and where none has, the outermost element itself.
///
/// Errors: ``Failure`` with exit code `rejected` for a DOCTYPE, for what is not well-formed, for an outermost element
/// that the path does not name, and for the limits `depth`, `attributes`, `cell-text` and `columns` (nodes of one
/// record).
public final class XMLRecordReader: RecordReader {
  private let stream: any ByteStream
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private let parser: XMLPushParser
  private let builder: XMLRecordBuilder
  private var queue: [RecordNode] = []
  private var taken = 0
  private var isEnded = false

  /// A reader of the bytes of a file, in any encoding that XML can declare.
  public init(_ stream: any ByteStream, file: String, path: String? = nil, limits: ReadLimits = ReadLimits()) {
    self.stream = stream
    parser = XMLPushParser(limits: limits, place: SourceLocation(file: file), part: nil)
    builder = XMLRecordBuilder(path: path, limits: limits, parser: parser)
  }

  deinit { buffer.deallocate() }

  /// The next record; nil at the end.
  public func next() throws -> RecordNode? {
    while taken == queue.count {
      guard !isEnded else { return nil }
      let count = try stream.read(into: buffer)
      try parser.push(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: builder)
      if count == 0 {
        isEnded = true
        builder.endDocument()
      }
      queue = builder.takeRecords()
      taken = 0
    }
    taken += 1
    return queue[taken - 1]
  }
}

/// Puts the nodes of records together while the document goes by.
private final class XMLRecordBuilder: XMLHandler {
  private struct OpenNode {
    var node: RecordNode
    /// Where its own text begins in `text`.
    var textStart: Int
    var hasElements = false
  }

  /// Names from the outermost element to the record; nil while it is still to be found which child is the record.
  private var path: [String]?
  private let limits: ReadLimits
  private unowned let parser: XMLPushParser
  /// Open elements of the document, and how many of them, from the outermost one, are those of the path.
  private var depth = 0
  private var matched = 0
  /// The open elements of the record being read.
  private var open: [OpenNode] = []
  /// The own texts of the open elements, one behind the other: an element's text can only grow when those inside it
  /// have ended and taken theirs away.
  private var text: [UInt8] = []
  private var nodeCount = 0
  private var finished: [RecordNode] = []
  /// Without a path: the outermost element, and its children until one name comes twice.
  private var root: RecordNode?
  private var children: [RecordNode] = []
  private var childNames: Set<String> = []
  private var names: [UnsafePointer<UInt8>: String] = [:]

  init(path: String?, limits: ReadLimits, parser: XMLPushParser) {
    self.path = path.map { $0.split(separator: "/").map(String.init) }
    self.limits = limits
    self.parser = parser
  }

  func takeRecords() -> [RecordNode] {
    defer { finished = [] }
    return finished
  }

  func startElement(_ tag: XMLTag) throws {
    depth += 1
    let local = name(at: tag.name)
    if !open.isEmpty {
      open[open.count - 1].hasElements = true
      try push(local, tag)
    } else if let path {
      guard matched == depth - 1, matched < path.count, path[matched] == local else {
        if depth == 1 { throw wrongRoot(local, path) }
        return
      }
      matched += 1
      if matched == path.count { try push(local, tag) }
    } else if depth == 1 {
      try push(local, tag)
      root = open.removeLast().node
    } else {
      if !childNames.insert(local).inserted { decide(local) }
      try push(local, tag)
    }
  }

  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    guard !open.isEmpty else { return }
    text.append(contentsOf: bytes)
    try parser.checkText(text.count - open[open.count - 1].textStart, of: limits)
  }

  func endElement() {
    depth -= 1
    guard let ended = open.popLast() else {
      matched = min(matched, depth)
      return
    }
    let node = complete(ended)
    if !open.isEmpty {
      open[open.count - 1].node.children.append(node)
      return
    }
    if path == nil {
      // Still counted: all of these stay in memory until it is clear which one is the record.
      children.append(node)
    } else {
      nodeCount = 0
      finished.append(node)
      matched = min(matched, depth)
    }
  }

  /// Without a path and without a name that came twice, the children themselves must say what the record is.
  func endDocument() {
    guard path == nil, var root else { return }
    self.root = nil
    if let record = children.last(where: { child in child.children.contains { !$0.name.hasPrefix("@") } }) {
      finished.append(record)
    } else {
      root.children += children
      if !root.children.isEmpty { finished.append(root) }
    }
    children = []
  }

  /// The name that came twice is the record; of the children before, the one of that name is the first record.
  private func decide(_ name: String) {
    path = [root?.name ?? "", name]
    matched = 2
    nodeCount = 0
    finished += children.filter { $0.name == name }
    children = []
  }

  private func push(_ name: String, _ tag: XMLTag) throws {
    nodeCount += 1 + tag.attributeCount
    if nodeCount > limits.columns {
      throw Failure.limit(.columns, of: limits, "one record has too many values", at: parser.location)
    }
    let line = parser.line
    var node = RecordNode(name: name, line: line)
    for index in 0..<tag.attributeCount {
      let (attribute, _, value) = tag.attribute(at: index)
      try parser.checkText(value.count, of: limits)
      let text = String(decoding: value, as: UTF8.self)
      node.children.append(RecordNode(name: "@" + self.name(at: attribute), text: text, line: line))
    }
    open.append(OpenNode(node: node, textStart: text.count))
  }

  private func complete(_ ended: OpenNode) -> RecordNode {
    var node = ended.node
    node.text = text.withUnsafeBytes { all in
      let own = UnsafeRawBufferPointer(rebasing: all[ended.textStart...])
      guard ended.hasElements else { return String(decoding: own, as: UTF8.self) }
      guard let first = own.firstIndex(where: { !isSpace($0) }), let last = own.lastIndex(where: { !isSpace($0) })
      else {
        return nil
      }
      return String(decoding: own[first...last], as: UTF8.self)
    }
    text.removeLast(text.count - ended.textStart)
    return node
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

  /// The same name has the same pointer throughout a document, so that each becomes a String once.
  private func name(at pointer: UnsafePointer<UInt8>) -> String {
    if let known = names[pointer] { return known }
    let name = String(cString: pointer)
    names[pointer] = name
    return name
  }

  private func wrongRoot(_ root: String, _ path: [String]) -> Failure {
    Failure(
      .rejected, .xmlWrongPath, at: parser.location, facts: ["path": path.joined(separator: "/"), "root": root])
  }
}
