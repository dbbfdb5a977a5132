import Foundation
import TestSupport
import Testing

/// A night, a second night, and an operator who imports, reverts and backs up, all at once: nothing is lost and nothing is
/// done twice, in whatever order their transactions come. Whoever finds the store locked tries again.
@Suite struct NightRaceTests {
  private static let settings = """
    nightly:
      jobs:
        orders: {import: orders}
        costs: {import: costs, needs: orders}
        bookkeeper: {export: actual-costs, send: new, needs: costs}
        profit: {report: profit, by: day, period: all, format: json}
        backup: {backup: backups}
        check: {check: store}
      on_success: [sh, -c, "cat > /dev/null; echo told >> told"]
    """

  /// 200 orders, a batch of costs that the operator takes back, one for the inbox and one for the operator, all of other orders.
  private static func make(in folder: URL) throws {
    try Shop.make(in: folder)
    let made = try ShellRun(
      script: """
        cat >> daybook.yaml <<'END'
        \(settings)
        END
        sheet() { echo "Order ID,Actual Shipping"; for n in $(seq $1 $2); do echo "A-$n,$((n % 7)).25"; done; }
        sheet 1 50 > wrong.csv; sheet 51 120 > operator.csv; mkdir -p inbox/orders inbox/costs; sheet 121 260 > inbox/costs/night.csv
        cp later.csv inbox/orders; daybook costs import wrong.csv
        """, in: folder)
    try #require(made.exit == 0, "\(made.error)")
  }

  private static let operations = [
    "daybook costs import operator.csv", "daybook batches revert 2", "daybook store backup --to copies",
    "daybook nightly --wait 60",
  ]

  /// Starts everything at once, each after a short while of its own; a command that finds a lock tries again.
  private static func race(_ number: Int) -> String {
    let all = ["daybook nightly"] + operations
    let started = all.enumerated().map { index, command in
      "(sleep 0.\((number * (index + 3) * 7) % 40 + 10); again \(command)) &"
    }
    return """
      export DAYBOOK_NOW=2040-01-02T01:15:00Z
      again() {
        for n in $(seq 60); do said=$("$@" 2>&1); s=$?; [ $s = 75 ] || break; sleep 0.2; done
        [ $s = 0 ] || echo "$*: $s $said"
      }
      \(started.joined(separator: "\n"))
      wait
      """
  }

  /// All that must have happened once, without the numbers of batches.
  private static let state = """
    export DAYBOOK_NOW=2040-01-02T01:15:00Z
    daybook store check | head -1; daybook mapping preview all-columns --rows 300 | sort
    for kind in orders costs revert export; do daybook batches list --kind $kind --json | grep -c '"batch":'; done
    cat outbox/*.csv | cut -d, -f1 | grep '^A-' | sort; ls inbox/*; ls archive | wc -l; daybook costs explain A-1 --json | grep -E 'state|amount'
    daybook runs list --json | grep -cE '"state": "done"'; sort -u told; ls nightly
    for backup in backups/*.sqlite copies/*.sqlite; do daybook store restore $backup --verify > /dev/null || echo "$backup is not sound"; done
    """

  @Test func nothingIsLostAndNothingTwice() throws {
    let folder = try TemporaryFolder()
    let base = folder.url.appendingPathComponent("base")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: false)
    try NightRaceTests.make(in: base)
    func copy() throws -> URL {
      let copy = folder.url.appendingPathComponent("shop")
      if FileManager.default.fileExists(atPath: copy.path) { try FileManager.default.removeItem(at: copy) }
      try FileManager.default.copyItem(at: base, to: copy)
      return copy
    }
    let quiet = try copy()
    let alone = try ShellRun(
      script: "export DAYBOOK_NOW=2040-01-02T01:15:00Z; "
        + (NightRaceTests.operations.prefix(3) + ["daybook nightly"]).joined(separator: " && "), in: quiet)
    try #require(alone.exit == 0, "\(alone.error)")
    let goal = try ShellRun(script: NightRaceTests.state, in: quiet).output
    let races = ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? 50 : 2
    for number in 1...races {
      let shop = try copy()
      let race = try ShellRun(script: NightRaceTests.race(number), in: shop)
      #expect(race.output.isEmpty, "race \(number): \(race.output)")
      let end = try ShellRun(script: NightRaceTests.state, in: shop)
      #expect(end.output == goal, "race \(number): \(differences(end.output, goal)) \(end.error)")
    }
  }
}
