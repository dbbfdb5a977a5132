import Diagnostics
import Glibc
import Testing

@testable import Tabular

/// Sheets and shared strings in UTF-8 are read by shortcuts, those in UTF-16 by libxml2, element by element: the same
/// text must give the same cells, or a refusal, in both.
@Suite("Shortcuts for cells and shared strings")
struct SheetShortcutTests {
  static let place = SourceLocation(file: "test.xlsx", sheet: "Costs")
  static let rows = [
    """
    <row r="1" spans="1:4"><c r="A1" s="1"><v>43831.5</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>1.50</v></c></row>\
    <row r="2"><c r="A2" t="inlineStr"><is><t>a_x000D_b</t></is></c><c r="B2" t="str"><v> x é </v></c></row>
    """,
    """
    <row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>2026-09-30</v></c></row>\
    <row r="9" spans="1:2"><c r="B9"/><c r="AA9" s="2" t="n"><v>57.699999999999996</v></c></row><row r="10"></row>
    """,
    "<row><c><v>1</v></c><c t=\"s\"><v>0</v></c></row><row><c t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c></row>",
    """
    <row r="3"><c r="B3"><v>2</v></c><c r="A3"><v>1</v></c></row><row r="4"><c r="A4"><f>1+1</f><v>2</v></c>\
    <c r="B4" t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c></row><row r="5" ht="15"><c r="A5"><v></v></c></row>
    """,
    "<row r='1'><c r='A1'><v>1</v></c></row><row r=\"2\"><c s=\"1\" r=\"A2\" t=\"n\"><v>61</v></c><c r=\"B2\" s=\"9\"><v>&#49;</v></c></row>",
    "<row xmlns:p=\"urn:p\" r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v><![CDATA[1]]></v></c></row>",
  ]
  static let pieces = [
    "<c r=\"A1\">", "<v>", "</v>", "</c>", "</row>", "<row>", "<row r=\"2\">", " r=\"A1\"", " s=\"1\"", " t=\"s\"",
    " t=\"x\"", "<c/>", "<v/>",
    "\"", "'", "<", ">", "/", " ", "=", "&lt;", "&", "]]>", "<!-- -->", "\n", "\r\n", "é", "1", "0", "A", "_x0041_",
    "\u{1}", "xmlns=\"\"", "xmlns:q='urn:q'",
    "<is>", "<t>", "</t></is>", "e", ".", "-",
  ]

  @Test("Rows made by chance are the same by shortcut and by libxml2")
  func sheets() throws {
    var chance = TextMutation(seed: 7, pieces: Self.pieces)
    var taken = 0
    let rounds = getenv("DAYBOOK_FULL_TESTS") != nil ? 300_000 : 1_500
    for round in 0..<rounds {
      let rows = round < Self.rows.count ? Self.rows[round] : chance.text(of: Self.rows)
      let text = "<worksheet xmlns='\(WorkbookFixture.main)'><sheetData>\(rows)</sheetData></worksheet>"
      let expected = try outcome(TextEncodingTests.bytes(text, .utf16le, mark: true), size: 1 << 16)
      for size in [1 << 16, 1 + round % 60] {
        let found = try outcome(Array(text.utf8), size: size)
        if found != expected {
          Issue.record("round \(round), pieces of \(size): \(text)\n\(found)\n\(expected)")
          return
        }
      }
      if case .rows = expected { taken += 1 }
    }
    #expect(taken > rounds / 40)
  }

  @Test("Shared strings made by chance are the same by shortcut and by libxml2, in memory and in a file")
  func strings() throws {
    let seeds = [
      "<si><t>a</t></si><si><t xml:space=\"preserve\"> b </t></si><si/><si><t/></si><si><t>é_x000D_</t></si>",
      "<si><r><t>x</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh><r><rPr/><t>y</t></r></si><si><t>&amp;</t></si><si><t>z</t></si>",
    ]
    let pieces = [
      "<si>", "</si>", "<t>", "</t>", "<si><t>", "</t></si>", "<si/>", "<r>", "]", "&lt;", "<", "\r", "é", " ",
      "<t xml:space=\"preserve\">",
    ]
    var chance = TextMutation(seed: 11, pieces: pieces)
    let rounds = getenv("DAYBOOK_FULL_TESTS") != nil ? 100_000 : 1_000
    for round in 0..<rounds {
      let items = round < seeds.count ? seeds[round] : chance.text(of: seeds)
      let text = "<sst xmlns='\(WorkbookFixture.main)'>\(items)</sst>"
      let expected = try strings(TextEncodingTests.bytes(text, .utf16le, mark: true), size: 1 << 16, memory: 1 << 20)
      for (size, memory) in [(1 << 16, 1 << 20), (1 + round % 40, round % 50)] {
        let found = try strings(Array(text.utf8), size: size, memory: memory)
        if found != expected {
          Issue.record("round \(round), pieces of \(size), memory \(memory): \(text)")
          return
        }
      }
    }
  }

  @Test("Strings beyond the memory budget come from a file, in any order")
  func spilled() throws {
    let store = TextStore(memory: 4096)
    let texts = (0..<20_000).map { "text \($0) " + String(repeating: "é", count: $0 % 50) }
    for text in texts { try Array(text.utf8).withUnsafeBytes { try store.append($0) } }
    #expect(store.count == texts.count && !store.isInMemory)
    let output = ByteBuffer()
    for step in 0..<texts.count {
      let index = step * 7919 % texts.count
      output.truncate()
      try store.read(index, to: output)
      #expect(String(decoding: output.bytes, as: UTF8.self) == texts[index])
    }
  }

  private enum Outcome: Equatable {
    case rows([ReadRow])
    /// Which of two mistakes is told first is not compared.
    case refused
  }

  private func outcome(_ bytes: [UInt8], size: Int) throws -> Outcome {
    let strings = SharedStrings(limits: ReadLimits(), place: Self.place)
    let table = Array("<sst><si><t>zero</t></si><si><t>one</t></si></sst>".utf8)
    try parser().parse(MemoryStream(table), to: strings)
    let reader = XLSXSheetReader(
      sheet: "Costs", source: SheetSource(PieceStream(bytes, size: size), parser: parser()), strings: strings,
      formats: [.number, .date, .number], is1904: false, digits: .shown, limits: ReadLimits(), file: "test.xlsx")
    do {
      return .rows(try ReadRow.all(of: reader))
    } catch is Failure {
      return .refused
    }
  }

  private func strings(_ bytes: [UInt8], size: Int, memory: Int) throws -> [String]? {
    let strings = SharedStrings(limits: ReadLimits(), place: Self.place, memory: memory)
    do {
      try parser().parse(PieceStream(bytes, size: size), to: strings)
    } catch is Failure {
      return nil
    }
    let queue = RowQueue()
    for index in 0..<strings.count { try strings.add(index, column: index, to: queue) }
    #expect(queue.endRow(number: 1) == nil)
    queue.settle()
    return queue.next()?.cells.map(\.text) ?? []
  }

  private func parser() -> XMLPushParser { XMLPushParser(limits: ReadLimits(), place: Self.place, part: "part") }
}

/// Makes texts from others by changing, cutting, doubling and joining pieces of them.
struct TextMutation {
  private var state: UInt64
  private let pieces: [String]

  init(seed: UInt64, pieces: [String]) {
    state = seed
    self.pieces = pieces
  }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(bound, 1)))
  }

  /// The next text.
  mutating func text(of seeds: [String]) -> String {
    var scalars = Array(seeds[next(seeds.count)].unicodeScalars)
    for _ in 0..<(1 + next(2)) {
      let place = next(scalars.count + 1)
      switch next(4) {
      case 0: scalars.removeSubrange(place..<min(scalars.count, place + 1 + next(4)))
      case 1:
        scalars.insert(contentsOf: scalars[place..<min(scalars.count, place + 1 + next(40))], at: next(scalars.count))
      default: scalars.insert(contentsOf: pieces[next(pieces.count)].unicodeScalars, at: place)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
