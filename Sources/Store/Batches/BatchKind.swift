/// What a batch did.
public enum BatchKind: String, Sendable, CaseIterable, Codable {
  /// Imported costs.
  case costs
  /// Imported orders.
  case orders
  /// Imported customers.
  case customers
  /// Imported case events or worked on cases.
  case cases
  /// Applied operations to orders.
  case operations
  /// Hid orders.
  case delete
  /// Brought deleted orders back.
  case undelete
  /// Removed personal data for good.
  case purge
  /// Took another batch back.
  case revert
  /// Brought a reverted batch into force again.
  case reapply
  /// Wrote an export.
  case export
  /// Assigned unallocated costs to orders.
  case assign
  /// Closed or reopened a period.
  case periods
}
