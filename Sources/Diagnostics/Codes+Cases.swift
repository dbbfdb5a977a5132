extension DiagnosticCode {
  static let casesCodes: [DiagnosticCode] = [
    .noSuchCase, .caseMissing, .caseUnknownKind, .caseUnknownStatus, .caseBadTime, .caseNaiveTime, .caseValueMissing,
    .caseEntryDiffers, .caseDetailDiffers, .caseOrderDiffers, .caseColumnMissing,
    .caseUnknownColumn, .caseNoEvent, .caseBadSequence, .casesWrongShape, .caseRepeatedLater,
  ]

  /// No case of that id.
  public static let noSuchCase = DiagnosticCode(
    "cases/not-found", "there is no case {case}",
    hint: "'daybook cases list' shows all of them; the cases of a deleted order are hidden with it")
  /// A row without a case id.
  public static let caseMissing = DiagnosticCode(
    "cases/missing-case", "the row names no case", hint: "give the case's id in the column 'case'")
  /// A kind of event that does not exist.
  public static let caseUnknownKind = DiagnosticCode(
    "cases/unknown-kind", "there is no kind of event '{kind}'", hint: "use one of {kinds}")
  /// A status that does not exist.
  public static let caseUnknownStatus = DiagnosticCode(
    "cases/unknown-status", "there is no status '{status}'", hint: "use one of {statuses}")
  /// A time that cannot be read.
  public static let caseBadTime = DiagnosticCode(
    "cases/bad-time", "'{time}' is not a time",
    hint: """
      write ISO 8601 with a zone, for instance 2026-09-30T12:00:00Z, from 1900 to 2199; or name the file's own form in the \
      mapping's 'dates', for instance dd/MM/yyyy HH:mm or M/d/yyyy h:mm a
      """)
  /// A wall-clock time and nobody said where the wall is.
  public static let caseNaiveTime = DiagnosticCode(
    "cases/time-without-zone", "'{time}' names no time zone",
    hint: "add Z or an offset to the time, or say which zone the file means with --zone Europe/Berlin")
  /// An event that sets something and does not say what.
  public static let caseValueMissing = DiagnosticCode(
    "cases/missing-value", "an event of kind {kind} needs a value", hint: "give it in the column 'value'")
  /// The same entry id with another content.
  public static let caseEntryDiffers = DiagnosticCode(
    "cases/entry-differs", "entry {entry} of case {case} is known with another content",
    hint: "an entry id stands for one event for ever; give the changed event an id of its own")
  /// A case is said to be something else than before.
  public static let caseDetailDiffers = DiagnosticCode(
    "cases/detail-differs", "case {case} has {name} '{kept}', not '{given}'",
    hint: "what was said first stays; revert the batch that said it to change it")
  /// A case is said to be about another order.
  public static let caseOrderDiffers = DiagnosticCode(
    "cases/order-differs", "case {case} is about order {kept}, not {given}",
    hint: "a case is about one order; correct the row or give it a case of its own")
  /// A column that every file of events has.
  public static let caseColumnMissing = DiagnosticCode(
    "cases/missing-column", "the file has no column '{column}'",
    hint: "the mapping {mapping} needs it; another layout is named with --mapping: 'daybook mapping list' shows them")
  /// A column that means nothing here.
  public static let caseUnknownColumn = DiagnosticCode(
    "cases/unknown-column", "the column '{column}' is ignored", hint: "the columns are {columns}")
  /// A row of which the mapping makes nothing.
  public static let caseNoEvent = DiagnosticCode(
    "cases/no-event", "the mapping makes no event of this row",
    hint: "say in the mapping's 'otherwise' what such rows mean")
  /// The source's own order of events is no number.
  public static let caseBadSequence = DiagnosticCode(
    "cases/bad-sequence", "'{sequence}' is no whole number", hint: "a sequence orders the events of one instant")
  /// A mapping for another shape of files.
  public static let casesWrongShape = DiagnosticCode(
    "cases/wrong-shape", "the mapping {mapping} reads {wanted}, and this is {found}",
    hint: "name another mapping with --mapping")
  /// A later batch brought the same events again and stands on them.
  public static let caseRepeatedLater = DiagnosticCode(
    "cases/repeated-later", "batch {later} brought {count} of the events of batch {batch} again and stands on them",
    hint: "revert batch {later} first, or say --with-dependents; then import the later file again")
}
