import Model
import Tabular

/// One accepted row of a cost sheet on its way from the file to the ledger.
struct CostRecord: SpoolRecord {
  var orderKey: Int64
  var line: Int64
  var shipping: Int64
  var fulfillment: Int64
  var payment: Int64
  var other: Int64
  /// Bits of the kinds that have an amount.
  var given: UInt8
  /// Bits of the kinds whose amount replaces.
  var sets: UInt8
  /// Bits of the kinds whose amount is the sum that shall stand.
  var totals: UInt8
  /// The order's currency, packed.
  var currency: UInt32

  var sortKey: Int64 { orderKey }

  /// An empty row of an order.
  init(orderKey: Int64, line: Int64, currency: UInt32) {
    self.orderKey = orderKey
    self.line = line
    self.currency = currency
    shipping = 0
    fulfillment = 0
    payment = 0
    other = 0
    given = 0
    sets = 0
    totals = 0
  }

  /// The amount of a kind; nil where the cell was blank.
  subscript(kind: CostKind) -> Int64? {
    get {
      guard given & UInt8(kind.bit) != 0 else { return nil }
      return switch kind {
      case .shipping: shipping
      case .fulfillment: fulfillment
      case .payment: payment
      case .other: other
      }
    }
    set {
      given = newValue == nil ? given & ~UInt8(kind.bit) : given | UInt8(kind.bit)
      switch kind {
      case .shipping: shipping = newValue ?? 0
      case .fulfillment: fulfillment = newValue ?? 0
      case .payment: payment = newValue ?? 0
      case .other: other = newValue ?? 0
      }
    }
  }
}
