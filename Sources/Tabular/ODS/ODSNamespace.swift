/// The namespaces of OpenDocument 1.0 to 1.3 that matter to cells.
enum ODSNamespace {
  static let office: StaticString = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  static let table: StaticString = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  static let text: StaticString = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  static let style: StaticString = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  /// LibreOffice's extension, which names errors.
  static let calc: StaticString = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
}
