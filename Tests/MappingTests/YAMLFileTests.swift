import Diagnostics
import Mapping
import Testing

/// Mistakes as `line:column` and code in turn.
private func summary(_ mistakes: YAMLMistakes) -> [String] {
  mistakes.diagnostics.flatMap { ["\($0.location.line ?? 0):\($0.location.column ?? 0)", $0.code.name] }
}

private enum Colour: String, CaseIterable {
  case red, green
}

@Suite struct YAMLFileTests {
  @Test(arguments: [
    ("", "1:1", "mapping/not-yaml"),
    ("- a\n- b\n", "1:1", "mapping/wrong-type"),
    ("a: 1\nb: [1, 2\nc: 3\n", "3:2", "mapping/not-yaml"),
    ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", "3:3", "mapping/duplicate-key"),
    ("1: a\n\"1\": b\n", "2:1", "mapping/duplicate-key"),
    ("? [a]\n: b\n", "1:3", "mapping/not-yaml"),
    ("a: &x 1\nb: *y\n", "1:4", "mapping/alias"),
    ("a: [1, *y]\n", "1:8", "mapping/alias"),
    ("a: |\n  *x\nb: \"*x\" # &c\nc:\n  - *x\n", "5:5", "mapping/alias"),
    ("a: 1\n---\nb: 2\n", "2:1", "mapping/not-yaml"),
  ])
  func filesThatAreNoMapping(text: String, place: String, code: String) {
    let mistakes = YAMLMistakes(file: "m.yaml")
    _ = YAMLFile.read(Array(text.utf8), mistakes)
    #expect(summary(mistakes) == [place, code])
    #expect(!mistakes.isEmpty)
  }

  @Test func bytesThatAreNoTextAndFilesTooLarge() {
    let mistakes = YAMLMistakes(file: "m.yaml")
    #expect(YAMLFile.read([0x61, 0x3A, 0x20, 0xFF], mistakes) == nil)
    #expect(YAMLFile.read([UInt8](repeating: 35, count: YAMLFile.largestSize + 1), mistakes) == nil)
    #expect(mistakes.diagnostics.map(\.code) == [.mappingNotYAML, .mappingTooLarge])
  }

  @Test func aBombOfAliasesIsRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let mistakes = YAMLMistakes(file: "m.yaml")
    #expect(YAMLFile.read(Array(text.utf8), mistakes) == nil)
    #expect(mistakes.diagnostics.map(\.code) == [.mappingAlias])
  }

  @Test func typedValues() throws {
    let text = """
      \u{FEFF}text: No
      number: 007
      yes: Yes
      colour: green
      list: [a, b]
      one: alone
      group:
        inner: "quoted: text"
      none: ~
      """
    let mistakes = YAMLMistakes(file: "m.yaml")
    let root = try #require(YAMLFile.read(Array(text.utf8), mistakes))
    #expect(root.text("text") == "No")
    #expect(root.text("number") == "007")
    #expect(root.int("number", in: 0...9) == 7)
    #expect(root.bool("yes") == true)
    #expect(root.choice("colour", Colour.self) == .green)
    #expect(root.list("list").compactMap { $0.text() } == ["a", "b"])
    #expect(root.texts("one") == ["alone"])
    #expect(root.group("group")?.requiredText("inner") == "quoted: text")
    #expect(root.value("none") == nil)
    #expect(root.has("none"))
    #expect(root.text("absent") == nil)
    root.finish()
    #expect(mistakes.isEmpty)
  }

  @Test func allMistakesAtOnce() throws {
    let text = """
      delimeter: ","
      header: perhaps
      width: 12
      colour: gren
      list: text
      group: [a]
      width2: ten
      """
    let mistakes = YAMLMistakes(file: "m.yaml")
    let root = try #require(YAMLFile.read(Array(text.utf8), mistakes))
    #expect(root.text("delimiter") == nil)
    #expect(root.bool("header") == nil)
    #expect(root.int("width", in: 1...9) == nil)
    #expect(root.choice("colour", Colour.self) == nil)
    #expect(root.list("list").isEmpty)
    #expect(root.group("group") == nil)
    #expect(root.int("width2") == nil)
    #expect(root.requiredText("title") == nil)
    root.finish()
    #expect(
      summary(mistakes) == [
        "1:1", "mapping/missing-key", "1:1", "mapping/unknown-key", "2:9", "mapping/wrong-type", "3:8",
        "mapping/out-of-range",
        "4:9", "mapping/unknown-value", "5:7", "mapping/wrong-type", "6:8", "mapping/wrong-type", "7:9",
        "mapping/wrong-type",
      ])
    let unknown = try #require(mistakes.diagnostics.first { $0.code == .mappingUnknownKey })
    #expect(unknown.facts["nearest"] == "delimiter")
    #expect(unknown.message == "there is no key delimeter here")
    #expect(mistakes.failure.exit == .configuration)
  }

  @Test func aNameThatBeginsAsWrittenIsNearerThanAShortOne() throws {
    let mistakes = YAMLMistakes(file: "m.yaml")
    let root = try #require(YAMLFile.read(Array("stage: Complete".utf8), mistakes))
    #expect(root.value("stage")?.choice(among: ["Hold", "Completed Order"]) == nil)
    #expect(mistakes.diagnostics.first?.facts["nearest"] == "Completed Order")
  }
}
