/// Who runs Daybook, when and where: recorded with every batch and audit entry.
public struct RunIdentity: Sendable, Hashable {
  /// The instant the run began. Nothing else reads the clock.
  public var startedAt: Instant
  /// Who answers for the run: `--operator`, else the login.
  public var `operator`: String
  /// The operating system's login.
  public var login: String
  /// The machine.
  public var host: String
  /// The version of the program.
  public var version: String
  /// Names of the environment variables that fixed time, user or host (`DAYBOOK_NOW` and its kin), for tests; empty in
  /// life.
  public var fixedBy: [String]

  /// The identity of a run.
  public init(
    startedAt: Instant, operator: String, login: String, host: String, version: String, fixedBy: [String] = []
  ) {
    self.startedAt = startedAt
    self.operator = `operator`
    self.login = login
    self.host = host
    self.version = version
    self.fixedBy = fixedBy
  }
}
