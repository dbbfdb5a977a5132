public import Model

/// The JSON Schema (draft 2020-12) of export layouts, for editors: they complete keys and fields and underline what is none.
public enum ExportSchema {
  /// The document. `fields` are all that an export can show.
  public static func text(fields: [ExportField]) -> String {
    var definitions = ExportKeys.groups.dropFirst().map { group in
      (group.name, object(group.name, group.about, group.keys))
    }
    definitions.append(("field", "{\"enum\": [\(fields.map { quoted($0.name) }.joined(separator: ", "))]}"))
    definitions.append(("value_or_list", "{\"anyOf\": [\(scalar), {\"type\": \"array\", \"items\": \(scalar)}]}"))
    let layout = ExportKeys.groups[0]
    var text = """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Daybook export layout",
        "description": \(quoted(layout.about)),
        "type": "object",
        "required": [\(layout.keys.filter(\.isRequired).map { quoted($0.name) }.joined(separator: ", "))],
        "anyOf": [{"required": ["rows"]}, {"required": ["sheets"]}],
        "additionalProperties": false,
        "properties": {
      \(properties(layout.keys, indent: "    "))
        },
        "$defs": {

      """
    text += definitions.map { "    \(quoted($0.0)): \($0.1)" }.joined(separator: ",\n")
    return text + "\n  }\n}\n"
  }

  private static let scalar = #"{"type": ["string", "number", "boolean", "null"]}"#

  private static func object(_ name: String, _ about: String, _ keys: [ExportKey]) -> String {
    let required = keys.filter(\.isRequired).map { quoted($0.name) }
    var text = "{\n      \"description\": \(quoted(about)),\n      \"type\": \"object\",\n"
    if !required.isEmpty { text += "      \"required\": [\(required.joined(separator: ", "))],\n" }
    if name == "conditions" {
      // Every other key is a field.
      text += "      \"propertyNames\": {\"anyOf\": [{\"$ref\": \"#/$defs/field\"}, "
      text += "{\"enum\": [\(keys.map { quoted($0.name) }.joined(separator: ", "))]}]},\n"
      text +=
        "      \"additionalProperties\": {\"anyOf\": [{\"$ref\": \"#/$defs/value_or_list\"}, {\"$ref\": \"#/$defs/test\"}]},\n"
    } else {
      text += "      \"additionalProperties\": false,\n"
    }
    return text + "      \"properties\": {\n\(properties(keys, indent: "        "))\n      }\n    }"
  }

  private static func properties(_ keys: [ExportKey], indent: String) -> String {
    keys.map { key in
      let schema = schema(of: key.form)
      return "\(indent)\(quoted(key.name)): {\"description\": \(quoted(key.meaning)), \(schema.dropFirst())"
    }.joined(separator: ",\n")
  }

  private static func schema(of form: ExportKey.Form) -> String {
    switch form {
    case .text, .value: return scalar
    case .number(let range):
      return "{\"type\": \"integer\", \"minimum\": \(range.lowerBound), \"maximum\": \(range.upperBound)}"
    case .flag: return #"{"enum": [true, false, "yes", "no", "on", "off"]}"#
    case .choice(let words): return "{\"enum\": [\(words.map(quoted).joined(separator: ", "))]}"
    case .field: return "{\"$ref\": \"#/$defs/field\"}"
    case .sortField: return #"{"type": "string", "pattern": "^-?[a-z][a-z0-9_]*$"}"#
    case .group(let name): return "{\"$ref\": \"#/$defs/\(name)\"}"
    case .texts: return "{\"type\": \"object\", \"additionalProperties\": \(scalar)}"
    case .list(let form): return "{\"type\": \"array\", \"items\": \(schema(of: form))}"
    case .either(let forms): return "{\"anyOf\": [\(forms.map(schema).joined(separator: ", "))]}"
    }
  }

  /// A JSON string. What stands in it is ours: letters, signs and no control characters.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for letter in text {
      if letter == "\"" || letter == "\\" { quoted.append("\\") }
      quoted.append(letter)
    }
    return quoted + "\""
  }
}
