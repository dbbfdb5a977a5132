import Glibc

/// The names of records' nodes, each kept once; a number stands for it.
final class RecordNames {
  private var strings: [String] = []
  /// By bytes: two Strings are equal where their bytes are not, if they only differ in how accents are composed.
  private var numbers: [[UInt8]: Int32] = [:]
  private let bytes = ByteBuffer(capacity: 1024)
  private let ends = RawList<Int>()
  /// Numbers by a simple hash of the name; another name of the same hash takes the place.
  private let recent = RawList<Int32>(repeating: -1, count: 512)
  /// The number that came behind each number the last time.
  private let following = RawList<Int32>()

  /// No names.
  init() { ends.append(0) }

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

  /// The number of a name that comes behind another one: records are alike, so that what came behind it the last time is
  /// nearly always right.
  @inline(__always)
  func number(of name: UnsafeRawBufferPointer, behind previous: Int32) -> Int32 {
    let expected = Int(following[Int(previous)])
    if ends[expected + 1] - ends[expected] == name.count, let start = name.baseAddress,
      memcmp(bytes.start + ends[expected], start, name.count) == 0
    {
      return Int32(truncatingIfNeeded: expected)
    }
    let number = number(of: name)
    following[Int(previous)] = number
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
    following.append(number)
    return number
  }

  @inline(__always)
  private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    var hash = UInt64(truncatingIfNeeded: name.count)
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15 }
    return Int(truncatingIfNeeded: hash >> 55)
  }
}
