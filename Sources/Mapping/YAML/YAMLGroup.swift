import Diagnostics

/// A group of keys (a YAML mapping). It remembers which keys were asked for, so that ``finish()`` can report the
/// others.
public final class YAMLGroup {
  /// One key with its value.
  public struct Member {
    /// The key.
    public let key: String
    /// Where the key stands.
    public let position: YAMLPosition
    /// Its value.
    public let value: YAMLValue
  }

  /// The key the group belongs to; empty for the whole file.
  public let name: String
  /// Where it begins.
  public let position: YAMLPosition
  /// All keys in the order of the file.
  public let members: [Member]
  /// Where mistakes go.
  public let mistakes: YAMLMistakes
  private var asked: [String] = []

  init(name: String, position: YAMLPosition, members: [Member], mistakes: YAMLMistakes) {
    self.name = name
    self.position = position
    self.members = members
    self.mistakes = mistakes
  }

  /// The value of a key; nil where the key is absent or has no value. The key counts as known from now on.
  public func value(_ key: String) -> YAMLValue? {
    if !asked.contains(key) { asked.append(key) }
    guard let member = members.first(where: { $0.key == key }), !member.value.isNone else { return nil }
    return member.value
  }

  /// The same for a key that must be there with a value.
  public func requiredValue(_ key: String) -> YAMLValue? {
    if let value = value(key) { return value }
    let place = members.first { $0.key == key }?.position ?? position
    mistakes.add(.mappingMissingKey, at: place, field: key, facts: ["key": key])
    return nil
  }

  /// Whether the key stands in the file, with a value or without.
  public func has(_ key: String) -> Bool {
    if !asked.contains(key) { asked.append(key) }
    return members.contains { $0.key == key }
  }

  /// Every member of a group whose keys are free (a lookup table): nothing is unknown in it.
  public func allMembers() -> [Member] {
    for member in members where !asked.contains(member.key) { asked.append(member.key) }
    return members
  }

  /// Reports every key that was never asked for, with the nearest of those that were. To be called once all are read.
  public func finish() {
    for member in members where !asked.contains(member.key) {
      mistakes.add(
        .mappingUnknownKey, at: member.position, field: member.key,
        facts: [
          "key": member.key, "nearest": nearestName(to: member.key, among: asked) ?? "",
          "known": asked.sorted().joined(separator: ", "),
        ])
    }
  }
}

extension YAMLGroup {
  /// An optional text.
  public func text(_ key: String) -> String? { value(key)?.text() }
  /// A text that must be there.
  public func requiredText(_ key: String) -> String? { requiredValue(key)?.text() }
  /// An optional truth value.
  public func bool(_ key: String) -> Bool? { value(key)?.bool() }
  /// An optional whole number within a range.
  public func int(_ key: String, in range: ClosedRange<Int> = Int.min...Int.max) -> Int? { value(key)?.int(in: range) }
  /// An optional name of an enumeration.
  public func choice<E: RawRepresentable & CaseIterable>(_ key: String, _ type: E.Type = E.self) -> E?
  where E.RawValue == String { value(key)?.choice(type) }
  /// A name of an enumeration that must be there.
  public func requiredChoice<E: RawRepresentable & CaseIterable>(_ key: String, _ type: E.Type = E.self) -> E?
  where E.RawValue == String { requiredValue(key)?.choice(type) }
  /// An optional group.
  public func group(_ key: String) -> YAMLGroup? { value(key)?.group() }
  /// A group that must be there.
  public func requiredGroup(_ key: String) -> YAMLGroup? { requiredValue(key)?.group() }
  /// An optional list; empty when absent or wrong.
  public func list(_ key: String) -> [YAMLValue] { value(key)?.list() ?? [] }
  /// An optional list of texts, where one text stands for a list of one; empty when absent or wrong.
  public func texts(_ key: String) -> [String] { (value(key)?.oneOrMore() ?? []).compactMap { $0.text() } }
}
