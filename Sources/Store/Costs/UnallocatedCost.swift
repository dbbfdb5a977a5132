import GRDB
public import Model

/// A cost that belongs to no order: storage, a service fee, or what a mapping could not join.
public struct UnallocatedCost: Sendable {
  /// The batch that brought it.
  public let batch: Int64
  /// The row of the file.
  public let line: Int64
  /// What it is for.
  public let kind: CostKind
  /// How much.
  public let amount: Amount
  /// In which currency.
  public let currency: Currency
  /// The day it belongs to.
  public let entryOn: CivilDate
  /// The number of the invoice or settlement.
  public let invoice: String?
  /// The source's own reference.
  public let reference: String?
  /// What it is for, in the source's words.
  public let description: String?
  /// `unallocated`, or `unmatched` where its order was not found.
  public let `class`: String
  /// The file it came from.
  public let file: String?
  /// The sheet.
  public let sheet: String?

  init?(_ row: GRDB.Row) {
    guard let kind = CostKind(rawValue: row["kind"]), let currency = Currency(row["currency"]) else { return nil }
    self.kind = kind
    self.currency = currency
    batch = row["batch"]
    line = row["line"]
    amount = Amount(e4: row["amount_e4"])
    entryOn = CivilDate(days: row["entry_on"])
    invoice = row["invoice"]
    reference = row["reference"]
    description = row["description"]
    `class` = row["class"]
    file = row["file"]
    sheet = row["sheet"]
  }
}

/// Which costs of no order are meant; what is nil does not matter.
public struct UnallocatedFilter: Sendable {
  /// Of that batch.
  public var batch: Int64?
  /// For that.
  public var kind: CostKind?
  /// Of that day or later.
  public var from: CivilDate?
  /// Of that day or earlier.
  public var to: CivilDate?
  /// With that in reference, invoice or description; letter case does not matter.
  public var text: String?

  /// All of them.
  public init() {}
}

/// Writes which cost of no order belongs to which order, for the running batch.
public final class AssignmentWriter {
  private let batch: Int64
  private let ledger: LedgerWriter
  private let assignment: HotStatement
  private let mark: HotStatement
  private var line: Int64 = 0

  init(_ connection: StoreConnection, batch: Int64) throws {
    self.batch = batch
    ledger = try connection.ledgerWriter(batch: batch)
    assignment = try HotStatement(
      connection.db,
      """
      INSERT INTO cost_assignment(batch, line, source_batch, source_line, kind, order_key, entry_on)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    mark = try HotStatement(
      connection.db, "UPDATE unallocated_cost SET assigned_batch = ? WHERE batch = ? AND line = ? AND kind = ?")
  }

  /// Adds a cost to an order's ledger on a day, and takes it off the list of those without one. `isForeign`: its currency
  /// is not the order's.
  public func assign(_ cost: UnallocatedCost, to orderKey: Int64, isForeign: Bool, on date: CivilDate) throws {
    line += 1
    var amounts = CostValues()
    amounts[cost.kind] = cost.amount.e4
    try ledger.append(
      orderKey: orderKey, line: line, sets: 0, amounts: amounts,
      details: LedgerDetails(
        currency: isForeign ? cost.currency : nil, entryOn: date,
        texts: CostTexts(
          invoice: cost.invoice.map { Array($0.utf8) }, reference: cost.reference.map { Array($0.utf8) },
          description: cost.description.map { Array($0.utf8) })))
    assignment.bind(batch, at: 1)
    assignment.bind(line, at: 2)
    assignment.bind(cost.batch, at: 3)
    assignment.bind(cost.line, at: 4)
    assignment.bind(cost.kind.rawValue, at: 5)
    assignment.bind(orderKey, at: 6)
    assignment.bind(Int64(date.days), at: 7)
    try assignment.run()
    mark.bind(batch, at: 1)
    mark.bind(cost.batch, at: 2)
    mark.bind(cost.line, at: 3)
    mark.bind(cost.kind.rawValue, at: 4)
    try mark.run()
  }

  /// Makes these the order's effective values.
  public func stand(_ values: CostValues, insteadOf before: CostValues, for orderKey: Int64) throws {
    try ledger.stand(values, insteadOf: before, for: orderKey)
  }

  /// Ends the writing; nothing is complete before.
  public func finish() throws { try ledger.finish() }
}

extension StoreConnection {
  /// Costs of no order that are in force and not assigned, in the order of their rows.
  public func unallocatedCosts(_ filter: UnallocatedFilter = UnallocatedFilter()) throws -> [UnallocatedCost] {
    try rows(
      "Costs/unallocated.sql",
      [
        "batch": filter.batch, "kind": filter.kind?.rawValue, "from": filter.from?.days, "to": filter.to?.days,
        "text": filter.text,
      ]
    ).compactMap(UnallocatedCost.init)
  }

  /// The costs of no order of one row, each with the batch and the order that it was assigned by and to, where it was.
  public func unallocatedCosts(
    inRow line: Int64, of batch: Int64
  ) throws -> [(cost: UnallocatedCost, assigned: (batch: Int64, order: String)?)] {
    try rows("Costs/unallocated-row.sql", ["batch": batch, "line": line]).compactMap { row in
      guard let cost = UnallocatedCost(row) else { return nil }
      let assigned = (row["assigned_batch"] as Int64?).flatMap { batch in
        (row["assigned_order"] as String?).map { (batch: batch, order: $0) }
      }
      return (cost, assigned)
    }
  }

  /// A writer of assignments for this transaction.
  public func assignmentWriter(batch: Int64) throws -> AssignmentWriter { try AssignmentWriter(self, batch: batch) }

  /// Batches in force that assigned costs which a batch brought, or assigned itself.
  public func laterAssignments(of batch: Int64) throws -> [Int64] {
    try rows("Costs/assigned-later.sql", ["batch": batch]).map { $0["later"] }
  }

  /// Names an assigning batch that came into force again as the one that has its costs.
  public func markAssigned(by batch: Int64) throws {
    try db.execute(
      sql: """
        UPDATE unallocated_cost SET assigned_batch = :batch WHERE (batch, line, kind) IN (
          SELECT source_batch, source_line, kind FROM cost_assignment WHERE batch = :batch)
        """, arguments: ["batch": batch])
  }
}
