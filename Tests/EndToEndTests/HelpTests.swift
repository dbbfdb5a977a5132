import Foundation
import TestSupport
import Testing

/// Help that a newcomer can use: every command says what it does and shows how it is called.
@Suite struct HelpTests {
  private struct Dump: Decodable {
    let command: Command
  }

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let superCommands: [String]?
    let subcommands: [Command]?

    var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
  }

  /// Every command of the program but `help`.
  static func commands() throws -> [Command] {
    let folder = try TemporaryFolder()
    let dump = try ShellRun(script: "daybook --experimental-dump-help", in: folder.url)
    #expect(dump.exit == 0)
    return try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command.all
      .filter { $0.commandName != "help" }
  }

  @Test func everyCommandSaysWhatItDoes() throws {
    for command in try Self.commands() {
      let abstract = command.abstract ?? ""
      #expect(abstract.hasSuffix("."), "\(command.path) has no abstract that is a sentence")
      #expect(abstract.count <= 110, "the abstract of \(command.path) is no single line")
    }
  }

  @Test func everyCommandShowsAnExampleOfItself() throws {
    let commands = try Self.commands()
    #expect(commands.count > 5)
    for command in commands {
      let lines = (command.discussion ?? "").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(lines.contains("Examples:"), "\(command.path) has no examples")
      #expect(
        lines.contains { $0.hasPrefix(command.path + " ") || $0 == command.path },
        "no example of \(command.path) begins with its name")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsKnowTheCommands(shell: String) throws {
    let folder = try TemporaryFolder()
    let run = try ShellRun(script: "daybook --generate-completion-script \(shell)", in: folder.url)
    #expect(run.exit == 0)
    #expect(run.error.isEmpty)
    for noun in try Self.commands().filter({ $0.superCommands == ["daybook"] }) {
      #expect(run.output.contains(noun.commandName), "\(shell) does not complete \(noun.commandName)")
    }
  }

  @Test func theCompletionScriptForBashIsBash() throws {
    let folder = try TemporaryFolder()
    let script = "daybook --generate-completion-script bash > completion.sh && bash -n completion.sh"
    #expect(try ShellRun(script: script, in: folder.url).exit == 0)
  }
}
