extension DiagnosticCode {
  static let caseWorkCodes: [DiagnosticCode] = [
    .casesDisabled, .caseRepeated, .caseMerged, .caseMergeSelf, .caseMergeCustomers, .caseMergeDispute, .caseNoDispute,
    .caseNoRecipient, .caseBadAddress, .caseUnsafeHeader, .caseNoSender, .caseMailSent, .caseMailWithdrawn,
    .caseMailNotPublished, .caseNoTemplate, .caseUnknownField, .caseEmptyField, .caseNoKeyword, .caseIDTaken,
    .caseNewPriority, .caseNewTeam, .noSuchCaseMail,
  ]

  /// Case management is off, as in a new workspace.
  public static let casesDisabled = DiagnosticCode(
    "cases/disabled", "case management is off in this workspace",
    hint: "in {path}, under 'cases:', say 'enabled: true', in 'sender' the address that replies come from, and in "
      + "'notify' who is told of what; imports, explanations and reports of cases work without")
  /// The same message as the last one.
  public static let caseRepeated = DiagnosticCode(
    "cases/repeat", "case {case} has this {what} already, by {user} at {at} (batch {batch})",
    hint: "nothing was changed; add --again to say it once more")
  /// Work on a case that goes on in another one.
  public static let caseMerged = DiagnosticCode(
    "cases/merged", "case {case} was merged into case {into}", hint: "work on case {into}")
  /// A case into itself.
  public static let caseMergeSelf = DiagnosticCode(
    "cases/merge-self", "case {case} cannot be merged into itself", hint: "name two cases")
  /// Cases of two customers: one would see what the other wrote.
  public static let caseMergeCustomers = DiagnosticCode(
    "cases/merge-customers", "case {case} is of {first} and case {into} of {second}",
    hint: "one customer would see what the other wrote; if both addresses are one person's, add --same-customer")
  /// A dispute that would be out of sight.
  public static let caseMergeDispute = DiagnosticCode(
    "cases/merge-dispute", "case {case} has an open dispute", hint: "close it first, or merge the other way round")
  /// Nothing to close.
  public static let caseNoDispute = DiagnosticCode(
    "cases/no-dispute", "case {case} has no open dispute", hint: "'daybook cases show {case}' shows what it has")
  /// Nobody to send a reply to.
  public static let caseNoRecipient = DiagnosticCode(
    "cases/no-recipient", "{subject} names no e-mail address of its customer",
    hint: "name it with --to, or say --no-mail if the reply goes another way")
  /// Something that is no e-mail address.
  public static let caseBadAddress = DiagnosticCode(
    "cases/bad-address", "'{address}' is not an e-mail address", hint: "write name@example.com")
  /// A line break where a header of a mail would end.
  public static let caseUnsafeHeader = DiagnosticCode(
    "cases/unsafe-header", "the {field} of the mail has a line break or a control character",
    hint: "such a text could add headers of its own to the mail; give another one with --{option}")
  /// Mail from the person who runs the program.
  public static let caseNoSender = DiagnosticCode(
    "cases/no-sender", "no sender is set: the mail is from {sender}",
    hint: "say in {path} under 'cases:' what replies come from, for instance "
      + "'sender: \"Example Shop <help@example.com>\"'")
  /// A reply that was collected cannot be taken back.
  public static let caseMailSent = DiagnosticCode(
    "cases/mail-sent", "the mail of batch {batch} to the customer was collected: {path} is gone",
    hint: "what was sent stays in the correspondence; write the customer another reply")
  /// A reply that was taken back.
  public static let caseMailWithdrawn = DiagnosticCode(
    "cases/mail-withdrawn", "the mail of batch {batch} was taken back before it was sent",
    hint: "write the reply again")
  /// The action stands, its mail has no name yet.
  public static let caseMailNotPublished = DiagnosticCode(
    "cases/mail-not-published", "batch {batch} is recorded, but {path} could not be given its name: {reason}",
    hint: "the next action on a case does it; nothing needs to be said again")
  /// No such template.
  public static let caseNoTemplate = DiagnosticCode(
    "cases/no-template", "there is no template '{name}'",
    hint: "templates are text files in {folder}, for instance {name}.txt; there are: {known}")
  /// A field that templates do not have.
  public static let caseUnknownField = DiagnosticCode(
    "cases/unknown-field", "there is no field '{field}'",
    hint: "did you mean '{nearest}'? The fields are {known}; a brace that is meant as one is written twice")
  /// A field without a value for this case.
  public static let caseEmptyField = DiagnosticCode(
    "cases/empty-field", "the template needs '{field}', and case {case} has none",
    hint: "write this reply without the template, or use another one; 'text' is what --body says")
  /// Nothing that could be looked for.
  public static let caseNoKeyword = DiagnosticCode(
    "cases/no-keyword", "'{text}' has no word to look for",
    hint: "name words; \"several in quotes\" stand together, a star at the end stands for the rest of a word")
  /// A case of that id is there.
  public static let caseIDTaken = DiagnosticCode(
    "cases/id-taken", "there is a case {case} already", hint: "name another id, or none")
  /// A priority that no case had before.
  public static let caseNewPriority = DiagnosticCode(
    "cases/new-priority", "no case had the priority '{priority}' before",
    hint: "the nearest is '{nearest}'; policies know priorities by name")
  /// A team that no case was with so far, and that reads like another one.
  public static let caseNewTeam = DiagnosticCode(
    "cases/new-team", "no case was with the team '{team}' before",
    hint: "the nearest is '{nearest}'; policies know teams by name")
  /// No mail of that batch.
  public static let noSuchCaseMail = DiagnosticCode(
    "cases/no-mail", "batch {batch} wrote no mail to a customer",
    hint: "'daybook cases show CASE --json' names the batches")
}
