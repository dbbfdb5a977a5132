@testable import Tabular

/// Parts of a workbook, put into a sound zip file: sheet, shared strings, styles, and perhaps workbook and relations.
///
/// The parts of an input are divided by lines of four equals signs, so that a mutation of a part stays one.
enum WorkbookCheck {
  private static let divider = Array("\n====\n".utf8)
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let workbook = """
    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="\(relations)"><sheets>\
    <sheet name="S" r:id="r1"/></sheets></workbook>
    """
  private static let targets = """
    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
    <Relationship Id="r1" Type="\(relations)/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="r2" Type="\(relations)/sharedStrings" Target="sharedStrings.xml"/>\
    <Relationship Id="r3" Type="\(relations)/styles" Target="styles.xml"/></Relationships>
    """

  static func check(_ bytes: [UInt8]) throws {
    let plain = file(of: bytes)
    try FileCheck.check(plain)
    // Our own scanner reads parts in UTF-8 and libxml2 those in UTF-16: both find the same rows.
    guard let wide = wideFile(of: bytes) else { return }
    let rows = try ReadOutcome(of: plain)
    let wideRows = try ReadOutcome(of: wide)
    guard rows.rows == wideRows.rows, (rows.refusal == nil) == (wideRows.refusal == nil) else {
      throw BrokenRule("in UTF-8 \(rows), in UTF-16 \(wideRows)")
    }
  }

  /// The workbook that an input stands for.
  static func file(of bytes: [UInt8]) -> [UInt8] { zip(of: parts(of: bytes)) }

  /// The same with its sheet and its shared strings in UTF-16; nil where our own scanner reads one of them not anyway.
  private static func wideFile(of bytes: [UInt8]) -> [UInt8]? {
    var parts = parts(of: bytes)
    for position in parts.indices.prefix(2) {
      guard let wide = wide(parts[position]) else { return nil }
      parts[position] = wide
    }
    return zip(of: parts)
  }

  private static func wide(_ part: [UInt8]) -> [UInt8]? {
    // Its declaration may name UTF-8, and is left out.
    guard case .utf8(let length, _)? = XMLProlog(part, isWhole: true),
      let text = String(validating: part[length...], as: UTF8.self)
    else { return nil }
    return [0xff, 0xfe] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  private static func zip(of parts: [[UInt8]]) -> [UInt8] {
    var zip = ZipFixture()
    zip.isDeflated = false
    func part(_ position: Int, _ usual: String = "") -> [UInt8] {
      position < parts.count ? parts[position] : Array(usual.utf8)
    }
    zip.add("[Content_Types].xml", "<Types/>")
    zip.add("_rels/.rels", "<Relationships/>")
    zip.add("xl/worksheets/sheet1.xml", part(0))
    if parts.count > 1 { zip.add("xl/sharedStrings.xml", part(1)) }
    if parts.count > 2 { zip.add("xl/styles.xml", part(2)) }
    zip.add("xl/workbook.xml", part(3, workbook))
    zip.add("xl/_rels/workbook.xml.rels", part(4, targets))
    return zip.bytes
  }

  private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
      if bytes[index] == divider[0], bytes[index...].starts(with: divider) {
        parts.append([])
        index += divider.count
      } else {
        parts[parts.count - 1].append(bytes[index])
        index += 1
      }
    }
    return parts
  }
}
