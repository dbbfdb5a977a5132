import Diagnostics
import Tabular
import Testing

@Suite struct WriterXMLTests {
  @Test func aTableAsXML() throws {
    let sink = MemorySink()
    let writer = XMLWriter(to: sink, root: "orders", record: "order")
    try writer.header([ColumnHeading("Order ID"), ColumnHeading("2nd %"), ColumnHeading("ok", kind: .boolean)])
    try writer.text("<a> & \"b\"\r\n\u{1}")
    try writer.amount(e4: 15_000, places: 2)
    try writer.boolean(true)
    try writer.endRow()
    try writer.empty()
    try writer.integer(-7)
    try writer.endRow()
    try writer.endRow()
    try writer.finish()
    #expect(
      sink.text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <orders>
          <order>
            <Order_ID>&lt;a&gt; &amp; &quot;b&quot;&#13;
        \u{FFFD}</Order_ID>
            <_2nd__>1.50</_2nd__>
            <ok>true</ok>
          </order>
          <order>
            <Order_ID/>
            <_2nd__>-7</_2nd__>
          </order>
          <order/>
        </orders>

        """)
  }

  @Test func whatIsWrittenReadsBack() throws {
    let texts = ["", " ", "a", "<![CDATA[x]]>", "]]>", "&amp;", "é😀\u{FFFD}", "\n\t x\r", "'\"", "\u{85}\u{2028}"]
    let sink = MemorySink()
    let writer = XMLWriter(to: sink)
    try writer.header([ColumnHeading("v")])
    for text in texts {
      try writer.text(text)
      try writer.endRow()
    }
    try writer.finish()
    let reader = XMLRecordReader(Pieces(sink.bytes, size: 11), file: "x.xml", path: "rows/row")
    var read: [String?] = []
    while let record = try reader.next() { read.append(record.children.first?.text) }
    #expect(read == texts)
  }

  @Test func nestedElementsAttributesAndNamespaces() throws {
    let sink = MemorySink()
    let xml = XMLElementWriter(to: sink)
    try xml.startElement("inv:orders")
    try xml.namespace("urn:x?a=1&b=2", prefix: "inv")
    try xml.namespace("urn:y")
    try xml.startElement("inv:order")
    try xml.attribute("id", "\"1\"\t<\n")
    try xml.startElement("item")
    try xml.text("")
    try xml.endElement()
    try xml.startElement("item")
    try xml.text("two")
    try xml.finish()
    #expect(
      sink.text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <inv:orders xmlns:inv="urn:x?a=1&amp;b=2" xmlns="urn:y">
          <inv:order id="&quot;1&quot;&#9;&lt;&#10;">
            <item/>
            <item>two</item>
          </inv:order>
        </inv:orders>

        """)
    let reader = XMLEventReader(Pieces(sink.bytes, size: 64), file: "x.xml")
    var elements: [XMLElement] = []
    while let element = try reader.next() { elements.append(element) }
    #expect(elements.map(\.name) == ["{urn:x?a=1&b=2}orders", "{urn:x?a=1&b=2}order", "{urn:y}item", "{urn:y}item"])
    #expect(elements[1].attributes.first?.value == "\"1\"\t<\n")
  }

  @Test func names() {
    for name in ["a", "_a", "order", "inv:order", "a-b.c_1", "é"] { #expect(XMLElementWriter.isName(name), "\(name)") }
    for name in ["", "1a", "-a", "a b", "a:", ":a", "a:b:c", "a<", "a%", "Nº", "µ", "ª"] {
      #expect(!XMLElementWriter.isName(name), "\(name)")
      #expect(name.contains(":") || XMLElementWriter.isName(XMLElementWriter.name(for: name)))
    }
    #expect(XMLElementWriter.name(for: "inv:order") == "inv_order")
    #expect(XMLElementWriter.name(for: "Nº pedido") == "N__pedido")
  }

  @Test func fixedWidth() throws {
    let sink = MemorySink()
    let writer = FixedWidthWriter(to: sink, header: true, file: TextFileOptions(newline: .crlf))
    try writer.header([
      ColumnHeading("id", width: 5), ColumnHeading("total", kind: .money, width: 8), ColumnHeading("t", width: 3),
    ])
    try writer.text("é1")
    try writer.amount(e4: -12_500, places: 2)
    try writer.text("a\nb")
    try writer.endRow()
    try writer.empty()
    try writer.integer(42)
    try writer.endRow()
    try writer.finish()
    #expect(sink.text == "id   total   t  \r\né1      -1.25a b\r\n           42   \r\n")
    let failure = #expect(throws: Failure.self) { try writer.text("123456") }
    #expect(failure?.diagnostics.first?.message == "row 4: column id holds 6 characters and is 5 wide")
    let missing = #expect(throws: Failure.self) { try writer.header([ColumnHeading("a")]) }
    #expect(missing?.exit == .configuration)
  }
}
