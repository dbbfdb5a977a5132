import Glibc

/// A start tag as both parsers give it: names, namespace and attributes, valid during the callback only.
struct XMLTag {
  /// The local name, ended by a zero.
  let name: UnsafePointer<UInt8>
  /// The namespace, ended by a zero; nil for none.
  let uri: UnsafePointer<UInt8>?
  /// How many attributes there are.
  let attributeCount: Int
  /// Five pointers an attribute: local name, prefix, namespace, start and end of the value.
  let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  /// Whether the local name is that one.
  @inline(__always)
  func isNamed(_ other: StaticString) -> Bool { XMLTag.equal(name, other) }

  /// The value of the attribute of that local name without a namespace.
  func attribute(_ name: StaticString) -> UnsafeRawBufferPointer? {
    for index in 0..<attributeCount {
      guard let attributes, let local = attributes[index * 5], attributes[index * 5 + 2] == nil else { continue }
      if XMLTag.equal(local, name) { return value(index) }
    }
    return nil
  }

  /// Whether the element is in that namespace.
  @inline(__always)
  func isIn(_ namespace: StaticString) -> Bool { uri.map { XMLTag.equal($0, namespace) } ?? false }

  /// The value of the attribute of that local name in a namespace.
  func attribute(_ name: StaticString, in namespace: StaticString) -> UnsafeRawBufferPointer? {
    for index in 0..<attributeCount {
      guard let attributes, let local = attributes[index * 5], let uri = attributes[index * 5 + 2] else { continue }
      if XMLTag.equal(local, name), XMLTag.equal(uri, namespace) { return value(index) }
    }
    return nil
  }

  /// The same as a String.
  func text(_ name: StaticString, in namespace: StaticString) -> String? {
    attribute(name, in: namespace).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of the attribute of that local name in a namespace that ends so.
  func attribute(_ name: StaticString, namespaceEnding ending: String) -> UnsafeRawBufferPointer? {
    for index in 0..<attributeCount {
      guard let attributes, let local = attributes[index * 5], let uri = attributes[index * 5 + 2] else { continue }
      if XMLTag.equal(local, name), String(cString: uri).hasSuffix(ending) { return value(index) }
    }
    return nil
  }

  /// The same as a String.
  func text(_ name: StaticString) -> String? { attribute(name).map { String(decoding: $0, as: UTF8.self) } }

  /// The same as a String.
  func text(_ name: StaticString, namespaceEnding ending: String) -> String? {
    attribute(name, namespaceEnding: ending).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The namespace as a String, empty for none.
  var namespace: String { uri.map { String(cString: $0) } ?? "" }

  /// The local name of an attribute without a namespace, by its position; nil for one with a namespace.
  @inline(__always)
  func plainName(_ index: Int) -> UnsafePointer<UInt8>? {
    attributes?[index * 5 + 2] == nil ? attributes?[index * 5] : nil
  }

  /// The value of an attribute by its position.
  @inline(__always)
  func value(_ index: Int) -> UnsafeRawBufferPointer? {
    guard let start = attributes?[index * 5 + 3], let end = attributes?[index * 5 + 4] else { return nil }
    return UnsafeRawBufferPointer(start: start, count: end - start)
  }

  @inline(__always)
  private static func equal(_ name: UnsafePointer<UInt8>, _ other: StaticString) -> Bool {
    strcmp(
      UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self),
      UnsafeRawPointer(other.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
  }
}
