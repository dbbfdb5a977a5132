public import Diagnostics
public import Model
public import Store
public import Tabular

/// Assigns costs of no order to orders, all or nothing: a batch that can be reverted.
///
/// An assigned cost is added to what its order costs, on its own day (or on one that is given), and is no longer
/// unallocated. The same assignment again is `unchanged`.
public struct CostAssignment {
  /// One row and its order.
  public struct Pair: Sendable {
    /// The batch that brought the row.
    public var batch: Int64
    /// The row of its file.
    public var line: Int64
    /// The order's id.
    public var order: String
    /// Where the assignment stands, for diagnostics.
    public var location: SourceLocation

    /// A row and its order.
    public init(batch: Int64, line: Int64, order: String, at location: SourceLocation = SourceLocation()) {
      self.batch = batch
      self.line = line
      self.order = order
      self.location = location
    }
  }

  private let pairs: [Pair]
  private let file: InputFile?
  private let identity: RunIdentity
  /// The day on which the costs go over; nil: each on its own.
  public var datedOn: CivilDate?
  /// Why: kept with the batch.
  public var reason: String?
  /// Where the file is kept once it is applied; nil: nowhere.
  public var archive: InputArchive?

  /// Assignments, with the file that they stand in, where there is one.
  public init(_ pairs: [Pair], file: InputFile? = nil, identity: RunIdentity) {
    self.pairs = pairs
    self.file = file
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do; the store stays as it is.
  public func check(_ store: Store) throws -> ChangeSummary {
    try store.read { try run($0, isApplying: false) }
  }

  /// Assigns them in one transaction. Where all were assigned so before, nothing is written and there is no batch.
  public func apply(to store: Store) throws -> ChangeSummary {
    try store.decide { connection in
      let summary = try run(connection, isApplying: true)
      return (summary, commit: summary.outcome == .applied && summary.batch != nil)
    }
  }

  /// A cost that goes over to an order.
  private struct Move {
    let cost: UnallocatedCost
    let orderKey: Int64
    let currency: UInt32
    let on: CivilDate

    var isForeign: Bool { cost.currency.packed != currency }
  }

  private func run(_ connection: StoreConnection, isApplying: Bool) throws -> ChangeSummary {
    let sink = DiagnosticSink()
    var summary = ChangeSummary(kind: .assign, outcome: isApplying ? .applied : .checked)
    var new = NewBatch(kind: .assign, identity: identity)
    new.reason = reason
    new.datedOn = datedOn
    if let file {
      let input = BatchInput(name: file.name, sha256: try file.digest(), bytes: Int64(file.byteCount))
      new.inputs = [input]
      summary.inputs = [input]
      if let first = try connection.batchInForce(
        kind: .assign, mapping: nil, sheet: nil, readingBytes: input.sha256)
      {
        summary.outcome = .repeated
        let finding = RepeatFinding(level: .bytes, first: first)
        summary.repeated = finding
        summary.diagnostics = [finding.diagnostic(file: file.name)]
        return summary
      }
    }
    let moves = try moves(connection, &summary.counts, sink)
    summary.diagnostics = sink.kept
    summary.leftOut = sink.leftOut
    guard sink.errors == 0 else {
      summary.outcome = .rejected
      return summary
    }
    let batch = isApplying && !moves.isEmpty ? try connection.begin(new) : nil
    let writer = try batch.map { try connection.assignmentWriter(batch: $0) }
    summary.totals = try write(moves, connection, writer)
    summary.beside = try CostAssignment.beside(moves)
    if let batch {
      if let file, let input = new.inputs.first { try archive?.keep(file, as: input.sha256) }
      summary.batch = batch
      try connection.record(summary.beside, of: batch)
      try connection.complete(batch, new, counts: summary.counts, totals: summary.totals)
    }
    return summary
  }

  /// What the pairs mean, in ascending order of the orders' keys.
  private func moves(
    _ connection: StoreConnection, _ counts: inout BatchCounts, _ sink: DiagnosticSink
  ) throws -> [Move] {
    let lookup = try connection.orderLookup()
    let periods = try PeriodGuard(connection)
    var moves: [Move] = []
    var seen: [[Int64]: String] = [:]
    for pair in pairs {
      counts.rows += 1
      let before = sink.errors
      func report(_ code: DiagnosticCode, _ facts: [String: String]) {
        sink.emit(Diagnostic(.error, code, at: pair.location, facts: facts))
      }
      let row = "\(pair.batch):\(pair.line)"
      let found = try Array(pair.order.utf8).withUnsafeBytes { bytes in
        (order: try lookup.order(id: bytes), isDeleted: try lookup.isDeleted(id: bytes))
      }
      let facts = ["order": "'\(pair.order)'"]
      if found.order == nil { report(found.isDeleted ? .costsDeletedOrder : .costsUnknownOrder, facts) }
      let costs = try connection.unallocatedCosts(inRow: pair.line, of: pair.batch)
      if costs.isEmpty { report(.costsNotUnallocated, ["row": row]) }
      let earlier = seen.updateValue(pair.order, forKey: [pair.batch, pair.line])
      if let earlier, earlier != pair.order { report(.costsAssignedTwice, ["row": row, "order": "'\(earlier)'"]) }
      var isUnchanged = true
      for (cost, assigned) in costs where earlier == nil {
        if let assigned {
          if assigned.order != pair.order {
            report(
              .costsAssignedAlready,
              ["row": row, "order": "'\(assigned.order)'", "batch": String(assigned.batch)])
          }
          continue
        }
        isUnchanged = false
        let date = datedOn ?? cost.entryOn
        if periods.refuses(
          rowDated: date, at: pair.location, line: pair.location.line, sink: sink)
        {
          continue
        }
        guard let order = found.order else { continue }
        moves.append(Move(cost: cost, orderKey: order.orderKey, currency: order.currency, on: date))
      }
      if sink.errors > before { counts.rejected += 1 } else if isUnchanged { counts.unchanged += 1 }
    }
    counts.accepted = counts.rows - counts.rejected
    return moves.sorted {
      ($0.orderKey, $0.cost.batch, $0.cost.line, $0.cost.kind.index)
        < ($1.orderKey, $1.cost.batch, $1.cost.line, $1.cost.kind.index)
    }
  }

  /// What leaves the costs of no order, and what of it is not in its order's currency.
  private static func beside(_ moves: [Move]) throws -> [BesideTotal] {
    var sums = BesideSums()
    for move in moves {
      let cost = move.cost
      sums.add(.unallocated, cost.kind, cost.currency, -cost.amount.e4)
      if move.isForeign { sums.add(.otherCurrency, cost.kind, cost.currency, cost.amount.e4) }
    }
    return try sums.lines()
  }

  /// Money before and after; written where there is a writer.
  private func write(
    _ moves: [Move], _ connection: StoreConnection, _ writer: AssignmentWriter?
  ) throws -> [BatchTotal] {
    let effective = try connection.effectiveCosts()
    var totals = CostTotals()
    var rest = moves[...]
    while let first = rest.first {
      let group = rest.prefix { $0.orderKey == first.orderKey }
      rest = rest.dropFirst(group.count)
      let before = try effective.values(of: first.orderKey)
      var after = before
      for move in group {
        try writer?.assign(move.cost, to: move.orderKey, isForeign: move.isForeign, on: move.on)
        guard !move.isForeign else { continue }
        var amounts = CostValues()
        amounts[move.cost.kind] = move.cost.amount.e4
        after = try EffectiveRule.applying(amounts, sets: 0, to: after)
      }
      if after != before { try writer?.stand(after, insteadOf: before, for: first.orderKey) }
      totals.add(before, after, currency: first.currency)
    }
    try writer?.finish()
    return try totals.lines(of: Set(CostKind.allCases).filter(totals.has))
  }
}
