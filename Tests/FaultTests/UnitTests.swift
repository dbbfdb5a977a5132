import Foundation
import TestSupport
import Testing

/// The units that are shipped for systemd, judged by its own tools.
@Suite struct UnitTests {
  private static let hasTools: Bool = {
    do {
      let probe = try ShellRun(script: "systemd-analyze --version", in: PackageFolder.url)
      if probe.exit == 0 { return true }
    } catch {
      print("systemd-analyze could not be tried: \(error)")
    }
    print("systemd-analyze is missing: units are not checked")
    return false
  }()

  /// The units with the program at a place that is there.
  private func copyUnits() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let copied = try ShellRun(
      script: """
        cp '\(PackageFolder.url("packaging/systemd").path)'/daybook-nightly@.* .
        sed -i 's#/usr/bin/daybook#/bin/true#' *.service
        """, in: folder.url)
    #expect(copied.exit == 0, "\(copied.error)")
    return folder
  }

  @Test(.enabled(if: hasTools)) func unitsAreUnderstood() throws {
    let folder = try copyUnits()
    let run = try ShellRun(
      script: "systemd-analyze verify --man=no ./daybook-nightly@srv-shop.service ./daybook-nightly@srv-shop.timer",
      in: folder.url)
    #expect(run.exit == 0, "\(run.error)")
    #expect(run.error.isEmpty, "\(run.error)")
  }

  @Test(.enabled(if: hasTools)) func theServiceIsSandboxed() throws {
    let folder = try copyUnits()
    let run = try ShellRun(
      script: """
        mv daybook-nightly@.service night.service
        systemd-analyze security --offline=true --threshold=20 night.service
        """,
      in: folder.url)
    #expect(run.exit == 0, "\(run.output)")
  }

  @Test func theTimerStaysOutOfTheHourThatChanges() throws {
    let timer = try String(
      contentsOf: PackageFolder.url("packaging/systemd/daybook-nightly@.timer"), encoding: .utf8)
    #expect(timer.contains("OnCalendar=*-*-* 03:30:00"))
    #expect(timer.contains("Persistent=true"))
    let cron = try String(contentsOf: PackageFolder.url("packaging/daybook.cron"), encoding: .utf8)
    #expect(cron.contains("\n30 3 * * * daybook "))
  }
}
