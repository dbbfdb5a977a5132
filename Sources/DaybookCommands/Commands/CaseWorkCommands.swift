import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store

/// What a message or a note says, and who says it.
struct CaseTextOptions: ParsableArguments {
  @Option(help: "The text.")
  var body: String?

  @Option(help: ArgumentHelp("A file with the text; - for standard input.", valueName: "file"))
  var bodyFile: String?

  @Option(name: .customLong("as"), help: ArgumentHelp("Who wrote it. Default: the operator.", valueName: "name"))
  var actor: String?

  /// The text; fails with `usage` where there is none or two.
  func text() throws -> String {
    let text: String
    switch (body, bodyFile) {
    case (let body?, nil): text = body
    case (nil, let path?): text = try WorkOnCase.text(ofFile: path)
    default:
      throw Failure(
        .usage, .usage,
        facts: ["reason": "the text is given by either --body or --body-file", "help": "add one of them"])
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Failure(.usage, .usage, facts: ["reason": "the text is empty", "help": "write something"])
    }
    return text
  }
}

/// `daybook cases reply CASE`.
struct CasesReply: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply",
    abstract: "Write down a message to the customer; the case waits for the customer then.",
    discussion: """
      Daybook keeps the message; it does not send mail.

      Examples:
        daybook cases reply C-2001 --body "It left our warehouse today."
        daybook cases reply C-2001 --body-file answer.txt --as ana
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @OptionGroup var text: CaseTextOptions

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.report(WorkOnCase(.reply(body: try text.text()), onCase: id, actor: text.actor))
  }
}

/// `daybook cases note CASE`.
struct CasesNote: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write down an internal action, which no customer ever sees.",
    discussion: """
      Examples:
        daybook cases note C-2001 --body "Called the carrier: parcel found."
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @OptionGroup var text: CaseTextOptions

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.report(WorkOnCase(.note(body: try text.text()), onCase: id, actor: text.actor))
  }
}

/// `daybook cases status CASE STATUS`.
struct CasesSetStatus: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Set the status of a case.",
    discussion: """
      Examples:
        daybook cases status C-2001 closed
        daybook cases status C-2001 "Reply Received"
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @Argument(help: "new, open, reply-received, waiting or closed.")
  var status: CaseStatus

  @Option(name: .customLong("as"), help: ArgumentHelp("Who set it. Default: the operator.", valueName: "name"))
  var actor: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.report(WorkOnCase(.status(status), onCase: id, actor: actor))
  }
}

extension Console {
  /// Does one step of work on a case and shows the case afterwards.
  fileprivate func report(_ request: WorkOnCase) throws -> Diagnostics.ExitCode {
    let (batch, record) = try request.run(in: try session())
    if wantsJSON {
      try print(["schema": "daybook.case_work/1", "batch": JSONValue(batch), "case": record.json])
    } else {
      try print(
        "case \(printable(record.id)) is \(record.status.rawValue) (batch \(batch.map(String.init) ?? "-"))\n"
          + (batch.map { "to undo: daybook batches revert \($0)\n" } ?? ""))
    }
    return .done
  }
}
