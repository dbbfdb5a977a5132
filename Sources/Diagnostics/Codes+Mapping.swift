extension DiagnosticCode {
  static let mappingCodes: [DiagnosticCode] = [
    .mappingNotYAML, .mappingTooLarge, .mappingDuplicateKey, .mappingUnknownKey, .mappingMissingKey, .mappingWrongType,
    .mappingUnknownValue, .mappingOutOfRange, .noSuchMapping, .mappingWrongKind, .mappingBadPattern, .mappingConflict,
    .notRecognised, .recognisedTwice, .mappingAlias,
  ]

  /// The file cannot be parsed at all.
  public static let mappingNotYAML = DiagnosticCode(
    "mapping/not-yaml", "this is not a mapping in YAML: {reason}",
    hint: "look at the indentation, and put texts with : # or quotes in quotes")
  /// An anchor or an alias.
  public static let mappingAlias = DiagnosticCode(
    "mapping/alias", "anchors and aliases are not read here: {text}",
    hint: "write the value out where it is needed; a text that begins with & or * must stand in quotes")
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
  /// No mapping of that name.
  public static let noSuchMapping = DiagnosticCode(
    "mapping/not-found", "there is no mapping {name} for {section}",
    hint: "the nearest is {nearest}; there are: {known}. A path to a .yaml file will do too")
  /// A mapping of another kind.
  public static let mappingWrongKind = DiagnosticCode(
    "mapping/wrong-kind", "this mapping is of kind '{found}', and '{wanted}' is needed here")
  /// A regular expression or a date pattern that means nothing.
  public static let mappingBadPattern = DiagnosticCode(
    "mapping/bad-pattern", "'{pattern}' is no {what}: {reason}")
  /// Keys that exclude or need each other.
  public static let mappingConflict = DiagnosticCode("mapping/conflict", "{reason}")
  /// No mapping knows the file.
  public static let notRecognised = DiagnosticCode(
    "mapping/not-recognised", "no mapping for {section} recognises this file, which begins with {found}",
    hint: "name one with --mapping: {known}; or write one into mappings/, for costs with 'daybook mapping guess'")
  /// Several mappings know the file.
  public static let recognisedTwice = DiagnosticCode(
    "mapping/recognised-twice", "several mappings recognise this file equally well: {found}",
    hint: "name one of them with --mapping")
}
