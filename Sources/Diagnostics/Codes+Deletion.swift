extension DiagnosticCode {
  static let deletionCodes: [DiagnosticCode] = [.undeleteConflict, .notDeleted, .notADeletion]

  /// The id of a deleted order was given to a new one.
  public static let undeleteConflict = DiagnosticCode(
    "deleted/conflict", "order {order} cannot come back: {rival} has its id",
    hint: "delete that one first, if it is the wrong one")
  /// No deleted order of that id.
  public static let notDeleted = DiagnosticCode(
    "deleted/not-found", "no order {order} was deleted", hint: "'daybook deleted list' shows all of them")
  /// A batch of another kind.
  public static let notADeletion = DiagnosticCode(
    "deleted/not-a-deletion", "batch {batch} is of kind {kind} and deleted nothing",
    hint: "'daybook deleted list' names the batch of each deleted order")
}
