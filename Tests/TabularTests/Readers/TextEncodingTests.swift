import Diagnostics
import Tabular
import Testing

@Suite("Encodings of text files")
struct TextEncodingTests {
  private static let text = "name;€\r\nÅsa Öst;naïve – 😀\r\n"
  private static let rows = [ReadRow(1, ["name", "€"]), ReadRow(2, ["Åsa Öst", "naïve – 😀"])]

  static func bytes(_ text: String, _ encoding: TextEncoding, mark: Bool) -> [UInt8] {
    let text = (mark ? "\u{feff}" : "") + text
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf16le: return text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case .utf16be: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    case .utf32le:
      return text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> ($0 * 8) & 255) } }
    case .utf32be:
      return text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (24 - $0 * 8) & 255) } }
    case .windows1252, .latin1: return text.unicodeScalars.map { UInt8($0.value & 255) }
    }
  }

  @Test(
    "UTF-8, UTF-16 and UTF-32 with and without a mark",
    arguments: [TextEncoding.utf8, .utf16le, .utf16be, .utf32le, .utf32be], [true, false])
  func unicode(encoding: TextEncoding, mark: Bool) throws {
    let file = try InputFixture(Self.bytes(Self.text, encoding, mark: mark))
    #expect(try file.rows(ReadOptions(encoding: mark ? nil : encoding)) == Self.rows)
  }

  @Test(
    "ASCII in UTF-16 and UTF-32 is recognised without a mark", arguments: [TextEncoding.utf16le, .utf16be, .utf32le])
  func wideWithoutMark(encoding: TextEncoding) throws {
    let file = try InputFixture(Self.bytes("id,amount\n1,2.50\n", encoding, mark: false))
    #expect(try file.rows() == [ReadRow(1, ["id", "amount"]), ReadRow(2, ["1", "2.50"])])
  }

  @Test("Bytes that are not UTF-8 are Windows-1252, also when they come late")
  func windows1252() throws {
    let head = String(repeating: "plain ascii,1\n", count: 40_000)
    let file = try InputFixture(Array(head.utf8) + [0x80, 0x2c, 0x9f, 0xe9, 0x0a])
    #expect(try file.rows().last?.cells == ["€", "Ÿé"])
    let given = try InputFixture([0xe9, 0x80, 0x0a])
    #expect(try given.rows(ReadOptions(encoding: .latin1)).last?.cells == ["é\u{80}"])
  }

  @Test("Where UTF-8 is given or has been seen, other bytes are an error with its line")
  func invalid() throws {
    let bytes: [UInt8] = Array("a,é\n1,2\n3,".utf8) + [0xe9] + Array(",4\n".utf8)
    let seen = diagnostic { _ = try InputFixture(Array(String(repeating: "é\n", count: 4000).utf8) + bytes).rows() }
    #expect(seen?.code == .notInEncoding)
    #expect(seen?.location.line == 4003)
    let given = diagnostic { _ = try InputFixture(bytes).rows(ReadOptions(encoding: .utf8)) }
    #expect(given?.location.line == 3)
    #expect(given?.hint?.contains("windows-1252") == true)
    for wrong: [UInt8] in [[0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]] {
      let found = diagnostic { _ = try InputFixture(wrong).rows(ReadOptions(encoding: .utf8)) }
      #expect(found?.code == .notInEncoding, "\(wrong)")
    }
    let half = diagnostic { _ = try InputFixture([0x41, 0, 0x00, 0xd8]).rows(ReadOptions(encoding: .utf16le)) }
    #expect(half?.code == .notInEncoding)
  }

  @Test("Names that people use")
  func names() {
    #expect(TextEncoding(named: "UTF-8") == .utf8)
    #expect(TextEncoding(named: "cp1252") == .windows1252)
    #expect(TextEncoding(named: "Latin-1") == .latin1)
    #expect(TextEncoding(named: "utf_16_be") == .utf16be)
    #expect(TextEncoding(named: "klingon") == nil)
    for encoding in TextEncoding.allCases { #expect(TextEncoding(named: encoding.rawValue) == encoding) }
  }
}
