import Diagnostics
import Glibc
public import Model

extension RunIdentity {
  /// Who runs this process, when and where.
  ///
  /// `DAYBOOK_NOW` (ISO 8601 with a zone), `DAYBOOK_USER` and `DAYBOOK_HOST` fix the values, so that tests see the same
  /// ones every time; their use is recorded. Fails with `usage` where `DAYBOOK_NOW` is not an instant.
  public static func current(environment: [String: String], operator named: String?) throws -> RunIdentity {
    var fixedBy: [String] = []
    func fixed(_ name: String) -> String? {
      guard let value = environment[name], !value.isEmpty else { return nil }
      fixedBy.append(name)
      return value
    }
    var now = clock()
    if let text = fixed("DAYBOOK_NOW") {
      guard let instant = Instant(text) else {
        throw Failure(
          .usage, .usage,
          facts: [
            "reason": "DAYBOOK_NOW is '\(text)', which is not a time with a zone",
            "help": "write it like 2026-09-30T12:00:00Z",
          ])
      }
      now = instant
    }
    let login = fixed("DAYBOOK_USER") ?? loginName()
    let host = fixed("DAYBOOK_HOST") ?? hostName()
    return RunIdentity(
      startedAt: now, operator: named ?? login, login: login, host: host, version: ProgramVersion.current,
      fixedBy: fixedBy)
  }

  private static func clock() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The name of the user that the process runs as; the number where the system knows no name.
  private static func loginName() -> String {
    let user = getuid()
    guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return String(user) }
    return String(cString: name)
  }

  private static func hostName() -> String {
    var system = utsname()
    guard uname(&system) == 0 else { return "unknown" }
    return withUnsafeBytes(of: system.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
