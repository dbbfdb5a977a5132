import Diagnostics
import Testing

@testable import Tabular

@Suite struct RecordTests {
  /// All records, each as compact text: `name=text` or `name{children}`.
  private func xml(_ text: String, path: String? = nil, limits: ReadLimits = ReadLimits(), piece: Int = 1 << 20) throws
    -> [String]
  {
    try drain(XMLRecordReader(Pieces(text, size: piece), file: "x.xml", path: path, limits: limits))
  }

  private func json(_ text: String, limits: ReadLimits = ReadLimits(), piece: Int = 1 << 20) throws -> [String] {
    try drain(JSONRecordReader(Pieces(text, size: piece), file: "x.json", limits: limits))
  }

  private func drain(_ reader: any RecordReader) throws -> [String] {
    var records: [String] = []
    while let record = try reader.next() { records.append(compact(record)) }
    return records
  }

  private func code(_ body: () throws -> Void) -> DiagnosticCode? {
    let failure = #expect(throws: Failure.self) { try body() }
    #expect(failure?.exit == .rejected)
    return failure?.diagnostics.first?.code
  }

  private let export = """
    <?xml version="1.0"?>
    <export at="now"><place>unknown</place>
      <order id="1"><n>a &amp; b</n><item><sku>x</sku></item><item><sku>y</sku></item><e/></order>
      <order id="2"> own <n><![CDATA[<c>]]></n> text </order>
    </export>
    """

  @Test(arguments: [1, 2, 3, 7, 64, 1 << 20])
  func xmlRecordsByPathAndByRepetition(piece: Int) throws {
    let expected = ["order{@id=1,n=a & b,item{sku=x},item{sku=y},e=}", "order:own  text{@id=2,n=<c>}"]
    #expect(try xml(export, path: "export/order", piece: piece) == expected)
    #expect(try xml(export, path: "/export/order", piece: piece) == expected)
    #expect(try xml(export, piece: piece) == expected)
  }

  @Test func xmlPathsReachAnyDepth() throws {
    let text = "<a><b><c>1</c><d><c>no</c></d></b><x><c>no</c></x><b><c>2</c></b></a>"
    #expect(try xml(text, path: "a/b/c") == ["c=1", "c=2"])
    #expect(try xml(text, path: "a") == ["a{b{c=1,d{c=no}},x{c=no},b{c=2}}"])
    #expect(try xml(text, path: "a/none").isEmpty)
    #expect(code { _ = try xml(text, path: "b/c") } == .xmlWrongPath)
  }

  @Test func xmlWithoutARepeatedChild() throws {
    #expect(try xml("<export><place>p</place><order><id>1</id></order></export>") == ["order{id=1}"])
    #expect(try xml("<order v='1'><id>1</id><total>2</total></order>") == ["order{@v=1,id=1,total=2}"])
    #expect(try xml("<export/>").isEmpty)
  }

  @Test func xmlLinesAndNamespaces() throws {
    let reader = XMLRecordReader(
      Pieces("<r xmlns='u' xmlns:p='v'>\n<o p:k='&lt;&amp;&#65;'>\n<p:n/></o></r>", size: 5), file: "x.xml", path: "r/o"
    )
    let record = try #require(try reader.next())
    #expect(record.line == 2)
    #expect(record.children.map(\.name) == ["@k", "n"])
    #expect(record.children[0].text == "<&A")
    #expect(record.children[1].line == 3)
  }

  @Test(arguments: [1, 3, 1 << 20])
  func xmlInOtherEncodings(piece: Int) throws {
    let text = "<?xml version='1.0'?><r><o>é€😀</o></r>"
    let utf16 = Array(text.utf16)
    let little: [UInt8] = [0xFF, 0xFE] + utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 255)] }
    let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><r><o>".utf8) + [0xE9] + Array("</o></r>".utf8)
    for (bytes, expected) in [
      (little, "é€😀"), (big, "é€😀"), (latin, "é"), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), "é€😀"),
    ] {
      let reader = XMLRecordReader(Pieces(bytes, size: piece), file: "x.xml", path: "r/o")
      #expect(try reader.next()?.text == expected)
      #expect(try reader.next() == nil)
    }
  }

  @Test func xmlManyRecordsInOrder() throws {
    let count = 20_000
    let body = (0..<count).map { "<o><n>\($0)</n></o>" }.joined(separator: "\n")
    let reader = XMLRecordReader(Pieces("<r>\(body)</r>", size: 4096), file: "x.xml")
    var next = 0
    while let record = try reader.next() {
      if record.children.first?.text != "\(next)" { break }
      next += 1
    }
    #expect(next == count)
  }

  @Test(
    arguments: [
      "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
      "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>",
      """
      <!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>
      """,
      "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><r><o>&f;</o><o/></r>",
    ], [1, 1 << 20])
  func xmlDoctypeIsRefused(text: String, piece: Int) {
    #expect(code { _ = try xml(text, piece: piece) } == .xmlDocumentType)
  }

  @Test(
    arguments: [
      "", "no xml", "<a>", "<a></b>", "<a/><b/>", "<a b='1' b='2'/>", "<a>&none;</a>", "<a>\u{1}</a>", "<a>&#0;</a>",
      "<p:a/>", "<a b=1/>", "<a", "<?xml version='1.0' encoding='no-such'?><a/>", "<a>x</a>y",
    ], [1, 1 << 20])
  func xmlMalformed(text: String, piece: Int) {
    #expect(code { _ = try xml(text, piece: piece) } == .malformedXML)
  }

  @Test func xmlMalformedTellsTheLine() {
    let failure = #expect(throws: Failure.self) { try xml("<a>\n<b>\n</c>\n</a>") }
    #expect(failure?.diagnostics.first?.location == SourceLocation(file: "x.xml", line: 3))
  }

  @Test func xmlLimits() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(try xml(nested(64)).count == 1)
    #expect(code { _ = try xml(nested(65)) } == .limitHit)
    #expect(code { _ = try xml(nested(100_000)) } == .limitHit)
    var limits = ReadLimits()
    limits.cellText = 10
    limits.attributes = 2
    limits.columns = 5
    #expect(try xml("<a>0123456789</a>", path: "a", limits: limits).count == 1)
    #expect(code { _ = try xml("<a>01234567890</a>", path: "a", limits: limits) } == .limitHit)
    #expect(code { _ = try xml("<a>01234&#53;<!-- -->67890</a>", path: "a", limits: limits) } == .limitHit)
    #expect(code { _ = try xml("<a b='01234567890'/>", limits: limits) } == .limitHit)
    #expect(code { _ = try xml("<a b='1' c='2' d='3'/>", limits: limits) } == .limitHit)
    #expect(code { _ = try xml("<a><b/><c/><d/><e/><f/></a>", path: "a", limits: limits) } == .limitHit)
  }

  /// Quadratic work would take minutes here.
  @Test func manyNamesAndManyNamesakesAreQuick() throws {
    let names = 40_000
    let keys = "{" + (0..<names).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    let namesakes = "{\"a\":[" + [String](repeating: "1", count: names).joined(separator: ",") + "]}"
    for text in [keys, namesakes] {
      let table = try RecordTable(
        limits: ReadLimits(), file: "x.json", records: JSONRecordReader(Pieces(text, size: 1 << 16), file: "x.json"))
      #expect(try table.nextTexts()?.count == names)
      #expect(try table.nextTexts() == [String](repeating: "1", count: names))
    }
    let children = "<r>" + (0..<names).map { "<k\($0)/>" }.joined() + "</r>"
    let reader = XMLRecordReader(Pieces(children, size: 1 << 16), file: "x.xml")
    #expect(try reader.next()?.children.count == names)
  }

  @Test func namesakesStandTogetherAsColumns() throws {
    let lines = "{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":[4,5],\"c\":6}\n"
    let table = try RecordTable(
      limits: ReadLimits(), file: "x.json", records: JSONRecordReader(Pieces(lines, size: 3), file: "x.json"))
    #expect(try table.nextTexts() == ["a", "a[2]", "b", "c"])
    #expect(try table.nextTexts() == ["1", "", "2", ""])
    #expect(try table.nextTexts() == ["4", "5", "3", "6"])
  }

  @Test func theHeaderIsNoLongerThanARow() throws {
    // A name stands again in each path below it: 30 names of 100 bytes, and 100 values below them.
    let name = String(repeating: "n", count: 100)
    let opening = String(repeating: "{\"\(name)\":", count: 30)
    let values = (0..<100).map { "\"v\($0)\":1" }.joined(separator: ",")
    let text = "\(opening){\(values)}\(String(repeating: "}", count: 30))\n"
    func table(rowBytes: Int) throws -> RecordTable {
      var limits = ReadLimits()
      limits.rowBytes = rowBytes
      let records = JSONRecordReader(Pieces(text, size: 1 << 16), file: "x.json", limits: limits)
      return try RecordTable(limits: limits, file: "x.json", records: records)
    }
    #expect(try table(rowBytes: 400_000).nextTexts()?.count == 100)
    #expect(code { _ = try table(rowBytes: 300_000) } == .limitHit)
  }

  @Test func theLargestLimitIsNoLimit() throws {
    var limits = ReadLimits()
    for name in ReadLimits.Name.allCases { limits[name] = Int.max }
    #expect(try json("{\"a\":\"b\"}\n", limits: limits, piece: 2).count == 1)
    let long = String(repeating: "x", count: 300_000)
    let file = try InputFixture("a\n\(long)\n")
    #expect(try file.rows(ReadOptions(limits: limits)).last?.cells == [long])
  }

  @Test func xmlEventsInTheOrderOfStartTags() throws {
    let text = "<a xmlns='u'>1<b x='y' p:z='&quot;' xmlns:p='v'>2</b>3<!-- c --><b/>4</a>"
    let reader = XMLEventReader(Pieces(text, size: 3), file: "x.xml")
    var elements: [XMLElement] = []
    while let element = try reader.next() { elements.append(element) }
    #expect(elements.map(\.name) == ["{u}a", "{u}b", "{u}b"])
    #expect(elements.map(\.text) == ["134", "2", ""])
    #expect(elements[1].attributes.map { "\($0.name)=\($0.value)" } == ["x=y", "{v}z=\""])
  }

  /// Enough elements for the temporary file, texts that end long after their start, and those of the children within.
  @Test func xmlEventsOfALargeFile() throws {
    let count = 60_000
    let orders = (0..<count).map { "<o i='\($0)'>a<n>\($0)</n>b</o>" }.joined(separator: "\n")
    let reader = XMLEventReader(Pieces("<r>\(orders)</r>", size: 4096), file: "x.xml")
    #expect(try reader.next()?.text == String(repeating: "\n", count: count - 1))
    for index in 0..<count {
      let order = try reader.next()
      let number = try reader.next()
      guard order?.text == "ab", order?.attributes.first?.value == "\(index)", number?.text == "\(index)" else {
        Issue.record("element \(index) is \(String(describing: order)), \(String(describing: number))")
        return
      }
    }
    #expect(try reader.next() == nil)
  }

  @Test(arguments: [1, 2, 3, 1 << 20])
  func jsonRecords(piece: Int) throws {
    let lines = """
      {"id":"A-1","n":-1.50e+3,"t":true,"z":null,"items":[{"sku":"x"},{"sku":"y"}],"e":{},"m":[[1,2],[]],"none":[]}

      { "id" : "\\u00e9\\ud83d\\ude00\\"\\\\\\/\\b\\f\\n\\r\\t" , "id" : 0 }\r
      """
    let expected = [
      "{id=A-1,n#-1.50e+3,t?true,z=nil,items{sku=x},items{sku=y},e=nil,m{m#1,m#2},m=nil}",
      "{id=é😀\"\\/\u{8}\u{C}\n\r\t,id#0}",
    ]
    #expect(try json(lines, piece: piece) == expected)
    #expect(try json("\u{FEFF}" + lines, piece: piece) == expected)
    #expect(try json(" [ {\"a\":1} , {} ] \n", piece: piece) == ["{a#1}", "=nil"])
    #expect(try json("[]").isEmpty)
    #expect(try json("").isEmpty)
    #expect(try json("\n\n").isEmpty)
    #expect(try json("{\n\"a\":\n1\n}").count == 1)
  }

  @Test(
    arguments: [
      "[", "[{}", "[{},]", "[{} {}]", "[{}]x", "[1]", "1", "\"a\"", "{} {}", "{},{}", "{", "{\"a\"}", "{\"a\":}",
      "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":1e}",
      "{\"a\":-}",
      "{\"a\":NaN}", "{\"a\":tru}", "{\"a\":nul", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}",
      "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"", "{\"a\":[1 2]}", "{}x",
      "{\"a\":1 \"b\":2}", "{\"a\":[1,]}", "nul", "{\"a\":1}]",
    ], [1, 1 << 20])
  func jsonMalformed(text: String, piece: Int) {
    #expect(code { _ = try json(text, piece: piece) } == .jsonMalformed)
  }

  @Test func jsonRefusesWhatIsNotUTF8() {
    for bytes in [[0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], [0xEF, 0x41], [0xFF, 0xFE, 0x7B, 0]] as [[UInt8]] {
      let reader = JSONRecordReader(Pieces(bytes, size: 100), file: "x.json")
      #expect(code { _ = try reader.next() } == .jsonMalformed)
    }
  }

  @Test func jsonLinesOfRecordsAndErrors() throws {
    let reader = JSONRecordReader(Pieces("{\"a\":1}\n\n{\n\"b\":2}\n{\"c\":]}", size: 1), file: "x.json")
    #expect(try reader.next()?.line == 1)
    let second = try #require(try reader.next())
    #expect(second.line == 3)
    #expect(second.children[0].line == 4)
    let failure = #expect(throws: Failure.self) { try reader.next() }
    #expect(failure?.diagnostics.first?.location == SourceLocation(file: "x.json", line: 5, column: 6))
  }

  @Test(arguments: [1, 7, 1 << 20])
  func jsonErrorsTellTheColumn(piece: Int) {
    let many = String(repeating: "{\"a\":1}, ", count: 20_000)
    for (text, line, column) in [
      ("[{\"a\":1}, {\"b\":x}]", 1, 16), ("{\"a\":\n \"b}", 2, 5), ("[\(many){\"a\":-}]", 1, 180_007),
      ("{\"a\":1}\n{} x\n", 2, 4), ("\u{FEFF}{1", 1, 2),
    ] {
      let failure = #expect(throws: Failure.self) { try json(text, piece: piece) }
      let place = failure?.diagnostics.first?.location
      #expect(place == SourceLocation(file: "x.json", line: line, column: column), "\(text.prefix(40))")
    }
  }

  /// A record that is longer than the buffer is begun again; a node stays what it is when the reader goes on.
  @Test func jsonRecordsLongerThanABuffer() throws {
    let text = String(repeating: "é\\n\\\"x", count: 40_000)
    let lines = (0..<3).map { "{\"id\":\($0),\"text\":\"\(text)\"}\n" }.joined()
    let reader = JSONRecordReader(Pieces(lines, size: 1000), file: "x.json")
    var kept: [RecordNode] = []
    while let record = try reader.next() { kept.append(record) }
    #expect(kept.map { $0.children[0].text } == ["0", "1", "2"])
    #expect(kept.allSatisfy { $0.children[1].text == String(repeating: "é\n\"x", count: 40_000) })
    var limits = ReadLimits()
    limits.rowBytes = 100_000
    #expect(code { _ = try json(lines, limits: limits) } == .limitHit)
  }

  /// Text between, around and behind elements, in whatever pieces it comes.
  @Test(arguments: [1, 2, 5, 1 << 20])
  func xmlTextAmongElements(piece: Int) throws {
    let text = "<r><o> a <b k='v'> x </b>\n<c>y<d/>z</c> &amp; <e/> </o><o>  </o><o> <b/> </o></r>"
    let expected = ["o:a \n &{b: x {@k=v},c:yz{d=},e=}", "o=  ", "o{b=}"]
    #expect(try xml(text, path: "r/o", piece: piece) == expected)
  }

  /// What is read from its bytes by heart in UTF-8 is what libxml2 reads in another encoding, or refused like there.
  @Test(
    arguments: [
      "<a>x</a>", "<a>x</b>", "<a>x</a >", "<a >x</a>", "<a>]]></a>", "<a>]</a>", "<1>x</1>", "<a>x</ab>", "<ab>x</a>",
      "<a>x</a", "<a.b-c_1>x</a.b-c_1>", "<.a>x</.a>", "<p:a>x</p:a>", "<a:>x</a:>", "<a></a>", "<a/>", "<a>x&lt;y</a>",
      "<a>x&none;</a>", "<a>\u{1}</a>", "<a>x\ny</a>", "<a>\t</a>", "<a>\u{7F}</a>", "<a>x<b>y</b></a>",
      "<a><b>y</b>x</a>",
      "<a k='1'>x</a><a>y</a>", "t<a>x</a>u<a>y</a>", " <a>x</a> <b>y</b> ", "<a>x</a><a>y</a><c>z</c><a>w</a>",
      "<a>x</a></o><o><c>y</c>", "<xmlns>x</xmlns>", "<a>x</a>></a>", "<a>x<!-- c --></a>", "<a>>x</a>",
      "<a xmlns='u'><b>x</b></a>", "<a></a",
    ])
  func xmlShortcutsReadWhatLibxml2Reads(content: String) throws {
    func outcome(_ declaration: String, _ piece: Int) -> String {
      let text = declaration + "<r><o>\(content)</o></r>"
      do { return try xml(text, path: "r/o", piece: piece).joined(separator: "; ") } catch { return "refused" }
    }
    let expected = outcome("<?xml version='1.0' encoding='ISO-8859-1'?>", 1 << 20)
    for piece in [1, 3, 16, 1 << 20] {
      #expect(outcome("<?xml version='1.0'?>", piece) == expected)
    }
  }

  @Test func nodesOutliveTheReader() throws {
    let body = (0..<5000).map { "<o k='\($0)'><n>\($0) a text of some length</n></o>" }.joined()
    let reader = XMLRecordReader(Pieces("<r>\(body)</r>", size: 3000), file: "x.xml")
    var kept: [RecordNode] = []
    while let record = try reader.next() { kept.append(record) }
    #expect(kept.count == 5000)
    for (index, node) in kept.enumerated() where node.children[1].text != "\(index) a text of some length" {
      Issue.record("record \(index) has changed")
    }
  }

  @Test func jsonLimits() throws {
    func nested(_ depth: Int) -> String {
      "{\"a\":" + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
    }
    #expect(try json(nested(64)).count == 1)
    #expect(code { _ = try json(nested(65)) } == .limitHit)
    #expect(code { _ = try json(nested(100_000)) } == .limitHit)
    var limits = ReadLimits()
    limits.cellText = 3
    limits.columns = 3
    #expect(try json("{\"abc\":\"def\",\"b\":1}", limits: limits).count == 1)
    #expect(code { _ = try json("{\"abcd\":1}", limits: limits) } == .limitHit)
    #expect(code { _ = try json("{\"a\":[1,2,3]}", limits: limits) } == .limitHit)
  }
}

/// A record as one line, to compare.
private func compact(_ node: RecordNode) -> String {
  let text =
    switch node.kind {
    case .number: "#\(node.text ?? "nil")"
    case .boolean: "?\(node.text ?? "nil")"
    case .empty: "=\(node.text ?? "nil")"
    default: "=\(node.text ?? "nil")"
    }
  guard !node.children.isEmpty else { return node.name + text }
  let own = node.text.map { ":\($0)" } ?? ""
  return "\(node.name)\(own){\(node.children.map(compact).joined(separator: ","))}"
}

/// Bytes that come in pieces of a size.
final class Pieces: ByteStream {
  private let bytes: [UInt8]
  private let size: Int
  private var position = 0

  init(_ bytes: [UInt8], size: Int) {
    self.bytes = bytes
    self.size = size
  }

  convenience init(_ text: String, size: Int) { self.init(Array(text.utf8), size: size) }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(size, buffer.count, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }
}
