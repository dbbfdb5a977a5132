/// What the ledger must do, said as simply as it can be said: a list of batches, values worked out from all of it every
/// time.
struct CostModel {
  struct Row {
    var order: Int
    var shipping: Int?
    var payment: Int?
    var isBad = false

    var text: String { "\(order),\(shipping.map(String.init) ?? ""),\(isBad ? "x" : payment.map(String.init) ?? "")" }
  }

  struct Entry: Hashable {
    var order: Int
    var isPayment: Bool
    var amount: Int
  }

  struct Batch {
    var number: Int64
    var texts: [String]
    var entries: [Entry]
    var isInForce = true
  }

  enum Policy { case refuse, skip, allow }

  let orders: Set<Int>
  var deleted: Set<Int> = []
  /// Deletions in force with the orders that each hid.
  var deletions: [Int64: Set<Int>] = [:]
  var purged: Set<Int> = []
  var batches: [Batch] = []
  var inForce: [Batch] { batches.filter(\.isInForce) }

  /// Shipping replaces, payments add up.
  func values(of order: Int, adding more: [Entry] = []) -> [Int?] {
    var values: [Int?] = [nil, nil]
    for entry in inForce.flatMap(\.entries) + more where entry.order == order {
      values[entry.isPayment ? 1 : 0] = entry.isPayment ? (values[1] ?? 0) + entry.amount : entry.amount
    }
    return values
  }

  /// Whether a batch in force has the same rows in some order.
  func isRepeat(_ texts: [String]) -> Bool {
    !texts.isEmpty && inForce.contains { $0.texts.sorted() == texts.sorted() }
  }

  /// The entries that a file brings; nil where one batch holds half of it or more and something would count twice.
  func entries(of rows: [Row], _ policy: Policy) -> [Entry]? {
    var kept: [Entry] = []
    var seen: [Entry: Int] = [:]
    var held: [Int64: Int] = [:]
    var harmful: Set<Int64> = []
    var count = 0
    for row in rows {
      for (isPayment, amount) in [(false, row.shipping), (true, row.payment)] {
        guard let amount else { continue }
        let entry = Entry(order: row.order, isPayment: isPayment, amount: amount)
        count += 1
        let times = seen[entry, default: 0]
        seen[entry] = times + 1
        let owners = inForce.filter { batch in batch.entries.count { $0 == entry } > times }.map(\.number)
        let isKnown = inForce.flatMap(\.entries).count { $0 == entry } > times
        let isChange = values(of: row.order, adding: kept) != values(of: row.order, adding: kept + [entry])
        for owner in owners where isKnown {
          held[owner, default: 0] += 1
          if isChange { harmful.insert(owner) }
        }
        if isKnown, isChange, policy == .skip { continue }
        kept.append(entry)
      }
    }
    let isRefused = harmful.contains { held[$0, default: 0] * 2 >= count }
    return isRefused && policy == .refuse ? nil : kept
  }
}
