extension DiagnosticCode {
  static let serviceLevelCodes: [DiagnosticCode] = [
    .policyNoCatchAll, .policyNeverApplies, .policyBlank, .policySameName, .policyUnknownCalendar, .caseUnknownCalendar,
    .caseUnknownPolicy, .calendarFinding, .caseNotOpened, .badInstant, .badPeriod,
    .noSuchCalendar, .calendarNeverOpens, .badBusinessTime, .badMonth,
  ]

  /// Cases may have no policy.
  public static let policyNoCatchAll = DiagnosticCode(
    "sla/no-catch-all", "no policy applies to every case", hint: "end the list with a policy without 'when'")
  /// Policies after one that always applies.
  public static let policyNeverApplies = DiagnosticCode(
    "sla/catch-all-not-last", "policy {policy} applies to every case, so that those after it never do",
    hint: "give it a 'when', or move it to the end")
  /// A condition that nothing can meet.
  public static let policyBlank = DiagnosticCode(
    "sla/blank-condition", "policy {policy} has a condition without a value, which nothing meets",
    hint: "give it a value or remove it")
  /// Two policies of one name.
  public static let policySameName = DiagnosticCode(
    "sla/same-name", "two policies are named {policy}", hint: "give one of them another name")
  /// A policy that names a calendar that is not there.
  public static let policyUnknownCalendar = DiagnosticCode(
    "sla/unknown-calendar", "policy {policy} names the calendar {calendar}, which does not exist",
    hint: "the calendars are {known}; one is a file in reports/sla/calendars")
  /// A case that names a calendar that is not there.
  public static let caseUnknownCalendar = DiagnosticCode(
    "sla/case-calendar", "{count} cases name the calendar {calendar}, which does not exist; the default one was taken",
    hint: "the calendars are {known}; one is a file in reports/sla/calendars")
  /// A case that names a policy that is not there.
  public static let caseUnknownPolicy = DiagnosticCode(
    "sla/case-policy", "{count} cases name the policy {policy}, which does not exist; the first that matches was taken",
    hint: "the policies are {known}; they stand in reports/sla/policies.yaml")
  /// Something in a calendar that is probably not meant.
  public static let calendarFinding = DiagnosticCode("sla/calendar", "calendar {calendar}: {finding}", hint: "{help}")
  /// A case that comes later than the instant.
  public static let caseNotOpened = DiagnosticCode(
    "sla/not-opened", "case {case} was not opened by {instant}", hint: "name a later instant with --as-of")
  /// A text that is not an instant.
  public static let badInstant = DiagnosticCode(
    "report/bad-instant", "'{text}' is not an instant",
    hint: "write 2026-09-30T18:00:00Z, 2026-09-30T18:00 in the workspace's zone, or 2026-09-30 for the end of that day")
  /// A period that ends before it starts.
  public static let badPeriod = DiagnosticCode(
    "report/bad-period", "the period from {from} to {to} is empty", hint: "--from is the earlier of the two dates")
  /// No calendar of that name.
  public static let noSuchCalendar = DiagnosticCode(
    "sla/no-calendar", "there is no calendar {calendar}", hint: "there are: {known}")
  /// A calendar that stays closed.
  public static let calendarNeverOpens = DiagnosticCode(
    "sla/never-opens", "calendar {calendar} stays closed for {days} days",
    hint: "'daybook calendar show' shows its months")
  /// A length of business time that cannot be read.
  public static let badBusinessTime = DiagnosticCode(
    "sla/bad-length", "'{text}' is no length of business time",
    hint: "write seconds, or hours and minutes such as 1h30m")
  /// A month that cannot be read.
  public static let badMonth = DiagnosticCode(
    "sla/bad-month", "'{month}' is not a month", hint: "write YYYY-MM, for instance 2026-09")
}
