/// One node of a record: an XML element, a JSON member, or an attribute.
///
/// XML and JSON records share this shape, so that a mapping reads both alike: an element's or member's scalar content
/// is its `text`; child elements, attributes (named `@name`) and members are its `children`; a JSON array is a run of
/// children of the same name.
public struct RecordNode {
  /// The element's local name, the member's key, or `@` and the attribute's name.
  public var name: String
  /// Text content with entities resolved; nil for JSON null. For an element with children: its own text without
  /// surrounding space.
  public var text: String?
  /// Members in the order of the file.
  public var children: [RecordNode]
  /// The line where it begins, from 1.
  public var line: Int
  /// For JSON: number, boolean or text. XML is always text.
  public var kind: CellKind

  /// A node.
  public init(name: String, text: String? = nil, children: [RecordNode] = [], line: Int = 0, kind: CellKind = .text) {
    self.name = name
    self.text = text
    self.children = children
    self.line = line
    self.kind = kind
  }
}

/// Reads a file of nested records one by one: XML (a path names the record element) or JSON Lines.
///
/// Errors are ``Failure``s as for ``TableReader``.
public protocol RecordReader: AnyObject {
  /// The next record; nil at the end.
  func next() throws -> RecordNode?
}
