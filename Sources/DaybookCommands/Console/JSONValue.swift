import Model

/// A JSON document whose members keep the order in which they were written, so that the same result gives the same
/// bytes.
enum JSONValue {
  case null
  case boolean(Bool)
  case integer(Int64)
  case text(String)
  case array([JSONValue])
  /// An array of so many elements, each made when it is written: for what many rows become.
  case series(Int, (Int) -> JSONValue)
  case object([Member])

  /// A member of an object.
  struct Member {
    let name: String
    let value: JSONValue

    init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  typealias Key = String
  typealias Value = JSONValue

  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map(Member.init))
  }
}

extension JSONValue: ExpressibleByArrayLiteral {
  typealias ArrayLiteralElement = JSONValue

  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByStringLiteral {
  typealias StringLiteralType = String

  init(stringLiteral value: String) { self = .text(value) }
}

extension JSONValue {
  init(_ text: String?) { self = text.map(JSONValue.text) ?? .null }

  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

  init(_ number: Int64?) { self = number.map(JSONValue.integer) ?? .null }

  init(_ flag: Bool) { self = .boolean(flag) }

  /// Money is text, so that no reader turns it into binary floating point.
  init(_ amount: Amount?) { self.init(amount?.description) }

  init(_ instant: Instant?) { self.init(instant?.description) }

  init(_ date: CivilDate?) { self.init(date?.description) }

  init(_ digest: SHA256Digest?) { self.init(digest?.description) }

  /// An array with one element for each of some values.
  init<Element>(_ elements: [Element], _ convert: (Element) -> JSONValue) { self = .array(elements.map(convert)) }

  /// The document as text, indented by two spaces a level, without a final line break.
  var rendered: String {
    var whole = ""
    pieces { whole += $0 }
    return whole
  }

  /// The same text in pieces, so that a long one is never whole in memory.
  func pieces(_ take: (String) throws -> Void) rethrows {
    var text = ""
    try write(to: &text, indent: "", take)
    try take(text)
  }

  /// A piece is handed on from so many bytes.
  private static let pieceBytes = 1 << 16

  private func write(to text: inout String, indent: String, _ take: (String) throws -> Void) rethrows {
    switch self {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .text(let value): text += JSONValue.quoted(value)
    case .array(let elements):
      try JSONValue.write(elements.count, between: ("[", "]"), to: &text, indent: indent) { index, text, inner in
        try elements[index].write(to: &text, indent: inner, take)
      }
    case .series(let count, let element):
      try JSONValue.write(count, between: ("[", "]"), to: &text, indent: indent) { index, text, inner in
        try element(index).write(to: &text, indent: inner, take)
        guard text.utf8.count >= JSONValue.pieceBytes else { return }
        try take(text)
        text = ""
      }
    case .object(let members):
      try JSONValue.write(members.count, between: ("{", "}"), to: &text, indent: indent) { index, text, inner in
        text += JSONValue.quoted(members[index].name) + ": "
        try members[index].value.write(to: &text, indent: inner, take)
      }
    }
  }

  private static func write(
    _ count: Int, between brackets: (String, String), to text: inout String, indent: String,
    _ writeOne: (Int, inout String, String) throws -> Void
  ) rethrows {
    guard count > 0 else {
      text += brackets.0 + brackets.1
      return
    }
    let inner = indent + "  "
    text += brackets.0
    for index in 0..<count {
      text += (index == 0 ? "\n" : ",\n") + inner
      try writeOne(index, &text, inner)
    }
    text += "\n" + indent + brackets.1
  }

  /// A JSON string (RFC 8259 section 7) with only the escapes that are needed.
  static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
