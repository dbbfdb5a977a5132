import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store

/// Who does something to a case.
struct CaseActorOption: ParsableArguments {
  @Option(name: .customLong("as"), help: ArgumentHelp("Who did it. Default: the operator.", valueName: "name"))
  var actor: String?
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

  @OptionGroup var by: CaseActorOption
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.report(
      WorkOnCase(.status(status), onCase: id, options: CaseWork.Options(actor: by.actor)).run(in: console.session()))
  }
}

/// `daybook cases priority CASE PRIORITY`.
struct CasesSetPriority: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "priority",
    abstract: "Set the priority of a case.",
    discussion: """
      Examples:
        daybook cases priority C-2001 urgent
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @Argument(help: "low, normal, high or urgent, or what your policies know.")
  var priority: String

  @OptionGroup var by: CaseActorOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if priority.allSatisfy(\.isWhitespace) { throw ValidationError("The priority is empty.") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let options = CaseWork.Options(actor: by.actor)
    let result = try WorkOnCase(.priority(priority), onCase: id, options: options).run(in: console.session())
    return try console.report(result, fact: "priority \(priority)")
  }
}

/// `daybook cases assign CASE AGENT`.
struct CasesAssign: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Give a case to an agent, or take it from everybody.",
    discussion: """
      Examples:
        daybook cases assign C-2001 ana
        daybook cases assign C-2001 --nobody
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @Argument(help: "Who has it from now on.")
  var agent: String?

  @Flag(help: "Nobody has it from now on.")
  var nobody = false

  @OptionGroup var by: CaseActorOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (agent?.isEmpty ?? true) != nobody { throw ValidationError("Name an agent, or say --nobody.") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let options = CaseWork.Options(actor: by.actor)
    let result = try WorkOnCase(.assign(agent), onCase: id, options: options).run(in: console.session())
    return try console.report(result, fact: agent.map { "assigned to \($0)" } ?? "assigned to nobody")
  }
}

/// `daybook cases team CASE TEAM`.
struct CasesSetTeam: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "team",
    abstract: "Give a case to a team.",
    discussion: """
      Policies that name teams apply from then on; what was reckoned before stays, by the policy of then.

      Examples:
        daybook cases team C-2001 billing
        daybook cases team C-2001 --none
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @Argument(help: "The team that has it from now on.")
  var team: String?

  @Flag(help: "No team has it from now on.")
  var none = false

  @OptionGroup var by: CaseActorOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (team?.allSatisfy(\.isWhitespace) ?? true) != none { throw ValidationError("Name a team, or say --none.") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let options = CaseWork.Options(actor: by.actor)
    let result = try WorkOnCase(.team(team), onCase: id, options: options).run(in: console.session())
    return try console.report(result, fact: team.map { "team \($0)" } ?? "no team")
  }
}

/// `daybook cases dispute`.
struct CasesDispute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute",
    abstract: "Disputes of customers: opened with a reason, and closed.",
    discussion: """
      Examples:
        daybook cases dispute open C-2001 --reason "not received"
        daybook cases dispute close C-2001
      """,
    subcommands: [CasesDisputeOpen.self, CasesDisputeClose.self])
}

/// `daybook cases dispute open CASE`.
struct CasesDisputeOpen: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Write down that a dispute was opened. The customer sees the reason.",
    discussion: """
      Examples:
        daybook cases dispute open C-2001 --reason "not received" --by customer
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @Option(help: "Why; the customer sees it.")
  var reason: String

  @Option(help: "Who opened it: customer or merchant.")
  var by = CaseParty.customer

  @Flag(help: "Open one more though it is what was said last.")
  var again = false

  @Option(
    name: .customLong("as"), help: ArgumentHelp("Who opened it, of the merchant's people.", valueName: "name"))
  var actor: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason is empty.") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var options = CaseWork.Options(actor: actor)
    options.again = again
    let work = CaseWork.disputeOpen(reason: reason, by: by)
    let result = try WorkOnCase(work, onCase: id, options: options).run(in: console.session())
    return try console.report(result, fact: result.record.disputes)
  }
}

/// `daybook cases dispute close CASE`.
struct CasesDisputeClose: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Write down that a dispute was closed.",
    discussion: """
      Examples:
        daybook cases dispute close C-2001 --as chi
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @OptionGroup var by: CaseActorOption
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let options = CaseWork.Options(actor: by.actor)
    let result = try WorkOnCase(.disputeClose, onCase: id, options: options).run(in: console.session())
    return try console.report(result, fact: result.record.disputes)
  }
}

/// `daybook cases read CASE...`.
struct CasesRead: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Mark cases as read, one or many.",
    discussion: """
      Examples:
        daybook cases read C-2001 C-2007
        daybook cases read --ids read.txt
      """)

  @OptionGroup var cases: ManyCases
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.mark(MarkCases(try cases.ids()))
  }
}

/// `daybook cases unread CASE...`.
struct CasesUnread: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "unread",
    abstract: "Mark cases as unread, one or many; one that was answered since stays read.",
    discussion: """
      Examples:
        daybook cases unread C-2001
      """)

  @OptionGroup var cases: ManyCases
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.mark(MarkCases(try cases.ids(), asUnread: true))
  }
}

/// Cases named on the command line, in a file, or both.
struct ManyCases: ParsableArguments {
  @Argument(help: ArgumentHelp("The cases' ids.", valueName: "case"))
  var named: [String] = []

  @Option(
    name: .customLong("ids"), help: ArgumentHelp("A file of ids, one a line; - for standard input.", valueName: "file"))
  var file: String?

  func validate() throws {
    if named.isEmpty, file == nil { throw ValidationError("Name the cases, or a file of them with --ids.") }
  }

  /// The ids in their order.
  func ids() throws -> [String] {
    let listed = try file.map { try WorkOnCase.text(ofFile: $0) } ?? ""
    let lines = listed.split(whereSeparator: \.isNewline).map { line in
      String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    return named + lines.filter { !$0.isEmpty }
  }
}

/// `daybook cases merge CASE INTO`.
struct CasesMerge: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Let a case go on in another one of the same customer.",
    discussion: """
      Its correspondence is shown in the thread of the other case and its clocks end. If it waited for an answer, the other \
      case does.

      Examples:
        daybook cases merge C-2024 C-2013
      """)

  @Argument(help: ArgumentHelp("The case that ends.", valueName: "case"))
  var id: String

  @Argument(help: ArgumentHelp("The case in which it goes on.", valueName: "into"))
  var into: String

  @Flag(help: "Both are of one customer though their addresses differ.")
  var sameCustomer = false

  @OptionGroup var by: CaseActorOption
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var merging = MergeCases(id, into: into)
    merging.isSameCustomer = sameCustomer
    merging.actor = by.actor
    let result = try MergeTwoCases(merging).run(in: try console.session())
    return try console.report(result, fact: "with case \(id) merged into it")
  }
}

extension CaseRecord {
  /// How many of its disputes are open, for people.
  fileprivate var disputes: String {
    switch openDisputes {
    case 0: "no open dispute"
    case 1: "1 open dispute"
    default: "\(openDisputes) open disputes"
    }
  }
}

extension Console {
  fileprivate func mark(_ marking: MarkCases) throws -> Diagnostics.ExitCode {
    let result = try MarkManyCases(marking).run(in: try session())
    if wantsJSON {
      try print([
        "schema": "daybook.case_marks/1", "batch": JSONValue(result.summary.batch),
        "marked": .integer(Int64(result.summary.batch == nil ? 0 : result.summary.counts.accepted)),
        "cases": JSONValue(result.records, \.json),
      ])
      return .done
    }
    var text = result.records.map { record in
      "case \(printable(record.id)) is \(record.isUnread ? "unread" : "read")\n"
    }.joined()
    if let batch = result.summary.batch { text += "to undo: daybook batches revert \(batch)\n" }
    try print(text)
    return .done
  }
}
