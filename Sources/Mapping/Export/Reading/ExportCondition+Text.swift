import Diagnostics
public import Model

extension ExportCondition {
  /// Conditions as an option of the command line says them: the words of `where:` of an export layout in one line of YAML,
  /// with or without the braces round them, for instance `stage: Hold, total: {below: 5}`.
  ///
  /// `fields` are all that orders can be asked for. Fails with `usage` and every mistake, and where nothing is asked.
  public static func read(
    option text: String, named option: String, fields: [ExportField], rules: ExportRules
  ) throws -> [ExportCondition] {
    let isBraced = text.drop { $0.isWhitespace }.first == "{"
    let mistakes = YAMLMistakes(file: option, added: isBraced ? 0 : 1)
    let group = YAMLFile.read(Array((isBraced ? text : "{\(text)}").utf8), mistakes)
    let scope = ExportNames(all: fields, rows: .order, rules: rules)
    let conditions = group.map { ExportFilter(scope: scope).read($0) } ?? []
    guard mistakes.isEmpty else { throw Failure(.usage, mistakes.diagnostics) }
    guard !conditions.isEmpty else {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "\(option) asks for nothing", "help": "for instance \(option) 'stage: Hold'"])
    }
    return conditions
  }

  /// Whether the condition's days are points in time: what ``resolved(today:zone:isInstant:)`` asks.
  public func resolved(today: CivilDate, zone: TimeZoneRules, fields: [ExportField]) -> ExportCondition {
    resolved(today: today, zone: zone) { name in fields.first { $0.name == name }?.kind == .instant }
  }
}
