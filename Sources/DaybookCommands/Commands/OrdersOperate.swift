import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model

/// `daybook orders operate`.
struct OrdersOperate: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "operate",
    abstract: "Change many orders at once: stages, parcels, labels, notes, refunds, chargebacks, deletion.",
    discussion: """
      A file holds one operation a row; its mapping is recognised by its header. Or one --operation is done to all orders \
      that --select and the filters let through, or that the file --ids lists. --dry-run shows what would change, with \
      orders and money by stage. All is one batch, which 'batches revert' takes back.

      Operations: set stage, cancel, mark shipped, add tag, remove tag, merchant note, set custom field, clear custom field, \
      assign affiliate, mark refunded, mark exported, delete, chargeback. docs/orders.md says which values each takes.

      Examples:
        daybook orders operate operations.csv --dry-run
        daybook orders operate samples/tracking.csv
        daybook orders operate --select 'stage: Hold, total: {max: 50}' --operation "set stage" --value SD
        daybook orders operate --stage "Shipping Department" --paid-to 2026-08-31 --operation "add tag" --value late
        daybook orders operate --ids list.csv --operation cancel --reason "sold out" --accept-valid
      """)

  @Argument(
    help: ArgumentHelp(
      "A file of operations: CSV or a workbook, also in gzip; - for standard input.", valueName: "file"))
  var file: String?

  @Option(help: "The mapping of the file: its name or path. Default: recognised by the header.")
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "Instead of a file: orders of which this holds, as in the where: of a layout; all for all orders."))
  var select: [String] = []

  @Option(
    help: ArgumentHelp("Instead of a file: orders by their ids, in a file's first column; - for standard input."))
  var ids: String?

  @Option(help: "What is done to the orders of --select, --ids and the filters.")
  var operation: OrderOperation?

  @Option(help: "The operation's value: a stage, a label, a text, an affiliate.")
  var value: String?

  @Option(help: ArgumentHelp("The number of the merchant's own field, 1 to 10.", valueName: "number"))
  var field: String?

  @Option(help: "Why: of a cancellation and the like; also kept with the batch.")
  var reason: String?

  @Flag(help: "Apply the good operations, and write the others to a rejects file; otherwise one error rejects all.")
  var acceptValid = false

  @Option(
    help: ArgumentHelp("Where rejected rows go. Default: FILE.rejects and the format's ending.", valueName: "path"))
  var rejects: String?

  @Option(help: "Let a repeat through: bytes or content. Needs --reason.")
  var allowRepeat: [RepeatLevel] = []

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Instead of a file: take every file of this folder once and move it to done/ or rejected/ in it.",
      valueName: "folder"))
  var inbox: String?

  @OptionGroup(title: "Filters") var filters: OrderFilterOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    guard let source = try selection() else {
      let options = try reading.options()
      return try console.takeIn(ImportSource(file: file, inbox: dryRun ? nil : inbox)) { path, target, session in
        var source = FileImport(path: path)
        source.target = target
        source.options = options
        source.rejectsPath = rejects
        source.mapping = mapping
        return try request(.file(source)).run(in: session)
      }
    }
    return try console.report(try request(source).run(in: try console.session()))
  }

  private func request(_ source: OperateOrders.Source) -> OperateOrders {
    var request = OperateOrders(source)
    request.acceptValid = acceptValid
    request.allowedRepeats = Set(allowRepeat)
    request.reason = reason
    request.isDryRun = dryRun
    return request
  }

  /// One operation for many orders; nil where a file says what is done.
  private func selection() throws -> OperateOrders.Source? {
    let ways = [file != nil || inbox != nil, ids != nil, !select.isEmpty || filters.isSaid].count { $0 }
    guard ways <= 1 else { throw wrong("a file, --ids and filters exclude each other", "say which orders in one way") }
    guard file == nil, inbox == nil else {
      guard operation == nil, value == nil, field == nil else {
        throw wrong("a file says itself what is done", "leave --operation, --value and --field out")
      }
      return nil
    }
    guard ways == 1 else {
      guard operation != nil else { return nil }
      throw wrong("nothing says which orders are meant", "say --select, filters, --ids, or --select all for all orders")
    }
    guard let operation else { throw wrong("nothing says what is done", "say --operation, for instance \"add tag\"") }
    guard operation != .markShipped, operation != .chargeback else {
      throw wrong("'\(operation.rawValue)' is different for each order", "put it into a file")
    }
    var values = OrderLine.blankOperation
    values[.value] = value.map(FieldValue.text) ?? .none
    values[.field] = field.map(FieldValue.text) ?? .none
    // The batch keeps why orders were deleted.
    if operation != .delete { values[.reason] = reason.map(FieldValue.text) ?? .none }
    if let ids { return .list(ids, operation, values) }
    return .filter(filters.filter(select == ["all"] ? [] : select, option: "--select"), operation, values)
  }

  private func wrong(_ reason: String, _ help: String) -> Failure {
    Failure(.usage, .usage, facts: ["reason": reason, "help": help])
  }
}
