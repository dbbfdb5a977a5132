import Diagnostics
import Model

/// SQL of a mapping.
extension ExportNames {
  /// The kinds that an expression can be said to be of.
  static let sqlKinds: [ExportField.Kind] = [
    .text, .identifier, .money, .quantity, .rate, .integer, .flag, .instant, .date,
  ]

  /// The field that stands for an expression; nil and a mistake where it cannot be used.
  func sql(_ value: YAMLValue, _ kind: ExportField.Kind) -> ExportField? {
    guard let text = value.text() else { return nil }
    let isNested = !hasOrder && rows != .customer
    let sql = ExportSQL(text, rows: rows, isNested: isNested)
    guard let mistake = rules.mistake(sql) else { return sql.field(kind) }
    // Where a text stands in one line its characters can be counted.
    var position = value.position
    if let offset = mistake.offset, !text.contains("\n") {
      position = YAMLPosition(
        line: position.line, column: position.column + offset + (value.isPlain ? 0 : 1))
    }
    let code: DiagnosticCode =
      switch mistake.kind {
      case .syntax: .sqlSyntax
      case .unknownName: .sqlUnknownName
      case .forbidden: .sqlForbidden
      case .masked: .sqlMasked
      case .tooMuch: .sqlTooMuch
      }
    value.mistakes.add(
      code, at: position, field: value.name,
      facts: [
        "subject": mistake.subject, "nearest": nearestName(to: mistake.subject, among: mistake.known) ?? "",
      ])
    return nil
  }
}
