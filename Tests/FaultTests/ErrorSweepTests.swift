import TestSupport
import Testing

/// The n-th call fails: exit 73, 74 or 77, nothing changed, and the store is sound.
@Suite struct ErrorSweepTests {
  @Test(.enabled(if: Fault.canInject), arguments: SweptCommand.all)
  func everyCallFailsOnce(_ swept: SweptCommand) throws {
    let runs = try FaultyRuns(swept)
    for error in ["ENOSPC", "EIO"] {
      for fault in sampled(try runs.faults(.error(error)), most: 3) { try runs.run(fault) }
    }
  }
}
