import CXML
import Diagnostics
import Glibc

/// Start tags: names, attributes, namespaces.
extension XMLScanner {
  /// A start tag. It is told when all of it is there; until then nothing is changed.
  func scanStartTag(_ handler: any XMLHandler) throws -> Step {
    var next = cursor + 1
    guard let name = try scanName(&next) else { return .needsMore }
    attributes.removeAll(keepingCapacity: true)
    var isEmpty = false
    if next.pointee == UInt8(ascii: ">") {
      next += 1
    } else {
      guard let (behind, ended) = try scanAttributes(next) else { return .needsMore }
      (next, isEmpty) = (behind, ended)
      guard next - cursor <= XMLScanner.longestToken else { throw tooLong }
      countLines(cursor, next)
    }
    if let failure = source.limitHit(depth: depth + 1, attributes: attributes.count, line: line) { throw failure }
    openElement(name, outerBindings: outerBindings.count)
    place = .content
    cursor = next
    told.removeAll(keepingCapacity: true)
    if !attributes.isEmpty { try resolveAttributes() }
    let symbol = names.symbols[name]
    let uri = names.bindings[symbol.slot]
    if uri == nil, symbol.slot != 0 { throw undeclared(symbol) }
    try told.withUnsafeMutableBufferPointer { told in
      try handler.startElement(
        XMLTag(name: symbol.local, uri: uri, attributeCount: told.count / 5, attributes: told.baseAddress))
    }
    if isEmpty {
      closeElement()
      try handler.endElement()
    }
    return .done
  }

  /// The number of the name that begins there; nil where it is not there to its end.
  @inline(__always)
  private func scanName(_ next: inout UnsafeMutablePointer<UInt8>) throws -> Int? {
    let start = next
    while classes[Int(next.pointee)] & XMLBytes.name != 0 { next += 1 }
    if next == end { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: next - start)
    do throws(XMLNames.Fault) {
      return try names.qualifiedName(bytes)
    } catch .tooMany {
      throw malformed("it has too many different names")
    } catch .invalid {
      if bytes.isEmpty { throw unexpected(next.pointee) }
      throw malformed("\(String(decoding: bytes.prefix(60), as: UTF8.self)) is no valid name")
    }
  }

  /// Collects attributes up to the end of the tag. Gives what is behind it and whether it was `/>`; nil where the tag
  /// is not there to its end.
  private func scanAttributes(
    _ start: UnsafeMutablePointer<UInt8>
  ) throws -> (next: UnsafeMutablePointer<UInt8>, isEmpty: Bool)? {
    var next = start
    while true {
      let before = next
      guard let behind = try skipSpace(next) else { return nil }
      next = behind
      switch next.pointee {
      case UInt8(ascii: ">"): return (next + 1, false)
      case UInt8(ascii: "/"):
        if next + 1 == end { return nil }
        guard next[1] == UInt8(ascii: ">") else { throw unexpected(next.pointee) }
        return (next + 2, true)
      default:
        guard next > before else { throw unexpected(next.pointee) }
        guard let behind = try scanAttribute(next) else { return nil }
        next = behind
      }
    }
  }

  private func scanAttribute(_ start: UnsafeMutablePointer<UInt8>) throws -> UnsafeMutablePointer<UInt8>? {
    var next = start
    guard let name = try scanName(&next) else { return nil }
    if next.pointee != UInt8(ascii: "=") {
      guard let behind = try skipSpace(next) else { return nil }
      next = behind
      guard next.pointee == UInt8(ascii: "=") else {
        throw malformed("the attribute \(XMLScanner.excerpt(names.symbols[name].text)) has no value")
      }
    }
    guard let behind = try skipSpace(next + 1) else { return nil }
    let quote = behind.pointee
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw malformed("the value of the attribute \(XMLScanner.excerpt(names.symbols[name].text)) has no quotes")
    }
    next = behind + 1
    let value = next
    var isEncoded = false
    while true {
      while classes[Int(next.pointee)] & XMLBytes.inValue == 0 { next += 1 }
      switch next.pointee {
      case quote:
        attributes.append(Attribute(name: name, start: value, end: next, isEncoded: isEncoded))
        if let hit = source.limitHit(depth: depth, attributes: attributes.count, line: line) { throw hit }
        return next + 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"): next += 1
      case UInt8(ascii: "<"): throw malformed("< cannot stand in the value of an attribute")
      case UInt8(ascii: "&"):
        guard let (_, length) = try reference(next) else { return nil }
        next += length
        isEncoded = true
      case 9, 10, 13:
        next += 1
        isEncoded = true
      default:
        let length = try characterLength(next)
        if length == 0 { return nil }
        next += length
      }
    }
  }

  // MARK: Values and namespaces

  /// Decodes values, binds the prefixes that the tag declares, then finds the namespaces of its attributes.
  private func resolveAttributes() throws {
    for attribute in attributes {
      let end = attribute.isEncoded ? try decode(attribute) : attribute.end
      let symbol = names.symbols[attribute.name]
      if attribute.name == names.xmlns || symbol.slot == XMLNames.xmlnsSlot {
        try bind(symbol, UnsafeRawBufferPointer(start: attribute.start, count: end - attribute.start))
        continue
      }
      told.append(symbol.local)
      told.append(symbol.prefix)
      // The namespace is not known before all declarations of the tag are.
      told.append(nil)
      told.append(UnsafePointer(attribute.start))
      told.append(UnsafePointer(end))
    }
    if told.count > 5 || told.count == 5 && told[1] != nil { try resolveNames() }
  }

  private func resolveNames() throws {
    var position = 0
    for attribute in attributes {
      let symbol = names.symbols[attribute.name]
      if attribute.name == names.xmlns || symbol.slot == XMLNames.xmlnsSlot { continue }
      if symbol.slot != 0 {
        guard let uri = names.bindings[symbol.slot] else { throw undeclared(symbol) }
        told[position + 2] = uri
      }
      for other in stride(from: 0, to: position, by: 5)
      where told[other] == told[position] && told[other + 2] == told[position + 2] {
        throw malformed("the attribute \(XMLScanner.excerpt(symbol.text)) stands twice in one tag")
      }
      position += 5
    }
  }

  /// Writes a value over itself without references and with spaces for white space; no value becomes longer by that.
  /// Gives its new end.
  private func decode(_ attribute: Attribute) throws -> UnsafeMutablePointer<UInt8> {
    var read = attribute.start
    var write = attribute.start
    while read < attribute.end {
      switch read.pointee {
      case UInt8(ascii: "&"):
        guard let (scalar, length) = try reference(read) else { throw unexpected(read.pointee) }
        read += length
        write += XMLScanner.write(scalar, to: write)
      case 9, 10, 13:
        read += read.pointee == 13 && read[1] == 10 ? 2 : 1
        write.pointee = 32
        write += 1
      default:
        write.pointee = read.pointee
        read += 1
        write += 1
      }
    }
    return write
  }

  /// Binds a prefix, or the default namespace (Namespaces in XML 1.0, sections 2.2, 3 and 5).
  private func bind(_ symbol: XMLNames.Symbol, _ value: UnsafeRawBufferPointer) throws {
    guard let uriNumber = names.number(value), let prefix = names.number(bytes(of: symbol.local)) else {
      throw malformed("it has too many different names")
    }
    let isDefault = symbol.prefix == nil
    let slot = isDefault ? 0 : names.slot(ofPrefix: prefix)
    let uri = names.symbols[uriNumber].text
    if !value.isEmpty { try checkURI(uriNumber) }
    if slot == XMLNames.xmlSlot {
      guard uri == names.xmlURI else { throw malformed("the prefix xml cannot be bound to another namespace") }
      return
    }
    guard uri != names.xmlURI, uri != names.xmlnsURI || value.isEmpty, slot != XMLNames.xmlnsSlot else {
      throw malformed("the namespaces and prefixes of XML itself cannot be bound")
    }
    guard isDefault || !value.isEmpty else { throw malformed("a prefix is bound to no namespace") }
    for binding in outerBindings[open[depth - 1].outerBindings...] where binding.slot == slot {
      throw malformed("a namespace is declared twice in one tag")
    }
    outerBindings.append(OuterBinding(slot: slot, uri: names.bindings[slot]))
    names.bindings[slot] = value.isEmpty ? nil : uri
  }

  private func bytes(of text: UnsafePointer<UInt8>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: text, count: strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self)))
  }

  /// libxml2 refuses a namespace that is no URI, so its judgement is asked.
  private func checkURI(_ number: Int) throws {
    guard !names.symbols[number].isURI else { return }
    let text = UnsafeRawPointer(names.symbols[number].text).assumingMemoryBound(to: CChar.self)
    guard let uri = xmlParseURI(text) else {
      throw malformed("the namespace \(XMLScanner.excerpt(names.symbols[number].text)) is no URI")
    }
    xmlFreeURI(uri)
    names.markAsURI(number)
  }

  private func undeclared(_ symbol: XMLNames.Symbol) -> Failure {
    malformed("the prefix of \(XMLScanner.excerpt(symbol.text)) is not declared")
  }
}
