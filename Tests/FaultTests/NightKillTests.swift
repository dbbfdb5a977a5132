import Foundation
import TestSupport
import Testing

/// kill -9 at any call of a night that does everything a night can: the next one ends with the same files and the same store
/// as an undisturbed one, and tells the same of it.
@Suite struct NightKillTests {
  private static let settings = """
    destinations:
      shop: {folder: outbox/shop}
      carrier: {deliver: [sh, -c, 'cp "$1" carried-"$2"', carry, "{file}", "{name}"]}
    nightly:
      jobs:
        orders: {import: orders, accept_valid: true}
        costs: {import: costs, accept_valid: true, needs: orders}
        cases: {import: cases}
        bookkeeper: {export: actual-costs, send: new, destination: shop, needs: costs}
        carrier: {export: all-columns, send: changed, destination: carrier}
        file: {export: all-columns, to: outbox/all.csv}
        profit: {report: profit, by: day, period: all}
        sla: {report: sla, format: json, period: all}
        sales: {report: sales-by-day, period: all, format: csv}
        drift: {check: periods}
        backup: {backup: backups, keep: 3}
        check: {check: store}
      mail: {to: o@example.com, from: d@example.com, command: [sh, -c, "cat > mail.tmp; mv mail.tmp mail.eml"]}
      on_start: [sh, -c, "cat > /dev/null"]
      on_success: [sh, -c, "cat > success.tmp; mv success.tmp success.json"]
      metrics: night.prom
    """

  private static let night = "env DAYBOOK_NOW=2040-01-02T01:15:00Z daybook nightly"

  /// What must be the same: every file by its bytes, but for those that say which run wrote them or hold the history of
  /// runs; copies in the archive by the digests of what is in them, which `store check` proves; the store and its newest
  /// backup by what can be asked of them, for a night that was killed behind its backup is followed by one with a backup of its
  /// own; what people were told by its words.
  private static let state = """
    export DAYBOOK_NOW=2040-01-02T01:15:00Z
    find inbox outbox carried-* -type f | grep -vE 'report[.]|manifest|profit-by-day.(html|json)' | sort | xargs sha256sum
    ls archive; find nightly mail.eml success.json night.prom -type f | sort
    ask() {
      daybook orders list --json --store $1; daybook cases list --json --store $1; daybook store check --store $1 2>&1 | head -1
      for kind in orders costs cases; do daybook batches list --kind $kind --json --store $1; done
      daybook exports list --json --store $1 | grep -cE '"scope": "(new|changed)"'
      daybook exports list --unfinished --store $1
    }
    ask .
    for backup in backups/*.sqlite; do
      daybook store restore $backup --verify > /dev/null || echo "$backup is not sound"
    done
    (cd backups && sha256sum --check $(basename $backup).sha256 2> /dev/null | cut -d ' ' -f 2)
    mkdir copy && cp $backup copy/daybook.sqlite && chmod 600 copy/daybook.sqlite && cp daybook.yaml copy && ask copy
    daybook runs list --json | grep -cE '"state": "(done|partly)"'
    last=$(daybook runs list | sed -n 2p | cut -c 1-4); daybook runs show $last | grep -E '(import|total|shipping|read)' | tr -s ' '
    grep Subject mail.eml; grep -E 'rejected|rows' night.prom | grep import
    """

  @Test(.enabled(if: Fault.canInject))
  func theNextNightFinishesIt() throws {
    let folder = try TemporaryFolder()
    let base = folder.url.appendingPathComponent("base")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: false)
    let made = try ShellRun(
      script: """
        daybook init . --zone Europe/Berlin --currency EUR && cat >> daybook.yaml <<'END' && mkdir inbox/orders inbox/costs inbox/cases
        \(NightKillTests.settings)
        END
        cp $SAMPLES/orders.csv inbox/orders; cp $SAMPLES/cases.csv inbox/cases; cp $SAMPLES/costs-with-mistakes.csv inbox/costs
        printf 'x,y\n1,2\n' > inbox/costs/odd.csv
        """, in: base)
    try #require(made.exit == 0, "\(made.error)")
    func copy() throws -> URL {
      // Always the same path: batches hold the paths of their files.
      let copy = folder.url.appendingPathComponent("shop")
      if FileManager.default.fileExists(atPath: copy.path) { try FileManager.default.removeItem(at: copy) }
      try FileManager.default.copyItem(at: base, to: copy)
      return copy
    }
    let undisturbed = try copy()
    let run = try ShellRun(script: NightKillTests.night, in: undisturbed)
    try #require(run.exit == 3, "\(run.error)")
    let goal = try ShellRun(script: NightKillTests.state, in: undisturbed).output
    #expect(goal.contains("done, some was rejected") && goal.contains("OK"), "\(goal)")
    let calls = Fault.changingCalls + ["mkdir", "link", "chmod", "copy_file_range"]
    let faults = try Fault.all(of: NightKillTests.night, in: copy(), effect: .kill, at: calls)
    #expect(faults.count > 1000)
    // Files of the inbox leave it by rename: there it is decided what the next night knows of them.
    let renames = faults.filter { $0.call == "rename" }
    for fault in sampled(faults, most: 5, mostInFull: 400) + sampled(renames, most: 3) {
      let disturbed = try copy()
      let killed = try ShellRun(script: fault.command(NightKillTests.night), in: disturbed)
      // A program that tells people may be what was killed: then the night is done, and has said that it could not tell.
      if killed.exit == 74 { continue }
      _ = try ShellRun(script: NightKillTests.night, in: disturbed)
      let end = try ShellRun(script: NightKillTests.state, in: disturbed)
      #expect(end.output == goal, "\(fault): \(differences(end.output, goal)) \(end.error)")
    }
  }
}
