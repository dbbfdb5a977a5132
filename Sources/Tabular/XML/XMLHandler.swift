import Diagnostics

/// What a reader of an XML part does with its elements and text. Names and values are valid during the call only.
protocol XMLHandler: AnyObject {
  /// An element begins.
  func startElement(_ tag: XMLTag) throws
  /// The element that began last, and has not ended, ends.
  func endElement() throws
  /// Text or CDATA in the current element, perhaps a piece of it.
  func characters(_ bytes: UnsafeRawBufferPointer) throws
}

/// A handler that reads the most frequent elements of its format from their bytes, without an event each.
///
/// Only ``XMLScanner`` asks it to; libxml2 tells it every element. It must be as strict as the scanner is: what it does
/// not know by heart it leaves to it.
protocol XMLShortcutHandler: XMLHandler {
  /// Whether the children of the element that began last are such elements.
  var takesShortcut: Bool { get }
  /// Takes elements from the start of the bytes, and gives how many bytes they are; 0 where the first one is not known
  /// by heart or not there to its end. Where the element that began last `isPlain` (it declares no namespaces), its end tag
  /// may be taken too, together with the start tag of another one of the same name: for the scanner nothing changes by
  /// that.
  ///
  /// The bytes begin with `<`; behind them stand a zero and 15 bytes more that may be read. Elements without a prefix
  /// have the namespace of the element that began last, which has none either; three levels and eight attributes more
  /// are within the limits. What is taken must be well-formed and without line ends, references, comments and
  /// declarations of namespaces.
  func takeShortcut(_ bytes: UnsafeRawBufferPointer, isPlain: Bool) throws -> Int
}

/// Which document is read, and how much of it: what its parsers say in messages.
struct XMLSource {
  /// How much is taken.
  let limits: ReadLimits
  /// The file, and the sheet.
  let place: SourceLocation
  /// The part of a workbook; nil for a file that is XML itself.
  let part: String?

  /// The place of a line. Lines of parts mean nothing to users and are not told.
  func location(line: Int) -> SourceLocation {
    var location = place
    if part == nil { location.line = line }
    return location
  }

  /// The document is not well-formed.
  func malformed(_ reason: String, line: Int) -> Failure {
    let start = part.map { "\($0), line \(line): " } ?? ""
    return Failure(.rejected, .malformedXML, at: location(line: line), facts: ["reason": start + reason])
  }

  /// The document has a DOCTYPE.
  func documentType(line: Int) -> Failure {
    Failure(.rejected, .xmlDocumentType, at: location(line: line), facts: ["part": part ?? "this file"])
  }

  /// The failure of an element that hits a limit; nil where none is hit. Declarations of namespaces count as
  /// attributes.
  func limitHit(depth: Int, attributes: Int, line: Int) -> Failure? {
    if depth > limits.depth {
      return Failure.limit(.depth, of: limits, "the XML elements are nested too deep", at: location(line: line))
    }
    if attributes > limits.attributes {
      return Failure.limit(
        .attributes, of: limits, "an XML element has too many attributes", at: location(line: line))
    }
    return nil
  }
}
