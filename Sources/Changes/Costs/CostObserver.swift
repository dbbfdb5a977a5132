public import Model
public import Store

/// What one accepted row does to an order's costs.
public struct CostRowEffect: Sendable {
  /// The order.
  public let orderKey: Int64
  /// Its currency.
  public let currency: Currency
  /// The row of the file.
  public let line: Int
  /// The day that the row itself names; nil: that of the import.
  public let date: CivilDate?
  /// What stood before the row.
  public let before: CostValues
  /// What stands after it.
  public let after: CostValues
}

/// One amount of an accepted row that is in no order's effective costs.
public struct CostBesideEffect: Sendable {
  /// Where it stands.
  public let line: BesideLine
  /// What it is for.
  public let kind: CostKind
  /// Its currency.
  public let currency: Currency
  /// The day that the row itself names; nil: that of the import.
  public let date: CivilDate?
  /// In ten-thousandths.
  public let amount: Int64
}

/// Is told what the rows of a cost file do while they are evaluated, for a report on it.
public protocol CostObserver: AnyObject {
  /// Comes first. The connection is good until ``end()``.
  func begin(on connection: StoreConnection) throws
  /// A row; rows come in ascending order of orders.
  func row(_ effect: CostRowEffect) throws
  /// An amount that is in no order's effective costs.
  func beside(_ effect: CostBesideEffect) throws
  /// Comes after the last row.
  func end() throws
}

extension CostRow {
  func effect(before: CostValues, after: CostValues) -> CostRowEffect {
    CostRowEffect(
      orderKey: cost.orderKey, currency: Currency(packed: cost.currency), line: Int(cost.line),
      date: Self.hasDetails ? details.entryOn : nil, before: before, after: after)
  }
}
