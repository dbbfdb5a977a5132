extension DiagnosticCode {
  static let archiveCodes: [DiagnosticCode] = [
    .archiveInputChanged, .archiveMissing, .archiveDamaged, .archiveNoInput, .archiveStray,
  ]

  /// Somebody wrote into the file while it was imported.
  public static let archiveInputChanged = DiagnosticCode(
    "archive/input-changed", "the file was changed while it was read",
    hint: "nothing was changed; run again once it is written")
  /// An applied input is gone.
  public static let archiveMissing = DiagnosticCode(
    "archive/missing", "the file {name} that batch {batch} applied is missing in the archive",
    hint: "restore the archive from a backup; the store itself is complete")
  /// An applied input is not what it was.
  public static let archiveDamaged = DiagnosticCode(
    "archive/damaged", "the kept copy of {name} that batch {batch} applied is damaged",
    hint: "restore it from a backup; the store itself is complete")
  /// What a run kept that died before it applied it.
  public static let archiveStray = DiagnosticCode(
    "archive/stray", "{path} holds a file that no batch of this store read or wrote",
    hint: "a run that died leaves such a copy; remove it by hand, unless a copy or a backup of the store needs it")
  /// A batch that read nothing.
  public static let archiveNoInput = DiagnosticCode(
    "archive/no-input", "batch {batch} is of kind {kind} and read no file",
    hint: "'daybook batches list' names the file of each batch")
}
