import Store

/// What must become of orders, said as simply as it can be said: what each holds, what hides it and what was ever entered for
/// it; and of every batch, what each order was before and after it.
struct LifeModel {
  struct Content: Hashable {
    var stage: String
    var total: Int
    var tags: Set<String> = []
    /// The merchant's own field, for which no file of orders has a column.
    var field: String?
  }

  struct Entry {
    let batch: Int64
    let isPayment: Bool
    let amount: Int
  }

  struct Order {
    let id: String
    var content: Content
    /// The deletion, or the revert of the import that brought it, that hides it.
    var hiddenBy: Int64?
    /// What deleted it: while one of these hides it, it is a deleted order.
    var deletions: Set<Int64> = []
    var isPurged = false
    var entries: [Entry] = []
    var notes: [(batch: Int64, body: String)] = []

    var isDeleted: Bool { hiddenBy.map(deletions.contains) ?? false }
    /// What people see of it.
    var visible: Content? { hiddenBy == nil ? content : nil }
  }

  /// What a batch did to an order.
  enum Effect {
    /// nil: there was no such live order.
    case content(before: Content?, after: Content?)
    case hidden(by: Int64)
    case shown(liftedFrom: Int64)
  }

  struct Batch {
    let kind: BatchKind
    /// The rows of a file of costs.
    var rows: [String] = []
    /// The batch, its revert, its re-application, and so on.
    var turns: [Int64]
    var isInForce: Bool { turns.count % 2 == 1 }
  }

  var orders: [Int64: Order] = [:]
  var batches: [Int64: Batch] = [:]
  /// What each batch, revert or re-application did, by order.
  var effects: [Int64: [Int64: Effect]] = [:]

  func live(_ id: String) -> Int64? { orders.first { $0.value.id == id && $0.value.hiddenBy == nil }?.key }

  /// The order of an id that was deleted last, of those that are deleted still.
  func deleted(_ id: String) -> Int64? {
    orders.filter { $0.value.id == id && $0.value.isDeleted }.max {
      ($0.value.hiddenBy ?? 0) < ($1.value.hiddenBy ?? 0)
    }?
    .key
  }

  func isInForce(_ batch: Int64) -> Bool { batches[batch]?.isInForce ?? false }

  /// Shipping replaces, payments add up; nil is unknown.
  func costs(of order: Order) -> (shipping: Int?, payment: Int?) {
    var values: (shipping: Int?, payment: Int?)
    for entry in order.entries.sorted(by: { $0.batch < $1.batch }) where isInForce(entry.batch) {
      if entry.isPayment {
        values.payment = (values.payment ?? 0) + entry.amount
      } else {
        values.shipping = entry.amount
      }
    }
    return values
  }

  /// Whether a batch in force has the same rows in some order.
  func isRepeat(_ rows: [String]) -> Bool {
    batches.values.contains { $0.kind == .costs && $0.isInForce && $0.rows.sorted() == rows.sorted() }
  }

  mutating func begin(_ number: Int64, _ kind: BatchKind, rows: [String] = []) {
    batches[number] = Batch(kind: kind, rows: rows, turns: [number])
    effects[number] = [:]
  }

  mutating func hide(_ key: Int64, in batch: Int64) {
    orders[key]?.hiddenBy = batch
    orders[key]?.deletions.insert(batch)
    effects[batch]?[key] = .hidden(by: batch)
  }

  mutating func show(_ key: Int64, in batch: Int64) {
    guard let lifted = orders[key]?.hiddenBy else { return }
    orders[key]?.hiddenBy = nil
    effects[batch]?[key] = .shown(liftedFrom: lifted)
  }

  mutating func purge(_ key: Int64) {
    orders[key]?.isPurged = true
    orders[key]?.notes = []
    orders[key]?.content.tags = []
    orders[key]?.content.field = nil
  }

  // MARK: Reverting

  /// Whether taking a batch back now loses nothing: each of its orders is as it left it.
  func canTurn(_ batch: Int64) -> Bool {
    guard let asked = batches[batch]?.turns.last, let done = effects[asked] else { return false }
    return done.allSatisfy { key, effect in
      guard let order = orders[key], !order.isPurged else { return true }
      let hasLaterCosts = order.entries.contains { $0.batch > asked && isInForce($0.batch) }
      switch effect {
      case .content(let before, let after):
        if after == nil { return order.hiddenBy == asked && live(order.id) == nil }
        return order.visible == after && !(before == nil && hasLaterCosts)
      case .hidden(let by): return order.hiddenBy == by && live(order.id) == nil
      case .shown: return order.hiddenBy == nil && !hasLaterCosts
      }
    }
  }

  /// Whether something that came later than a batch's last turn may stand in its way: another batch that is not as it was then
  /// and is about one of its orders, or about another order of one of their ids.
  func mayRefuseToTurn(_ batch: Int64) -> Bool {
    guard let asked = batches[batch]?.turns.last, let done = effects[asked] else { return false }
    let keys = Set(done.keys)
    let ids = Set(keys.compactMap { orders[$0]?.id })
    return batches.contains { other, later in
      // Reverted and applied again, it is as it was.
      guard other != batch, later.turns.count(where: { $0 > asked }) % 2 == 1 else { return false }
      let touched = later.turns.flatMap { effects[$0].map { Array($0.keys) } ?? [] }
      let paid = orders.filter { $0.value.entries.contains { $0.batch == other } }.map(\.key)
      return (touched + paid).contains { keys.contains($0) || ids.contains(orders[$0]?.id ?? "") }
    }
  }

  /// Takes a batch back, or brings it into force again, as another one.
  mutating func turn(_ batch: Int64, as number: Int64) {
    guard let asked = batches[batch]?.turns.last, let done = effects[asked] else { return }
    var undone: [Int64: Effect] = [:]
    for (key, effect) in done where orders[key]?.isPurged == false {
      switch effect {
      case .content(let before, let after):
        if let before { orders[key]?.content = before }
        orders[key]?.hiddenBy = before == nil ? number : nil
        undone[key] = .content(before: after, after: before)
      case .hidden(let by):
        orders[key]?.hiddenBy = nil
        undone[key] = .shown(liftedFrom: by)
      case .shown(let lifted):
        orders[key]?.hiddenBy = lifted
        undone[key] = .hidden(by: lifted)
      }
    }
    effects[number] = undone
    batches[batch]?.turns.append(number)
  }
}
