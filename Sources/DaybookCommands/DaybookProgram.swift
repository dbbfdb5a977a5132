import ArgumentParser
import Diagnostics
import Glibc

/// The program: from arguments to an exit code.
public enum DaybookProgram {
  /// Runs `daybook` with the arguments that follow its name and gives the exit code of the process.
  public static func run(_ arguments: [String]) -> Int32 {
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
    // Else the system log is told at each run that an ordinary user's threads may not have a higher priority.
    setenv("LIBDISPATCH_LOG", "NO", 0)
    StopSignals.listen()
    do {
      var command = try DaybookCommand.parseAsRoot(arguments)
      if let command = command as? any ConsoleCommand {
        let global = command.global
        let console = Console(json: global.json, store: global.store, operatorName: global.operatorName)
        return console.run(command).rawValue
      }
      guard !type(of: command).configuration.subcommands.isEmpty else {
        try command.run()
        return Diagnostics.ExitCode.done.rawValue
      }
      // A noun without a verb does nothing: whoever calls it from a script must not take that for success.
      Console(json: false).say(DaybookCommand.helpMessage(for: type(of: command)) + "\n")
      return Diagnostics.ExitCode.usage.rawValue
    } catch {
      return end(with: error, arguments).rawValue
    }
  }

  /// Help, version and completion scripts come as errors too; they are printed and mean success.
  private static func end(with error: any Error, _ arguments: [String]) -> Diagnostics.ExitCode {
    let console = Console(json: arguments.contains("--json"))
    guard DaybookCommand.exitCode(for: error) != .success else {
      do {
        try console.print(DaybookCommand.fullMessage(for: error) + "\n")
        return .done
      } catch {
        return .inputOutput
      }
    }
    return console.report(
      Failure(
        .usage, .usage,
        facts: ["reason": oneLine(DaybookCommand.message(for: error)), "help": help(for: error)]))
  }

  /// ArgumentParser lists the possible values on lines of their own.
  private static func oneLine(_ text: String) -> String {
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    let values = lines.dropFirst().map { $0.hasPrefix("- ") ? $0.dropFirst(2) : $0 }
    return [lines.first.map(String.init) ?? "", values.joined(separator: ", ")].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// The line of ArgumentParser's message that says where help is.
  private static func help(for error: any Error) -> String {
    let lines = DaybookCommand.fullMessage(for: error).split(separator: "\n")
    guard let line = lines.last(where: { $0.contains("See '") }), let quote = line.firstIndex(of: "'"),
      let end = line[line.index(after: quote)...].firstIndex(of: "'")
    else { return "'daybook --help' lists the commands" }
    return "'\(line[line.index(after: quote)..<end])' shows how it is used"
  }
}
