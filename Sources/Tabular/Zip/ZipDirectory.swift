import Diagnostics

/// Where the central directory of a zip file stands, and how its entries are read.
struct ZipDirectory {
  /// How many entries it says it has.
  let count: Int
  private let position: Int
  private let size: Int
  /// What must be added to positions in the archive, because other bytes stand in front of it.
  private let shift: Int

  /// Finds the end record, at most a comment of 65,535 bytes before the end of the file, and the Zip64 record before
  /// it.
  static func find(in file: OpenFile) throws -> ZipDirectory {
    let tailStart = max(0, file.size - 65_535 - 22)
    let tail = try file.bytes(tailStart..<file.size)
    var index = tail.count - 22
    while index >= 0 {
      if integer(tail, index, 4) == 0x0605_4b50, index + 22 + integer(tail, index + 20, 2) <= tail.count {
        return try ZipDirectory(endRecord: Array(tail[index..<index + 22]), at: tailStart + index, file)
      }
      index -= 1
    }
    throw Failure.damagedZip("its directory is missing; part of the file may be missing", file: file.name)
  }

  private init(endRecord: [UInt8], at end: Int, _ file: OpenFile) throws {
    var count = Self.integer(endRecord, 10, 2)
    var size = Self.integer(endRecord, 12, 4)
    var offset = Self.integer(endRecord, 16, 4)
    var directoryEnd = end
    let locator = end >= 20 ? try file.bytes(end - 20..<end) : []
    if locator.count == 20, Self.integer(locator, 0, 4) == 0x0706_4b50 {
      let recordPosition = Self.integer(locator, 8, 8)
      let record =
        recordPosition >= 0 && recordPosition < end
        ? try file.bytes(recordPosition..<recordPosition + 56) : []
      guard record.count == 56, Self.integer(record, 0, 4) == 0x0606_4b50 else {
        throw Failure.damagedZip("its Zip64 directory is missing", file: file.name)
      }
      count = Self.integer(record, 32, 8)
      size = Self.integer(record, 40, 8)
      offset = Self.integer(record, 48, 8)
      directoryEnd = recordPosition
    }
    guard count >= 0, size >= 0, offset >= 0, size <= directoryEnd, offset <= directoryEnd - size else {
      throw Failure.damagedZip("its directory does not fit into the file", file: file.name)
    }
    self.count = count
    self.size = size
    position = directoryEnd - size
    shift = position - offset
  }

  /// Reads every entry.
  func entries(of file: OpenFile) throws -> [ZipArchive.Entry] {
    let bytes = try file.bytes(position..<position + size)
    var entries: [ZipArchive.Entry] = []
    entries.reserveCapacity(min(count, size / 46))
    var index = 0
    while entries.count < count {
      guard index + 46 <= bytes.count, Self.integer(bytes, index, 4) == 0x0201_4b50 else {
        throw Failure.damagedZip("its directory is cut off", file: file.name)
      }
      let nameLength = Self.integer(bytes, index + 28, 2)
      let extraLength = Self.integer(bytes, index + 30, 2)
      let next = index + 46 + nameLength + extraLength + Self.integer(bytes, index + 32, 2)
      guard next <= bytes.count else {
        throw Failure.damagedZip("its directory is cut off", file: file.name)
      }
      let name = try Self.name(bytes[index + 46..<index + 46 + nameLength], file: file.name)
      let extra = Array(bytes[index + 46 + nameLength..<index + 46 + nameLength + extraLength])
      let entry = try self.entry(bytes, index, name: name, extra: extra, file: file.name)
      entries.append(entry)
      index = next
    }
    return entries
  }

  private func entry(
    _ bytes: [UInt8], _ index: Int, name: String, extra: [UInt8], file: String
  ) throws -> ZipArchive.Entry {
    // Fields of 32 bits that are full stand in the Zip64 extra field, in this order.
    var wide = Self.zip64Values(extra)[...]
    func field(_ offset: Int) -> Int {
      let value = Self.integer(bytes, index + offset, 4)
      return value == 0xffff_ffff ? wide.popFirst() ?? value : value
    }
    let size = field(24)
    let packedSize = field(20)
    let headerPosition = field(42)
    guard size >= 0, packedSize >= 0, headerPosition >= 0, headerPosition <= position,
      packedSize <= position, headerPosition + shift >= 0
    else { throw Failure.damagedZip("an entry lies outside of the file", part: name, file: file) }
    return ZipArchive.Entry(
      name: name, headerPosition: headerPosition + shift, packedSize: packedSize, size: size,
      checksum: UInt32(Self.integer(bytes, index + 16, 4)), method: UInt16(Self.integer(bytes, index + 10, 2)),
      flags: UInt16(Self.integer(bytes, index + 8, 2)))
  }

  private static func name(_ bytes: ArraySlice<UInt8>, file: String) throws -> String {
    let name = String(decoding: bytes.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
    let folders = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !folders.contains("..") else {
      throw Failure.damagedZip("a name that leads out of the archive", part: name, file: file)
    }
    return name
  }

  private static func zip64Values(_ extra: [UInt8]) -> [Int] {
    var index = 0
    while index + 4 <= extra.count {
      let size = integer(extra, index + 2, 2)
      if integer(extra, index, 2) == 1 {
        return stride(from: index + 4, through: min(index + 4 + size, extra.count) - 8, by: 8).map {
          integer(extra, $0, 8)
        }
      }
      index += 4 + size
    }
    return []
  }

  /// A little-endian integer of up to eight bytes; negative where it does not fit into 63 bits.
  static func integer(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> Int {
    var value: UInt64 = 0
    for index in (0..<size).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
    return value > UInt64(Int.max) ? -1 : Int(value)
  }
}
