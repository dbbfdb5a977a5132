import Glibc

/// The names and namespaces of one document, each kept once and ended by a zero, so that equal ones have equal
/// pointers, and what each prefix stands for at present.
final class XMLNames {
  /// A name as it is spelt, and its parts.
  struct Symbol {
    /// As spelt, with its prefix.
    let text: UnsafePointer<UInt8>
    let count: Int
    let hash: UInt64
    /// Behind the colon.
    var local: UnsafePointer<UInt8>
    /// In front of it; nil without one.
    var prefix: UnsafePointer<UInt8>?
    /// Where the prefix's namespace is found in `bindings`; 0 without a prefix.
    var slot = 0
    /// Where the namespace is found of which this name itself is the prefix; 0 where it was never one.
    var ownSlot = 0
    /// The name of the element that began next when this one began last; records repeat themselves.
    var follower = 0
    /// Whether it was checked as a name.
    var isName = false
    /// Whether it was checked as a URI.
    var isURI = false
  }

  /// The longest name, that of libxml2.
  static let longestName = 50_000
  /// How much all names may take, about that of libxml2, against documents that are made of names.
  private static let largestTable = 10_000_000

  /// The slot of the prefix `xml`, which needs no declaration.
  static let xmlSlot = 1
  /// The slot of the prefix `xmlns`, which is never bound.
  static let xmlnsSlot = 2

  /// All symbols, by their number.
  private(set) var symbols: UnsafeMutablePointer<Symbol>
  private var count = 0
  private var capacity = 64
  private var table: UnsafeMutablePointer<Int32>
  private var mask = 255
  private var byteCount = 0
  /// Against names that are chosen to meet in one place of the table.
  let seed = UInt64.random(in: .min ... .max)

  /// The namespace of each prefix slot; nil for none. Slot 0 is the default namespace.
  private(set) var bindings: UnsafeMutablePointer<UnsafePointer<UInt8>?>
  private var slotCount = 3
  private var slotCapacity = 16

  /// The number of the name `xmlns`.
  let xmlns: Int
  /// The URI of the prefix `xml`.
  let xmlURI: UnsafePointer<UInt8>
  /// The URI of the prefix `xmlns`.
  let xmlnsURI: UnsafePointer<UInt8>

  /// A table with what XML itself names.
  init() {
    symbols = .allocate(capacity: capacity)
    table = .allocate(capacity: mask + 1)
    table.initialize(repeating: -1, count: mask + 1)
    bindings = .allocate(capacity: slotCapacity)
    bindings.initialize(repeating: nil, count: slotCapacity)
    // Filled below, when `self` is whole.
    let names = ["xmlns", "xml", "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"].map {
      XMLNames.copy(Array($0.utf8))
    }
    xmlns = 0
    xmlURI = names[2].text
    xmlnsURI = names[3].text
    for name in names {
      insert(name.text, name.count, hash(UnsafeRawBufferPointer(start: name.text, count: name.count)))
    }
    symbols[0].ownSlot = XMLNames.xmlnsSlot
    symbols[1].ownSlot = XMLNames.xmlSlot
    for position in 0..<2 { symbols[position].isName = true }
    bindings[XMLNames.xmlSlot] = xmlURI
  }

  deinit {
    for position in 0..<count { symbols[position].text.deallocate() }
    symbols.deallocate()
    table.deallocate()
    bindings.deallocate()
  }

  /// The hash of some bytes, begun with `seed`, one byte more.
  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15 }

  /// The hash when the last byte is in it.
  @inline(__always)
  static func finish(_ hash: UInt64) -> UInt64 { hash ^ hash >> 32 }

  /// The number of a text; nil where the table would grow too large.
  func number(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return nil }
    let found = number(start, bytes.count, hash(bytes))
    return found >= 0 ? found : nil
  }

  private func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = seed
    for byte in bytes { hash = XMLNames.step(hash, byte) }
    return XMLNames.finish(hash)
  }

  /// The number of a text with its hash; -1 where the table would grow too large.
  @inline(__always)
  func number(_ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> Int {
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = Int(table[position])
      guard found >= 0 else { return add(start, length, hash) }
      let symbol = symbols + found
      if symbol.pointee.hash == hash, symbol.pointee.count == length,
        XMLNames.isEqual(symbol.pointee.text, start, length)
      {
        return found
      }
      position = (position + 1) & mask
    }
  }

  /// Whether bytes are those of a symbol. Seven bytes behind both may be read.
  @inline(__always)
  static func isEqual(_ text: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let (left, right) = (UnsafeRawPointer(text), UnsafeRawPointer(other))
    var index = 0
    while index &+ 8 <= length {
      let word = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word != right.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
      index = index &+ 8
    }
    guard index < length else { return true }
    let difference =
      left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      ^ right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    return UInt64(littleEndian: difference) << UInt64(truncatingIfNeeded: 64 &- 8 &* (length &- index)) == 0
  }

  private func add(_ start: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> Int {
    byteCount += length + 16
    guard byteCount <= XMLNames.largestTable else { return -1 }
    return insert(XMLNames.copy(Array(UnsafeBufferPointer(start: start, count: length))).text, length, hash)
  }

  private static func copy(_ bytes: [UInt8]) -> (text: UnsafePointer<UInt8>, count: Int) {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 8)
    copy.initialize(repeating: 0, count: bytes.count + 8)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    return (UnsafePointer(copy), bytes.count)
  }

  @discardableResult
  private func insert(_ text: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64) -> Int {
    if count == capacity {
      let larger = UnsafeMutablePointer<Symbol>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: symbols, count: count)
      symbols.deallocate()
      symbols = larger
      capacity *= 2
    }
    (symbols + count).initialize(to: Symbol(text: text, count: length, hash: hash, local: text, prefix: nil))
    count += 1
    if count * 2 > mask { enlargeTable() } else { place(count - 1) }
    return count - 1
  }

  /// Notes that a name was found to be a URI.
  func markAsURI(_ number: Int) { symbols[number].isURI = true }

  private func place(_ symbol: Int) {
    var position = Int(truncatingIfNeeded: symbols[symbol].hash) & mask
    while table[position] >= 0 { position = (position + 1) & mask }
    table[position] = Int32(symbol)
  }

  private func enlargeTable() {
    table.deallocate()
    mask = mask * 2 + 1
    table = .allocate(capacity: mask + 1)
    table.initialize(repeating: -1, count: mask + 1)
    for symbol in 0..<count { place(symbol) }
  }
}

// MARK: - Names and prefixes

extension XMLNames {
  /// What is wrong with a name.
  enum Fault: Error {
    /// It is none.
    case invalid
    /// The document has too many names.
    case tooMany
  }

  /// Checks a name and splits it into its parts, once.
  func check(_ number: Int) throws(Fault) {
    let symbol = symbols[number]
    let whole = UnsafeRawBufferPointer(start: symbol.text, count: symbol.count)
    guard symbol.count <= XMLNames.longestName else { throw .invalid }
    if let colon = whole.firstIndex(of: UInt8(ascii: ":")) {
      let prefix = UnsafeRawBufferPointer(rebasing: whole[..<colon])
      let local = UnsafeRawBufferPointer(rebasing: whole[(colon + 1)...])
      guard XMLNames.isPlainName(prefix), XMLNames.isPlainName(local) else { throw .invalid }
      guard let prefixNumber = self.number(prefix), let localNumber = self.number(local) else { throw .tooMany }
      symbols[number].prefix = symbols[prefixNumber].text
      symbols[number].local = symbols[localNumber].text
      symbols[number].slot = slot(ofPrefix: prefixNumber)
    } else {
      guard XMLNames.isPlainName(whole) else { throw .invalid }
    }
    symbols[number].isName = true
  }

  /// Where the namespace is found that a name such as `xmlns:p` declares, that of `p`; nil where there are too many
  /// names.
  func slotOfDeclared(_ number: Int) -> Int? {
    let local = symbols[number].local
    let count = strlen(UnsafeRawPointer(local).assumingMemoryBound(to: CChar.self))
    return self.number(UnsafeRawBufferPointer(start: local, count: count)).map { slot(ofPrefix: $0) }
  }

  /// Where the namespace of a prefix is found.
  private func slot(ofPrefix number: Int) -> Int {
    if symbols[number].ownSlot == 0 {
      if slotCount == slotCapacity {
        let larger = UnsafeMutablePointer<UnsafePointer<UInt8>?>.allocate(capacity: slotCapacity * 2)
        larger.initialize(repeating: nil, count: slotCapacity * 2)
        larger.update(from: bindings, count: slotCount)
        bindings.deallocate()
        bindings = larger
        slotCapacity *= 2
      }
      symbols[number].ownSlot = slotCount
      slotCount += 1
    }
    return symbols[number].ownSlot
  }

  /// A name without a colon (Namespaces in XML 1.0, production 4).
  static func isPlainName(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isName(bytes) && !bytes.contains(UInt8(ascii: ":"))
  }

  /// A name of XML 1.0, fifth edition (production 5); colons are allowed here.
  static func isName(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress, !bytes.isEmpty else { return false }
    let end = start + bytes.count
    var next = start
    while next < end {
      var scalar = UInt32(next.pointee)
      var length = 1
      if scalar >= 0x80 {
        guard case .valid(let found, let size) = XMLBytes.character(next, end: end) else { return false }
        (scalar, length) = (found, size)
      }
      guard isNameStart(scalar) || next > start && isNameRest(scalar) else { return false }
      next += length
    }
    return true
  }

  private static func isNameStart(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3a, 0x41...0x5a, 0x5f, 0x61...0x7a, 0xc0...0xd6, 0xd8...0xf6, 0xf8...0x2ff, 0x370...0x37d, 0x37f...0x1fff,
      0x200c...0x200d, 0x2070...0x218f, 0x2c00...0x2fef, 0x3001...0xd7ff, 0xf900...0xfdcf, 0xfdf0...0xfffd,
      0x10000...0xeffff:
      true
    default: false
    }
  }

  private static func isNameRest(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2d, 0x2e, 0x30...0x39, 0xb7, 0x300...0x36f, 0x203f...0x2040: true
    default: false
    }
  }
}
