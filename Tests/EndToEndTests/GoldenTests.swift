import Foundation
import TestSupport
import Testing

/// Whole runs of the program: standard output, standard error and exit code to the letter.
///
/// `scripts/golden --update` writes what the program does now; `git diff` then shows what has changed.
@Suite struct GoldenTests {
  @Test(arguments: GoldenCase.all)
  func runsAsWritten(_ golden: GoldenCase) throws {
    let run = try golden.run()
    if ProcessInfo.processInfo.environment["DAYBOOK_UPDATE_GOLDEN"] == "1" { try golden.record(run) }
    let expected = try golden.expected()
    #expect(run.output == expected.output)
    #expect(run.error == expected.error)
    #expect(run.exit == expected.exit)
  }

  @Test func findsCases() {
    #expect(!GoldenCase.all.isEmpty)
  }
}
