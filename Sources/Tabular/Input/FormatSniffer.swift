import Diagnostics

/// Tells the format of a file from its first bytes.
enum FormatSniffer {
  /// What the first bytes say.
  enum Finding: Equatable {
    /// A format that is read as it is.
    case format(FileFormat)
    /// gzip: what is inside decides.
    case gzip
    /// zip: its parts decide.
    case zip
    /// The container of old Office files and protected new ones: its directory says what it is.
    case compound
    /// Something else: what it is, and what to do.
    case unsupported(kind: String, advice: String)
  }

  /// How many bytes are worth looking at.
  static let sampleSize = 1 << 16

  /// Formats that begin with fixed bytes.
  private static let magics: [(bytes: [UInt8], finding: Finding)] = [
    ([0x1f, 0x8b], .gzip),
    ([0x50, 0x4b, 3, 4], .zip),
    ([0x50, 0x4b, 5, 6], .zip),
    (CompoundFile.magic, .compound),
    ([9, 8, 16, 0, 0, 6], oldExcel), ([9, 8, 8, 0, 0, 5], oldExcel), ([9, 4, 6, 0], oldExcel),
    ([9, 2, 6, 0], oldExcel),
    ([9, 0, 4, 0], oldExcel),
    (
      Array("%PDF-".utf8),
      .unsupported(kind: "a PDF document", advice: "ask its source for a CSV or Excel export of the same data")
    ),
    (Array("SQLite format 3\0".utf8), .unsupported(kind: "an SQLite database", advice: "export its table as CSV")),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], packed("7-Zip")), (Array("Rar!".utf8), packed("RAR")),
    ([0x28, 0xb5, 0x2f, 0xfd], packed("Zstandard")), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], packed("xz")),
    (Array("BZh".utf8), packed("bzip2")), ([0x89, 0x50, 0x4e, 0x47], picture), ([0xff, 0xd8, 0xff], picture),
    (Array("GIF8".utf8), picture), (Array("{\\rtf".utf8), .unsupported(kind: "a text document", advice: saveAs)),
    (Array("PAR1".utf8), .unsupported(kind: "a Parquet file", advice: "export it as CSV")),
  ]

  private static let saveAs = "save the table in it as .xlsx or CSV"
  private static let oldExcel = Finding.unsupported(
    kind: "an old Excel workbook (.xls)", advice: "open it in Excel or LibreOffice and save it as .xlsx")
  private static let picture = Finding.unsupported(kind: "a picture", advice: "give the data as CSV or .xlsx")
  private static func packed(_ name: String) -> Finding {
    .unsupported(kind: "a \(name) archive", advice: "unpack it first, or pack it with gzip")
  }

  /// The format that some first bytes belong to. Text that is neither XML nor JSON Lines is CSV.
  static func find(_ sample: [UInt8]) -> Finding {
    for magic in magics where sample.starts(with: magic.bytes) { return magic.finding }
    let text = plainText(sample)
    guard let first = text.firstIndex(where: { !isSpace($0) }) else { return .format(.csv) }
    switch text[first] {
    case UInt8(ascii: "<"): return markup(text[first...])
    case UInt8(ascii: "{"), UInt8(ascii: "["): return isJSON(text[first...]) ? .format(.jsonLines) : .format(.csv)
    default: return .format(.csv)
    }
  }

  /// The sample in something like ASCII: the byte order mark and the zeros of UTF-16 left out.
  private static func plainText(_ sample: [UInt8]) -> [UInt8] {
    let mark = TextEncoding.mark(in: sample)
    let rest = sample.dropFirst(mark?.length ?? 0)
    let isWide = mark.map { $0.encoding != .utf8 } ?? (TextEncoding.wideEncoding(of: sample) != nil)
    return isWide ? rest.filter { $0 != 0 } : Array(rest)
  }

  /// An object, or an array of objects: `{"`, `{}`, `[{`, `[]`, with any space between.
  private static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
    let marks = text.lazy.filter { !isSpace($0) }.prefix(2)
    switch Array(marks) {
    case [UInt8(ascii: "{"), UInt8(ascii: "\"")], [UInt8(ascii: "{"), UInt8(ascii: "}")],
      [UInt8(ascii: "["), UInt8(ascii: "{")], [UInt8(ascii: "["), UInt8(ascii: "]")]:
      return true
    default: return false
    }
  }

  /// XML by its root element, and tables whose first field only looks like markup (`<DATE>,<CLOSE>`).
  private static func markup(_ text: ArraySlice<UInt8>) -> Finding {
    guard let root = rootTag(text) else {
      let next = text.dropFirst().first ?? 0
      return next == UInt8(ascii: "?") || next == UInt8(ascii: "!") ? .format(.xml) : .format(.csv)
    }
    let after = text[root.endIndex...].first ?? 10
    if text.first == root.first, text.startIndex == root.startIndex,
      [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")].contains(after)
    {
      return .format(.csv)
    }
    let tag = String(decoding: root, as: UTF8.self)
    let qualified = tag.dropFirst().prefix { !" \t\r\n/>".contains($0) && !$0.isNewline }
    let name = qualified.split(separator: ":").last.map(String.init) ?? ""
    if name == "Workbook", tag.contains("urn:schemas-microsoft-com:office:spreadsheet") {
      return .format(.spreadsheetML)
    }
    if name == "document", tag.contains("urn:oasis:names:tc:opendocument:xmlns:office:1.0") { return .format(.ods) }
    // What declares itself as XML is read as XML; the tables that web programs name .xls do not.
    if !text.starts(with: "<?xml".utf8), name.lowercased() == "html" || name.lowercased() == "table" {
      return .unsupported(kind: "a web page (HTML)", advice: "open it in Excel or LibreOffice and save it as .xlsx")
    }
    return .format(.xml)
  }

  /// The start tag of the root element, from `<` to `>`; declarations, comments and a DOCTYPE before it are skipped.
  private static func rootTag(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = text
    func skip(past ending: String) -> Bool {
      let pattern = Array(ending.utf8)
      while !rest.isEmpty, !rest.starts(with: pattern) { rest = rest.dropFirst() }
      rest = rest.dropFirst(pattern.count)
      return !rest.isEmpty
    }
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[open...]
      if rest.starts(with: "<?".utf8) {
        guard skip(past: "?>") else { return nil }
      } else if rest.starts(with: "<!--".utf8) {
        guard skip(past: "-->") else { return nil }
      } else if rest.starts(with: "<!".utf8) {
        guard skip(past: ">") else { return nil }
      } else {
        guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        return rest[...close]
      }
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte >= 9 && byte <= 13 }
}
