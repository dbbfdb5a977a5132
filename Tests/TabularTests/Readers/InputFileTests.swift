import Diagnostics
import Model
import Tabular
import Testing

@Suite("Opening and recognising files")
struct InputFileTests {
  @Test("The format is told by the content")
  func formats() throws {
    let cases: [(String, FileFormat)] = [
      ("a,b\n1,2\n", .csv), ("", .csv), ("<DATE>,<CLOSE>\n1,2\n", .csv), ("[x],{y}\n", .csv),
      ("{\"id\": 1}\n{\"id\": 2}\n", .jsonLines), (" \n{ \"id\": 1}", .jsonLines),
      ("<?xml version=\"1.0\"?>\n<!-- <Workbook> -->\n<export><order/></export>", .xml), ("\u{feff}<a/>", .xml),
      ("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", .spreadsheetML),
      ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", .xml),
      ("<o:document xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>", .ods),
    ]
    for (text, format) in cases {
      #expect(try InputFixture(text).open().format == format, "\(text)")
    }
    let wide = TextEncodingTests.bytes("<?xml version='1.0' encoding='UTF-16'?><a/>", .utf16be, mark: true)
    #expect(try InputFixture(wide).open().format == .xml)
  }

  @Test("What is not read says what it is and what to do")
  func unsupported() throws {
    let cases: [([UInt8], String)] = [
      ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0], "old Office file"), (Array("%PDF-1.7".utf8), "PDF"),
      (Array("<html><body><table>".utf8), "web page"),
      (Array("7z\u{bc}".utf8).prefix(2) + [0xbc, 0xaf, 0x27, 0x1c], "7-Zip"),
    ]
    for (bytes, kind) in cases {
      let found = diagnostic { _ = try InputFixture(bytes).open() }
      #expect(found?.code == .unsupportedFormat)
      #expect(found?.message.contains(kind) == true)
      #expect(found?.hint?.isEmpty == false)
    }
    let records = diagnostic { _ = try InputFixture("<a><b/></a>").rows() }
    #expect(records?.code == .notATable)
    #expect(try InputFixture("{\"a\": 1, \"b\": 2}\n").rows(ReadOptions(delimiter: UInt8(ascii: ","))).count == 1)
    let sheet = diagnostic { _ = try InputFixture("<a><b/></a>").open().anyTable(ReadOptions(sheet: "Costs")) }
    #expect(sheet?.code == .noSuchSheet)
    let book = diagnostic { _ = try WorkbookFixture().file().rows(ReadOptions(delimiter: UInt8(ascii: ","))) }
    #expect(book?.code == .notDelimited)
  }

  @Test("Old Office files and protected new ones are told apart by their directory")
  func compoundFiles() throws {
    func file(_ names: [String], directory: Int = 1, then next: Int? = nil) -> [UInt8] {
      func word(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
      var header = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + [UInt8](repeating: 0, count: 504)
      header[30] = 9
      header.replaceSubrange(48..<52, with: word(directory))
      header.replaceSubrange(76..<80, with: word(0))
      var table = [UInt8](repeating: 0xff, count: 512)
      if let next { table.replaceSubrange(4..<8, with: word(next)) }
      let entries = names.flatMap { name -> [UInt8] in
        let text = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let fill = [UInt8](repeating: 0, count: 64 - text.count)
        return text + fill + [UInt8(name.isEmpty ? 0 : text.count + 2)] + [UInt8](repeating: 0, count: 63)
      }
      return header + table + entries
    }
    let cases: [([UInt8], DiagnosticCode, String)] = [
      (file(["Root Entry", "Workbook", "", ""]), .unsupportedFormat, "old Excel workbook"),
      (file(["Root Entry", "BOOK", "", ""]), .unsupportedFormat, "old Excel workbook"),
      (file(["Root Entry", "WordDocument", "", ""]), .unsupportedFormat, "Word"),
      (file(["Root Entry", "", "", "", "EncryptedPackage", "", "", ""], then: 2), .encryptedFile, "password"),
      (file(["Root Entry", "", "", ""], then: 1), .unsupportedFormat, "old Office file"),
      (file(["Root Entry"], directory: 1 << 30), .unsupportedFormat, "old Office file"),
    ]
    for (bytes, code, text) in cases {
      for content in [bytes, deflated(bytes, gzip: true)] {
        let found = diagnostic { _ = try InputFixture(content).open() }
        #expect(found?.code == code)
        #expect(found?.message.contains(text) == true, "\(found?.message ?? "")")
      }
    }
  }

  @Test func missing() {
    let found = diagnostic { _ = try InputFile.open("/nonexistent/file.csv") }
    #expect(found?.code == .noSuchFile)
    #expect(found?.location.file == "/nonexistent/file.csv")
    #expect(diagnostic { _ = try InputFile.open("/tmp") }?.code == .isFolder)
    let tooLong = "/tmp/" + String(repeating: "x", count: 300)
    #expect(diagnostic { _ = try InputFile.open(tooLong) }?.code == .cannotRead)
  }

  @Test("gzip is unpacked, several members too; digest and size are those of the file as it is")
  func gzip() throws {
    let packed = deflated(Array("a,b\n".utf8), gzip: true) + deflated(Array("1,2\n".utf8), gzip: true) + [0, 0]
    let fixture = try InputFixture(packed)
    let file = try fixture.open()
    #expect(file.format == .csv)
    #expect(file.isCompressed)
    #expect(file.byteCount == packed.count)
    #expect(try file.digest() == SHA256Digest(of: packed))
    for _ in 0..<2 {
      #expect(try ReadRow.all(of: file.table()) == [ReadRow(1, ["a", "b"]), ReadRow(2, ["1", "2"])])
    }
  }

  @Test("Damaged gzip is an error and never a shorter table")
  func damagedGzip() throws {
    let text = (0..<2000).map { "\($0),\($0 &* 7919)\n" }.joined()
    let packed = deflated(Array(text.utf8), gzip: true)
    var flipped = packed
    flipped[packed.count - 6] ^= 1
    for bytes in [Array(packed.dropLast(1)), Array(packed.prefix(packed.count / 2)), flipped, packed + [1, 2, 3]] {
      #expect(diagnostic { _ = try InputFixture(bytes).rows() }?.code == .damagedCompression)
    }
  }

  @Test("The budget of unpacked bytes holds")
  func budget() throws {
    let packed = deflated([UInt8](repeating: 10, count: 1 << 20), gzip: true)
    var options = ReadOptions()
    options.limits.inflatedBytes = 1 << 19
    let found = diagnostic { _ = try InputFixture(packed).rows(options) }
    #expect(found?.code == .limitHit)
    #expect(found?.hint?.contains("inflated-bytes") == true)
  }
}
