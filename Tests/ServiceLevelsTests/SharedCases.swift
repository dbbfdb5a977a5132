import Model
import ServiceLevels
import Testing

/// The shared case streams and what they amount to.
struct SharedCases {
  let file: JSON
  let figures: [CaseFigures]

  /// Nil, with a printed line, when the file is absent.
  static func read() throws -> SharedCases? {
    guard let file = try SharedVectors.read("cases_shared.json") else { return nil }
    let calendars = try SharedVectors.calendars(file)
    var policies: [String: Policy] = [:]
    for (name, targets) in try file["policies"].table { policies[name] = try policy(name, targets) }
    let figures = try file["cases"].list.map { entry in
      let facts = CaseFacts(
        id: try entry["id"].text, team: try entry["team"].text,
        calendar: try #require(calendars[entry["calendar"].text]),
        policies: [PolicyInForce(try #require(policies[entry["policy"].text]))],
        events: try entry["events"].list.enumerated().map { try event($1, seq: Int64($0 + 1)) })
      return try #require(try CaseFigures(facts, asOf: entry["as_of"].instant))
    }
    return SharedCases(file: file, figures: figures)
  }

  private static func policy(_ name: String, _ entry: JSON) throws -> Policy {
    var targets: [Metric: [String: Int64]] = [:]
    for (metric, byPriority) in try entry.table {
      let pairs = try byPriority.table.map { ($0, try $1.number) }
      targets[try #require(Metric(rawValue: metric))] = Dictionary(uniqueKeysWithValues: pairs)
    }
    return Policy(id: name, targets: targets)
  }

  private static func event(_ entry: JSON, seq: Int64) throws -> CaseEvent {
    let kinds: [String: CaseEventKind] = [
      "customer": .customerMessage, "merchant": .merchantMessage, "internal": .internalAction,
    ]
    let type = try entry["type"].text
    let kind = try #require(kinds[type] ?? CaseEventKind(rawValue: type))
    let values = ["status", "priority", "agent", "reason"]
    return CaseEvent(
      at: try entry["at"].instant, seq: seq, kind: kind, actor: try entry["by"].optionalText,
      value: try values.compactMap { try entry[$0].optionalText }.first)
  }
}
