import ArgumentParser
import Diagnostics
import Testing

@testable import DaybookCommands

@Suite struct ConsoleTests {
  /// A command with a defect.
  private struct Broken: ConsoleCommand {
    struct Defect: Error {}

    @OptionGroup var global: GlobalOptions

    func run(on console: Console) throws -> Diagnostics.ExitCode { throw Defect() }
  }

  private func console() -> Console { Console(json: false, environment: [:]) }

  @Test func anUnknownErrorIsABug() throws {
    #expect(console().run(try Broken.parse([])) == .bug)
    #expect(DiagnosticCode.bug.name == "daybook/bug")
  }

  @Test func nothingIsAskedWithoutATerminal() throws {
    do {
      try console().confirm("removing order 7", given: false)
      Issue.record("it was confirmed")
    } catch let failure as Failure {
      #expect(failure.exit == .usage)
      #expect(failure.diagnostics.map(\.code) == [.needsConfirmation])
      #expect(failure.diagnostics.first?.hint == "say --yes to confirm it")
    }
    try console().confirm("removing order 7", given: true)
  }

  @Test(arguments: [nil, "", "n", "no", "yes please"])
  func everythingButYesIsNo(answer: String?) throws {
    do {
      try Console.check(answer: answer, to: "removing order 7")
      Issue.record("it was confirmed")
    } catch let failure as Failure {
      #expect(failure.exit == .rejected)
      #expect(failure.diagnostics.map(\.code) == [.notConfirmed])
    }
  }

  @Test(arguments: ["y", "Y", "yes", "YES"])
  func yesIsYes(answer: String) throws { try Console.check(answer: answer, to: "removing order 7") }
}
