import Diagnostics
import Model
import Store

/// Takes back what a batch did to orders, by the images it kept: changed orders get their former content, new ones are
/// hidden with everything that hangs on them. The images of what stood until now are kept by the reverting batch, so
/// that reverting that one brings everything back.
///
/// A hidden order is no deleted one: it is in no list, and the same file imported again makes a new order.
enum RevertOrders {
  /// Undoes `asked` (an import of orders, or a batch that reverted or re-applied one) as the running batch `number`; without one nothing is written.
  ///
  /// The summary is `rejected` and lists the orders in the way where a later batch changed or deleted one, or hung
  /// costs or a case on one that would go.
  static func undo(
    _ asked: Int64, as number: Int64?, identity: RunIdentity, _ connection: StoreConnection
  ) throws -> ChangeSummary {
    var run = Run(
      asked: asked, number: number, connection: connection, finder: try connection.orderFinder(),
      writer: try number.map { try OrderWriter(connection, batch: $0, identity: identity) },
      curtain: try OrderCurtain(connection),
      periods: try PeriodGuard(connection))
    run.later = Dictionary(
      try connection.laterChanges(of: asked).map { ($0.key, $0.later) }, uniquingKeysWith: { first, _ in first })
    try connection.forEachImage(of: asked) { try run.restore($0) }
    return try run.summary()
  }

  private struct Run {
    let asked: Int64
    let number: Int64?
    let connection: StoreConnection
    let finder: OrderFinder
    let writer: OrderWriter?
    let curtain: OrderCurtain
    let periods: PeriodGuard
    var later: [Int64: Int64] = [:]
    private let sink = DiagnosticSink()
    private var counts = BatchCounts()
    private var totals = OrderTotals()

    init(
      asked: Int64, number: Int64?, connection: StoreConnection, finder: OrderFinder, writer: OrderWriter?,
      curtain: OrderCurtain, periods: PeriodGuard
    ) {
      self.periods = periods
      self.asked = asked
      self.number = number
      self.connection = connection
      self.finder = finder
      self.writer = writer
      self.curtain = curtain
    }

    mutating func restore(_ image: OrderImage) throws {
      counts.rows += 1
      guard let stored = try finder.order(image.key) else {
        preconditionFailure("orders are never removed from the store")
      }
      if let blocking = try blocking(stored, image) {
        counts.rejected += 1
        sink.emit(
          Diagnostic(
            .error, .laterChanges, facts: ["subject": "order \(stored.orderID)", "later": String(blocking)]))
        return
      }
      if !periods.closed.isEmpty, let closing = try closing(stored, image) {
        counts.rejected += 1
        sink.emit(PeriodGuard.diagnostic("order \(stored.orderID)", closing))
      }
      guard sink.errors == 0 else { return }
      if stored.deletedBatch == nil { totals.addBefore(stored.total, stored.currency) }
      if let record = image.record { totals.addAfter(record.total ?? 0, record.currency) }
      if let writer, let number { try write(image, over: stored, writer, number) }
    }

    private func write(_ image: OrderImage, over stored: StoredOrder, _ writer: OrderWriter, _ number: Int64) throws {
      guard let record = image.record, let digest = image.digest else {
        try writer.keepImage(of: stored)
        try curtain.hide(stored, by: number)
        return
      }
      if stored.deletedBatch == nil {
        try writer.update(stored, to: record, digest: digest)
      } else {
        try writer.keepAbsence(of: stored.key)
        try curtain.show(stored)
      }
    }

    /// The closed month in which the restored order would have other money.
    private func closing(_ stored: StoredOrder, _ image: OrderImage) throws -> PeriodClosing? {
      if image.record == nil || stored.deletedBatch != nil {
        if let closing = try periods.closing(hidingOrShowing: stored.key, finder) { return closing }
      }
      let standing = try stored.deletedBatch == nil ? finder.record(stored.key) : nil
      return periods.closing(changing: standing, to: image.record)
    }

    /// The later batch that stands in the way; nil where nothing does.
    private func blocking(_ stored: StoredOrder, _ image: OrderImage) throws -> Int64? {
      if let later = later[stored.key] { return later }
      guard let hiding = stored.deletedBatch else {
        guard let record = image.record else { return try connection.laterFact(on: stored.key, after: asked) }
        return record.currency == stored.currency ? nil : try finder.costBatch(of: stored.key)
      }
      if hiding != asked { return hiding }
      return try finder.liveOrder(stored.orderID)?.batch
    }

    func summary() throws -> ChangeSummary {
      var summary = ChangeSummary(kind: .revert, outcome: sink.errors == 0 ? .applied : .rejected)
      summary.counts = counts
      summary.counts.accepted = counts.rows - counts.rejected
      summary.totals = try totals.lines()
      summary.diagnostics = sink.kept
      summary.leftOut = sink.leftOut
      return summary
    }
  }
}
