import GRDB
public import Model

/// One thing that happened to an order.
public enum OrderEvent: Sendable {
  /// It came into the store.
  case came
  /// It was taken out of sight because the batch that brought it was taken back.
  case hidden
  /// It came into sight again.
  case shown
  /// A field has another value.
  case field(OrderField, before: FieldValue, after: FieldValue)
  /// Lines of a group were added, changed or taken away; how many there were before and after.
  case lines(OrderGroup, before: Int, after: Int)
  /// Labels.
  case tags(added: [String], removed: [String])
  /// Its stage; nil before it came.
  case stage(before: String?, after: String)
  /// It was deleted.
  case deleted
  /// It was brought back.
  case restored
  /// A cost was imported or assigned.
  case cost(CostKind, CostEffect, Amount, currency: String)
  /// A person wrote a note.
  case note(String, author: String)
  /// Something became known of a chargeback.
  case chargeback(reference: String?, state: String, Amount, currency: String)
  /// A file with it was delivered to a destination by an export layout.
  case delivered(mapping: String, destination: String, state: String)
  /// A case about it got so many events.
  case caseEvents(String, count: Int)
  /// Another batch that did something to it was taken back.
  case reverted(Int64)
  /// Another batch that did something to it was brought into force again.
  case reapplied(Int64)
}

/// What one batch did to an order.
public struct OrderHistoryEntry: Sendable {
  /// The batch, with who and when.
  public let batch: BatchRecord
  /// What it did.
  public internal(set) var events: [OrderEvent]
}

extension StoreConnection {
  /// Everything that ever happened to an order, batch by batch.
  public func history(of key: Int64) throws -> [OrderHistoryEntry] {
    var events: [Int64: [OrderEvent]] = [:]
    for (batch, found) in try contentEvents(of: key) { events[batch, default: []] += found }
    for row in try GRDB.Row.fetchAll(try statement("Orders/history.sql"), arguments: [key]) {
      if let event = OrderEvent(row) { events[row["batch"], default: []].append(event) }
    }
    for entry in try rows("Costs/explain.sql", ["order_key": key]).flatMap(StoreConnection.explained) {
      events[entry.batch, default: []].append(
        .cost(entry.kind, entry.effect, entry.amount, currency: entry.currency))
    }
    return try events.sorted { $0.key < $1.key }.map { OrderHistoryEntry(batch: try batch($0.key), events: $0.value) }
  }

  /// What batches made of an order's content: each image is compared with what stood after its batch.
  private func contentEvents(of key: Int64) throws -> [(batch: Int64, events: [OrderEvent])] {
    let select = try HotStatement(db, "SELECT batch, image FROM order_image WHERE order_key = ? ORDER BY batch")
    select.bind(key, at: 1)
    var images: [(batch: Int64, record: OrderRecord?)] = []
    while try select.step() {
      images.append((select.int64(0), select.isNull(1) ? nil : OrderRecord(bytes: select.bytes(1))))
    }
    let now = try orderFinder().record(key)
    // What stood after the last of them; of an order that its revert hid nothing does, of a deleted one what was deleted.
    let hiding = try Int64.fetchOne(db, sql: "SELECT deleted_batch FROM orders WHERE order_key = ?", arguments: [key])
    return images.enumerated().map { index, image in
      let isLast = index + 1 == images.count
      let after = isLast ? (hiding == image.batch ? nil : now) : images[index + 1].record
      guard let before = image.record else { return (image.batch, [index == 0 ? .came : .shown]) }
      guard let after else { return (image.batch, [.hidden]) }
      return (image.batch, StoreConnection.differences(before, after))
    }
  }

  private static func differences(_ before: OrderRecord, _ after: OrderRecord) -> [OrderEvent] {
    var events: [OrderEvent] = []
    for (place, field) in OrderFields.order.enumerated() where place != OrderRecord.Place.stage {
      let (old, new) = (before.values[place], after.values[place])
      // A flag that nobody spoke of is no.
      let isSame = field.kind == .flag ? (old.number ?? 0) == (new.number ?? 0) : old == new
      if !isSame { events.append(.field(field, before: old, after: new)) }
    }
    for group in OrderGroup.allCases where before[group] != after[group] {
      events.append(.lines(group, before: before[group].count, after: after[group].count))
    }
    let (old, new) = (Set(before.tags), Set(after.tags))
    if old != new {
      events.append(.tags(added: new.subtracting(old).sorted(), removed: old.subtracting(new).sorted()))
    }
    return events
  }
}

extension OrderEvent {
  /// From a row of `Orders/history.sql`.
  fileprivate init?(_ row: GRDB.Row) {
    switch row["what"] as String {
    case "stage": self = .stage(before: row["a"], after: row["b"])
    case "deleted": self = .deleted
    case "restored": self = .restored
    case "note": self = .note(row["a"], author: row["b"])
    case "chargeback":
      self = .chargeback(reference: row["a"], state: row["b"], Amount(e4: row["c"]), currency: row["d"])
    case "delivered": self = .delivered(mapping: row["a"], destination: row["b"], state: row["c"])
    case "case": self = .caseEvents(row["a"], count: row["b"])
    case "reverted": self = .reverted(row["a"])
    case "reapplied": self = .reapplied(row["a"])
    default: return nil
    }
  }
}
