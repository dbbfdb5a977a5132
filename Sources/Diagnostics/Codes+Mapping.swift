extension DiagnosticCode {
  static let mappingCodes: [DiagnosticCode] = [
    .mappingNotYAML, .mappingTooLarge, .mappingDuplicateKey, .mappingUnknownKey, .mappingMissingKey, .mappingWrongType,
    .mappingUnknownValue, .mappingOutOfRange,
  ]

  /// The file cannot be parsed at all.
  public static let mappingNotYAML = DiagnosticCode(
    "mapping/not-yaml", "this is not a mapping in YAML: {reason}",
    hint: "look at the indentation, and put texts with : # or quotes in quotes")
  /// Larger than any mapping is.
  public static let mappingTooLarge = DiagnosticCode(
    "mapping/too-large", "the file holds more than {most} {what}", hint: "a mapping is a small file: is this one?")
  /// A key stands twice in one group.
  public static let mappingDuplicateKey = DiagnosticCode(
    "mapping/duplicate-key", "the key {key} stands twice in this group", hint: "keep one of them")
  /// A key that means nothing here.
  public static let mappingUnknownKey = DiagnosticCode(
    "mapping/unknown-key", "there is no key {key} here", hint: "the nearest is {nearest}; the keys here are: {known}")
  /// A key that must be there.
  public static let mappingMissingKey = DiagnosticCode(
    "mapping/missing-key", "the key {key} is missing", hint: "add it; 'daybook mapping docs' says what it may hold")
  /// A text where a list must be, and the like.
  public static let mappingWrongType = DiagnosticCode(
    "mapping/wrong-type", "{key} must be {wanted}, not {found}")
  /// A name that is not one of the possible ones.
  public static let mappingUnknownValue = DiagnosticCode(
    "mapping/unknown-value", "{key} cannot be '{value}'", hint: "the nearest is {nearest}; it may be: {known}")
  /// A number outside its range.
  public static let mappingOutOfRange = DiagnosticCode(
    "mapping/out-of-range", "{key} cannot be {value}", hint: "it may be {least} to {most}")
}
