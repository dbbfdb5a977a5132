extension DiagnosticCode {
  static let deletionCodes: [DiagnosticCode] = [
    .undeleteConflict, .undeleteHiddenAgain, .notDeleted, .notADeletion, .undeletePurged, .purgeTooEarly, .purgeOfLive,
    .purgeUnfinished,
    .filePurged,
  ]

  /// The id of a deleted order was given to a new one.
  public static let undeleteConflict = DiagnosticCode(
    "deleted/conflict", "order {order} cannot come back: {rival} has its id",
    hint: "delete that one first, if it is the wrong one")
  /// An order of a deletion that came back since and was hidden again.
  public static let undeleteHiddenAgain = DiagnosticCode(
    "deleted/hidden-again", "order {order} does not come back with batch {batch}: batch {later} hid it again later",
    hint: "'daybook deleted list' shows why; 'daybook batches show {later}' what that batch is")
  /// No deleted order of that id.
  public static let notDeleted = DiagnosticCode(
    "deleted/not-found", "no order {order} was deleted", hint: "'daybook deleted list' shows all of them")
  /// A batch of another kind.
  public static let notADeletion = DiagnosticCode(
    "deleted/not-a-deletion", "batch {batch} is of kind {kind} and deleted nothing",
    hint: "'daybook deleted list' names the batch of each deleted order")
  /// The person of a deleted order was removed for good.
  public static let undeletePurged = DiagnosticCode(
    "deleted/purged", "order {order} was purged by batch {batch} and cannot come back",
    hint: "import it again with --reuse-deleted, if there is a source that still has it")
  /// An order whose time is not over.
  public static let purgeTooEarly = DiagnosticCode(
    "purge/too-early", "order {order} is kept for {days} more days",
    hint: "--early purges it now; daybook.yaml says how long orders are kept")
  /// An order that is not deleted.
  public static let purgeOfLive = DiagnosticCode(
    "purge/live", "order {order} is live", hint: "delete it first: daybook orders delete '{order}' --reason WHY")
  /// Somebody read the store while its traces were to be removed.
  public static let purgeUnfinished = DiagnosticCode(
    "purge/unfinished", "batch {batch} is applied, but traces of it may be left: {reason}",
    hint: "run 'daybook deleted purge' again; it finishes what is left")
  /// A copy that a purge removed.
  public static let filePurged = DiagnosticCode(
    "archive/purged", "the kept copy of {name} held orders that batch {batch} purged, and was removed with them",
    hint: "'daybook deleted list --purged' names them")
}
