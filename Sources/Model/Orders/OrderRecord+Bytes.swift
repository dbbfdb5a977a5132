/// The canonical bytes of an order: equal orders give equal bytes, whatever file they came from.
///
/// A list of values is, for each value that is not blank, its place counted from 1 in one byte, then `t`, the length
/// and the UTF-8 bytes of a text or `n` and eight bytes of a number, lowest first; a zero byte ends the list. An order
/// is its own list, then for each group the number of lines and their lists, then the number of tags and the tags.
/// Lengths and numbers of things are LEB128.
extension OrderRecord {
  /// The canonical bytes.
  public var bytes: [UInt8] {
    var writer = OrderBytesWriter()
    writer.append(self)
    return writer.bytes
  }

  /// SHA-256 of the canonical bytes: the order's `content_digest`.
  public var digest: SHA256Digest { SHA256Digest(of: bytes) }

  /// An order from its canonical bytes; nil for bytes that ``bytes`` never gives.
  public init?(bytes: UnsafeRawBufferPointer) {
    var reader = OrderBytesReader(bytes: bytes)
    guard let record = reader.record(), reader.isAtEnd else { return nil }
    self = record
  }
}

extension OrderLine {
  /// A list of so many values from its canonical bytes; nil for bytes that are none.
  public init?(bytes: UnsafeRawBufferPointer, count: Int) {
    var reader = OrderBytesReader(bytes: bytes)
    self.init(repeating: .none, count: count)
    guard reader.read(into: &self), reader.isAtEnd else { return nil }
  }
}

/// Writes canonical bytes into a buffer that may be used again.
public struct OrderBytesWriter {
  /// What was written since the last ``removeAll()``.
  public private(set) var bytes: [UInt8] = []

  /// An empty writer.
  public init() {}

  /// Forgets what was written and keeps the memory.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Adds an order.
  public mutating func append(_ record: OrderRecord) {
    append(record.values)
    for lines in record.lines {
      append(count: lines.count)
      for line in lines { append(line) }
    }
    append(count: record.tags.count)
    for tag in record.tags { append(text: tag) }
  }

  /// Adds a list of values.
  public mutating func append(_ values: [FieldValue]) {
    for place in values.indices {
      switch values[place] {
      case .none: continue
      case .text(let text):
        bytes.append(UInt8(place + 1))
        bytes.append(UInt8(ascii: "t"))
        append(text: text)
      case .number(let number):
        bytes.append(UInt8(place + 1))
        bytes.append(UInt8(ascii: "n"))
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    bytes.append(0)
  }

  private mutating func append(text: String) {
    append(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func append(count: Int) {
    var rest = count
    while rest >= 128 {
      bytes.append(UInt8(rest & 127 | 128))
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

private struct OrderBytesReader {
  let bytes: UnsafeRawBufferPointer
  var index = 0

  var isAtEnd: Bool { index == bytes.count }

  mutating func record() -> OrderRecord? {
    var record = OrderRecord()
    guard read(into: &record.values) else { return nil }
    for group in OrderGroup.allCases {
      guard let lines = count() else { return nil }
      let blank = OrderLine(repeating: .none, count: group.fields.count)
      for _ in 0..<lines {
        var line = blank
        guard read(into: &line) else { return nil }
        record[group].append(line)
      }
    }
    guard let tags = count() else { return nil }
    for _ in 0..<tags {
      guard let tag = text() else { return nil }
      record.tags.append(tag)
    }
    return record
  }

  mutating func read(into values: inout [FieldValue]) -> Bool {
    while let place = byte() {
      if place == 0 { return true }
      guard Int(place) <= values.count, let kind = byte() else { return false }
      if kind == UInt8(ascii: "t") {
        guard let text = text() else { return false }
        values[Int(place) - 1] = .text(text)
      } else {
        guard index + 8 <= bytes.count else { return false }
        let number = bytes.loadUnaligned(fromByteOffset: index, as: Int64.self)
        values[Int(place) - 1] = .number(Int64(littleEndian: number))
        index += 8
      }
    }
    return false
  }

  private mutating func byte() -> UInt8? {
    guard index < bytes.count else { return nil }
    index += 1
    return bytes[index - 1]
  }

  private mutating func count() -> Int? {
    var value = 0
    var shift = 0
    while let byte = byte(), shift < 56 {
      value |= Int(byte & 127) << shift
      if byte < 128 { return value }
      shift += 7
    }
    return nil
  }

  private mutating func text() -> String? {
    guard let length = count(), index + length <= bytes.count else { return nil }
    let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[index..<index + length]), as: UTF8.self)
    index += length
    return text
  }
}
