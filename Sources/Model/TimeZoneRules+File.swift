import Glibc

/// Why the rules of a time zone cannot be had.
public enum TimeZoneError: Error, Sendable, Equatable {
  /// No zone has this name, or the name would leave the folder of zone data.
  case unknown(identifier: String)
  /// The file of the zone cannot be read; the number is the system's `errno`.
  case unreadable(path: String, errno: Int32)
  /// The file is not zone data of version 2 or later without leap seconds.
  case damaged(path: String)
}

extension TimeZoneRules {
  /// The folder of the system's zone data: `TZDIR` where it is set, else `/usr/share/zoneinfo`.
  public static var systemDirectory: String {
    guard let value = getenv("TZDIR"), value.pointee != 0 else { return "/usr/share/zoneinfo" }
    return String(cString: value)
  }

  /// The rules of a zone by its IANA name, compared exactly.
  ///
  /// `localtime` and `posixrules` are refused: they are this machine's setting, not names of zones.
  public init(identifier: String, directory: String = systemDirectory) throws(TimeZoneError) {
    let bytes = try TimeZoneRules.data(of: identifier, directory: directory)
    guard let table = ZoneTable(bytes) else { throw .damaged(path: directory + "/" + identifier) }
    self.init(identifier: identifier, table: table)
  }

  /// The rules of a zone from data that was kept, in the form of its file.
  public init(identifier: String, data: [UInt8]) throws(TimeZoneError) {
    guard let table = ZoneTable(data) else { throw .damaged(path: identifier) }
    self.init(identifier: identifier, table: table)
  }

  /// The bytes of a zone's file.
  public static func data(
    of identifier: String, directory: String = systemDirectory
  ) throws(TimeZoneError) -> [UInt8] {
    guard TimeZoneRules.isName(identifier) else { throw .unknown(identifier: identifier) }
    let path = directory + "/" + identifier
    switch TimeZoneRules.contents(of: path) {
    case .success(let bytes): return bytes
    case .failure(let error):
      // A folder such as `Europe` opens but has no contents.
      if [ENOENT, ENOTDIR, EISDIR].contains(error.errno) { throw .unknown(identifier: identifier) }
      throw .unreadable(path: path, errno: error.errno)
    }
  }

  /// The version of the system's zone data, for instance `2026f`: from the first line of `tzdata.zi`, or from
  /// `+VERSION`; nil when neither file says.
  public static func tzdataVersion(directory: String = systemDirectory) -> String? {
    let prefix = "# version "
    if case .success(let bytes) = contents(of: directory + "/tzdata.zi") {
      let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      if line.hasPrefix(prefix) { return String(line.dropFirst(prefix.count)) }
    }
    if case .success(let bytes) = contents(of: directory + "/+VERSION") {
      let line = String(decoding: bytes.prefix { $0 > 32 }, as: UTF8.self)
      if !line.isEmpty { return line }
    }
    return nil
  }

  /// Coordinated universal time, which needs no file.
  public static let utc = TimeZoneRules(identifier: "UTC", transitions: [], offsets: [0], repeatsFrom: nil)

  private static func isName(_ identifier: String) -> Bool {
    guard identifier != "localtime", identifier != "posixrules" else { return false }
    let parts = identifier.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      guard let first = part.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
      return part.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
      }
    }
  }

  /// The bytes of a small file, or the system's `errno`.
  private static func contents(of path: String) -> Result<[UInt8], FileError> {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .failure(FileError(errno: errno)) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return .failure(FileError(errno: errno)) }
      if count == 0 { return .success(bytes) }
      bytes += buffer[0..<count]
    }
  }

  private struct FileError: Error {
    let errno: Int32
  }

  /// The transitions of the file, continued by its footer for one cycle.
  init(identifier: String, table: ZoneTable) {
    var all: [(at: Int64, offset: Int32)] = Array(zip(table.transitions, table.offsets.dropFirst()))
    var initial = table.offsets[0]
    var repeatsFrom: Int64?
    if let footer = table.footer {
      let last = table.transitions.last
      if last == nil { initial = footer.standardOffset }
      if footer.daylight != nil {
        let firstYear = last.map { CivilDate(days: Int32(clamping: $0 / 86_400)).components.year } ?? 1900
        for year in firstYear...(firstYear + 402) {
          all += footer.transitions(inYear: year).filter { $0.at > last ?? .min }
        }
        // The rule holds alone from the second year on, so that the last 400 years of the table are one whole cycle.
        repeatsFrom = CivilDate(year: firstYear + 402, month: 1, day: 1).map { Int64($0.days) * 86_400 }
      }
    }
    var transitions: [Int64] = []
    var offsets = [initial]
    for (at, offset) in all {
      // Of two changes at one instant the later rule stands (a zone with daylight saving all year has such pairs).
      if transitions.last == at {
        transitions.removeLast()
        offsets.removeLast()
      }
      if offsets.last != offset {
        transitions.append(at)
        offsets.append(offset)
      }
    }
    self.init(identifier: identifier, transitions: transitions, offsets: offsets, repeatsFrom: repeatsFrom)
  }
}

/// What a TZif file holds: the table of its 64-bit block and the rule of its footer (RFC 8536 section 3).
struct ZoneTable {
  var transitions: [Int64] = []
  var offsets: [Int32] = []
  var footer: ZoneFooter?

  /// Reads version 2 or later; nil for anything else, for leap seconds (`right/` zones) and for damage.
  init?(_ bytes: [UInt8]) {
    guard let old = Header(bytes, at: 0), old.version >= UInt8(ascii: "2"),
      let header = Header(bytes, at: old.end(timeSize: 4)), header.leapCount == 0, header.typeCount > 0,
      header.end(timeSize: 8) <= bytes.count
    else { return nil }
    let indexes = header.start + header.timeCount * 8
    let types = indexes + header.timeCount
    func offset(ofType type: Int) -> Int32 {
      Int32(truncatingIfNeeded: bigEndian(bytes, at: types + type * 6, size: 4))
    }
    offsets.append(offset(ofType: 0))
    for index in 0..<header.timeCount {
      let at = bigEndian(bytes, at: header.start + index * 8, size: 8)
      let type = Int(bytes[indexes + index])
      guard type < header.typeCount, transitions.last.map({ $0 < at }) ?? true else { return nil }
      transitions.append(at)
      offsets.append(offset(ofType: type))
    }
    let newline = UInt8(ascii: "\n")
    let rest = bytes[header.end(timeSize: 8)...]
    guard rest.first == newline, let close = rest.dropFirst().firstIndex(of: newline) else { return nil }
    let text = rest[(rest.startIndex + 1)..<close]
    if !text.isEmpty {
      guard let rule = ZoneFooter(text) else { return nil }
      footer = rule
    }
  }

  private struct Header {
    let version: UInt8
    let start: Int
    let utcCount: Int
    let standardCount: Int
    let leapCount: Int
    let timeCount: Int
    let typeCount: Int
    let letterCount: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + 44, Array("TZif".utf8).elementsEqual(bytes[start..<(start + 4)]) else { return nil }
      func count(_ index: Int) -> Int { Int(bigEndian(bytes, at: start + 20 + index * 4, size: 4)) }
      version = bytes[start + 4]
      self.start = start + 44
      (utcCount, standardCount, leapCount) = (count(0), count(1), count(2))
      (timeCount, typeCount, letterCount) = (count(3), count(4), count(5))
    }

    func end(timeSize: Int) -> Int {
      start + timeCount * (timeSize + 1) + typeCount * 6 + letterCount + leapCount * (timeSize + 4) + standardCount
        + utcCount
    }
  }
}

private func bigEndian(_ bytes: [UInt8], at start: Int, size: Int) -> Int64 {
  var value: UInt64 = 0
  for index in start..<(start + size) { value = value << 8 | UInt64(bytes[index]) }
  return Int64(bitPattern: value)
}
