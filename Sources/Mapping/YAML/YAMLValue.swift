public import Diagnostics
public import Model

/// A value of a YAML file that knows where it stands. Its accessors say what is wanted; what does not fit becomes a
/// mistake and nil.
///
/// Scalars are taken as they are written: `No` and `007` are texts where a text is wanted. Only a plain empty scalar,
/// `~` and `null` are no value at all.
public struct YAMLValue {
  enum Content {
    case none
    case scalar(String)
    case list([YAMLValue])
    case group(YAMLGroup)
  }

  /// The key it belongs to, or the list's key for an element; for messages.
  public let name: String
  /// Where it begins.
  public let position: YAMLPosition
  let content: Content
  /// Whether it is a scalar that stands without quotes, so that `-1` is a number and `"-1"` a text.
  let isPlain: Bool
  let mistakes: YAMLMistakes

  /// Whether there is nothing: an empty scalar, `~` or `null`.
  public var isNone: Bool { if case .none = content { true } else { false } }

  /// Whether it is a scalar.
  public var isScalar: Bool { if case .scalar = content { true } else { false } }

  /// Whether it is a list.
  public var isList: Bool { if case .list = content { true } else { false } }

  /// Whether it is a group of keys.
  public var isGroup: Bool { if case .group = content { true } else { false } }

  /// Writes a mistake down at this value.
  public func mistake(
    _ code: DiagnosticCode, facts: [String: String] = [:], severity: Diagnostic.Severity = .error
  ) {
    mistakes.add(code, at: position, field: name, facts: facts, severity: severity)
  }

  /// Any scalar as it is written.
  public func text() -> String? {
    guard case .scalar(let text) = content else { return refuse(wanted: "a text") }
    return text
  }

  /// The rules of a zone by its IANA name; nil and a mistake where the system does not know it.
  public func zone() -> TimeZoneRules? {
    guard let name = text() else { return nil }
    do {
      return try TimeZoneRules(identifier: name)
    } catch {
      mistake(.unknownZone, facts: ["zone": name])
      return nil
    }
  }

  /// `true`, `yes`, `on` or `false`, `no`, `off`, in any case.
  public func bool() -> Bool? {
    guard case .scalar(let text) = content else { return refuse(wanted: "true or false") }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: return refuse(wanted: "true or false")
    }
  }

  /// A whole number in decimal digits within a range.
  public func int(in range: ClosedRange<Int> = Int.min...Int.max) -> Int? {
    guard case .scalar(let text) = content, let number = Int(text) else { return refuse(wanted: "a whole number") }
    guard range.contains(number) else {
      mistake(
        .mappingOutOfRange,
        facts: ["key": name, "value": text, "least": String(range.lowerBound), "most": String(range.upperBound)])
      return nil
    }
    return number
  }

  /// One of the names of an enumeration, exactly as its raw values are written.
  public func choice<E: RawRepresentable & CaseIterable>(_ type: E.Type = E.self) -> E? where E.RawValue == String {
    choice(among: E.allCases.map(\.rawValue)).flatMap(E.init(rawValue:))
  }

  /// One of some names.
  public func choice(among names: [String]) -> String? {
    guard let text = text() else { return nil }
    if names.contains(text) { return text }
    mistake(
      .mappingUnknownValue,
      facts: [
        "key": name, "value": text, "nearest": nearestName(to: text, among: names) ?? "",
        "known": names.joined(separator: ", "),
      ])
    return nil
  }

  /// A list.
  public func list() -> [YAMLValue]? {
    guard case .list(let values) = content else { return refuse(wanted: "a list") }
    return values
  }

  /// A list, or one value that stands for a list of one.
  public func oneOrMore() -> [YAMLValue]? {
    switch content {
    case .list(let values): return values
    case .none: return refuse(wanted: "a value or a list")
    case .scalar, .group: return [self]
    }
  }

  /// A group of keys.
  public func group() -> YAMLGroup? {
    guard case .group(let group) = content else { return refuse(wanted: "a group of keys") }
    return group
  }

  private func refuse<T>(wanted: String) -> T? {
    let found: String
    switch content {
    case .none: found = "nothing"
    case .scalar(let text): found = "'\(text.prefix(40))'"
    case .list: found = "a list"
    case .group: found = "a group of keys"
    }
    mistake(.mappingWrongType, facts: ["key": name, "wanted": wanted, "found": found])
    return nil
  }
}
