import CXML
import Diagnostics
import Glibc

/// Start tags: names, attributes, namespaces.
extension XMLScanner {
  /// A start tag. It is told when all of it is there; until then nothing is changed.
  func scanStartTag(_ handler: any XMLHandler) throws -> Step {
    var next = cursor + 1
    guard let name = try scanElementName(&next) else { return .needsMore }
    attributes.cut()
    var isEmpty = false
    if next.pointee == UInt8(ascii: ">") {
      next += 1
    } else {
      guard let behind = try scanAttributes(next) else { return .needsMore }
      countLines(cursor, behind)
      next = behind
      isEmpty = next[-2] == UInt8(ascii: "/")
      guard next - cursor <= XMLScanner.longestToken else { throw tooLong }
    }
    try checkLimits(depth: open.count + 1)
    open.push(OpenElement(name: name, outerBindings: outerBindings.count))
    place = .content
    cursor = next
    told.cut()
    if attributes.count > 0 { try resolveAttributes() }
    let symbol = names.symbols + name
    let uri = names.bindings[symbol.pointee.slot]
    if uri == nil, symbol.pointee.slot != 0 { throw undeclared(symbol.pointee.text) }
    try handler.startElement(
      XMLTag(name: symbol.pointee.local, uri: uri, attributeCount: told.count / 5, attributes: told.start))
    if isEmpty {
      closeElement()
      try handler.endElement()
    }
    return .done
  }

  @inline(__always)
  private func checkLimits(depth: Int) throws {
    if depth > depthLimit || attributes.count > attributeLimit {
      if let hit = source.limitHit(depth: depth, attributes: attributes.count, line: line) { throw hit }
    }
  }

  /// The number of the name of an element: most often the one that followed the last element before.
  @inline(__always)
  private func scanElementName(_ next: inout UnsafeMutablePointer<UInt8>) throws -> Int? {
    let follower = names.symbols[lastElement].follower
    let symbol = names.symbols + follower
    let behind = next + symbol.pointee.count
    if behind < end, symbol.pointee.isName, classes[Int(behind.pointee)] & XMLBytes.name == 0,
      XMLNames.isEqual(symbol.pointee.text, next, symbol.pointee.count)
    {
      next = behind
      lastElement = follower
      return follower
    }
    guard let name = try scanName(&next) else { return nil }
    names.symbols[lastElement].follower = name
    lastElement = name
    return name
  }

  /// The number of the name that begins there; nil where it is not there to its end.
  @inline(__always)
  private func scanName(_ next: inout UnsafeMutablePointer<UInt8>) throws -> Int? {
    let start = next
    var hash = names.seed
    while classes[Int(next.pointee)] & XMLBytes.name != 0 {
      hash = XMLNames.step(hash, next.pointee)
      next += 1
    }
    if next == end { return nil }
    let number = names.number(start, next - start, XMLNames.finish(hash))
    if number >= 0, names.symbols[number].isName { return number }
    return try newName(number, start, next)
  }

  /// A name that was not seen before.
  private func newName(
    _ number: Int, _ start: UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>
  ) throws -> Int {
    guard number >= 0 else { throw malformed("it has too many different names") }
    if start == end { throw unexpected(end.pointee) }
    do throws(XMLNames.Fault) {
      try names.check(number)
    } catch .tooMany {
      throw malformed("it has too many different names")
    } catch .invalid {
      let excerpt = UnsafeBufferPointer(start: start, count: min(end - start, 60))
      throw malformed("\(String(decoding: excerpt, as: UTF8.self)) is no valid name")
    }
    return number
  }

  /// Collects attributes up to the end of the tag, and gives what is behind it; nil where the tag is not there to its
  /// end.
  private func scanAttributes(_ start: UnsafeMutablePointer<UInt8>) throws -> UnsafeMutablePointer<UInt8>? {
    var next = start
    while true {
      let before = next
      while classes[Int(next.pointee)] & XMLBytes.space != 0 { next += 1 }
      switch next.pointee {
      case UInt8(ascii: ">"): return next + 1
      case UInt8(ascii: "/"):
        if next + 1 == end { return nil }
        guard next[1] == UInt8(ascii: ">") else { throw unexpected(next.pointee) }
        return next + 2
      default:
        if next == end { return nil }
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
        attributes.push(Attribute(name: name, start: value, end: next, isEncoded: isEncoded))
        try checkLimits(depth: open.count)
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
    for index in 0..<attributes.count {
      let attribute = attributes.start[index]
      let end = attribute.isEncoded ? try decode(attribute) : attribute.end
      let symbol = names.symbols + attribute.name
      if isDeclaration(attribute.name) {
        try bind(attribute.name, UnsafeRawBufferPointer(start: attribute.start, count: end - attribute.start))
        continue
      }
      told.push(symbol.pointee.local)
      told.push(symbol.pointee.prefix)
      // The namespace is not known before all declarations of the tag are.
      told.push(nil)
      told.push(UnsafePointer(attribute.start))
      told.push(UnsafePointer(end))
    }
    if told.count > 5 || told.count == 5 && told.start[1] != nil { try resolveNames() }
  }

  @inline(__always)
  private func isDeclaration(_ name: Int) -> Bool {
    name == names.xmlns || names.symbols[name].slot == XMLNames.xmlnsSlot
  }

  private func resolveNames() throws {
    let told = told.start
    var position = 0
    for index in 0..<attributes.count {
      let name = attributes.start[index].name
      if isDeclaration(name) { continue }
      let slot = names.symbols[name].slot
      if slot != 0 {
        guard let uri = names.bindings[slot] else { throw undeclared(names.symbols[name].text) }
        told[position + 2] = uri
      }
      var other = 0
      while other < position {
        if told[other] == told[position], told[other + 2] == told[position + 2] {
          throw malformed("the attribute \(XMLScanner.excerpt(names.symbols[name].text)) stands twice in one tag")
        }
        other += 5
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
  private func bind(_ name: Int, _ value: UnsafeRawBufferPointer) throws {
    let isDefault = name == names.xmlns
    guard let uriNumber = names.number(value), let slot = isDefault ? 0 : names.slotOfDeclared(name) else {
      throw malformed("it has too many different names")
    }
    let uri = names.symbols[uriNumber].text
    if !value.isEmpty { try checkURI(uriNumber) }
    if slot == XMLNames.xmlSlot {
      guard uri == names.xmlURI else { throw malformed("the prefix xml cannot be bound to another namespace") }
      return
    }
    guard uri != names.xmlURI, uri != names.xmlnsURI, slot != XMLNames.xmlnsSlot else {
      throw malformed("the namespaces and prefixes of XML itself cannot be bound")
    }
    guard isDefault || !value.isEmpty else { throw malformed("a prefix is bound to no namespace") }
    for index in open.top.outerBindings..<outerBindings.count where outerBindings.start[index].slot == slot {
      throw malformed("a namespace is declared twice in one tag")
    }
    outerBindings.push(OuterBinding(slot: slot, uri: names.bindings[slot]))
    names.bindings[slot] = value.isEmpty ? nil : uri
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

  private func undeclared(_ name: UnsafePointer<UInt8>) -> Failure {
    malformed("the prefix of \(XMLScanner.excerpt(name)) is not declared")
  }
}
