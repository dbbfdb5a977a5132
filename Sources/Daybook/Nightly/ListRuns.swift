public import Store

/// `daybook runs list` and `show`: what nightly runs did.
public struct ListRuns: Sendable {
  /// At most so many.
  public var limit: Int

  /// A request for a list.
  public init(limit: Int = 1_000_000) { self.limit = limit }

  /// The runs, newest first, without their jobs. One that has no end and whose lock nobody has is interrupted.
  public func run(in session: Session) throws -> [NightlyRun] {
    let runs = try session.read { try $0.nightlyRuns(limit: limit) }
    return runs.map { ListRuns.truthful($0, in: session) }
  }

  /// One run with its jobs. Fails with `rejected` where there is none of that number.
  public static func show(_ number: Int64, in session: Session) throws -> NightlyRun {
    truthful(try session.read { try $0.nightlyRun(number) }, in: session)
  }

  private static func truthful(_ run: NightlyRun, in session: Session) -> NightlyRun {
    guard run.state == .running, !NightlyLock.isHeld(store: session.workspace.storePath) else { return run }
    var run = run
    run.state = .interrupted
    return run
  }
}
