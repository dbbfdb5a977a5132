import Diagnostics
import Tabular
import Testing

@Suite("Zip files")
struct ZipArchiveTests {
  private static let rows = "<row r='1'><c r='A1'><v>1</v></c></row>"

  private func read(_ workbook: WorkbookFixture) throws -> [ReadRow] { try workbook.file().rows() }

  @Test("Deflated, stored, data descriptors, Zip64, comments and bytes in front")
  func kinds() throws {
    var stored = WorkbookFixture(rows: Self.rows)
    stored.zip.isDeflated = false
    var descriptors = WorkbookFixture(rows: Self.rows)
    descriptors.zip.hasDataDescriptors = true
    var wide = WorkbookFixture(rows: Self.rows)
    wide.zip.isZip64 = true
    var comment = WorkbookFixture(rows: Self.rows)
    comment.zip.comment = "a comment with PK\u{5}\u{6} in it, long enough to look like an end record"
    for workbook in [WorkbookFixture(rows: Self.rows), stored, descriptors, wide, comment] {
      #expect(try read(workbook) == [ReadRow(1, ["n:1"])])
    }
    var prefixed = WorkbookFixture(rows: Self.rows)
    prefixed.zip.prefix = Array("#!/bin/sh\n".utf8)
    #expect(try InputFixture(prefixed.bytes, ending: ".xlsx").rows() == [ReadRow(1, ["n:1"])])
  }

  @Test("A workbook in gzip")
  func inGzip() throws {
    let packed = deflated(WorkbookFixture(rows: Self.rows).bytes, gzip: true)
    #expect(try InputFixture(packed).rows() == [ReadRow(1, ["n:1"])])
  }

  @Test("A cut file is refused wherever it is cut")
  func cut() throws {
    let bytes = WorkbookFixture(rows: Self.rows).bytes
    for length in stride(from: 4, to: bytes.count, by: 7) {
      #expect(diagnostic { _ = try InputFixture(Array(bytes.prefix(length))).rows() }?.code == .damagedZip)
    }
  }

  @Test("A changed bit is found in every member that is read")
  func flipped() throws {
    let sheet = Array("<worksheet xmlns='\(WorkbookFixture.main)'><sheetData/></worksheet>".utf8)
    for (checksum, size) in [(UInt32(1), nil), (nil, 5), (nil, 5000)] as [(UInt32?, Int?)] {
      var zip = ZipFixture()
      zip.add("[Content_Types].xml", "<Types/>")
      zip.add("_rels/.rels", WorkbookFixture.relationships([("officeDocument", "book.xml")]))
      zip.add("_rels/book.xml.rels", WorkbookFixture.relationships([("worksheet", "sheet.xml")]))
      zip.add(
        "book.xml",
        "<workbook xmlns:r='\(WorkbookFixture.relations)'><sheets><sheet name='A' r:id='r0'/></sheets></workbook>")
      zip.add("sheet.xml", sheet, checksum: checksum, size: size)
      #expect(diagnostic { _ = try InputFixture(zip.bytes).rows() }?.code == .damagedZip)
    }
  }

  @Test("Names that lead out of the archive, too many members and too many bytes are refused")
  func hostile() throws {
    for name in ["../x", "/etc/passwd", "a/../../b", "..\\x"] {
      var zip = ZipFixture()
      zip.add(name, "x")
      #expect(diagnostic { _ = try InputFixture(zip.bytes).open() }?.code == .damagedZip)
    }
    var many = ZipFixture()
    for number in 0..<20 { many.add("\(number)", "") }
    var limits = ReadLimits()
    limits.entries = 19
    let found = diagnostic { _ = try InputFixture(many.bytes).open(limits) }
    #expect(found?.code == .limitHit)
    var options = ReadOptions()
    options.limits.inflatedBytes = 2000
    let rows = String(repeating: " ", count: 5000) + Self.rows
    #expect(diagnostic { _ = try WorkbookFixture(rows: rows).file().rows(options) }?.code == .limitHit)
  }

  @Test("A zip file that is no workbook says so")
  func others() throws {
    var zip = ZipFixture()
    zip.add("data.csv", "a,b\n")
    #expect(diagnostic { _ = try InputFixture(zip.bytes).open() }?.code == .unsupportedFormat)
    var word = ZipFixture()
    word.add("[Content_Types].xml", "<Types/>")
    word.add("_rels/.rels", WorkbookFixture.relationships([("officeDocument", "word/document.xml")]))
    #expect(diagnostic { _ = try InputFixture(word.bytes).rows() }?.message.contains("Word") == true)
    var binary = ZipFixture()
    binary.add("[Content_Types].xml", "<Types/>")
    binary.add("_rels/.rels", WorkbookFixture.relationships([("officeDocument", "xl/workbook.bin")]))
    #expect(diagnostic { _ = try InputFixture(binary.bytes).rows() }?.hint?.contains(".xlsx") == true)
    var encrypted = ZipFixture()
    encrypted.add("EncryptedPackage", "x")
    #expect(diagnostic { _ = try InputFixture(encrypted.bytes).rows() }?.code == .encryptedFile)
    #expect(diagnostic { _ = try InputFixture(Array("a,b\n".utf8), ending: ".xlsx").open() }?.code == .damagedZip)
  }
}
