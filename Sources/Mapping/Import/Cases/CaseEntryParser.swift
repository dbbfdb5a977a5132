import Diagnostics
import Model

/// Turns rows and records into entries, or says what is wrong with them.
struct CaseEntryParser {
  /// An event's rule with the places of its fields.
  final class BoundRule {
    let rule: CaseMapping.EventRule
    let conditions: [(field: BoundCaseField, texts: CaseLookup<Bool>)]
    let kind: BoundCaseField?
    let at, value, actor, body, note, entry, sequence: BoundCaseField

    init(_ rule: CaseMapping.EventRule, bind: (CaseField) -> BoundCaseField) {
      self.rule = rule
      conditions = rule.conditions.map { (bind($0.field), $0.texts) }
      kind = rule.kinds.map { bind($0.field) }
      at = bind(rule.at)
      value = bind(rule.value)
      actor = bind(rule.actor)
      body = bind(rule.body)
      note = bind(rule.note)
      entry = bind(rule.entry)
      sequence = bind(rule.sequence)
    }
  }

  private let zone: TimeZoneRules?
  private let caseID: BoundCaseField
  private let facts: [(fact: CaseDetail, field: BoundCaseField)]
  private let rules: [BoundRule]
  /// Takes each mistake.
  private let found: (Diagnostic) -> Void

  init(
    _ mapping: CaseMapping, zone: TimeZoneRules?, bind: (CaseField) -> BoundCaseField,
    found: @escaping (Diagnostic) -> Void
  ) {
    self.zone = zone
    self.found = found
    caseID = bind(mapping.caseID)
    facts = mapping.details.map { ($0.fact, bind($0.field)) }
    rules = mapping.events.map { BoundRule($0, bind: bind) }
  }

  /// The fields that a table must have a column for.
  var required: [BoundCaseField] {
    [caseID] + rules.flatMap { [$0.at] + [$0.kind].compactMap { $0 } }
  }

  /// The columns of what is said of a case, or of the entry ids for nil.
  func columns(of fact: CaseDetail?) -> [Int] {
    guard let fact else { return rules.flatMap(\.entry.columns) }
    return facts.first { $0.fact == fact }?.field.columns ?? []
  }

  /// Reads a row or record into an entry; false when it has an error, each of which was given to `found`.
  func parse<Cells: CaseCells>(_ cells: Cells, line: Int, into entry: CaseEntry) -> Bool {
    entry.clear(line: line)
    var isGood = true
    if let id = cells.read(caseID, entry.keep) {
      entry.caseID = id
    } else {
      isGood = report(.caseMissing, cells, caseID)
    }
    for (fact, field) in facts {
      if let value = cells.read(field, entry.keep) { entry.facts.append((fact, value)) }
    }
    for rule in rules {
      if rule.rule.each.isEmpty {
        isGood = read(rule, cells, entry) && isGood
      } else {
        for node in cells.nodes(at: rule.rule.each) { isGood = read(rule, node, entry) && isGood }
      }
    }
    if isGood, entry.events.isEmpty {
      found(Diagnostic(.warning, .caseNoEvent, at: place(cells, caseID)))
    }
    return isGood
  }

  private func read<Cells: CaseCells>(_ bound: BoundRule, _ cells: Cells, _ entry: CaseEntry) -> Bool {
    for condition in bound.conditions {
      guard cells.read(condition.field, { $0.map { condition.texts[$0] ?? false } ?? false }) else { return true }
    }
    // A mapping's own kind needs something to set; where the source has nothing, nothing happened.
    if let step = bound.rule.step, step.value == nil, step.kind.setsValue, !cells.read(bound.value, { $0 != nil }) {
      return true
    }
    let at = instant(bound, cells)
    guard let steps = steps(bound, cells) else { return false }
    if steps.isEmpty { return true }
    guard let at else { return false }
    var sequence: Int64?
    var isGood = true
    if bound.sequence.isRead {
      (sequence, isGood) = number(bound.sequence, cells)
    }
    let actor = cells.read(bound.actor, entry.keep)
    let entryID = cells.read(bound.entry, entry.keep)
    for step in steps {
      var event = CaseEntry.Event(
        at: at, kind: step.kind, sequence: sequence, actor: actor, entryID: entryID,
        isKeptWhenRepeated: bound.rule.repeats == .keep)
      if let entryID {
        // One id of the source may give several events: each needs its own.
        let uses = entry.events.count { $0.sourceID.map { entry.bytes[$0] == entry.bytes[entryID] } ?? false }
        event.sourceID = entryID
        if uses > 0 {
          let start = entry.bytes.count
          entry.bytes.append(contentsOf: Array(entry.bytes[entryID]))
          _ = entry.keep("/\(uses + 1)")
          event.entryID = start..<entry.bytes.count
        }
      }
      isGood = fill(&event, step, bound, cells, entry) && isGood
      entry.events.append(event)
    }
    return isGood
  }

  /// The texts of an event; false where what it sets is missing or means nothing.
  private func fill<Cells: CaseCells>(
    _ event: inout CaseEntry.Event, _ step: CaseStep, _ bound: BoundRule, _ cells: Cells, _ entry: CaseEntry
  ) -> Bool {
    if step.kind.isText { event.body = cells.read(bound.body, entry.keep) }
    if event.body == nil, step.kind != .customerMessage, step.kind != .merchantMessage {
      event.body = cells.read(bound.note, entry.keep)
    }
    if let value = step.value {
      event.value = entry.keep(value)
      return true
    }
    switch step.kind {
    case .customerMessage, .merchantMessage, .internalAction: return true
    case .assign, .team, .disputeOpen, .disputeClose:
      event.value = cells.read(bound.value, entry.keep)
      return true
    case .priority:
      event.value = cells.read(bound.value, entry.keep)
    case .status:
      let text = cells.read(bound.value) { $0.map { String(decoding: $0, as: UTF8.self) } }
      if let text {
        guard let status = CaseStatus(name: text) else {
          let statuses = CaseStatus.allCases.map(\.rawValue).joined(separator: ", ")
          return report(.caseUnknownStatus, cells, bound.value, ["status": text.shortened, "statuses": statuses])
        }
        event.value = entry.keep(status.rawValue)
      }
    }
    guard event.value == nil else { return true }
    return report(.caseValueMissing, cells, bound.value, ["kind": step.kind.rawValue])
  }

  private func steps<Cells: CaseCells>(_ bound: BoundRule, _ cells: Cells) -> [CaseStep]? {
    if let step = bound.rule.step { return [step] }
    guard let kinds = bound.rule.kinds, let field = bound.kind else { return [] }
    let steps = cells.read(field) { text in text.flatMap { kinds.meanings[$0] } } ?? kinds.otherwise
    if let steps { return steps }
    let text = cells.read(field) { $0.map { String(decoding: $0, as: UTF8.self) } } ?? ""
    let known = kinds.meanings.names.joined(separator: ", ")
    _ = report(.caseUnknownKind, cells, field, ["kind": text.shortened, "kinds": known])
    return nil
  }

  private func instant<Cells: CaseCells>(_ bound: BoundRule, _ cells: Cells) -> Instant? {
    let time = cells.read(bound.at) { $0.map { bound.rule.at.time($0, zone: zone) } ?? .wrong }
    if case .instant(let instant) = time { return instant }
    let text = cells.read(bound.at) { $0.map { String(decoding: $0, as: UTF8.self) } } ?? ""
    var code = DiagnosticCode.caseBadTime
    if case .withoutZone = time { code = .caseNaiveTime }
    _ = report(code, cells, bound.at, ["time": text.shortened])
    return nil
  }

  private func number<Cells: CaseCells>(_ field: BoundCaseField, _ cells: Cells) -> (Int64?, Bool) {
    let text = cells.read(field) { $0.map { String(decoding: $0, as: UTF8.self) } }
    guard let text else { return (nil, true) }
    if let number = Int64(text) { return (number, true) }
    return (nil, report(.caseBadSequence, cells, field, ["sequence": text.shortened]))
  }

  private func report<Cells: CaseCells>(
    _ code: DiagnosticCode, _ cells: Cells, _ field: BoundCaseField, _ facts: [String: String] = [:]
  ) -> Bool {
    let excerpt = cells.read(field) { $0.map { String(decoding: $0, as: UTF8.self).shortened } }
    found(Diagnostic(.error, code, at: cells.location(of: field), facts: facts, excerpt: excerpt))
    return false
  }

  private func place<Cells: CaseCells>(_ cells: Cells, _ field: BoundCaseField) -> SourceLocation {
    cells.location(of: field)
  }
}

extension CaseEventKind {
  /// Whether an event of this kind carries a text that somebody wrote.
  var isText: Bool { self == .customerMessage || self == .merchantMessage || self == .internalAction }
  /// Whether it says nothing without a value.
  var setsValue: Bool { self == .status || self == .priority || self == .assign || self == .team }
}
