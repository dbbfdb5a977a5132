import Diagnostics
public import Model
public import Store

/// `daybook cases list`: cases, those that wait for the merchant first.
public struct ListCases: Sendable {
  /// Which ones.
  public var filter: CaseFilter
  /// Only those that were opened at least so many seconds ago.
  public var olderThanSeconds: Int64?

  /// A request for a list.
  public init(_ filter: CaseFilter = CaseFilter()) { self.filter = filter }

  /// The cases; fails with `configuration` where cases are not worked on here.
  public func run(in session: Session) throws -> [CaseRecord] {
    try session.requireCaseWork()
    var filter = filter
    if let olderThanSeconds {
      filter.openedUntil = Instant(
        milliseconds: session.identity.startedAt.milliseconds - olderThanSeconds * 1000)
    }
    return try session.read { try $0.cases(filter) }
  }
}

/// `daybook cases list --customer-view`: cases as their customers may see them; nothing internal is read for it, nor found.
public struct ListCasesForCustomer: Sendable {
  /// Only of the customer with this address.
  public var customer: String?
  /// Only about this order.
  public var orderID: String?
  /// Only of this status.
  public var status: CaseStatus?
  /// Only those in which all of these are found.
  public var keywords: CaseKeywords?
  /// At most so many.
  public var limit = 1_000_000

  /// Every case.
  public init() {}

  /// The cases; fails with `configuration` where cases are not worked on here.
  public func run(in session: Session) throws -> [CustomerCorrespondence.Line] {
    try session.requireCaseWork()
    return try session.read { connection in
      try connection.forCustomer {
        try $0.list(customer: customer, orderID: orderID, status: status, keywords: keywords, limit: limit)
      }
    }
  }
}

extension CaseKeywords {
  /// Reads what a person typed; fails with `usage` where there is no word in it.
  public static func reading(_ text: String) throws -> CaseKeywords {
    guard let keywords = CaseKeywords(text) else {
      throw Failure(.usage, .caseNoKeyword, facts: ["text": text])
    }
    return keywords
  }
}
