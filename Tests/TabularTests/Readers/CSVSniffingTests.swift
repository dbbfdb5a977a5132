import Diagnostics
import Tabular
import Testing

@Suite("Finding the delimiter and the encoding of a text")
struct CSVSniffingTests {
  private func second(_ text: String) throws -> [String] { try InputFixture(text).rows()[1].cells }

  @Test("The sign that rows are regular in, and not one in their texts or numbers")
  func delimiters() throws {
    #expect(try second("1,50;2,50\n3,50;4,50\n") == ["3,50", "4,50"])
    #expect(try second("Smith, John|Boston\nDoe, Jane|Reno\n") == ["Doe, Jane", "Reno"])
    #expect(try second("Smith, John\tBoston\nDoe, Jane\tReno\n") == ["Doe, Jane", "Reno"])
    #expect(try second("1,2,3\n4,5,6\n") == ["4", "5", "6"])
    #expect(try second("a, b, c\n1, 2, 3\n") == ["1", " 2", " 3"])
    #expect(try second("id,tags\n1,x;y;z\n2,x;y;z\n3,x;y;z\n") == ["1", "x;y;z"])
    #expect(try second("Report of May\n\nid;sum\n1;2,5\n2;3,5\n") == ["id", "sum"])
    #expect(try second("\"a;b\",x;y\n\"c;d\",z;w\n") == ["c;d", "z;w"])
    #expect(try second("a~b\n1~2\n") == ["1", "2"])
    #expect(try second("a\u{1f}b\n1\u{1f}2\n") == ["1", "2"])
  }

  @Test("A sign in few rows of a text of one column separates nothing")
  func oneColumn() throws {
    let notes = "note\n" + String(repeating: "plain\n", count: 9) + "one; two\n"
    #expect(try InputFixture(notes).rows().last?.cells == ["one; two"])
    #expect(try second("time\n12:30\n12:31\n") == ["12:30"])
    #expect(try second("a^2\nb\nc^3\n") == ["b"])
  }

  @Test("The row that the sample cuts off does not count")
  func longRows() throws {
    // Forty rows fill the sample: the last one has lost its semicolons, and none of its commas.
    let row = "1,5;" + String(repeating: "x", count: 1700) + ";1;2;3\n"
    let cells = try InputFixture("a;b;c;d;e\n" + String(repeating: row, count: 60)).rows()[1].cells
    #expect(cells.count == 5)
  }

  @Test("Many characters of UTF-8 and a broken byte are broken UTF-8, wherever that byte stands")
  func brokenUTF8() throws {
    let text = Array(String(repeating: "é,ü\n", count: 50).utf8)
    for bytes in [[0xff, 0x0a] + text, text + [0xff, 0x0a]] {
      #expect(diagnostic { _ = try InputFixture(bytes).rows() }?.code == .notInEncoding)
    }
    // Surrogates as three bytes each have no sense in any encoding.
    let surrogates: [UInt8] = [0x61, 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 0x0a]
    #expect(diagnostic { _ = try InputFixture(surrogates).rows() }?.code == .notInEncoding)
  }

  @Test("Windows-1252 in which two letters happen to be a character of UTF-8")
  func accidentalUTF8() throws {
    // "Ã©" is é in UTF-8.
    let bytes: [UInt8] = Array("n\n".utf8) + [0xc3, 0xa9, 0x0a, 0xe9, 0x74, 0xe9, 0x0a, 0xfc, 0x0a]
    #expect(try InputFixture(bytes).rows().map(\.cells) == [["n"], ["Ã©"], ["été"], ["ü"]])
    #expect(try InputFixture(Array("caf".utf8) + [0xe9]).rows() == [ReadRow(1, ["café"])])
  }

  @Test("An encoding that is given is taken, and a mark wins over it")
  func given() throws {
    let bytes: [UInt8] = [0xc3, 0xa9, 0x0a]
    #expect(try InputFixture(bytes).rows(ReadOptions(encoding: .windows1252)) == [ReadRow(1, ["Ã©"])])
    #expect(try InputFixture([0xef, 0xbb, 0xbf] + bytes).rows(ReadOptions(encoding: .latin1)) == [ReadRow(1, ["é"])])
  }
}
