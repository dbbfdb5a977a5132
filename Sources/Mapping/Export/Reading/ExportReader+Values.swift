import Diagnostics
import Model

/// Values: where a column's content comes from.
extension ExportReader {
  /// The keys of a column that say where its value comes from; it has exactly one of them.
  static let sources = ["field", "constant", "template", "first_of", "when", "sql", "run", "number", "count", "sum"]

  /// The value that a group of keys names; nil and a mistake where it names none, or several.
  func values(of group: YAMLGroup, _ scope: ExportNames) -> ExportValue? {
    let named = ExportReader.sources.filter { group.value($0) != nil }
    guard named.count == 1, let value = group.value(named[0]) else {
      group.mistakes.add(
        .layoutColumnSource, at: group.position, facts: ["sources": ExportReader.sources.joined(separator: ", ")])
      _ = group.has("else")
      return nil
    }
    switch named[0] {
    case "field": return scope.field(value).map { .field($0) }
    case "constant": return ExportReader.constant(value)
    case "run": return run(value)
    case "number": return number(value, scope)
    case "count": return count(value, in: group, scope)
    case "sum": return sum(value, in: group, scope)
    case "template": return template(value, scope)
    case "sql":
      let names = ExportNames.sqlKinds.map(\.rawValue)
      let kind = group.value("kind")?.choice(among: names).flatMap(ExportField.Kind.init(rawValue:))
      return scope.sql(value, kind ?? .text).map { .field($0) }
    case "first_of":
      let values = (value.list() ?? []).compactMap { element -> ExportValue? in
        if element.isScalar { return scope.field(element).map { .field($0) } }
        return valueGroup(element, scope)
      }
      return values.isEmpty ? nil : .firstOf(values)
    default: return when(value, group.value("else"), scope)
    }
  }

  /// A text, or a number where it reads as one and stands without quotes.
  static func constant(_ value: YAMLValue) -> ExportValue? {
    value.text().map { .constant($0, isNumber: value.isPlain && isNumber($0)) }
  }

  /// Whether a text is a plain decimal as JSON has it: `-1`, `0.50`; not `007`, which is a text with a meaning.
  static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.first == "-" { rest = rest.dropFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }), let whole = parts.first
    else {
      return false
    }
    return whole == "0" || whole.first != "0"
  }

  /// A scalar is a constant here, a group names its source.
  private func branchValue(_ value: YAMLValue, _ scope: ExportNames) -> ExportValue? {
    value.isScalar ? ExportReader.constant(value) : valueGroup(value, scope)
  }

  private func valueGroup(_ value: YAMLValue, _ scope: ExportNames) -> ExportValue? {
    guard let group = value.group() else { return nil }
    defer { group.finish() }
    return values(of: group, scope)
  }

  private func when(_ list: YAMLValue, _ otherwise: YAMLValue?, _ scope: ExportNames) -> ExportValue? {
    var branches: [ExportValue.Branch] = []
    for element in list.list() ?? [] {
      guard let group = element.group() else { continue }
      let condition = group.requiredGroup("if").map { ExportFilter(scope: scope).read($0) }
      let value = group.has("then") ? group.value("then").map { branchValue($0, scope) } ?? .nothing : nil
      if !group.has("then") { _ = group.requiredValue("then") }
      group.finish()
      if let condition, let value { branches.append(.init(condition: ExportFilter.together(condition), value: value)) }
    }
    if list.isList, list.list()?.isEmpty == true { list.mistake(.layoutEmptyList, facts: ["key": "when"]) }
    let last = otherwise.map { branchValue($0, scope) } ?? .nothing
    return branches.isEmpty ? nil : .when(branches, otherwise: last ?? .nothing)
  }

  /// `{billing_first_name} {billing_last_name}`, with a pattern or decimals behind a colon.
  private func template(_ value: YAMLValue, _ scope: ExportNames) -> ExportValue? {
    guard let text = value.text() else { return nil }
    var pieces: [ExportValue.Piece] = []
    for (isPlace, part) in BracedText.parts(of: text) {
      guard isPlace else {
        pieces.append(.text(part))
        continue
      }
      let colon = part.firstIndex(of: ":")
      let name = String(part[..<(colon ?? part.endIndex)])
      guard let field = scope.field(name, at: value.position, mistakes) else { continue }
      var form = usualForm
      if let colon { read(detail: String(part[part.index(after: colon)...]), of: field, value, &form) }
      pieces.append(.value(.field(field), form))
    }
    return .template(pieces)
  }

  private func read(detail: String, of field: ExportField, _ value: YAMLValue, _ form: inout ExportForm) {
    switch field.kind {
    case .instant, .date:
      do {
        form.pattern = try ExportDatePattern(detail)
      } catch {
        value.mistake(.layoutDatePattern, facts: ["letters": error.letters])
      }
    case .money, .quantity, .rate:
      if let decimals = Int(detail), (0...(field.kind == .rate ? 6 : 4)).contains(decimals) {
        form.decimals = decimals
      } else {
        value.mistake(
          .layoutTemplateDetail, facts: ["detail": detail, "field": field.name, "wanted": "decimals, 0 to 4"])
      }
    default:
      value.mistake(
        .layoutTemplateDetail, facts: ["detail": detail, "field": field.name, "wanted": "nothing: it is a text"])
    }
  }
}
