public import Model
public import Store

/// Lets finished clocks of a time be judged by the rules that are the present ones: a batch of kind `cases`, which reverts like
/// others.
public struct CaseRestatement: Sendable {
  /// The rules.
  public var rules: RulesDocuments
  /// The first instant at which the clocks stopped; nil from the beginning.
  public var from: Instant?
  /// The first instant that is left out.
  public var before: Instant
  /// Why; kept with the batch.
  public var reason: String?

  /// A restatement by some rules.
  public init(rules: RulesDocuments, from: Instant?, before: Instant, reason: String?) {
    self.rules = rules
    self.from = from
    self.before = before
    self.reason = reason
  }

  /// Applies it and gives its batch. `clocks` finished clocks are concerned, of which `changed` are judged otherwise.
  public func apply(to store: Store, clocks: Int, changed: Int, identity: RunIdentity) throws -> Int64 {
    try store.change { connection in
      let number = try connection.record(rules, identity: identity)
      var new = NewBatch(kind: .cases, identity: identity)
      new.reason = reason
      let start = from.map { #""\#($0)""# } ?? "null"
      new.options = #"{"restate":{"rules":\#(number),"from":\#(start),"before":"\#(before)"}}"#
      let batch = try connection.begin(new)
      try connection.restate(batch: batch, rules: number, from: from, before: before)
      var counts = BatchCounts()
      counts.rows = clocks
      counts.accepted = clocks
      counts.unchanged = clocks - changed
      try connection.complete(batch, new, counts: counts)
      return batch
    }
  }
}
