/// One record of a file, or the rows of one order that stand together in it.
public struct OrderPiece: Sendable {
  /// The order's id.
  public var orderID: String
  /// The line where it begins.
  public var line: Int
  /// How many rows it is made of.
  public var rows: Int
  /// Its content; nil when one of its rows was rejected.
  public var record: OrderRecord?

  /// A piece of a file.
  public init(orderID: String, line: Int, rows: Int, record: OrderRecord?) {
    self.orderID = orderID
    self.line = line
    self.rows = rows
    self.record = record
  }
}
