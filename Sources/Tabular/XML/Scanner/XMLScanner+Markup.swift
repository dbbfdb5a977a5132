import Diagnostics
import Glibc

/// Everything that begins with `<` but start tags.
extension XMLScanner {
  /// A tag, a comment, a section or an instruction inside of the outermost element.
  func scanMarkup(_ handler: any XMLHandler) throws -> Step {
    switch cursor[1] {
    case UInt8(ascii: "/"): return try scanEndTag(handler)
    case UInt8(ascii: "!"): return try scanDeclaration()
    case UInt8(ascii: "?"): return try scanInstruction()
    default:
      guard cursor + 1 < end else { return .needsMore }
      return try scanStartTag(handler)
    }
  }

  /// White space, comments, instructions and the outermost element.
  func scanOutside(_ handler: any XMLHandler) throws -> Step {
    switch cursor.pointee {
    case 10:
      line += 1
      cursor += 1
    case 9, 13, 32: cursor += 1
    case UInt8(ascii: "<"):
      if cursor + 1 == end { return .needsMore }
      switch cursor[1] {
      case UInt8(ascii: "!"): return try scanDeclaration()
      case UInt8(ascii: "?"): return try scanInstruction()
      default:
        guard place == .prolog else { throw malformed("something follows the outermost element") }
        return try scanStartTag(handler)
      }
    default:
      throw place == .prolog ? unexpected(cursor.pointee) : malformed("something follows the outermost element")
    }
    return .done
  }

  // MARK: End tags

  @inline(__always)
  private func scanEndTag(_ handler: any XMLHandler) throws -> Step {
    let name = names.symbols + open.top.name
    let text = name.pointee.text
    let count = name.pointee.count
    var next = cursor + 2
    guard next + count < end else { return try scanShortEndTag() }
    guard XMLNames.isEqual(text, next, count) else { throw wrongEnd() }
    next += count
    if next.pointee != UInt8(ascii: ">") {
      guard let behind = try skipSpace(next) else { return .needsMore }
      guard behind.pointee == UInt8(ascii: ">") else { throw wrongEnd() }
      countLines(next, behind)
      next = behind
    }
    cursor = next + 1
    closeElement()
    try handler.endElement()
    return .done
  }

  /// An end tag that is perhaps not there to its end.
  private func scanShortEndTag() throws -> Step {
    var next = cursor + 2
    while next < end {
      if next.pointee == UInt8(ascii: ">") { throw wrongEnd() }
      next += 1
    }
    return .needsMore
  }

  private func wrongEnd() -> Failure { malformed("the end tag of the element \(nameOfOpenElement) is missing") }

  /// The first byte that is no white space; nil where that is not there.
  @inline(__always)
  func skipSpace(_ start: UnsafeMutablePointer<UInt8>) throws -> UnsafeMutablePointer<UInt8>? {
    var next = start
    while classes[Int(next.pointee)] & XMLBytes.space != 0 { next += 1 }
    return next == end ? nil : next
  }

  /// Moves the line past some bytes.
  func countLines(_ start: UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>) {
    var next = start
    while next < end {
      if next.pointee == 10 { line += 1 }
      next += 1
    }
  }

  // MARK: Comments, sections, instructions

  private func scanDeclaration() throws -> Step {
    if begins(with: "<!--") { return try scanComment() }
    if place == .content, begins(with: "<![CDATA[") {
      cursor += 9
      place = .cdata
      return .done
    }
    if place == .prolog, begins(with: "<!DOCTYPE") { throw source.documentType(line: line) }
    // What is not there yet could still become one of them.
    if end - cursor < 9, couldBegin("<!--") || couldBegin("<![CDATA[") || couldBegin("<!DOCTYPE") { return .needsMore }
    throw malformed("<! begins neither a comment nor CDATA")
  }

  private func begins(with text: StaticString) -> Bool {
    end - cursor >= text.utf8CodeUnitCount && memcmp(cursor, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  private func couldBegin(_ text: StaticString) -> Bool {
    let count = min(end - cursor, text.utf8CodeUnitCount)
    return memcmp(cursor, text.utf8Start, count) == 0
  }

  private func scanComment() throws -> Step {
    var next = cursor + 4
    while true {
      while classes[Int(next.pointee)] & XMLBytes.inRaw == 0 { next += 1 }
      switch next.pointee {
      case UInt8(ascii: "-"):
        if next + 1 == end || next[1] == UInt8(ascii: "-") && next + 2 == end { return .needsMore }
        if next[1] == UInt8(ascii: "-") {
          guard next[2] == UInt8(ascii: ">") else { throw malformed("-- cannot stand in a comment") }
          return try skip(upTo: next + 3)
        }
        next += 1
      case 9, 10, 13, UInt8(ascii: "]"), UInt8(ascii: "?"): next += 1
      default:
        let length = try characterLength(next)
        if length == 0 { return .needsMore }
        next += length
      }
    }
  }

  private func scanInstruction() throws -> Step {
    let target = cursor + 2
    var next = target
    while classes[Int(next.pointee)] & XMLBytes.name != 0 { next += 1 }
    if next == end { return .needsMore }
    let name = UnsafeRawBufferPointer(start: target, count: next - target)
    guard name.count <= XMLNames.longestName, XMLNames.isPlainName(name), !isReserved(name) else {
      throw malformed("an instruction has no valid name, or the XML declaration does not stand at the start")
    }
    guard next.pointee == UInt8(ascii: "?") || classes[Int(next.pointee)] & XMLBytes.space != 0 else {
      throw unexpected(next.pointee)
    }
    if next.pointee == UInt8(ascii: "?") {
      if next + 1 == end { return .needsMore }
      guard next[1] == UInt8(ascii: ">") else { throw unexpected(next.pointee) }
    }
    while true {
      while classes[Int(next.pointee)] & XMLBytes.inRaw == 0 { next += 1 }
      switch next.pointee {
      case UInt8(ascii: "?"):
        if next + 1 == end { return .needsMore }
        if next[1] == UInt8(ascii: ">") { return try skip(upTo: next + 2) }
        next += 1
      case 9, 10, 13, UInt8(ascii: "]"), UInt8(ascii: "-"): next += 1
      default:
        let length = try characterLength(next)
        if length == 0 { return .needsMore }
        next += length
      }
    }
  }

  /// `xml` in any case.
  private func isReserved(_ name: UnsafeRawBufferPointer) -> Bool {
    name.count == 3 && name[0] | 0x20 == UInt8(ascii: "x") && name[1] | 0x20 == UInt8(ascii: "m")
      && name[2] | 0x20 == UInt8(ascii: "l")
  }

  private func skip(upTo next: UnsafeMutablePointer<UInt8>) throws -> Step {
    guard next - cursor <= XMLScanner.longestToken else { throw tooLong }
    countLines(cursor, next)
    cursor = next
    return .done
  }
}
