/// Names with their namespaces, for readers that tell them to people or programs.
extension XMLTag {
  /// The element as `{namespace}local`, or the local name alone where there is no namespace.
  var fullName: String { XMLTag.fullName(name, uri) }

  /// An attribute by its position: its local name, its namespace, its value. Equal names of a document have equal
  /// pointers.
  func attribute(at index: Int) -> (
    name: UnsafePointer<UInt8>, uri: UnsafePointer<UInt8>?, value: UnsafeRawBufferPointer
  ) {
    guard let attributes, let local = attributes[index * 5], let value = value(index) else {
      preconditionFailure("libxml2 gave an attribute without a name or a value")
    }
    return (local, attributes[index * 5 + 2], value)
  }

  /// `{namespace}local`, or the local name alone.
  static func fullName(_ local: UnsafePointer<UInt8>, _ uri: UnsafePointer<UInt8>?) -> String {
    uri.map { "{\(String(cString: $0))}\(String(cString: local))" } ?? String(cString: local)
  }
}
