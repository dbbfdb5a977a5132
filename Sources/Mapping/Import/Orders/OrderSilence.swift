public import Model

/// What a file of orders does not speak of: a table that has no column for a field or for a group of lines says nothing about
/// it, which is not the same as a blank cell. Importing leaves it as it stands.
///
/// Records (XML, JSON Lines) are whole orders and speak of everything.
public struct OrderSilence: Sendable {
  /// Places of order fields.
  public var places: [Int] = []
  /// Groups of lines.
  public var groups: [OrderGroup] = []
  /// Whether labels are among it.
  public var tags = false

  /// Silence about nothing.
  public init() {}

  /// Fills an order that was read with what stands.
  public func fill(_ record: inout OrderRecord, from stored: OrderRecord) {
    for place in places { record.values[place] = stored.values[place] }
    for group in groups { record[group] = stored[group] }
    if tags { record.tags = stored.tags }
  }

  /// Whether the file speaks of everything.
  public var isEmpty: Bool { places.isEmpty && groups.isEmpty && !tags }
}
