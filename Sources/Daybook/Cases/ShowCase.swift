public import Model
public import Store

/// `daybook cases show CASE`: a case with its order and its thread.
public struct ShowCase: Sendable {
  /// The case's id.
  public var id: String

  /// A request for one case.
  public init(_ id: String) { self.id = id }

  /// A case as the merchant's people see it.
  public struct Result: Sendable {
    /// The case.
    public let record: CaseRecord
    /// The order it is about, where it is in the store.
    public let order: CaseOrder?
    /// Everything that happened in it and in those merged into it, in order; internal actions among it.
    public let thread: [StoredCaseEvent]
  }

  /// A case as its customer may see it: nothing internal is read for it.
  public struct CustomerResult: Sendable {
    /// The case.
    public let found: CustomerCorrespondence.Case
    /// The order, where it is in the store.
    public let order: CaseOrder?
    /// Messages and disputes, in order.
    public let thread: [CaseEvent]
  }

  /// The case with everything; fails with `rejected` where there is none of that id, with `configuration` where cases are
  /// not worked on here.
  public func run(in session: Session) throws -> Result {
    try session.requireCaseWork()
    return try session.read {
      let record = try $0.caseRecord(id)
      return Result(record: record, order: try $0.order(ofCase: record), thread: try $0.thread(ofCase: record.key))
    }
  }

  /// What the customer may see of it; fails as above, also where the customer has seen nothing of it.
  public func runForCustomer(in session: Session) throws -> CustomerResult {
    try session.requireCaseWork()
    return try session.read { connection in
      try connection.forCustomer { view in
        let found = try view.find(id)
        return CustomerResult(
          found: found, order: try view.order(found.orderKey), thread: try view.thread(of: found.key))
      }
    }
  }
}
