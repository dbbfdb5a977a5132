import Diagnostics

/// The container of old Office files and of protected new ones ([MS-CFB]): read only to say what it holds.
struct CompoundFile {
  /// The first bytes of such a file.
  static let magic: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

  private let file: OpenFile
  private let header: [UInt8]
  private let sectorSize: Int

  /// Reads the header.
  private init(_ file: OpenFile) throws {
    self.file = file
    header = try file.bytes(0..<512)
    // 512 or 4096 bytes (section 2.2, Sector Shift).
    sectorSize = header.count == 512 && header[30] == 12 ? 4096 : 512
  }

  /// Why a file of this kind is not read.
  static func refusal(of file: OpenFile) throws -> Failure {
    let names = try CompoundFile(file).entryNames()
    if names.contains("encryptedpackage") {
      return Failure(.rejected, .encryptedFile, at: SourceLocation(file: file.name))
    }
    func unsupported(_ kind: String, _ advice: String) -> Failure {
      .unsupported(kind, advice: advice, file: file.name)
    }
    if names.contains("workbook") || names.contains("book") {
      return unsupported("an old Excel workbook (.xls)", "open it in Excel or LibreOffice and save it as .xlsx")
    }
    if names.contains("worddocument") {
      return unsupported("an old Word document", "copy its table into a workbook and save that as .xlsx")
    }
    return unsupported(
      "an old Office file, perhaps damaged or protected by a password",
      "open it in Excel or LibreOffice, take the password off, and save it as .xlsx")
  }

  /// The names in the directory, in lower case; those of a damaged one as far as they go.
  private func entryNames() throws -> Set<String> {
    guard header.count == 512 else { return [] }
    var names: Set<String> = []
    var sector = integer(header, 48)
    // A directory of an Office file has a few dozen entries; a chain may also lead in a circle.
    for _ in 0..<64 {
      guard sector < 0xffff_fff0 else { break }
      let start = (sector + 1) * sectorSize
      let bytes = try file.bytes(start..<start + sectorSize)
      for entry in stride(from: 0, to: bytes.count - 127, by: 128) {
        let length = min(max(Int(bytes[entry + 64]) - 2, 0), 62)
        // Names are UTF-16; those that matter are ASCII.
        let name = stride(from: entry, to: entry + length, by: 2).map { bytes[$0] }
        names.insert(String(decoding: name, as: UTF8.self).lowercased())
      }
      sector = try sectorBehind(sector)
    }
    return names
  }

  /// The next sector of a chain, from the table of them whose first 109 sectors stand in the header.
  private func sectorBehind(_ sector: Int) throws -> Int {
    let perSector = sectorSize / 4
    guard sector / perSector < 109 else { return 0xffff_ffff }
    let table = integer(header, 76 + 4 * (sector / perSector))
    guard table < 0xffff_fff0 else { return 0xffff_ffff }
    let start = (table + 1) * sectorSize + 4 * (sector % perSector)
    let bytes = try file.bytes(start..<start + 4)
    return bytes.count == 4 ? integer(bytes, 0) : 0xffff_ffff
  }

  private func integer(_ bytes: [UInt8], _ offset: Int) -> Int {
    (0..<4).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
  }
}
