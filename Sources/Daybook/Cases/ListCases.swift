public import Store

/// `daybook cases list`: cases, those that wait for the merchant first.
public struct ListCases: Sendable {
  /// Which ones.
  public var filter: CaseFilter

  /// A request for a list.
  public init(_ filter: CaseFilter = CaseFilter()) { self.filter = filter }

  /// The cases.
  public func run(in session: Session) throws -> [CaseRecord] {
    try session.read { try $0.cases(filter) }
  }
}
