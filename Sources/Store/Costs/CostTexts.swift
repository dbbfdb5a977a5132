public import Model

/// The texts of one cost row as UTF-8 bytes; nil where the source has none.
public struct CostTexts {
  /// The number of the invoice or settlement.
  public var invoice: [UInt8]?
  /// The source's own reference of the row, unique within the source and kind.
  public var reference: [UInt8]?
  /// What the charge is for, in the source's words.
  public var description: [UInt8]?

  /// Texts of a row.
  public init(invoice: [UInt8]? = nil, reference: [UInt8]? = nil, description: [UInt8]? = nil) {
    self.invoice = invoice
    self.reference = reference
    self.description = description
  }
}

/// One ledger row with what an invoice says beyond amounts.
public struct LedgerDetails {
  /// The currency where it is not the order's. Such amounts are kept as they are and have no part in effective values.
  public var currency: Currency?
  /// The day that the row itself names.
  public var entryOn: CivilDate?
  /// Hash of the reference; 0 where there is none.
  public var referenceHash: Int64
  /// The texts.
  public var texts: CostTexts

  /// Details of a row.
  public init(
    currency: Currency? = nil, entryOn: CivilDate? = nil, referenceHash: Int64 = 0, texts: CostTexts = CostTexts()
  ) {
    self.currency = currency
    self.entryOn = entryOn
    self.referenceHash = referenceHash
    self.texts = texts
  }
}

/// Rows and money of one class of a file.
public struct ClassTotal: Sendable, Hashable {
  /// What the rows are.
  public var `class`: CostClass
  /// The currency of the sum.
  public var currency: Currency
  /// How many rows.
  public var rows: Int
  /// What they move in the file.
  public var sum: Amount
  /// What of it is a cost; a fee of a sale is, the sale is not. Nil for batches of stores that did not keep it yet.
  public var costs: Amount?

  /// One class's total.
  public init(class: CostClass, currency: Currency, rows: Int, sum: Amount, costs: Amount?) {
    self.class = `class`
    self.currency = currency
    self.rows = rows
    self.sum = sum
    self.costs = costs
  }
}

extension [ClassTotal] {
  /// All classes together, which are the file, by currency.
  public var byCurrency: [(currency: Currency, rows: Int, sum: Amount, costs: Amount?)] {
    func sum(_ amounts: [Amount]) -> Amount {
      Amount(e4: Int64(clamping: amounts.reduce(Int128(0)) { $0 + Int128($1.e4) }))
    }
    return Dictionary(grouping: self, by: \.currency).sorted { $0.key < $1.key }.map { currency, classes in
      let costs = classes.compactMap(\.costs)
      let all = costs.count == classes.count ? sum(costs) : nil
      return (currency, classes.reduce(0) { $0 + $1.rows }, sum(classes.map(\.sum)), all)
    }
  }
}

/// A total that a file states of itself beside what its rows add up to.
public struct ControlTotal: Sendable, Hashable {
  /// What is totalled: the invoice's number, a batch of payouts, a footer's name.
  public var name: String
  /// The currency; nil where the total is a count.
  public var currency: Currency?
  /// What the file says.
  public var stated: Amount
  /// What its rows add up to.
  public var found: Amount

  /// Whether both are the same.
  public var holds: Bool { stated == found }

  /// One control total.
  public init(name: String, currency: Currency?, stated: Amount, found: Amount) {
    self.name = name
    self.currency = currency
    self.stated = stated
    self.found = found
  }
}
