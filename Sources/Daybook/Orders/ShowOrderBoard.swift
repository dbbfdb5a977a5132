import Model
public import Store

/// `daybook orders stages`: how many orders are where in their life.
public struct ShowOrderBoard: Sendable {
  /// A line with the age of its orders at the run.
  public struct Line: Sendable {
    /// Orders and money.
    public let orders: OrderBoardLine
    /// Whole days since the oldest was made; nil where there is none.
    public let oldestDays: Int?
    /// Whole days since the one in the middle was made.
    public let medianDays: Int?
  }

  /// A request for the board.
  public init() {}

  /// All lines.
  public func run(in session: Session) throws -> [Line] {
    let now = session.identity.startedAt
    func days(_ instant: Instant?) -> Int? { instant.map { Int((now.milliseconds - $0.milliseconds) / 86_400_000) } }
    return try session.read { try $0.orderBoard() }.map {
      Line(orders: $0, oldestDays: days($0.oldestAt), medianDays: days($0.medianAt))
    }
  }
}
