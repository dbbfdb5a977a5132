import Foundation
import TestSupport
import Testing

/// A workspace prepared for a command, what it looks like before and after it, and runs with faults in copies of it.
struct FaultyRuns {
  private let swept: SweptCommand
  private let folder: TemporaryFolder
  private let before: String
  private let after: String
  private let goal: String

  /// Prepares the workspace and does the command once without a fault.
  init(_ swept: SweptCommand) throws {
    self.swept = swept
    folder = try TemporaryFolder()
    let base = folder.url.appendingPathComponent("base")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: false)
    try Shop.make(in: base)
    let preparation = try ShellRun(script: swept.preparation, in: base)
    try #require(preparation.exit == 0, "\(preparation.error)")
    before = try ShellRun(script: swept.state, in: base).output
    let copy = try FaultyRuns.copy(folder)
    let run = try ShellRun(script: swept.command, in: copy)
    try #require(run.exit == swept.done, "\(run.error)")
    after = try ShellRun(script: swept.state, in: copy).output
    goal = try ShellRun(script: swept.goal ?? swept.state, in: copy).output
    try #require(before != after)
  }

  /// Every call of the command at which something can go wrong.
  func faults(_ effect: Fault.Effect) throws -> [Fault] {
    try Fault.all(of: swept.command, in: FaultyRuns.copy(folder), effect: effect)
  }

  /// Runs the command with a fault.
  func run(_ fault: Fault) throws {
    let run = try run(fault.command(swept.command), "\(fault)")
    guard case .error = fault.effect, run.exit != swept.done else { return }
    #expect([73, 74, 77].contains(run.exit), "\(swept.name), \(fault): \(run.error)")
    // What a run says on standard output comes after its work: that it could not be said takes nothing back.
    let isReport = run.error.contains("cannot write -:")
    #expect(
      !run.isThere || isReport || swept.mayFailOnceDone,
      "\(swept.name), \(fault): fails with \(run.exit) and has done its work: \(run.error)")
  }

  /// Runs a command line in a fresh copy in which something may go wrong, and expects all of it or nothing, a sound
  /// store, and that the command run again ends with everything in place.
  @discardableResult
  func run(_ faulty: String, _ what: String) throws -> (exit: Int32, isThere: Bool, error: String) {
    let copy = try FaultyRuns.copy(folder)
    defer { remove(copy) }
    let run = try ShellRun(script: faulty, in: copy)
    let check = try ShellRun(script: "daybook store check", in: copy)
    #expect(check.exit == 0, "\(swept.name), \(what): \(check.error)")
    let state = try ShellRun(script: swept.state, in: copy).output
    #expect(state == before || state == after, "\(swept.name), \(what): neither before nor after: \(state)")
    let isThere = state == after
    #expect(run.exit != swept.done || isThere, "\(swept.name), \(what): says it is done and is not")
    let retry = try ShellRun(script: swept.command, in: copy)
    #expect(
      retry.exit == (isThere ? swept.again : swept.done),
      "\(swept.name), \(what), run again, ends with \(retry.exit): \(retry.error)")
    let end = try ShellRun(script: (swept.goal ?? swept.state) + "; daybook store check > check || cat check", in: copy)
    #expect(end.output == goal, "\(swept.name), \(what), run again: not as without the fault")
    return (run.exit, isThere, run.error)
  }

  private static func copy(_ folder: TemporaryFolder) throws -> URL {
    let copy = folder.url.appendingPathComponent("copy-\(UUID().uuidString.prefix(8))")
    try FileManager.default.copyItem(at: folder.url.appendingPathComponent("base"), to: copy)
    return copy
  }

  private func remove(_ copy: URL) {
    do {
      try FileManager.default.removeItem(at: copy)
    } catch {
      print("the copy \(copy.path) could not be removed: \(error)")
    }
  }
}
