import Glibc
import Testing

@testable import Tabular

@Suite("The XML scanner and libxml2")
struct XMLScannerTests {
  /// Documents that both take.
  static let sound = [
    "<a/>", "<a></a>", "<a >x</a >", "<a b='c'/>", "<a b = \"c\" d='e' />", " \n<a/>\n \n",
    "<a>&lt;&gt;&amp;&apos;&quot;</a>",
    "<a>&#65;&#x41;&#x1F600;&#0000065;</a>", "<a b='&lt;&#10;&#9;&#13;&amp;x'/>", "<a b='x\ty\nz\r\nw\rv'/>",
    "<a>x\r\ny\rz\n</a>", "<a><![CDATA[<x> & ]] ]>\r\n\r y]]></a>", "<a><![CDATA[]]></a>", "<a><![CDATA[]]]]></a>",
    "<a>]] ]> &#93;]> ]]&gt;</a>", "<!-- c --><a/><!-- d -->", "<a><!-- - > <b> & --><?pi x <?> y?></a>",
    "<a><!----></a>",
    "<a><!-->--></a>", "<a><!--->--></a>", "<?p?><a/><?q  ?>", "<a b='&quot;' c=\"'\" d='\"'/>", "<a b='>' c='/>'/>",
    "<p:a xmlns:p='urn:p'><p:b p:c='1' c='2'/></p:a>", "<a xmlns='urn:a'><b xmlns=''/><c/></a>",
    "<a xmlns:p='urn:1'><b xmlns:p='urn:2' p:x=''/><p:c p:y=''/></a>", "<a xml:space='preserve' xml:lang='de'/>",
    "<xml:a/>", "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", "<é ñ='ü'>日本語 😀</é>", "<a._-1 b._-1='x'/>",
    "<a>\u{7f}\u{85}\u{2028}\u{fffd}</a>", "<a b='\u{7f}\u{fffd}😀é'/>", "<a\n\tb='1'\r\n c='2'\n/>",
    "<a><b>1</b><c>2</c>\n<d/>text</a>", "<a xmlns='relative/path'/>",
    "<a xmlns:p='urn:x' xmlns:q='urn:x'><p:b q:c='1' d='2'/></a>",
    "<a b='1' c='2' d='3' e='4' f='5' g='6' h='7' i='8' j='9'/>", "<_/>", "<a><?xml-style x?></a>",
    "<?xml-stylesheet?><a/>",
    "<a xmlns:p='&#x75;rn:p' p:b=''/>", "<a xmlns:p='urn:a b'/>",
  ]

  /// Documents that both refuse.
  static let broken: [String] = [
    "", " ", "<", "<a", "<a>", "<a></b>", "<a></a", "</a>", "<a/><b/>", "<a/>x", "x<a/>", "<a/>&amp;", "<a b/>",
    "<a b=/>", "<a b=c/>",
    "<a b='c/>", "<a b='<'/>", "<a b='c'd='e'/>", "<a b='' b=''/>", "<p:a/>", "<a p:b=''/>",
    "<a xmlns:p='urn:1' xmlns:q='urn:1' p:b='' q:b=''/>", "<a xmlns='urn:1' xmlns='urn:2'/>", "<a xmlns:p=''/>",
    "<a xmlns:xmlns='urn:x'/>", "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:xml='urn:x'/>",
    "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<xmlns:a/>", "<a:b:c xmlns:a='urn:a'/>", "<:a/>", "<a:/>", "<1a/>",
    "<-a/>", "<a 1b=''/>", "<a>&</a>", "<a>&amp</a>", "<a>&amp ;</a>", "<a>&nbsp;</a>", "<a>&#;</a>", "<a>&#x;</a>",
    "<a>&#0;</a>", "<a>&#x110000;</a>", "<a>&#xD800;</a>", "<a>&#xFFFE;</a>", "<a>&#X41;</a>", "<a>&#xG;</a>",
    "<a>&#-1;</a>",
    "<a>&#99999999999999999999;</a>", "<a>]]></a>", "<a>x]]>y</a>", "<a><!-- -- --></a>", "<a><!-- ---></a>",
    "<a><!-></a>", "<a><!--></a>",
    "<a><!-- x</a>", "<a><![CDATA[x</a>", "<a><![cdata[x]]></a>", "<![CDATA[x]]><a/>", "<a/><![CDATA[x]]>",
    "<a><?xml x?></a>",
    "<a><?XML x?></a>", "<a><?xMl?></a>", "<a><? x?></a>", "<a><?x:y z?></a>", "<a><?x", "<a><?x/?></a>", "<?x?",
    "<a>\u{1}</a>", "<a b='\u{1}'/>",
    "<a>\u{fffe}</a>", "<a b='\u{ffff}'/>", "<a><!--\u{b}--></a>", "<a><![CDATA[\u{c}]]></a>", "<a><?x \u{1f}?></a>",
    "<a>\0</a>", "\0<a/>",
    "<a/>\0", "<a \0/>", "<a b='\0'/>", "<a><!DOCTYPE a></a>", "<!DOCTYPE a><a/>", "<a/><!DOCTYPE a>", "<a/ >", "< a/>",
    "<a></ a>",
    "<a></a b='c'>", "<a b=\"c'/>", "<a><b></a></b>", "<×/>", "<a÷/>", "<a ;='x'/>", "<a>\u{7f}<",
    "<a xmlns:p='urn:a'><b p:c='' p:c=''/></a>",
    "<a xmlns='a b'/>x", "\n<?xml version='1.0'?><a/>", "<a =''/>", "<a b=''=''/>", "<a><b/>", "<a>&lt</a>",
    "<a b='&#0;'/>", "<a b='&x;'/>",
    "<a b='&'/>",
  ]

  @Test("They take the same documents and tell the same of them")
  func soundDocuments() {
    for document in Self.sound {
      let bytes = Array(document.utf8)
      let expected = XMLTranscript.ofLibXML(bytes)
      #expect(XMLTranscript.ofScanner(bytes) == expected, "\(document)")
      for pieces in [1, 2, 3, 7] { #expect(XMLTranscript.ofScanner(bytes, pieces: pieces) == expected, "\(document)") }
    }
  }

  @Test("They refuse the same documents")
  func brokenDocuments() {
    for document in Self.broken {
      let bytes = Array(document.utf8)
      #expect(XMLTranscript.ofScanner(bytes) == nil, "\(document)")
      #expect(XMLTranscript.ofScanner(bytes, pieces: 1) == nil, "\(document)")
      #expect(XMLTranscript.ofLibXML(bytes) == nil, "\(document)")
    }
  }

  @Test("Bytes that are no UTF-8 are refused wherever they stand")
  func badBytes() {
    let bad: [[UInt8]] = [
      [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xe0, 0x80, 0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80],
      [0xef, 0xbf, 0xbe],
      [0xf0, 0x80, 0x80, 0x80], [0xf0, 0x9f, 0x98], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff],
    ]
    let places = [
      "<a>", "</a>", "<a b='", "'/>", "<a><!--", "--></a>", "<a><![CDATA[", "]]></a>", "<a><?p ", "?></a>", "<a", "/>",
    ]
    for bytes in bad {
      for place in stride(from: 0, to: places.count, by: 2) {
        let document = Array(places[place].utf8) + bytes + Array(places[place + 1].utf8)
        #expect(XMLTranscript.ofScanner(document) == nil, "\(bytes) in \(places[place])")
        #expect(XMLTranscript.ofScanner(document, pieces: 1) == nil, "\(bytes) in \(places[place])")
        #expect(XMLTranscript.ofLibXML(document) == nil, "\(bytes) in \(places[place])")
      }
    }
  }

  @Test("Documents made by chance from the seeds: what one takes the other takes, and they tell the same")
  func mutated() {
    let isFull = getenv("DAYBOOK_FULL_TESTS") != nil
    var mutation = XMLMutation(seed: 20_260_930)
    var taken = 0
    for round in 0..<(isFull ? 3_000_000 : 10_000) {
      let document = mutation.document(of: Self.sound)
      let expected = XMLTranscript.ofLibXML(document)
      let found = XMLTranscript.ofScanner(document)
      if found != expected {
        Issue.record(
          "round \(round): \(String(decoding: document, as: UTF8.self)) \(document): \(String(describing: expected)) \(String(describing: found))"
        )
        return
      }
      let pieces = XMLTranscript.ofScanner(document, pieces: 1 + round % 9)
      if pieces != found {
        Issue.record("round \(round) in pieces: \(String(decoding: document, as: UTF8.self)) \(document)")
        return
      }
      if found != nil { taken += 1 }
    }
    #expect(taken > (isFull ? 150_000 : 500))
  }

  @Test(
    "The first bytes choose the scanner for UTF-8 only",
    arguments: [
      ("<a/>", XMLProlog.utf8(length: 0, line: 1)), ("\u{feff}<a/>   ", .utf8(length: 3, line: 1)),
      ("<?xml version=\"1.0\"?><a/>", .utf8(length: 21, line: 1)),
      ("<?xml version='1.0'\nencoding='utf-8' standalone = 'yes' ?>\n<a/>", .utf8(length: 58, line: 2)),
      ("<?xml version='1.1'?><a/>", .other), ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", .other),
      ("<?xml version='1.0' encoding='UTF-16'?><a/>", .other), ("<?xml encoding='UTF-8'?><a/>", .other),
      ("<?xml version='1.0' standalone='maybe'?><a/>", .other), ("<?xml version='1.0'encoding='UTF-8'?><a/>", .other),
      (" <a/>", .other), ("<\0a\0/\0>\0", .other), ("", .other), ("<?xml-stylesheet?><a/>", .utf8(length: 0, line: 1)),
    ])
  func prolog(text: String, expected: XMLProlog) {
    let bytes = Array(text.utf8)
    #expect(XMLProlog(bytes, isWhole: true) == expected)
    for count in 0..<bytes.count {
      if let early = XMLProlog(Array(bytes[..<count]), isWhole: false) { #expect(early == expected, "\(count)") }
    }
  }
}

/// Makes documents from others by changing, cutting, doubling and joining pieces of them.
struct XMLMutation {
  private var state: UInt64
  private static let pieces = [
    "<", ">", "/", "&", ";", "'", "\"", "=", "]]>", "--", "<!--", "-->", "<![CDATA[", "<?", "?>", "xmlns",
    "xmlns:p='urn:p'", "xml:", ":", " ",
    "\n", "\r", "\r\n", "\t", "\0", "a", "b", "p:", "&#", "&#x", "&lt;", "&amp;", "</a>", "<a>", "<b/>", "é", "😀",
    "\u{fffe}", "\u{85}", "!",
    "]", "-", "?", "xml", "1", "x='y'", "<!DOCTYPE", "\u{1}", "\u{b7}", "urn:x", "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2000/xmlns/",
  ]

  init(seed: UInt64) { state = seed }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(bound, 1)))
  }

  /// The next document.
  mutating func document(of seeds: [String]) -> [UInt8] {
    var bytes = Array(seeds[next(seeds.count)].utf8)
    for _ in 0..<(1 + next(4)) {
      let place = next(bytes.count + 1)
      switch next(7) {
      case 0: if place < bytes.count { bytes[place] = UInt8(next(256)) }
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(4)))
      case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + next(8))], at: next(bytes.count))
      case 3:
        let other = Array(seeds[next(seeds.count)].utf8)
        let start = next(other.count)
        bytes.insert(contentsOf: other[start..<min(other.count, start + 1 + next(20))], at: place)
      case 4: bytes.insert(contentsOf: Array(seeds[next(seeds.count)].utf8), at: place)
      default: bytes.insert(contentsOf: Array(Self.pieces[next(Self.pieces.count)].utf8), at: place)
      }
    }
    return bytes
  }
}
