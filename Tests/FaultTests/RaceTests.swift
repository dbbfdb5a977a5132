import Foundation
import TestSupport
import Testing

/// Two operators at once: each run is as if it were alone, before or after the other, or says that the store is locked.
@Suite struct RaceTests {
  /// What people and the nightly run do to the same orders and customers. Every script runs in a workspace of its own.
  private static let commands = [
    "daybook orders import later.csv",
    "daybook costs import costs.csv --accept-valid",
    "daybook orders operate --id-to A-250 --operation 'add tag' --value late",
    "daybook orders operate --select 'tag: vip' --operation 'set stage' --value SD",
    "daybook orders delete A-1 A-150 A-200 --reason test",
    "daybook deleted undelete A-5",
    "daybook batches revert 3",
    "daybook periods close 2026-09",
    export,
    "daybook cases import $SAMPLES/cases.csv",
    "daybook deleted purge A-5 --early --yes",
    "daybook customers merge b2@example.com b1@example.com",
    "daybook customers erase b1@example.com --yes",
    "daybook store backup copy.sqlite",
    "env DAYBOOK_NOW=2040-01-02T01:15:00Z daybook nightly --date 2040-01-01",
  ]

  private static let preparation = """
    daybook orders delete A-5 A-6 --reason twice && \
      daybook orders operate --id-from A-140 --id-to A-160 --operation 'add tag' --value vip && \
      printf 'email,first_name,last_name\\nb1@example.com,Ann,A\\nb2@example.com,Ben,B\\n' > people.csv && \
      daybook customers import people.csv && \
      printf 'nightly:\\n  jobs:\\n    orders: {import: orders}\\n    backup: {backup: backups, keep: 3}\\n' >> daybook.yaml \
      && mkdir inbox/orders && cp later.csv inbox/orders
    """

  private static let state = """
    daybook batches list --json; daybook deleted list --json; daybook mapping preview all-columns --rows 300
    for n in 1 150 200; do daybook costs explain A-$n --json; done; daybook periods show 2026-09 --json
    daybook customers list --json; daybook cases list --json; daybook deleted list --purged --json
    """

  /// An export shows what stood when it began to read, and has its number from when it ended: only numbers may tell that
  /// another batch came between.
  private static let export = "daybook orders export --mapping all-columns --new --destination shop"
  private static let withoutNumbers = "{ \(state); } | sed -E 's/\"([a-z_]*batch|seq)\": ?[0-9]+//g' | sort"

  static let pairs: [(String, String)] = commands.indices.flatMap { first in
    commands.indices[first...].map { (commands[first], commands[$0]) }
  }

  @Test func everyPairOfCommands() throws {
    let folder = try TemporaryFolder()
    let base = folder.url.appendingPathComponent("base")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: false)
    try Shop.make(in: base)
    let prepared = try ShellRun(script: RaceTests.preparation, in: base)
    try #require(prepared.exit == 0, "\(prepared.error)")
    let races = ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? 50 : 2
    for (first, second) in sampled(RaceTests.pairs, most: 7) {
      let state = [first, second].contains(RaceTests.export) ? RaceTests.withoutNumbers : RaceTests.state
      func run(_ script: String) throws -> String { try RaceTests.run(script, base, state) }
      let orders = try [
        run("\(first); echo $? > one; \(second); echo $? > two"),
        run("\(second); echo $? > two; \(first); echo $? > one"),
      ]
      let alone = try [
        run("\(first); echo $? > one; echo 75 > two"),
        run("\(second); echo $? > two; echo 75 > one"),
      ]
      for race in 1...races {
        let script = "(\(first); echo $? > one) & (\(second); echo $? > two) & wait"
        let found = try run(script)
        #expect((orders + alone).contains(found), "race \(race) of '\(first)' and '\(second)': neither order")
      }
    }
  }

  /// What there is after a script, and how its commands ended: in files `one` and `two`.
  private static func run(_ script: String, _ base: URL, _ state: String) throws -> String {
    let copy = base.deletingLastPathComponent().appendingPathComponent("copy")
    try FileManager.default.copyItem(at: base, to: copy)
    defer {
      do { try FileManager.default.removeItem(at: copy) } catch { print("left behind: \(copy.path): \(error)") }
    }
    _ = try ShellRun(script: script, in: copy)
    let check = try ShellRun(script: "daybook store check", in: copy)
    #expect(check.exit == 0, "\(script): \(check.error)")
    return try ShellRun(script: "cat one two; \(state)", in: copy).output
  }
}
