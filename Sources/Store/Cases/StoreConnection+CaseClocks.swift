import GRDB
public import Model

/// What the service levels of a case depend on besides its events.
public struct ClockCase: Sendable, Hashable {
  /// The case's id.
  public let id: String
  /// The order it is about, as the source says.
  public let orderID: String?
  /// The team it was opened with.
  public let openingTeam: String?
  /// The priority it was opened with.
  public let openingPriority: String?
  /// The calendar it was given by name.
  public let calendar: String?
  /// The policy it was given by name.
  public let policy: String?
  /// Correspondence up to here has been read.
  public let readAt: Instant?
  /// The last batch that changed it.
  public let batch: Int64
  /// When its order was deleted, and the case hidden with it; nil while it is not.
  public let deletedAt: Instant?
  /// The channel of its order.
  public let channel: String?
  /// The total of its order.
  public let total: Money?
  /// The tier of the customer.
  public let tier: String?
  /// The tags of its order, sorted.
  public let tags: [String]

  /// The columns of `clock-cases.sql` by number: the loop runs once a case.
  fileprivate init(_ row: HotStatement) {
    func text(_ column: Int32) -> String? { row.isNull(column) ? nil : row.text(column) }
    id = row.text(1)
    orderID = text(2)
    openingTeam = text(3)
    openingPriority = text(4)
    calendar = text(5)
    policy = text(6)
    readAt = row.optionalInt64(7).map(Instant.init(milliseconds:))
    batch = row.int64(8)
    deletedAt = row.optionalInt64(10).map(Instant.init(milliseconds:))
    channel = text(11)
    total = text(13).flatMap { Currency($0) }.map { Money(Amount(e4: row.int64(12)), $0) }
    tier = text(14)
    tags = text(15)?.split(separator: "\n").map(String.init) ?? []
  }
}

extension StoreConnection {
  /// Goes through every case, or one, by id, with its events up to an instant, in order and without their texts. Cases
  /// without such events are left out. The bytes are the same events packed: equal for equal events, and valid during the
  /// call.
  public func forEachClockCase(
    asOf: Instant, only id: String? = nil, _ body: (ClockCase, [CaseEvent], UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let cases = try HotStatement(db, EmbeddedSQL.text("Cases/clock-cases.sql"))
    cases.bind(id ?? "", at: 1)
    // A BLOB comes after every text.
    if let id { cases.bind(id, at: 2) } else { cases.bind([0], at: 2) }
    let texts = RepeatedTexts()
    while try cases.step() {
      let packed = cases.isNull(9) ? UnsafeRawBufferPointer(start: nil, count: 0) : cases.bytes(9)
      if let (events, length) = CaseCourse.unpack(packed, upTo: asOf, texts) {
        if !events.isEmpty {
          try body(ClockCase(cases), events, UnsafeRawBufferPointer(rebasing: packed[..<length]))
        }
        continue
      }
      let events = try self.events(ofCase: cases.int64(0), upTo: asOf)
      guard !events.isEmpty else { continue }
      let record = ClockCase(cases)
      try CaseCourse.pack(events).withUnsafeBytes { try body(record, events, $0) }
    }
  }

  /// The events of a case that has no packed course.
  private func events(ofCase key: Int64, upTo asOf: Instant) throws -> [CaseEvent] {
    try rows("Cases/clock-events.sql", ["case_key": key]).compactMap(CaseEvent.init(row:)).filter { $0.at <= asOf }
  }
}
