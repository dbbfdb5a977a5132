/// Which orders of a stream (what one mapping delivers to one destination) an export takes.
public enum ExportScope: String, Sendable, CaseIterable {
  /// Those that no delivery of the stream holds.
  case new
  /// Those that a delivery holds and that were changed since, by the change number of the order and all its rows.
  case changed
}

/// What of a stream is still to be sent.
public struct ExportDue: Sendable, Hashable {
  /// The number of the stream.
  public var stream: Int64
  /// Which orders.
  public var scope: ExportScope

  /// What of a stream is still to be sent.
  public init(stream: Int64, scope: ExportScope) {
    self.stream = stream
    self.scope = scope
  }
}
