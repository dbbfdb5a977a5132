import ArgumentParser
import Daybook

/// `daybook`: the nouns, in the order of the help text.
struct DaybookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daybook",
    abstract: "A merchant's back office in batch form.",
    discussion: """
      Imports what orders really cost, exports orders, brings deleted orders back, and reports how fast customers' \
      cases are answered. Every change is a batch that cannot be applied twice by accident and can be undone.

      Examples:
        daybook init shop
        daybook batches list --store shop
      """,
    version: ProgramVersion.current,
    subcommands: [
      InitCommand.self,
      CatCommand.self,
      OrdersCommand.self,
      ExportsCommand.self,
      DeletedCommand.self, CustomersCommand.self,
      CostsCommand.self,
      CasesCommand.self,
      CalendarCommand.self,
      SLACommand.self,
      ReportCommand.self,
      MappingCommand.self,
      BatchesCommand.self,
      PeriodsCommand.self,
      NightlyCommand.self,
      RunsCommand.self,
      StoreCommand.self,
      AuditCommand.self,
    ])
}
