import Diagnostics
public import Model
public import Reporting
import Store

/// `daybook report profit`: what orders brought, after everything they cost.
///
/// A report changes nothing in the store, so that it is no batch: it says the digests of what it read and of what it
/// wrote.
public struct ReportProfit: Sendable {
  /// By what it parts profit.
  public var dimension: ProfitDimension
  /// The first local date; nil from the beginning.
  public var from: CivilDate?
  /// The last local date; nil to the end.
  public var to: CivilDate?
  /// Which day costs belong to.
  public var dating = ProfitDating.order
  /// A CSV of rates of exchange: with it, everything is converted into the workspace's currency.
  public var ratesPath: String?
  /// In which formats.
  public var formats: Set<ReportFormat>
  /// The folder of the files, which must exist; `-` for standard output.
  public var folder: String
  /// What its files and its head are called; nil for what it is parted by.
  var heading: (name: String, title: String)?

  /// A request for a report.
  public init(by dimension: ProfitDimension, formats: Set<ReportFormat>, folder: String) {
    self.dimension = dimension
    self.formats = formats
    self.folder = folder
  }

  /// What was written, and what was said in it.
  public struct Result: Sendable {
    /// The document.
    public let document: ReportDocument
    /// The files.
    public let outputs: [ReportOutput]
  }

  /// Makes the report and writes its files.
  ///
  /// Fails with `usage` for an empty period or more than one format for standard output, `rejected` for rates that cannot
  /// be read and figures that are too large, and where a file cannot be written.
  public func run(in session: Session) throws -> Result {
    if let from, let to, from > to {
      throw Failure(.usage, .badPeriod, facts: ["from": from.description, "to": to.description])
    }
    if folder == "-", formats.count != 1 {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "standard output takes one format", "help": "name it: --format csv"])
    }
    let home = session.workspace.currency
    let rates = try ratesPath.map { try ExchangeRates(readingFrom: $0, home: home) } ?? ExchangeRates(home: home)
    var request = ProfitRequest(by: dimension, zone: session.workspace.zone, rates: rates)
    request.from = from
    request.to = to
    request.dating = dating
    request.converts = ratesPath != nil
    var report = ProfitReport(request)
    report.heading = heading
    let (document, outputs) = try report.write(
      formats, to: folder, from: Store.open(session.workspace.storePath, .readOnly))
    return Result(document: document, outputs: outputs)
  }
}
