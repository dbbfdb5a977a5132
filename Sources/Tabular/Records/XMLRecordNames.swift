import Glibc

/// The names of one document's elements and attributes as names of records: attributes have an `@` in front.
final class XMLRecordNames {
  private struct Recent: BitwiseCopyable {
    var pointer: UnsafePointer<UInt8>?
    var isAttribute = false
    var number: Int32 = 0
  }

  /// All names.
  let all = RecordNames()
  /// Equal names of a document have equal pointers: their numbers by pointer, of which the last of each place is kept.
  private let recent = RawList<Recent>(repeating: Recent(), count: 256)
  private var attributes: Set<Int32> = []
  private var scratch: [UInt8] = []

  /// The number of a name of the document.
  @inline(__always)
  func number(of pointer: UnsafePointer<UInt8>, isAttribute: Bool) -> Int32 {
    let place = Int(bitPattern: pointer) >> 4 & 255
    let found = recent[place]
    if found.pointer == pointer, found.isAttribute == isAttribute { return found.number }
    return slowNumber(of: pointer, isAttribute, place)
  }

  /// The number of an element's name.
  func number(of name: String) -> Int32 {
    var name = name
    return name.withUTF8 { all.number(of: UnsafeRawBufferPointer($0)) }
  }

  /// Whether a number is that of an attribute.
  func isAttribute(_ number: Int32) -> Bool { attributes.contains(number) }

  private func slowNumber(of pointer: UnsafePointer<UInt8>, _ isAttribute: Bool, _ place: Int) -> Int32 {
    scratch.removeAll(keepingCapacity: true)
    if isAttribute { scratch.append(UInt8(ascii: "@")) }
    let length = strlen(UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
    scratch.append(contentsOf: UnsafeBufferPointer(start: pointer, count: length))
    let number = scratch.withUnsafeBytes { all.number(of: $0) }
    if isAttribute { attributes.insert(number) }
    recent[place] = Recent(pointer: pointer, isAttribute: isAttribute, number: number)
    return number
  }
}
