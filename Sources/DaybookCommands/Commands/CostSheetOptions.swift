import ArgumentParser
import Changes
import Daybook
import Mapping
import Model
import Tabular

/// The options of `costs check` and `costs import`, which are the same.
struct CostSheetOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The sheet: CSV or XLSX, also in gzip; - for standard input.", valueName: "file"))
  var file: String?

  @Option(help: "The import mapping: its name or path. Default: recognised by the header.")
  var mapping: String?

  @Option(help: "The sheet of a workbook: its name or number. Default: the first.")
  var sheet: String?

  @Flag(help: "Apply the good rows, and write the others to a rejects file.")
  var acceptValid = false

  @Option(
    help: ArgumentHelp("Where rejected rows go. Default: FILE.rejects.csv, or .xlsx like the file.", valueName: "path"))
  var rejects: String?

  @Option(help: "What to do with different values of one order and cost in the file: error, last or sum.")
  var onConflict: CostMapping.ConflictRule?

  @Option(help: ArgumentHelp("The day the costs belong to, YYYY-MM-DD. Default: today.", valueName: "date"))
  var dated: CivilDate?

  @Flag(help: "Leave out entries that were applied before, and apply the others.")
  var skipRepeats = false

  @Option(help: "Let a repeat through: bytes, content or entries. Needs --reason.")
  var allowRepeat: [RepeatLevel] = []

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write a report on the file to be signed: what changes in money, the largest changes, every finding. Its name "
        + "ends in .html, .json or .xlsx.", valueName: "path"))
  var output: String?

  @OptionGroup var limits: LimitOptions

  /// The request that the options make.
  func request(_ path: String) throws -> ImportCosts {
    var source = FileImport(path: path)
    source.mapping = mapping
    source.options.sheet = sheet
    source.options.limits = try limits.limits()
    source.rejectsPath = rejects
    var request = ImportCosts(source)
    request.acceptValid = acceptValid
    request.onConflict = onConflict
    request.datedOn = dated
    request.skipRepeats = skipRepeats
    request.allowedRepeats = Set(allowRepeat)
    request.reason = reason
    request.reportPath = output
    return request
  }
}
