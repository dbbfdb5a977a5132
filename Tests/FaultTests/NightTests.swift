import Foundation
import TestSupport
import Testing

/// Nights with a clock of the test's own: afterwards every date has one good run, every file was applied once, every report
/// is there, and the history tells what happened.
@Suite struct NightTests {
  /// The nights on which clocks change in Berlin, and those around them; a whole year in full runs.
  static let spans: [Nights] =
    ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1"
    ? [Nights(first: "2026-01-01", count: 365, missed: [100, 101, 102], killed: [50, 200], full: 150, half: 300)]
    : [
      Nights(first: "2026-03-22", count: 16, missed: [10, 11, 12], killed: [3, 14], full: 5, half: 8),
      Nights(first: "2026-10-17", count: 16, missed: [2, 3, 4], killed: [7, 9], full: 12, half: 14),
    ]

  @Test(arguments: spans)
  func everyDateHasOneGoodRun(_ nights: Nights) throws {
    let folder = try TemporaryFolder()
    try nights.make(in: folder.url)
    for index in 0..<nights.count { try nights.live(through: index, in: folder.url) }

    let runs = try nights.runs(in: folder.url)
    var good: [String: Int] = [:]
    for run in runs where run.state == "done" { good[run.date, default: 0] += 1 }
    #expect(good == Dictionary(uniqueKeysWithValues: (0..<nights.count).map { (nights.date($0), 1) }))
    // On a full disk the history cannot be written either: such a run is one without an end.
    let bad = Set(runs.filter { $0.state == "interrupted" || $0.state == "failed" }.map(\.date))
    #expect(bad == Set((Fault.canInject ? nights.killed : []).union([nights.full]).map(nights.date)))

    let end = try nights.shell(
      """
      daybook batches list --kind orders --json | grep -c '"batch":'; find inbox -maxdepth 2 -type f
      ls inbox/orders/done | grep -c csv$; ls inbox/orders/rejected; ls outbox/reports | wc -l
      for day in outbox/reports/*; do test -s $day/profit-by-day.json || echo "no report of $day"; done
      for night in nightly/*.json; do grep -q '"state":"done"' $night || echo "$night tells something else"; done
      ls nightly/*.html | wc -l
      cat outbox/*.csv | cut -d, -f1 | grep -c '^A-'; cat outbox/*.csv | cut -d, -f1 | grep '^A-' | sort | uniq -d
      daybook store check 2>&1 | grep -c warning; ls backups/*.sqlite | wc -l
      """, at: nights.count, in: folder.url)
    let count = nights.count
    #expect(end.output == "\(count)\n\(count)\n\(count)\n\(count)\n\(count)\n0\n3\n", "\(end.error)")
  }

  /// Money of a closed month that changed by other means than Daybook: periods/drift, and the night ends with 3.
  @Test func aNightTellsOfDrift() throws {
    let folder = try TemporaryFolder()
    let run = try ShellRun(
      script: """
        command -v sqlite3 >/dev/null || exit 99
        daybook init . --zone UTC --currency USD >/dev/null && daybook orders import $SAMPLES/orders.csv >/dev/null
        daybook costs import $SAMPLES/costs.csv --dated 2026-08-31 >/dev/null
        daybook periods close 2026-08 --reason done >/dev/null
        printf 'nightly:\n  jobs:\n    drift: {check: periods}\n' >> daybook.yaml
        daybook nightly --only drift >/dev/null; echo "exit $?"
        sqlite3 daybook.sqlite 'UPDATE cost_entry SET shipping_e4 = shipping_e4 + 10000 WHERE shipping_e4 > 0'
        daybook nightly --only drift >/dev/null; echo "exit $?"
        """, in: folder.url)
    guard run.exit != 99 else {
      print("sqlite3 is missing: a drift is not tried")
      return
    }
    #expect(run.output == "exit 0\nexit 3\n", "\(run.error)")
    #expect(run.error.contains("periods/drift"))
  }

  /// A disk of a few hundred kilobytes: what does not fit is refused before or taken back, and said; store/low-disk warns.
  @Test func aFullDiskTakesNothingAway() throws {
    let folder = try TemporaryFolder()
    let run = try ShellRun(
      script: """
        unshare -rm sh -c 'mkdir disk && mount -t tmpfs -o size=16m tmpfs disk && cd disk && daybook init shop >/dev/null \
          && cd shop \
          && head -c $(($(df --output=avail -B1 . | tail -1) - 600000)) /dev/zero > fill; \
          daybook store backup; echo "exit $?"; ls backups; daybook store check'
        """, in: folder.url)
    guard !run.error.contains("unshare"), !run.error.contains("permission denied") else {
      print("no disk can be mounted here: a full disk is not tried")
      return
    }
    #expect(run.error.contains("backup/no-space"))
    #expect(run.error.contains("store/low-disk"))
    #expect(run.output.hasPrefix("exit 74\nThe store is sound"), "\(run.output) \(run.error)")
  }
}

/// Nights in a row, and what goes wrong on some of them.
struct Nights: Sendable, CustomTestStringConvertible {
  let first: String
  let count: Int
  var missed: Set<Int> = []
  var killed: Set<Int> = []
  var full = -1
  var half = -1

  var testDescription: String { "\(count) nights from \(first)" }

  struct Run: Decodable {
    let run: Int
    let date: String
    let state: String
  }

  private struct Runs: Decodable {
    let runs: [Run]
  }

  /// A workspace with a job of every kind.
  func make(in folder: URL) throws {
    let script = """
      daybook init . --zone Europe/Berlin --currency EUR && cat >> daybook.yaml <<'END'
      nightly:
        jobs:
          orders: {import: orders}
          costs: {import: costs, needs: orders}
          bookkeeper: {export: actual-costs, send: new, needs: costs}
          profit: {report: profit, format: json, by: day}
          backup: {backup: backups, keep: 3}
          check: {check: store}
      END
      mkdir -p inbox/orders inbox/costs
      """
    let made = try ShellRun(script: script, in: folder)
    try #require(made.exit == 0, "\(made.error)")
  }

  /// What a day brings, and the night after it by the timer of 02:15.
  func live(through index: Int, in folder: URL) throws {
    if index == half + 1 { try bringFile(half, in: folder, isHalf: false) }
    try bringFile(index, in: folder, isHalf: index == half)
    // On the night on which clocks go forward there is no 02:15.
    guard !missed.contains(index), let now = timer(after: index) else { return }
    var script = "daybook nightly --catch-up"
    let isKilled = killed.contains(index) && Fault.canInject
    if isKilled { script = Fault(call: "fsync", number: 9, effect: .kill).command(script) }
    if index == full { script = "trap '' XFSZ; ulimit -f 64; " + script }
    let night = try shell(script, now: now, in: folder)
    if isKilled {
      #expect(night.exit != 0, "night \(index): \(night.error)")
      // The timer starts it once more, or the next night does: both ways are lived.
      if index.isMultiple(of: 2) { #expect(try shell("daybook nightly --catch-up", now: now, in: folder).exit == 0) }
    } else if index == full {
      #expect(night.exit == 74, "night \(index): \(night.output) \(night.error)")
    } else {
      #expect(night.exit == 0, "night \(index): \(night.output) \(night.error)")
    }
  }

  /// A file of one order and one of its costs. Half a file is still being written when the night begins; it is whole the day
  /// after.
  func bringFile(_ index: Int, in folder: URL, isHalf: Bool) throws {
    let date = date(index)
    let orders =
      "order_id,created_at,stage,currency,subtotal,total,item_sku,item_quantity\nA-\(index),\(date)T10:00:00Z,Completed Order,"
    let rest = "EUR,80.50,80.50,S-1,2\n"
    let changedAt = "\(date)T12:00:00Z"
    try write(isHalf ? orders : orders + rest, "inbox/orders/\(date).csv", in: folder)
    try write("Order ID,Actual Shipping\nA-\(index),\(index % 7).25\n", "inbox/costs/\(date).csv", in: folder)
    let now = timer(after: index) ?? changedAt
    let lately = isHalf ? " && touch -d '\(now)' inbox/orders/\(date).csv inbox/costs/\(date).csv" : ""
    let touched = try ShellRun(script: "touch -d \(changedAt) inbox/*/*.csv\(lately)", in: folder)
    #expect(touched.exit == 0, "\(touched.error)")
  }

  /// The runs of the history.
  func runs(in folder: URL) throws -> [Run] {
    let run = try shell("daybook runs list --json", at: count, in: folder)
    return try JSONDecoder().decode(Runs.self, from: Data(run.output.utf8)).runs
  }

  /// A script with the program's clock on a night.
  func shell(_ script: String, at index: Int, in folder: URL) throws -> ShellRun {
    try shell(script, now: timer(after: index - 1) ?? timer(after: index) ?? "", in: folder)
  }

  private func shell(_ script: String, now: String, in folder: URL) throws -> ShellRun {
    var environment = ShellRun.environment
    environment["DAYBOOK_NOW"] = now
    return try ShellRun(script: script, in: folder, environment: environment)
  }

  /// The date of a night's business.
  func date(_ index: Int) -> String { text(day(index), "yyyy-MM-dd", in: "UTC") }

  /// When the timer of 02:15 elapses after a date, in UTC; nil where the clock has no such time.
  private func timer(after index: Int) -> String? {
    var calendar = Calendar(identifier: .gregorian)
    guard let berlin = TimeZone(identifier: "Europe/Berlin") else { return nil }
    calendar.timeZone = berlin
    let parts = date(index + 1).split(separator: "-").compactMap { Int($0) }
    let wanted = DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: 2, minute: 15)
    guard let instant = calendar.date(from: wanted), calendar.component(.hour, from: instant) == 2 else { return nil }
    return text(instant, "yyyy-MM-dd'T'HH:mm:ss'Z'", in: "UTC")
  }

  private func day(_ index: Int) -> Date {
    let parts = first.split(separator: "-").compactMap { Int($0) }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let start = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2])) ?? .distantPast
    return start.addingTimeInterval(Double(index) * 86_400)
  }

  private func text(_ date: Date, _ format: String, in zone: String) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: zone)
    formatter.dateFormat = format
    return formatter.string(from: date)
  }

  private func write(_ text: String, _ name: String, in folder: URL) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }
}
