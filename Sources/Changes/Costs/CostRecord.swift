import Model
import Store
import Tabular

/// A row of a cost source on its way from the file to the ledger: plain bytes that a spool can sort.
///
/// There is a narrow form for sheets that hold nothing but amounts and a wide one for invoices and settlements, so that
/// the first does not pay for the second. Code between file and ledger is written once, for both.
protocol CostRow: SpoolRecord {
  /// The order and the amounts.
  var cost: CostRecord { get set }
  /// What a row of an invoice says beyond amounts; nothing for a plain row.
  var details: CostDetails { get }
  /// Whether rows of this form can have details.
  static var hasDetails: Bool { get }
}

extension CostRow {
  var sortKey: UInt64 { UInt64(cost.orderKey) }

  /// Whether the amounts are not in the order's currency: they are kept as they are, beside the effective values.
  var isForeign: Bool {
    Self.hasDetails && details.currency != 0 && details.currency != cost.currency
  }
}

/// Order and amounts of one row.
struct CostRecord: CostRow {
  /// The order; 0 for a cost of no order.
  var orderKey: Int64
  private var shipping: Int64 = 0
  private var fulfillment: Int64 = 0
  private var payment: Int64 = 0
  private var other: Int64 = 0
  /// The row of the file or sheet.
  var line: UInt32
  /// The order's currency, packed as in ``Model/Currency``.
  var currency: UInt32
  /// Bits of the kinds that have an amount.
  private(set) var given: UInt8 = 0
  /// Bits of the kinds whose amount replaces.
  var sets: UInt8 = 0
  /// Bits of the kinds whose amount is the sum that shall stand.
  var totals: UInt8 = 0

  /// An empty row of an order.
  init(orderKey: Int64, line: Int, currency: UInt32) {
    self.orderKey = orderKey
    self.line = UInt32(truncatingIfNeeded: line)
    self.currency = currency
  }

  var cost: CostRecord {
    get { self }
    set { self = newValue }
  }
  var details: CostDetails { .none }
  static var hasDetails: Bool { false }

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

  /// All amounts.
  var amounts: CostValues {
    CostValues(shipping: self[.shipping], fulfillment: self[.fulfillment], payment: self[.payment], other: self[.other])
  }
}

/// What a row of an invoice or settlement says beyond order and amounts.
struct CostDetails: BitwiseCopyable {
  /// The currency of the amounts, packed; 0: the order's.
  var currency: UInt32 = 0
  /// The day that the row itself names, as days since 1970; nil where it names none.
  var entryOn: CivilDate? {
    get { day == .min ? nil : CivilDate(days: day) }
    set { day = newValue?.days ?? .min }
  }
  private var day: Int32 = .min
  /// Hash of the source's own reference; 0: it has none.
  var referenceHash: Int64 = 0
  /// Hash of the description; 0: it has none.
  var descriptionHash: Int64 = 0
  /// Where the row's texts are in the ``TextSpool``; -1: it has none.
  var texts: Int64 = -1
  /// Whether the cost is one whose order was not found, rather than one of no order. For rows without an order.
  var isUnmatched = false

  /// Nothing.
  static let none = CostDetails()
}

/// A row with details.
struct DetailedCostRecord: CostRow {
  var cost: CostRecord
  var details: CostDetails
  static var hasDetails: Bool { true }
}
