import Diagnostics

/// Reads the objects of a JSON file one by one, in memory for one object: JSON Lines (an object a line, empty lines
/// allowed), or one array of objects.
///
/// The grammar is RFC 8259 to the letter, in UTF-8 with or without a byte order mark. Numbers keep their text, keys
/// that come twice stay twice. Members become ``RecordNode``s: an object has children, an array is a run of children of
/// the member's name, an array directly in an array is a child that has the elements as children of the same name, null
/// has no text.
///
/// Errors: ``Failure`` with exit code `rejected` for what is not such JSON, with its line, and for the limits `depth`,
/// `cell-text` (one text) and `columns` (values of one record).
public final class JSONRecordReader: RecordReader {
  private enum Shape { case unknown, lines, array, ended }

  private let scanner: JSONScanner
  private let limits: ReadLimits
  private var shape = Shape.unknown
  private var isFirst = true
  private var nodeCount = 0

  /// A reader of the bytes of a file.
  public init(_ stream: any ByteStream, file: String, limits: ReadLimits = ReadLimits()) {
    scanner = JSONScanner(stream, file: file, limits: limits)
    self.limits = limits
  }

  /// The next object, with an empty name; nil at the end.
  public func next() throws -> RecordNode? {
    if shape == .unknown { try recognise() }
    switch shape {
    case .lines: return try nextLine()
    case .array: return try nextElement()
    case .unknown, .ended: return nil
    }
  }

  private func recognise() throws {
    try scanner.skipByteOrderMark()
    try scanner.skipSpace()
    shape = try scanner.take("[") ? .array : .lines
  }

  private func nextLine() throws -> RecordNode? {
    if !isFirst, try !scanner.endLine() {
      throw scanner.failure("something follows the object on its line")
    }
    isFirst = false
    try scanner.skipSpace()
    guard try scanner.peek() != nil else {
      shape = .ended
      return nil
    }
    return try record()
  }

  private func nextElement() throws -> RecordNode? {
    try scanner.skipSpace()
    if try scanner.take("]") {
      try scanner.skipSpace()
      guard try scanner.peek() == nil else { throw scanner.failure("something follows the array") }
      shape = .ended
      return nil
    }
    if !isFirst {
      guard try scanner.take(",") else { throw scanner.failure("a comma or ] is missing in the array") }
      try scanner.skipSpace()
    }
    isFirst = false
    return try record()
  }

  private func record() throws -> RecordNode {
    guard try scanner.peek() == UInt8(ascii: "{") else { throw scanner.failure("a record must be an object") }
    nodeCount = 0
    var records: [RecordNode] = []
    try value(named: "", depth: 1, inArray: false, into: &records)
    return records[0]
  }

  /// Reads one value and adds what becomes of it; recursion ends at the limit of depth.
  private func value(named name: String, depth: Int, inArray: Bool, into nodes: inout [RecordNode]) throws {
    nodeCount += 1
    if nodeCount > limits.columns {
      throw Failure.limit(.columns, of: limits, "one record has too many values", at: scanner.location)
    }
    var node = RecordNode(name: name, line: scanner.line, kind: .empty)
    switch try scanner.peek() {
    case UInt8(ascii: "{"):
      try checkDepth(depth)
      try members(of: &node, depth: depth)
    case UInt8(ascii: "["):
      try checkDepth(depth)
      guard inArray else { return try elements(named: name, depth: depth, into: &nodes) }
      try elements(named: name, depth: depth, into: &node.children)
    case UInt8(ascii: "\""):
      node.text = try scanner.string()
      node.kind = .text
    case UInt8(ascii: "t"):
      try scanner.word("true")
      node.text = "true"
      node.kind = .boolean
    case UInt8(ascii: "f"):
      try scanner.word("false")
      node.text = "false"
      node.kind = .boolean
    case UInt8(ascii: "n"):
      try scanner.word("null")
    default:
      node.text = try scanner.number()
      node.kind = .number
    }
    nodes.append(node)
  }

  private func checkDepth(_ depth: Int) throws {
    if depth > limits.depth {
      throw Failure.limit(.depth, of: limits, "values are nested too deep", at: scanner.location)
    }
  }

  private func members(of node: inout RecordNode, depth: Int) throws {
    try scanner.expect("{", "an object")
    try scanner.skipSpace()
    if try scanner.take("}") { return }
    repeat {
      try scanner.skipSpace()
      guard try scanner.peek() == UInt8(ascii: "\"") else { throw scanner.failure("a key in quotes is missing") }
      let key = try scanner.string()
      try scanner.skipSpace()
      try scanner.expect(":", "a colon after a key")
      try scanner.skipSpace()
      try value(named: key, depth: depth + 1, inArray: false, into: &node.children)
      try scanner.skipSpace()
    } while try scanner.take(",")
    try scanner.expect("}", "a comma or }")
  }

  private func elements(named name: String, depth: Int, into nodes: inout [RecordNode]) throws {
    try scanner.expect("[", "an array")
    try scanner.skipSpace()
    if try scanner.take("]") { return }
    repeat {
      try scanner.skipSpace()
      try value(named: name, depth: depth + 1, inArray: true, into: &nodes)
      try scanner.skipSpace()
    } while try scanner.take(",")
    try scanner.expect("]", "a comma or ]")
  }
}
