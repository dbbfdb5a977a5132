import Diagnostics
import Model
import Store

/// One row of a file of case events, as text and with its place.
struct RawCaseRow {
  /// File, sheet and line.
  var location: SourceLocation
  /// The texts that are not empty.
  var texts: [CaseColumn: String]
  /// Where each column stands, from 1; empty for JSON.
  var positions: [CaseColumn: Int]

  /// The place of one column of the row.
  func location(of column: CaseColumn) -> SourceLocation {
    var place = location
    place.column = positions[column]
    place.field = column.rawValue
    return place
  }
}

/// A row that makes sense: an event of a case, and what the row says of the case.
struct CaseRow {
  var location: SourceLocation
  /// Where each column stands, from 1; empty for JSON.
  var positions: [CaseColumn: Int]
  var caseID: String
  var event: CaseEvent
  var entryID: String?
  var details: [CaseDetail: String]
}

/// Turns raw rows into events, or says what is wrong with them.
struct CaseRowReading {
  /// The zone of times that name none; without it they are errors.
  let zone: TimeZoneRules?
  /// Takes each mistake.
  let found: (Diagnostic) -> Void

  /// The row's event; nil when the row has an error, each of which was given to `found`.
  func row(_ raw: RawCaseRow) -> CaseRow? {
    let caseID = raw.texts[.caseID]
    if caseID == nil { report(.caseMissing, raw, .caseID) }
    let at = instant(raw)
    let kind = kind(raw)
    guard let kind, isComplete(raw, kind), let caseID, let at else { return nil }
    let isText = [.customerMessage, .merchantMessage, .internalAction].contains(kind)
    let event = CaseEvent(
      at: at, seq: 0, kind: kind, actor: raw.texts[.actor], body: isText ? raw.texts[.body] : nil,
      value: value(raw, of: kind))
    var details: [CaseDetail: String] = [:]
    for (column, detail) in CaseColumn.details { details[detail] = raw.texts[column] }
    return CaseRow(
      location: raw.location, positions: raw.positions, caseID: caseID, event: event, entryID: raw.texts[.entryID],
      details: details)
  }

  private func instant(_ raw: RawCaseRow) -> Instant? {
    let text = raw.texts[.at] ?? ""
    guard let time = ISOTime(text) else {
      report(.caseBadTime, raw, .at, facts: ["time": text])
      return nil
    }
    let instant = time.offsetSeconds != nil ? Instant(text) : zone?.instant(of: time.wall)
    guard let instant else {
      report(.caseNaiveTime, raw, .at, facts: ["time": text])
      return nil
    }
    guard Instant.accepted.contains(instant) else {
      report(.caseBadTime, raw, .at, facts: ["time": text])
      return nil
    }
    return instant
  }

  private func kind(_ raw: RawCaseRow) -> CaseEventKind? {
    let text = raw.texts[.kind] ?? ""
    if let kind = CaseRowReading.kind(named: text) { return kind }
    let kinds = CaseEventKind.allCases.map(\.rawValue).joined(separator: ", ")
    report(.caseUnknownKind, raw, .kind, facts: ["kind": text, "kinds": kinds])
    return nil
  }

  /// What the event sets: it stands in `value`, or else in `body`.
  private func value(_ raw: RawCaseRow, of kind: CaseEventKind) -> String? {
    let text = raw.texts[.value] ?? raw.texts[.body]
    switch kind {
    case .customerMessage, .merchantMessage, .internalAction: return nil
    case .assign, .disputeOpen, .disputeClose, .priority: return text
    case .status: return text.flatMap(CaseStatus.init(name:))?.rawValue
    }
  }

  /// Whether an event that sets something says what, and says it in words that exist.
  private func isComplete(_ raw: RawCaseRow, _ kind: CaseEventKind) -> Bool {
    guard kind == .status || kind == .priority, value(raw, of: kind) == nil else { return true }
    if let text = raw.texts[.value] ?? raw.texts[.body] {
      let statuses = CaseStatus.allCases.map(\.rawValue).joined(separator: ", ")
      report(.caseUnknownStatus, raw, .value, facts: ["status": text, "statuses": statuses])
    } else {
      report(.caseValueMissing, raw, .value, facts: ["kind": kind.rawValue])
    }
    return false
  }

  private func report(_ code: DiagnosticCode, _ raw: RawCaseRow, _ column: CaseColumn, facts: [String: String] = [:]) {
    found(Diagnostic(.error, code, at: raw.location(of: column), facts: facts, excerpt: raw.texts[column]))
  }

  /// A kind by its name; `_`, `-`, blanks and case do not matter, and `customer`, `merchant` and `internal` are read as the
  /// message of that side and the internal action.
  static func kind(named name: String) -> CaseEventKind? {
    let plain = String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    switch plain {
    case "customer": return .customerMessage
    case "merchant": return .merchantMessage
    case "internal": return .internalAction
    default: return CaseEventKind(rawValue: plain)
    }
  }
}
