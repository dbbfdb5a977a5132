/// One node of a record: an XML element, a JSON member, or an attribute.
///
/// XML and JSON records share this shape, so that a mapping reads both alike: an element's or member's scalar content
/// is its `text`; child elements, attributes (named `@name`) and members are its `children`; a JSON array is a run of
/// children of the same name.
///
/// A node is a place on the tape of its record (``RecordTape``): nothing is copied until it is asked for. It stays
/// valid when the reader goes on.
public struct RecordNode {
  let tape: RecordTape
  let index: Int

  private var entry: RecordTape.Entry { tape[index] }

  /// The element's local name, the member's key, or `@` and the attribute's name.
  public var name: String { tape.names[entry.name] }

  /// Text content with entities resolved; nil for JSON null. For an element with children: its own text without
  /// surrounding space.
  public var text: String? { withText { $0.map { String(decoding: $0, as: UTF8.self) } } }

  /// Members in the order of the file.
  public var children: Children { Children(tape: tape, start: index + 1, end: index + Int(entry.size)) }

  /// The line where it begins, from 1.
  public var line: Int { Int(entry.line) }

  /// For JSON: number, boolean or text. XML is always text.
  public var kind: CellKind { entry.kind }

  /// Calls `body` with the text in UTF-8, which is valid during the call.
  public func withText<Result>(_ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result {
    defer { withExtendedLifetime(tape) {} }
    return try body(tape.text(of: index))
  }

  /// The children of a node.
  public struct Children: Collection {
    /// The place of a child.
    public struct Index: Comparable {
      let position: Int

      /// In the order of the file.
      public static func < (left: Index, right: Index) -> Bool { left.position < right.position }
    }

    let tape: RecordTape
    let start: Int
    let end: Int

    /// The first child.
    public var startIndex: Index { Index(position: start) }
    /// Behind the last child.
    public var endIndex: Index { Index(position: end) }
    /// The place of the next child.
    public func index(after place: Index) -> Index { Index(position: place.position + Int(tape[place.position].size)) }
    /// The child at a place.
    public subscript(place: Index) -> RecordNode { RecordNode(tape: tape, index: place.position) }
    /// The child of a number from 0; those before it are passed by.
    public subscript(number: Int) -> RecordNode { self[index(startIndex, offsetBy: number)] }
  }
}

/// Reads a file of nested records one by one: XML (a path names the record element) or JSON Lines.
///
/// Errors are ``Failure``s as for ``TableReader``.
public protocol RecordReader: AnyObject {
  /// The next record; nil at the end.
  func next() throws -> RecordNode?
}
