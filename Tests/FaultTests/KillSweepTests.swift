import TestSupport
import Testing

/// kill -9 at any instant: the store is sound, the run is wholly there or wholly absent, and the same command finishes
/// it.
@Suite struct KillSweepTests {
  @Test(.enabled(if: Fault.canInject), arguments: SweptCommand.all)
  func atEveryCallThatChangesSomething(_ swept: SweptCommand) throws {
    let runs = try FaultyRuns(swept)
    let faults = try runs.faults(.kill)
    #expect(faults.count > 20)
    for fault in sampled(faults, most: 10) { try runs.run(fault) }
  }

  /// Where processes may not be traced this is all there is.
  @Test(arguments: SweptCommand.all)
  func afterSomeTime(_ swept: SweptCommand) throws {
    let runs = try FaultyRuns(swept)
    let clock = ContinuousClock()
    let whole = try clock.measure { try runs.run(swept.command, "no fault") }
    // The run itself is a part of what was measured: the command, two checks, the state, and the command again.
    let milliseconds = max(20, Int(whole / .milliseconds(1)) / 3)
    var seed: UInt64 = 20_261_001
    for number in sampled(Array(1...200), most: Fault.canInject ? 2 : 12) {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let delay = Double(Int(seed >> 33) % milliseconds) / 1000
      try runs.run("timeout -s KILL \(delay) \(swept.command)", "kill \(number) after \(delay) s")
    }
  }
}
