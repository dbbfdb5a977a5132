import Diagnostics
import Model
import Store

/// Judges rows of invoices by what is known of their orders: warnings, never errors.
struct DetailJudge {
  private let orders: OrderFacts
  private let suspicions: CostSuspicions
  private let place: (CostKind?, Int) -> SourceLocation

  init(_ connection: StoreConnection, suspicions: CostSuspicions, rows: CostRows) throws {
    orders = try connection.orderFacts()
    self.suspicions = suspicions
    place = rows.place
  }

  /// Says what is suspicious about a row of an order.
  func judge<Record: CostRow>(_ record: Record, _ sink: DiagnosticSink) throws {
    let cost = record.cost
    let line = Int(cost.line)
    let order = try orders.facts(of: cost.orderKey)
    let id = "'\(order.orderID)'"
    if record.isForeign {
      let facts = [
        "order": id, "currency": Currency(packed: record.details.currency).description,
        "own": Currency(packed: cost.currency).description,
      ]
      sink.emit(.warning, .costsOtherCurrency) {
        Diagnostic(.warning, .costsOtherCurrency, at: place(nil, line), facts: facts)
      }
    }
    if let day = record.details.entryOn, suspicions.isOutside(day, madeOn: order.createdOn) {
      let facts = ["order": id, "day": day.description, "made": order.createdOn.description]
      sink.emit(.warning, .costsOutsideLife) {
        Diagnostic(.warning, .costsOutsideLife, at: place(nil, line), facts: facts)
      }
    }
    if order.isRejected {
      sink.emit(.warning, .costsRejectedOrder) { suspicions.rejected(order.orderID, at: place(nil, line)) }
    }
    guard !record.isForeign else { return }
    suspicions.forEachAbove(cost, total: order.total.e4) { kind, amount in
      sink.emit(.warning, .costsAboveTotal) {
        suspicions.aboveTotal(order.orderID, kind, amount, total: order.total.e4, at: place(kind, line))
      }
    }
  }
}
