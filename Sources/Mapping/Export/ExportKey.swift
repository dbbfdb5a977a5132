/// A key of an export layout: what may stand there and what it does. The tables of these are behind `daybook mapping docs` and
/// the JSON Schema for editors; tests hold them against what the reader knows.
struct ExportKey: Sendable {
  /// What may stand there.
  indirect enum Form: Sendable {
    /// A text.
    case text
    /// A whole number.
    case number(ClosedRange<Int>)
    /// Yes or no.
    case flag
    /// One of these words.
    case choice([String])
    /// The name of a field.
    case field
    /// The name of a field, with `-` in front for the greatest first.
    case sortField
    /// Any one value.
    case value
    /// A group of keys of a table of its own.
    case group(String)
    /// Any keys with a text each.
    case texts
    /// A list.
    case list(Form)
    /// One of several forms.
    case either([Form])
  }

  let name: String
  let form: Form
  /// In a few words.
  let meaning: String
  var isRequired = false

  init(_ name: String, _ form: Form, _ meaning: String, required: Bool = false) {
    (self.name, self.form, self.meaning, isRequired) = (name, form, meaning, required)
  }
}

extension ExportKey.Form {
  /// The names of an enumeration.
  static func names<E: RawRepresentable & CaseIterable>(_ type: E.Type) -> ExportKey.Form where E.RawValue == String {
    .choice(E.allCases.map(\.rawValue))
  }
}
