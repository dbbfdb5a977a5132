extension DiagnosticCode {
  static let generalCodes: [DiagnosticCode] = [
    .noSuchFile, .cannotRead, .isFolder, .fileTooLarge, .cannotWrite, .noPermission, .usage, .unknownZone,
    .badConfiguration, .sumTooLarge, .needsConfirmation, .notConfirmed, .interrupted, .bug,
  ]

  /// A total beyond half of what an amount can hold.
  public static let sumTooLarge = DiagnosticCode(
    "money/sum-too-large", "{what} is beyond 461 trillion, more than a total can be",
    hint: "check the largest amounts and their decimal marks")
  /// An input file is missing.
  public static let noSuchFile = DiagnosticCode(
    "file/not-found", "there is no file {path}", hint: "check the name; paths are relative to the current folder")
  /// Reading failed.
  public static let cannotRead = DiagnosticCode("file/cannot-read", "cannot read {path}: {reason}")
  /// A folder where a file is wanted.
  public static let isFolder = DiagnosticCode(
    "file/is-a-folder", "{path} is a folder",
    hint: "name a file; daybook costs import --inbox takes every cost file of a folder")
  /// Longer than any file of its kind.
  public static let fileTooLarge = DiagnosticCode(
    "file/too-large", "{path} has {bytes} bytes; {limit} are the most here", hint: "is it the right file?")
  /// Writing failed.
  public static let cannotWrite = DiagnosticCode(
    "file/cannot-write", "cannot write {path}: {reason}",
    hint: "make the folder, free space or set its rights, and run again; 'daybook batches list' shows what was applied")
  /// The operating system refused.
  public static let noPermission = DiagnosticCode("file/permission", "no permission for {path}: {reason}")
  /// The command line is wrong.
  public static let usage = DiagnosticCode("usage/invalid", "{reason}", hint: "{help}")
  /// A time zone that the system does not know.
  public static let unknownZone = DiagnosticCode(
    "config/unknown-zone", "there is no time zone {zone}",
    hint: "use a name of the IANA database such as Europe/Berlin; see /usr/share/zoneinfo")
  /// `daybook.yaml` or another configuration file is wrong.
  public static let badConfiguration = DiagnosticCode("config/invalid", "{reason}", hint: "{help}")
  /// A question cannot be asked without a terminal.
  public static let needsConfirmation = DiagnosticCode(
    "usage/needs-confirmation", "{action} needs a confirmation", hint: "say {flag} to confirm it")
  /// The user said no.
  public static let notConfirmed = DiagnosticCode(
    "usage/not-confirmed", "{action} was not confirmed", hint: "nothing was changed")
  /// Ctrl-C, or a signal of the system.
  public static let interrupted = DiagnosticCode(
    "run/interrupted", "stopped as you asked: what was under way was taken back",
    hint: "the same command does it from the start; 'daybook batches list' shows what was applied before")
  /// A defect of the program itself.
  public static let bug = DiagnosticCode(
    "daybook/bug", "this is a bug of Daybook: {reason}", hint: "nothing was changed; please report it with this message"
  )
}
