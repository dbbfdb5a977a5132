public import Tabular

/// A record of an XML or JSON Lines file that was rejected, as it stands in the file of rejects.
public struct RejectedRecord {
  /// The member of a JSON object that says why; an import passes it over.
  static let member = "daybook_rejected"

  let node: RecordNode
  let line: Int
  let codes: String
  let reasons: String

  /// A record with the codes and sentences of everything that is wrong with it.
  public init(_ node: RecordNode, codes: String, reasons: String) {
    self.node = node
    line = node.line
    self.codes = codes
    self.reasons = reasons
  }

  /// The record as a line of JSON, with a member more. Members are sorted, blank ones are left out.
  public var jsonLine: String {
    var members: [String: JSONValue] = [:]
    if case .object(let own)? = JSONValue(node) { members = own }
    members[RejectedRecord.member] = .object([
      "line": .plain(String(line)), "code": .text(codes), "reason": .text(reasons),
    ])
    return JSONValue.object(members).json + "\n"
  }

  /// Writes the record as an element, behind a comment that says why. Prefixes of namespaces are left out.
  package func write(to xml: XMLElementWriter) throws {
    try xml.comment("line \(line), \(codes): \(reasons)")
    try RejectedRecord.write(node, to: xml)
  }

  private static func write(_ node: RecordNode, to xml: XMLElementWriter) throws {
    try xml.startElement(node.name)
    for child in node.children where child.name.hasPrefix("@") {
      try xml.attribute(String(child.name.dropFirst()), child.text ?? "")
    }
    if let text = node.text { try xml.text(text) }
    for child in node.children where !child.name.hasPrefix("@") { try write(child, to: xml) }
    try xml.endElement()
  }
}
