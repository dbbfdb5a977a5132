import Glibc

/// The names of records' nodes, each kept once; a number stands for it.
final class RecordNames {
  private var strings: [String] = []
  /// By bytes: two Strings are equal where their bytes are not, if they only differ in how accents are composed.
  private var numbers: [[UInt8]: Int32] = [:]
  private let bytes = ByteBuffer(capacity: 1024)
  private var ends: [Int] = [0]
  /// Numbers by a simple hash of the name; another name of the same hash takes the place.
  private var recent = [Int32](repeating: -1, count: 512)

  /// The name of a number.
  subscript(number: Int32) -> String { strings[Int(number)] }

  /// The number of a name.
  @inline(__always)
  func number(of name: UnsafeRawBufferPointer) -> Int32 {
    let place = RecordNames.hash(name)
    let found = Int(recent[place])
    if found >= 0, ends[found + 1] - ends[found] == name.count {
      guard let start = name.baseAddress else { return Int32(truncatingIfNeeded: found) }
      if memcmp(bytes.start + ends[found], start, name.count) == 0 { return Int32(truncatingIfNeeded: found) }
    }
    let number = slowNumber(of: name)
    recent[place] = number
    return number
  }

  private func slowNumber(of name: UnsafeRawBufferPointer) -> Int32 {
    let key = Array(name)
    if let known = numbers[key] { return known }
    let number = Int32(strings.count)
    strings.append(String(decoding: key, as: UTF8.self))
    numbers[key] = number
    bytes.append(name)
    ends.append(bytes.count)
    return number
  }

  @inline(__always)
  private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    var hash = UInt64(truncatingIfNeeded: name.count)
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15 }
    return Int(truncatingIfNeeded: hash >> 55)
  }
}
