import Diagnostics

/// The directory of a zip file (PKWARE APPNOTE 6.3.10), with Zip64, comments and bytes in front of the archive.
final class ZipArchive {
  /// One member.
  struct Entry {
    /// Its name with `/` between folders, as the archive spells it otherwise.
    let name: String
    /// Where its local header stands.
    let headerPosition: Int
    /// Its bytes as they are stored.
    let packedSize: Int
    /// Its bytes when unpacked.
    let size: Int
    /// CRC-32 of the unpacked bytes.
    let checksum: UInt32
    /// 0 stored, 8 deflated.
    let method: UInt16
    /// Bit 0: encrypted.
    let flags: UInt16
  }

  /// The file.
  let file: OpenFile
  /// The members in the order of the directory.
  let entries: [Entry]
  private let positionByName: [String: Int]
  private let positionByFoldedName: [String: Int]
  /// Names that stand for several members with different content: programs differ in which one they take.
  private let ambiguousNames: Set<String>

  /// Reads the directory of a zip file. Names that lead out of the archive are refused.
  init(_ file: OpenFile, limits: ReadLimits) throws {
    self.file = file
    let directory = try ZipDirectory.find(in: file)
    guard directory.count <= limits.entries else {
      throw Failure.limit(
        .entries, of: limits, "the zip file has \(directory.count) members", at: SourceLocation(file: file.name))
    }
    entries = try directory.entries(of: file)
    var exact: [String: Int] = [:]
    var folded: [String: Int] = [:]
    var ambiguous: Set<String> = []
    for (position, entry) in entries.enumerated() {
      if let first = exact[entry.name] {
        let isSame = entries[first].checksum == entry.checksum && entries[first].size == entry.size
        if !isSame { ambiguous.insert(entry.name) }
      } else {
        exact[entry.name] = position
      }
      let key = entry.name.lowercased()
      if folded[key] == nil { folded[key] = position }
    }
    positionByName = exact
    positionByFoldedName = folded
    ambiguousNames = ambiguous
  }

  /// The member of that name; where there is none, one that differs in case only.
  func entry(_ name: String) -> Entry? {
    (positionByName[name] ?? positionByFoldedName[name.lowercased()]).map { entries[$0] }
  }

  /// The unpacked bytes of a member. Size and CRC are checked at its end.
  func stream(_ entry: Entry, budget: InflationBudget) throws -> any ByteStream {
    func damaged(_ reason: String) -> Failure { .damagedZip(reason, part: entry.name, file: file.name) }
    guard !ambiguousNames.contains(entry.name) else { throw damaged("it stands there twice, with different content") }
    guard entry.flags & 1 == 0 else {
      throw Failure(.rejected, .encryptedFile, at: SourceLocation(file: file.name))
    }
    let header = try file.bytes(entry.headerPosition..<entry.headerPosition + 30)
    guard header.count == 30, ZipDirectory.integer(header, 0, 4) == 0x0403_4b50 else {
      throw damaged("its header is missing")
    }
    let start =
      entry.headerPosition + 30 + ZipDirectory.integer(header, 26, 2) + ZipDirectory.integer(header, 28, 2)
    guard start + entry.packedSize <= file.size else { throw damaged("it lies beyond the end of the file") }
    let packed = file.stream(start..<start + entry.packedSize)
    switch entry.method {
    case 0: return CheckedStream(packed, entry: entry, budget: budget, damaged: damaged)
    case 8:
      let inflated = try InflateStream(packed, wrapping: .none, budget: budget, damaged: damaged)
      return CheckedStream(inflated, entry: entry, budget: nil, damaged: damaged)
    default: throw damaged("its compression method \(entry.method) is unknown")
    }
  }
}

extension Failure {
  /// A zip file, or a member of it, is not sound.
  static func damagedZip(_ reason: String, part: String? = nil, file: String) -> Failure {
    Failure(
      .rejected, .damagedZip, at: SourceLocation(file: file),
      facts: ["reason": (part.map { "\($0): " } ?? "") + reason])
  }
}
