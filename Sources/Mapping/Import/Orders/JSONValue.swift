import Tabular

/// JSON as the program writes it into `extra` and `details`: members sorted by name, no spaces, so that the same
/// content has the same bytes.
indirect enum JSONValue: Equatable {
  case text(String)
  /// A number or a truth value, as its text.
  case plain(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Whether it says nothing.
  var isEmpty: Bool {
    switch self {
    case .text(let text), .plain(let text): text.isEmpty
    case .list(let values): values.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  /// A second value of the same name makes a list of both.
  func joined(_ other: JSONValue) -> JSONValue {
    if case .list(let values) = self { return .list(values + [other]) }
    return .list([self, other])
  }

  /// The content of a node: its text, or an object of its children with blank ones left out; nil when there is nothing.
  init?(_ node: RecordNode) {
    let text = node.text ?? ""
    if node.children.isEmpty {
      guard !text.isEmpty else { return nil }
      self = node.kind == .number || node.kind == .boolean ? .plain(text) : .text(text)
      return
    }
    var members: [String: JSONValue] = [:]
    for child in node.children {
      if let value = JSONValue(child) { members.join(child.name, value) }
    }
    if !text.isEmpty { members["#text"] = .text(text) }
    guard !members.isEmpty else { return nil }
    self = .object(members)
  }

  /// The members of a JSON object, as `extra` is exported; nil where the bytes are none.
  static func members(of bytes: [UInt8]) -> [String: JSONValue]? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    let reader = JSONRecordReader(MemoryStream(bytes), file: "extra", limits: ReadLimits())
    do {
      guard let node = try reader.next(), case .object(let members)? = JSONValue(node) else { return nil }
      return members
    } catch {
      // What is not JSON stays the text that it is.
      return nil
    }
  }

  /// The JSON text.
  var json: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .plain(let text): bytes += text.utf8
    case .text(let text): JSONValue.append(quoted: text, to: &bytes)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONValue.append(quoted: member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func append(quoted text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 10: bytes += "\\n".utf8
      case 13: bytes += "\\r".utf8
      case 9: bytes += "\\t".utf8
      case 0..<32:
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension [String: JSONValue] {
  /// Adds a member; one of the same name makes a list.
  mutating func join(_ name: String, _ value: JSONValue) { self[name] = self[name].map { $0.joined(value) } ?? value }

  /// The members as JSON text; nil when there are none.
  var json: String? { isEmpty ? nil : JSONValue.object(self).json }
}
