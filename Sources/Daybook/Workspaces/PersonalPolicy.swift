import Diagnostics
import Mapping
public import Model
import Store

/// What `personal:` of `daybook.yaml` says: how much exports show of persons.
public struct PersonalPolicy: Sendable {
  /// How much of fields is shown, by their names; all of those that are not here.
  public private(set) var masks: [String: ExportMask] = [:]
  /// Mappings that show them as they are.
  public private(set) var exempt: Set<String> = []

  /// Everything is shown.
  public init() {}

  /// Reads the settings; mistakes go where the group's go.
  init(reading group: YAMLGroup?) {
    guard let group else { return }
    let personal = ExportCatalogue.fields.filter(\.isPersonal).map(\.name)
    if let all = group.choice("all", ExportMask.self) {
      for name in personal { masks[name] = all }
    }
    for member in group.group("fields")?.allMembers() ?? [] {
      guard personal.contains(member.key) else {
        member.value.mistake(
          .layoutUnknownField,
          facts: ["field": member.key, "nearest": nearestName(to: member.key, among: personal) ?? ""])
        continue
      }
      let words = ExportMask.allCases.map(\.rawValue) + ["show"]
      if let word = member.value.choice(among: words) { masks[member.key] = ExportMask(rawValue: word) }
    }
    exempt = Set(group.texts("except"))
    group.finish()
  }
}

extension Workspace {
  /// What a layout of a name may show and say.
  func exportRules(of mapping: String) -> ExportRules {
    let masks = personal.exempt.contains(mapping) ? [:] : personal.masks
    let hidden = Set(masks.keys)
    return ExportRules(masks: masks) { SQLSandbox.mistake(in: $0, hiding: hidden) }
  }
}
