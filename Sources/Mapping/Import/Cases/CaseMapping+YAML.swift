public import Diagnostics
import Model
import Tabular

extension CaseMapping {
  /// Reads a mapping of `kind: cases`; fails with `configuration` and all its mistakes.
  public static func read(_ bytes: [UInt8], file: String) throws -> CaseMapping {
    try YAMLFile.read(bytes, file: file) { CaseMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  /// Reads a mapping of the catalogue.
  public static func read(_ file: MappingFile) throws -> CaseMapping { try read(file.bytes, file: file.shownPath) }

  /// All mistakes of a mapping of `kind: cases`; none when it can be used.
  public static func check(_ bytes: [UInt8], file: String) -> [Diagnostic] {
    YAMLFile.check(bytes, file: file) { CaseMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  /// Daybook's own layout.
  public static func daybook() throws -> CaseMapping {
    try read(try MappingCatalog(folder: nil).find(ownName, in: .cases))
  }

  /// The name of Daybook's own layout.
  public static let ownName = "daybook-events"

  private init?(group: YAMLGroup, digest: SHA256Digest) {
    if let kind = group.requiredValue("kind"), let text = kind.text(), text != "cases" {
      kind.mistake(.mappingWrongKind, facts: ["found": text, "wanted": "cases"])
    }
    self.init(name: group.requiredText("name") ?? "", digest: digest)
    readFile(group)
    readZone(group)
    let forms = CaseYAML(group)
    if let about = group.requiredGroup("case") {
      caseID = forms.requiredField("id", in: about)
      for fact in CaseDetail.allCases {
        if about.has(fact.rawValue), let field = forms.field(fact.rawValue, in: about) { details.append((fact, field)) }
      }
      about.finish()
    }
    guard let list = group.requiredValue("events") else { return nil }
    for value in list.list() ?? [] {
      if let rule = value.group() { events.append(forms.rule(rule)) }
    }
    if events.isEmpty { list.mistake(.mappingConflict, facts: ["reason": "events needs at least one event"]) }
    if shapes.contains(.table), events.contains(where: { !$0.each.isEmpty }) {
      list.mistake(.mappingConflict, facts: ["reason": "each is for the nodes of records: a row of a table has none"])
    }
    group.finish()
  }

  private mutating func readFile(_ group: YAMLGroup) {
    if let value = group.value("recognised_by") {
      recognisedBy = (value.oneOrMore() ?? []).map { ($0.oneOrMore() ?? []).compactMap { $0.text() } }
    }
    notWith = group.texts("recognised_without")
    ignored = group.texts("ignore")
    guard let file = group.requiredGroup("file") else { return }
    if let value = file.requiredValue("format") {
      shapes = (value.oneOrMore() ?? []).compactMap { $0.choice(Shape.self) }
    }
    recordPath = file.text("record")
    if let value = file.value("encoding"), let text = value.text() {
      encoding = TextEncoding(named: text)
      if encoding == nil { value.mistake(.mappingConflict, facts: ["reason": "there is no encoding \(text)"]) }
    }
    if let value = file.value("delimiter"), let text = value.text() {
      if text == "tab" { delimiter = UInt8(ascii: "\t") }
      if text.utf8.count == 1 { delimiter = text.utf8.first.flatMap { ReadOptions.isDelimiter($0) ? $0 : nil } }
      if delimiter == nil {
        value.mistake(.mappingConflict, facts: ["reason": "the delimiter is one character but no quote, or tab"])
      }
    }
    if shapes.contains(.xml), recordPath == nil {
      file.mistakes.add(.mappingMissingKey, at: file.position, field: "record", facts: ["key": "record"])
    }
    file.finish()
  }

  private mutating func readZone(_ group: YAMLGroup) {
    guard let value = group.value("zone") else { return }
    if value.text() == "workspace" { zone = .workspace } else if let rules = value.zone() { zone = .named(rules) }
  }
}

/// Reads the fields and events of a mapping, with what stands once for all of them at the top.
private struct CaseYAML {
  private var blanks: CaseLookup<Bool>?
  private var times: [CaseTimeForm] = [.pattern(.iso)]
  private var common = CaseMapping.EventRule()

  init(_ group: YAMLGroup) {
    let texts = group.texts("blank")
    if !texts.isEmpty { blanks = CaseYAML.lookup(texts) }
    if let value = group.value("dates") { times = CaseYAML.times(value) }
    common = parts(of: group, CaseMapping.EventRule())
  }

  /// One event; what it does not say itself is taken from the top.
  func rule(_ group: YAMLGroup) -> CaseMapping.EventRule {
    var rule = parts(of: group, common)
    rule.each = group.text("each").map { $0.split(separator: "/").map(String.init) } ?? []
    if !rule.at.isSaid { _ = group.requiredValue("at") }
    if let conditions = group.group("when") {
      for member in conditions.allMembers() {
        var field = CaseField()
        field.take(from: [member.key])
        let texts = (member.value.oneOrMore() ?? []).compactMap { $0.text() }
        rule.conditions.append((field, CaseYAML.lookup(texts)))
      }
    }
    if let value = group.requiredValue("kind") { readKind(value, &rule) }
    group.finish()
    return rule
  }

  private func readKind(_ value: YAMLValue, _ rule: inout CaseMapping.EventRule) {
    if value.isScalar {
      rule.step = step(value)
      return
    }
    guard let group = value.group() else { return }
    let field = fieldKeys(of: group)
    let meanings = CaseLookup<[CaseStep]>()
    for member in group.requiredGroup("meanings")?.allMembers() ?? [] {
      meanings.add(member.key, (member.value.oneOrMore() ?? []).compactMap(step))
    }
    var otherwise: [CaseStep]?
    if let value = group.value("otherwise") { otherwise = (value.oneOrMore() ?? []).compactMap(step) }
    group.finish()
    rule.kinds = (field, meanings, otherwise)
  }

  private func step(_ value: YAMLValue) -> CaseStep? {
    guard let text = value.text() else { return nil }
    if let step = CaseStep(text) { return step }
    let kinds = CaseEventKind.allCases.map(\.rawValue).joined(separator: ", ")
    value.mistake(
      .mappingConflict,
      facts: [
        "reason": "'\(text)' is no event: it may be \(kinds), and status, priority, assign and team may say what to set"
      ])
    return nil
  }

  private func parts(of group: YAMLGroup, _ rule: CaseMapping.EventRule) -> CaseMapping.EventRule {
    var rule = rule
    rule.at = field("at", in: group) ?? rule.at
    rule.value = field("value", in: group) ?? rule.value
    rule.actor = field("actor", in: group) ?? rule.actor
    rule.body = field("body", in: group) ?? rule.body
    rule.body.keepsSpace = true
    rule.note = field("note", in: group) ?? rule.note
    rule.entry = field("entry", in: group) ?? rule.entry
    rule.sequence = field("sequence", in: group) ?? rule.sequence
    rule.repeats = group.choice("repeats") ?? rule.repeats
    return rule
  }

  func requiredField(_ key: String, in group: YAMLGroup) -> CaseField {
    _ = group.requiredValue(key)
    return field(key, in: group) ?? CaseField()
  }

  /// A column, a list of columns, or a group of keys.
  func field(_ key: String, in group: YAMLGroup) -> CaseField? {
    guard let value = group.value(key) else { return nil }
    if value.isScalar || value.isList {
      var field = plainField
      field.take(from: (value.oneOrMore() ?? []).compactMap { $0.text() })
      return field
    }
    guard let keys = value.group() else { return nil }
    let field = fieldKeys(of: keys)
    keys.finish()
    return field
  }

  private func fieldKeys(of group: YAMLGroup) -> CaseField {
    var field = plainField
    field.take(from: group.texts("from"))
    field.fallback = group.text("constant") ?? group.text("default")
    field.expression = group.value("match").flatMap { $0.expression() }
    if let value = group.value("dates") { field.times = CaseYAML.times(value) }
    if let table = group.group("values") {
      let lookup = CaseLookup<String>()
      for member in table.allMembers() { lookup.add(member.key, member.value.isNone ? "" : member.value.text() ?? "") }
      field.values = lookup
    }
    if !field.isSaid {
      group.mistakes.add(
        .mappingConflict, at: group.position, field: group.name,
        facts: ["reason": "\(group.name) needs from or constant"])
    }
    return field
  }

  private var plainField: CaseField {
    var field = CaseField()
    field.blanks = blanks
    field.times = times
    return field
  }

  private static func lookup(_ texts: [String]) -> CaseLookup<Bool> {
    let lookup = CaseLookup<Bool>()
    for text in texts { lookup.add(text, true) }
    return lookup
  }

  private static func times(_ value: YAMLValue) -> [CaseTimeForm] {
    let texts = value.oneOrMore() ?? []
    if texts.contains(where: { $0.isScalar && $0.text() == "epoch" }) {
      return texts.compactMap {
        $0.text() == "epoch" ? .epoch : $0.text().flatMap(DatePattern.init).map(CaseTimeForm.pattern)
      }
    }
    return (DatePattern.list(value) ?? []).map(CaseTimeForm.pattern)
  }
}
