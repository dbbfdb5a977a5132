import Diagnostics
import Glibc

/// A strict scanner for XML 1.0 with namespaces in UTF-8: it takes what libxml2 takes, refuses what libxml2 refuses and
/// tells the same events, several times faster. It knows no DTD: a DOCTYPE is refused.
///
/// Bytes are collected in one buffer. A tag, a comment or a reference is looked at when all of it is there, text as it
/// comes; only what is not finished yet is moved when more bytes are wanted.
final class XMLScanner {
  /// Where in the document the scanner is.
  enum Place {
    case prolog, content, cdata, epilog
  }

  /// What a step ended with.
  enum Step {
    /// It is done, and the cursor stands behind it.
    case done
    /// More bytes are needed; the cursor stands where the step must begin again.
    case needsMore
  }

  /// An open element.
  struct OpenElement {
    /// The number of its name.
    var name: Int
    /// How many bindings of prefixes were in force outside of it.
    var outerBindings: Int
  }

  /// The binding that a prefix had before an element changed it.
  struct OuterBinding {
    var slot: Int
    var uri: UnsafePointer<UInt8>?
  }

  /// An attribute as it stands in the buffer.
  struct Attribute {
    var name: Int
    var start: UnsafeMutablePointer<UInt8>
    var end: UnsafeMutablePointer<UInt8>
    /// Whether it has references, line ends or tabs.
    var isEncoded: Bool
  }

  /// The longest tag, comment or instruction, about that of libxml2.
  static let longestToken = 10_000_000

  /// Bytes behind the end that may be read, though only the zero means something.
  private static let slack = 16

  let source: XMLSource
  let names = XMLNames()
  let classes = XMLBytes.classes
  let depthLimit: Int
  let attributeLimit: Int

  /// The line of the cursor, from 1.
  var line: Int
  var place = Place.prolog
  /// The first byte that was not told yet.
  var cursor: UnsafeMutablePointer<UInt8>
  /// Behind the last byte; a zero stands there.
  var end: UnsafeMutablePointer<UInt8>

  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 17
  /// The cursor's step needs at least so many bytes, or the end of the document.
  private var wanted = 0
  private var failure: (any Error)?

  /// The open elements, outermost first.
  let open = Pile<OpenElement>()
  /// What is to be restored when elements end.
  let outerBindings = Pile<OuterBinding>()
  /// The number of the name of the element that began last.
  var lastElement = 0
  /// The attributes of the tag being scanned.
  let attributes = Pile<Attribute>()
  /// What is told of them: see ``XMLTag/attributes``.
  let told = Pile<UnsafePointer<UInt8>?>()

  /// A scanner for a document whose declaration was read already and ended on that line.
  init(_ source: XMLSource, line: Int) {
    self.source = source
    self.line = line
    depthLimit = source.limits.depth
    attributeLimit = source.limits.attributes
    buffer = .allocate(capacity: capacity + XMLScanner.slack)
    cursor = buffer
    end = buffer
    end.pointee = 0
  }

  deinit { buffer.deallocate() }

  /// Scans the next bytes; none of them at the end of the document.
  func push(_ bytes: UnsafeRawBufferPointer, to handler: any XMLHandler) throws {
    let room = makeRoom(bytes.count)
    if let start = bytes.baseAddress { room.copyMemory(from: UnsafeRawBufferPointer(start: start, count: bytes.count)) }
    try scan(bytes.count, handler)
  }

  /// Scans the next bytes of a stream; false at its end.
  func push(from stream: any ByteStream, to handler: any XMLHandler) throws -> Bool {
    let count = try stream.read(into: makeRoom(1 << 16))
    try scan(count, handler)
    return count > 0
  }

  /// Moves what is not told yet to the front and gives the room behind it, at least that much.
  private func makeRoom(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let rest = end - cursor
    if rest + count > capacity {
      capacity = max(capacity * 2, rest + count)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + XMLScanner.slack)
      memcpy(larger, cursor, rest)
      buffer.deallocate()
      buffer = larger
    } else if cursor != buffer {
      memmove(buffer, cursor, rest)
    }
    cursor = buffer
    end = buffer + rest
    return UnsafeMutableRawBufferPointer(start: end, count: count)
  }

  private func scan(_ count: Int, _ handler: any XMLHandler) throws {
    if let failure { throw failure }
    end += count
    end.pointee = 0
    guard count == 0 || end - cursor >= wanted else { return }
    do {
      try scanSteps(handler, handler as? any XMLShortcutHandler)
      if count == 0 { try finish() }
      if end - cursor > XMLScanner.longestToken { throw tooLong }
    } catch {
      failure = error
      throw error
    }
    // A step that is tried again and again must not look at the same bytes each time.
    wanted = (end - cursor) * 2
  }

  private func scanSteps(_ handler: any XMLHandler, _ shortcut: (any XMLShortcutHandler)?) throws {
    while cursor < end {
      let step: Step
      switch place {
      case .content:
        if cursor.pointee != UInt8(ascii: "<") {
          step = try scanText(handler)
        } else if let shortcut, shortcut.takesShortcut, try take(shortcut) {
          step = .done
        } else {
          step = try scanMarkup(handler)
        }
      case .prolog, .epilog: step = try scanOutside(handler)
      case .cdata: step = try scanSection(handler)
      }
      if step == .needsMore { return }
    }
  }

  @inline(__always)
  private func take(_ shortcut: any XMLShortcutHandler) throws -> Bool {
    let element = open.top
    guard names.symbols[element.name].slot == 0, open.count + 3 <= depthLimit, attributeLimit >= 8 else { return false }
    let isPlain = element.outerBindings == outerBindings.count
    let taken = try shortcut.takeShortcut(
      UnsafeRawBufferPointer(start: cursor, count: end - cursor), isPlain: isPlain)
    cursor += taken
    return taken > 0
  }

  private func finish() throws {
    guard place != .prolog || cursor < end else { throw malformed("there is no element in it") }
    guard place == .epilog, cursor == end else {
      throw malformed(open.count > 0 ? "it ends before the element \(nameOfOpenElement) does" : "it ends too early")
    }
  }

  // MARK: Elements

  /// Closes the innermost element and restores the prefixes that it had bound.
  @inline(__always)
  func closeElement() {
    let kept = open.top.outerBindings
    open.cut(to: open.count - 1)
    if outerBindings.count > kept { restoreBindings(kept) }
    if open.count == 0 { place = .epilog }
  }

  private func restoreBindings(_ kept: Int) {
    while outerBindings.count > kept {
      let binding = outerBindings.top
      outerBindings.cut(to: outerBindings.count - 1)
      names.bindings[binding.slot] = binding.uri
    }
  }

  /// The name that an element should be ended with.
  var nameOfOpenElement: String { XMLScanner.excerpt(names.symbols[open.top.name].text) }

  // MARK: Messages

  /// The document is not well-formed at the line of the cursor.
  func malformed(_ reason: String) -> Failure { source.malformed(reason, line: line) }

  /// A step that is longer than any of a sound document.
  var tooLong: Failure { malformed("a tag, a comment or an instruction is longer than 10 million bytes") }

  /// The start of a name, for a message.
  static func excerpt(_ text: UnsafePointer<UInt8>) -> String {
    let count = strnlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self), 60)
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  /// What cannot stand where it stands.
  func unexpected(_ byte: UInt8) -> Failure {
    let isPlain = byte > 32 && byte < 127
    let text = isPlain ? String(UnicodeScalar(byte)) : "the byte \(String(byte, radix: 16))"
    return malformed("\(text) cannot stand there")
  }
}
