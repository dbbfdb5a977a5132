import Diagnostics
import GRDB
public import Model

extension StoreConnection {
  /// Every closing of a month, lifted ones too, by month; of a month closed several times the last one is last.
  public func periodClosings() throws -> [PeriodClosing] {
    try rows("Periods/closings.sql").compactMap { row in
      Month(row["month"]).map { month in
        PeriodClosing(
          batch: row["batch"],
          period: Period(
            month, from: Instant(milliseconds: row["from_at"]), before: Instant(milliseconds: row["before_at"])),
          closedAt: Instant(milliseconds: row["applied_at"]), operator: row["operator"], reason: row["reason"],
          reopenedBy: row["reverted_by"])
      }
    }
  }

  /// The months that are closed now.
  public func closedPeriods() throws -> ClosedPeriods {
    ClosedPeriods(try periodClosings().filter { $0.reopenedBy == nil })
  }

  /// The money of some months as it stands now, in the order of the months asked for.
  public func totals(of periods: [Period]) throws -> [[PeriodTotal]] {
    var sums = PeriodSums(periods)
    try sums.addOrders(self)
    try sums.addCosts(self)
    try sums.addUnallocated(self)
    return try periods.map { try sums.totals(of: $0.month) }
  }

  /// The totals that a closing stored.
  public func storedTotals(ofClosing batch: Int64) throws -> [PeriodTotal] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT line, kind, currency, amount_e4 FROM period_total WHERE batch = ?", arguments: [batch]
    )
    .compactMap { row in
      guard let line = PeriodTotal.Line(rawValue: row["line"]), let currency = Currency(row["currency"]) else {
        return nil
      }
      return PeriodTotal(line: line, kind: row["kind"], currency: currency, amount: Amount(e4: row["amount_e4"]))
    }
    .sorted()
  }

  /// The days on which a batch brought costs of no order, or assigned some to orders.
  public func daysOfUnallocatedCosts(of batch: Int64) throws -> [CivilDate] {
    try Int32.fetchAll(
      db,
      sql: """
        SELECT DISTINCT coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000)
        FROM unallocated_cost u JOIN batch b ON b.batch = u.batch WHERE u.batch = :batch
        UNION
        SELECT DISTINCT entry_on FROM cost_assignment WHERE batch = :batch
        """, arguments: ["batch": batch]
    )
    .map(CivilDate.init(days:))
  }

  /// Closes a month as the running batch, with its totals; their digest goes into the audit chain.
  public func close(_ period: Period, totals: [PeriodTotal], batch: Int64, identity: RunIdentity) throws {
    let digest = PeriodTotal.digest(of: totals)
    try db.execute(
      sql: """
        INSERT INTO period_closing(batch, month, from_on, to_on, from_at, before_at, totals_digest)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        batch, period.month.description, period.month.firstDay.days, period.month.lastDay.days,
        period.from.milliseconds, period.before.milliseconds, digest.column,
      ])
    for total in totals {
      try db.execute(
        sql: "INSERT INTO period_total(batch, line, kind, currency, amount_e4) VALUES (?, ?, ?, ?, ?)",
        arguments: [batch, total.line.rawValue, total.kind, total.currency.description, total.amount.e4])
    }
    try appendAudit(
      action: "period-totals", batch: batch, identity: identity,
      subject: StoreConnection.closingSubject(period.month, digest))
  }

  /// Months whose stored totals are not those that were stored when it was closed, each with its batch.
  public func closingsWithWrongTotals() throws -> [(month: Month, batch: Int64)] {
    try periodClosings().filter { closing in
      let digest = PeriodTotal.digest(of: try storedTotals(ofClosing: closing.batch))
      let subject = StoreConnection.closingSubject(closing.period.month, digest)
      let found = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM period_closing c JOIN audit a ON a.batch = c.batch
          WHERE c.batch = ? AND c.totals_digest = ? AND a.action = 'period-totals' AND a.subject = ?
          """, arguments: [closing.batch, digest.column, subject])
      return found != 1
    }
    .map { ($0.period.month, $0.batch) }
  }

  private static func closingSubject(_ month: Month, _ digest: SHA256Digest) -> String { "\(month) totals \(digest)" }
}
