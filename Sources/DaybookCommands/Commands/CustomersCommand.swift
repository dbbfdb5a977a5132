import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store

/// `daybook customers`.
struct CustomersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customers",
    abstract: "Customers: profiles, addresses and labels, with their orders and cases on one page.",
    discussion: """
      Examples:
        daybook customers import customers.csv
        daybook customers show ada@example.com
        daybook customers merge old@example.com ada@example.com
      """,
    subcommands: [
      CustomersImport.self, CustomersList.self, CustomersShow.self, CustomersMerge.self, CustomersErase.self,
    ])
}

/// `daybook customers import`.
struct CustomersImport: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import customers from CSV or a workbook.",
    discussion: """
      The e-mail is the key. What a row says replaces what stands; what it leaves blank stays; addresses and labels are \
      added, so that a customer may have several rows. A file may be imported again and again; where nothing is new there \
      is no batch. Orders are linked to customers by their e-mail.

      Examples:
        daybook customers import samples/customers.csv
        daybook customers import export.xlsx --mapping mine.yaml --dry-run
        daybook customers import export.csv --accept-valid --json
      """)

  @Argument(help: ArgumentHelp("The file, also in gzip; - for standard input.", valueName: "file"))
  var file: String

  @Option(help: "The import mapping: its name or path. Default: recognised by the header.")
  var mapping: String?

  @Flag(help: "Apply the good rows, and write the others to a rejects file; otherwise one error rejects the file.")
  var acceptValid = false

  @Option(
    help: ArgumentHelp("Where rejected rows go. Default: FILE.rejects and the format's ending.", valueName: "path"))
  var rejects: String?

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var source = FileImport(path: file)
    source.mapping = mapping
    source.options = try reading.options()
    source.rejectsPath = rejects
    var request = ImportCustomers(source)
    request.acceptValid = acceptValid
    request.isDryRun = dryRun
    request.reason = reason
    return try console.report(try request.run(in: try console.session()))
  }
}

/// `daybook customers list`.
struct CustomersList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List customers by e-mail.",
    discussion: """
      Examples:
        daybook customers list --tag wholesale
        daybook customers list --text miller --json
        daybook customers list --tier Gold --tax-exempt
      """)

  @Option(help: "Only with that in e-mail, name, company or accounting code.")
  var text: String?

  @Option(help: "Only of that tier.")
  var tier: String?

  @Option(help: "Only with that label.")
  var tag: String?

  @Flag(help: "Only those exempt from tax.")
  var taxExempt = false

  @Option(help: "At most so many.")
  var limit = 1_000_000

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is negative.") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var filter = CustomerFilter()
    (filter.text, filter.tier, filter.tag, filter.limit) = (text, tier, tag, limit)
    filter.isTaxExempt = taxExempt ? true : nil
    let customers = try ListCustomers(filter).run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.customers/1", "customers": JSONValue(customers, \.json)])
      return .done
    }
    var table = TextTable(
      ("email", .left), ("name", .left), ("company", .left), ("tier", .left), ("tags", .left), ("orders", .right))
    for customer in customers {
      table.add(
        customer.email, customer.name, customer.text("company") ?? "", customer.text("tier") ?? "", customer.tags ?? "",
        String(customer.orders))
    }
    try console.print(customers.isEmpty ? "No customers.\n" : table.text)
    return .done
  }
}

/// `daybook customers show`.
struct CustomersShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a customer on one page: profile, addresses, labels, orders and cases.",
    discussion: """
      With --format html it is one page that prints well, without scripts and with nothing from elsewhere.

      Examples:
        daybook customers show ada@example.com
        daybook customers show ada@example.com --json
        daybook customers show ada@example.com --format html -o ada.html
      """)

  @Argument(help: "The e-mail.")
  var email: String

  @OptionGroup var page: PageOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let session = try console.session()
    let customer = try ShowCustomer(email).run(in: session)
    guard page.format == .text else {
      try PrintPage(customer.document(), path: page.output ?? "-").run(in: session, to: console.sink)
      return .done
    }
    if console.wantsJSON { try console.print(customer.json) } else { try console.print(customer.text) }
    return .done
  }
}

/// `daybook customers merge`.
struct CustomersMerge: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Let a customer go on in another one; 'batches revert' takes them apart again.",
    discussion: """
      Addresses, labels, orders and cases go over, and what the other one lacks. The e-mail that goes is still known: \
      orders and files that name it are about the other one.

      Examples:
        daybook customers merge old@example.com ada@example.com
        daybook customers merge old@example.com ada@example.com --dry-run
      """)

  @Argument(help: "The e-mail of the customer that goes on in the other.")
  var from: String

  @Argument(help: "The e-mail of the other.")
  var into: String

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = MergeCustomers(from, into: into)
    request.reason = reason
    request.isDryRun = dryRun
    return try console.report(try request.run(in: try console.session()))
  }
}

/// `daybook customers erase`.
struct CustomersErase: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Take a person out of profile, orders and cases for good. This cannot be undone.",
    discussion: """
      Orders stay with their money, items, costs and stages, without the person; what customers wrote goes. Copies in the \
      archive, the inbox and the outbox go as by 'deleted purge'. Imports that bring the orders again leave the person out.

      Examples:
        daybook customers erase ada@example.com --dry-run
        daybook customers erase ada@example.com --yes
      """)

  @Argument(help: "The e-mail.")
  var email: String

  @Option(help: "Why; kept with the batch. Name nobody in it.")
  var reason: String?

  @Flag(help: "Only show what would go.")
  var dryRun = false

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = EraseCustomer(email)
    request.reason = reason
    let session = try console.session()
    if !dryRun, let left = try request.finishEarlier(in: session) {
      console.say("an earlier erasure or purge had been stopped; what it left was removed now:\n" + left.text)
    }
    let planned = try request.check(in: session)
    if dryRun { return try console.report(planned) }
    let orders = planned.counts.rows
    try console.confirm("erasing a person with \(orders) orders for good", byTyping: "erase \(orders)", given: yes)
    let (summary, files) = try request.run(in: session)
    return try console.report(erasure: summary, files)
  }
}
