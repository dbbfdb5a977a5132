public import Diagnostics
import Model

extension CostMapping {
  /// Reads a mapping of `kind: costs`; fails with `configuration` and all its mistakes.
  public static func read(_ bytes: [UInt8], file: String) throws -> CostMapping {
    try YAMLFile.read(bytes, file: file) { CostMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  /// Reads a mapping of the catalogue.
  public static func read(_ file: MappingFile) throws -> CostMapping { try read(file.bytes, file: file.shownPath) }

  /// All mistakes of a mapping of `kind: costs`; none when it can be used.
  public static func check(_ bytes: [UInt8], file: String) -> [Diagnostic] {
    YAMLFile.check(bytes, file: file) { CostMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  /// Nil after a mistake that leaves nothing to work with; others are only reported.
  private init?(group: YAMLGroup, digest: SHA256Digest) {
    if let kind = group.requiredValue("kind"), let text = kind.text(), text != "costs" {
      kind.mistake(.mappingWrongKind, facts: ["found": text, "wanted": "costs"])
    }
    let name = group.requiredText("name")
    let source = group.text("source")
    let onConflict = group.choice("on_conflict", ConflictRule.self) ?? .error
    if CostLayout.keys.contains(where: group.has) {
      let layout = CostLayout(group)
      group.finish()
      guard let name else { return nil }
      self.init(name: name, digest: digest, orderColumn: "", amounts: [], onConflict: onConflict)
      self.layout = layout
    } else {
      let order = group.requiredText("order")
      let amounts = (group.requiredValue("amounts")?.list() ?? []).compactMap(AmountColumn.init(value:))
      group.finish()
      guard let name, let order, !amounts.isEmpty else { return nil }
      self.init(name: name, digest: digest, orderColumn: order, amounts: amounts, onConflict: onConflict)
    }
    self.source = source ?? self.name
  }
}

extension CostMapping.AmountColumn {
  fileprivate init?(value: YAMLValue) {
    guard let group = value.group() else { return nil }
    let kind = group.requiredChoice("kind", CostKind.self)
    let column = group.requiredText("column")
    let effect = group.requiredChoice("effect", CostMapping.Rule.self)
    group.finish()
    guard let kind, let column, let effect else { return nil }
    self.init(kind: kind, title: column, rule: effect)
  }
}
