/// What `daybook mapping docs` says of the keys of an export layout. `docs/exports.md` explains them by example.
public enum ExportLayoutGuide {
  /// The keys, in plain text.
  public static let text: String = {
    var text = "An export layout is a YAML file in mappings/ or mappings/exports/ of the workspace.\n"
    for group in ExportKeys.groups {
      text += "\n\(group.name): \(group.about)\n"
      for key in group.keys {
        let name = key.name + String(repeating: " ", count: max(1, 16 - key.name.count))
        text += "  \(name)\(key.meaning)\(key.isRequired ? "; must be there" : "")\(words(of: key.form))\n"
      }
    }
    return text
  }()

  private static func words(of form: ExportKey.Form) -> String {
    switch form {
    case .choice(let words) where words.count > 1: " [\(words.joined(separator: ", "))]"
    case .number(let range): " [\(range.lowerBound) to \(range.upperBound)]"
    default: ""
    }
  }
}
