public import Changes
import Store

/// `daybook cases open`: a new case, as a batch of its own.
public struct OpenNewCase: Sendable {
  /// The case.
  public var opening: OpenCase

  /// A request.
  public init(_ opening: OpenCase) { self.opening = opening }

  /// Opens it; fails with `configuration` where cases are not worked on here.
  public func run(in session: Session) throws -> CaseActionResult {
    try session.requireCaseWork()
    let store = try Store.open(session.workspace.storePath, .readWrite)
    return session.withSenderWarning(
      try opening.run(in: store, identity: session.identity, mailroom: session.mailroom))
  }
}

/// `daybook cases read|unread`: marks cases, one or many, as one batch.
public struct MarkManyCases: Sendable {
  /// Which ones, and as what.
  public var marking: MarkCases

  /// A request.
  public init(_ marking: MarkCases) { self.marking = marking }

  /// Marks them; fails with `rejected` where one is not there, with `configuration` where cases are not worked on here.
  public func run(in session: Session) throws -> CaseActionResult {
    try session.requireCaseWork()
    let store = try Store.open(session.workspace.storePath, .readWrite)
    return try marking.run(in: store, identity: session.identity)
  }
}

/// `daybook cases merge`: lets a case go on in another one.
public struct MergeTwoCases: Sendable {
  /// Which ones.
  public var merging: MergeCases

  /// A request.
  public init(_ merging: MergeCases) { self.merging = merging }

  /// Merges them; fails with `rejected` where they cannot be, with `configuration` where cases are not worked on here.
  public func run(in session: Session) throws -> CaseActionResult {
    try session.requireCaseWork()
    let store = try Store.open(session.workspace.storePath, .readWrite)
    return try merging.run(in: store, identity: session.identity, mailroom: session.mailroom)
  }
}
