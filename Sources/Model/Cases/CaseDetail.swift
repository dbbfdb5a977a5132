/// What may be said of a case beside its events. The raw values are the keys of mappings and the names in the store.
public enum CaseDetail: String, Sendable, CaseIterable {
  /// The id of the order it is about.
  case order
  /// What it is about.
  case subject
  /// The team it was opened with.
  case team
  /// The priority it was opened with.
  case priority
  /// The calendar of business hours.
  case calendar
  /// The policy by name.
  case policy
}
