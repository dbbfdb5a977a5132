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
  var sortKey: UInt64 { UInt64(bitPattern: cost.orderKey) }

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
  let line: UInt32
  /// What else there is to say of the amounts.
  private(set) var marks = Marks()

  /// The currency's letters, five bits each, and the kinds of the amounts, four bits for each of the properties below.
  struct Marks: BitwiseCopyable {
    fileprivate var letters: UInt16 = 0
    fileprivate var kinds: UInt16 = 0
  }

  /// The order's currency, packed as in ``Model/Currency``; 0 until it is known.
  var currency: UInt32 {
    get {
      guard marks.letters != 0 else { return 0 }
      let letters = UInt32(marks.letters)
      return 0x40_4040 | (letters >> 10) << 16 | (letters >> 5 & 31) << 8 | letters & 31
    }
    set { marks.letters = UInt16(newValue >> 16 & 31) << 10 | UInt16(newValue >> 8 & 31) << 5 | UInt16(newValue & 31) }
  }
  /// Bits of the kinds that have an amount.
  private(set) var given: UInt8 {
    get { UInt8(marks.kinds & 15) }
    set { marks.kinds = marks.kinds & ~15 | UInt16(newValue) }
  }
  /// Bits of the kinds whose amount replaces.
  var sets: UInt8 {
    get { UInt8(marks.kinds >> 4 & 15) }
    set { marks.kinds = marks.kinds & ~(15 << 4) | UInt16(newValue & 15) << 4 }
  }
  /// Bits of the kinds whose amount is the sum that shall stand.
  var totals: UInt8 {
    get { UInt8(marks.kinds >> 8 & 15) }
    set { marks.kinds = marks.kinds & ~(15 << 8) | UInt16(newValue & 15) << 8 }
  }
  /// Whether something is wrong with the amounts. The order of such a row is looked for only to say if it is unknown too.
  var isBad: Bool {
    get { marks.kinds & 1 << 12 != 0 }
    set { marks.kinds = newValue ? marks.kinds | 1 << 12 : marks.kinds & ~(1 << 12) }
  }

  /// An empty row of an order.
  init(orderKey: Int64, line: Int, currency: UInt32) {
    self.orderKey = orderKey
    self.line = UInt32(truncatingIfNeeded: line)
    self.currency = currency
  }

  /// A row from its parts.
  init(orderKey: Int64, line: UInt32, marks: Marks, stored: (Int64, Int64, Int64, Int64)) {
    (self.orderKey, self.line, self.marks) = (orderKey, line, marks)
    (shipping, fulfillment, payment, other) = stored
  }

  /// The amounts in the order of ``Model/CostKind``, 0 where there is none.
  var stored: (Int64, Int64, Int64, Int64) { (shipping, fulfillment, payment, other) }

  /// Calls `body` with every amount.
  @inline(__always)
  func forEachAmount(_ body: (CostKind, Int64) throws -> Void) rethrows {
    let given = given
    if given & 1 != 0 { try body(.shipping, shipping) }
    if given & 2 != 0 { try body(.fulfillment, fulfillment) }
    if given & 4 != 0 { try body(.payment, payment) }
    if given & 8 != 0 { try body(.other, other) }
  }

  var cost: CostRecord {
    get { self }
    set { self = newValue }
  }
  var details: CostDetails { .none }
  static var hasDetails: Bool { false }

  /// The amount of a kind; nil where the cell was blank.
  subscript(kind: CostKind) -> Int64? {
    @inline(__always) get {
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

  /// Whether the amount of some kind is the same.
  @inline(__always)
  func hasAmountInCommon(with other: CostValues) -> Bool {
    let given = given
    return given & 1 != 0 && shipping == other.shipping || given & 2 != 0 && fulfillment == other.fulfillment
      || given & 4 != 0 && payment == other.payment || given & 8 != 0 && self.other == other.other
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
