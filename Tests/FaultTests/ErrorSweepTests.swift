import TestSupport
import Testing

/// The n-th call fails: exit 73, 74 or 77, nothing changed, and the store is sound.
@Suite struct ErrorSweepTests {
  @Test(.enabled(if: Fault.canInject), arguments: SweptCommand.all, ["ENOSPC", "EIO"])
  func everyCallFailsOnce(_ swept: SweptCommand, error: String) throws {
    let runs = try FaultyRuns(swept)
    for fault in sampled(try runs.faults(.error(error)), step: 11) { try runs.run(fault) }
  }
}
