import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store

/// What a message or a note says, and who says it.
struct CaseTextOptions: ParsableArguments {
  @Option(help: "The text; with --template what stands for {text} in it.")
  var body: String?

  @Option(help: ArgumentHelp("A file with the text; - for standard input.", valueName: "file"))
  var bodyFile: String?

  @Option(help: ArgumentHelp("A template: the file NAME.txt of the folder templates/.", valueName: "name"))
  var template: String?

  @Option(name: .customLong("as"), help: ArgumentHelp("Who wrote it. Default: the operator.", valueName: "name"))
  var actor: String?

  @Flag(help: "Say it once more though it is what was said last.")
  var again = false

  /// The text; fails with `usage` where there is none or two.
  func text(_ session: () throws -> Session) throws -> CaseText {
    let text = try words()
    if let template { return .template(try WorkOnCase.template(template, in: try session()), text: text) }
    guard let text else {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "the text is given by either --body or --body-file", "help": "add one of them"])
    }
    return .plain(text)
  }

  private func words() throws -> String? {
    let text: String
    switch (body, bodyFile) {
    case (nil, nil): return nil
    case (let body?, nil): text = body
    case (nil, let path?): text = try WorkOnCase.text(ofFile: path)
    default:
      throw Failure(
        .usage, .usage,
        facts: ["reason": "the text is given by either --body or --body-file", "help": "leave one of them out"])
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Failure(.usage, .usage, facts: ["reason": "the text is empty", "help": "write something"])
    }
    return text
  }

  /// The options of work that go with it.
  var options: CaseWork.Options {
    var options = CaseWork.Options(actor: actor)
    options.again = again
    return options
  }
}

/// How a message to the customer goes out.
struct CaseMailOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where the mail goes. Default: the order's address, else the customer's.", valueName: "address"))
  var to: String?

  @Flag(help: "Write no mail: the message goes another way.")
  var noMail = false
}

/// `daybook cases reply CASE`.
struct CasesReply: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply",
    abstract: "Reply to the customer: a ready mail in the outbox; the case waits for the customer then.",
    discussion: """
      The mail is a file reply-N.eml in the folder outbox/ of the workspace, from where a program of yours sends it. A \
      template is a text with fields in braces: {customer_name}, {customer_email}, {case_id}, {subject}, {order_id}, \
      {order_date}, {order_total}, {carrier}, {tracking_number}, {agent} and {text}. Its first line may be 'Subject: ...'.

      The same reply right after itself is a repeat (exit code 2) and changes nothing.

      Examples:
        daybook cases reply C-2001 --body "It left our warehouse today."
        daybook cases reply C-2001 --template on-its-way --as ana
        daybook cases reply C-2001 --body-file answer.txt --to office@example.com
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @OptionGroup var text: CaseTextOptions

  @Option(help: "The subject of the mail. Default: that of the template or of the case.")
  var subject: String?

  @OptionGroup var mail: CaseMailOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var options = text.options
    options.recipient = mail.to
    options.withoutMail = mail.noMail
    options.subject = subject
    return try console.report(
      WorkOnCase(.reply(try text.text(console.session)), onCase: id, options: options).run(in: try console.session()))
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
    let work = CaseWork.note(try text.text(console.session))
    let result = try WorkOnCase(work, onCase: id, options: text.options).run(in: try console.session())
    return try console.report(result, fact: "with one more internal action")
  }
}

/// `daybook cases open`.
struct CasesOpen: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open a case, about an order or not.",
    discussion: """
      What the merchant says goes out as mail, as of a reply. --from customer writes down what a customer said by \
      telephone or on paper.

      Examples:
        daybook cases open --order 1001 --subject "Your delivery" --body "The carrier asks for your floor."
        daybook cases open --from customer --as pat@example.com --subject "Do you ship to Iceland?" --body "By phone."
        daybook cases open --order 1001 --subject "Recall" --template recall --assign ana --priority high
      """)

  @OptionGroup var text: CaseTextOptions

  @Option(help: "What it is about.")
  var subject: String?

  @Option(help: "The order's id.")
  var order: String?

  @Option(help: "Who says it: merchant or customer.")
  var from = CaseParty.merchant

  @Option(help: ArgumentHelp("The case's id. Default: one of Daybook's own.", valueName: "case"))
  var id: String?

  @Option(help: ArgumentHelp("Who has it.", valueName: "agent"))
  var assign: String?

  @Option(help: "The team that has it.")
  var team: String?

  @Option(help: "How urgent it is: low, normal, high or urgent, or what your policies know.")
  var priority: String?

  @Option(help: "The calendar of business hours, by name.")
  var calendar: String?

  @Option(help: "The policy, by name.")
  var policy: String?

  @OptionGroup var mail: CaseMailOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    for (name, value) in [("subject", subject), ("id", id), ("priority", priority)] where value?.isEmpty ?? false {
      throw ValidationError("--\(name) is empty.")
    }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var options = text.options
    options.recipient = mail.to
    options.withoutMail = mail.noMail
    var opening = OpenCase(try text.text(console.session), options: options)
    opening.id = id
    opening.from = from
    opening.assignee = assign
    opening.details[.order] = order
    opening.details[.subject] = subject
    opening.details[.team] = team
    opening.details[.priority] = priority
    opening.details[.calendar] = calendar
    opening.details[.policy] = policy
    return try console.report(
      OpenNewCase(opening).run(in: try console.session()), fact: assign.map { "assigned to \($0)" })
  }
}

/// `daybook cases redeliver BATCH`.
struct CasesRedeliver: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "redeliver",
    abstract: "Write the mail of a reply into the outbox once more, byte for byte.",
    discussion: """
      It keeps its Message-ID, so that a mailbox that has it can tell.

      Examples:
        daybook cases redeliver 12
      """)

  @Argument(help: ArgumentHelp("The batch of the reply.", valueName: "batch"))
  var batch: Int64

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let mail = try RedeliverCaseMail(batch).run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.case_mail/1", "batch": .integer(batch), "mail": JSONValue(mail, \.json)])
    } else {
      try console.print(mail.map(\.line).joined())
    }
    return .done
  }
}
