public import Changes
import Diagnostics
public import Model
public import Store
import Tabular

/// `daybook costs unallocated assign`: gives costs of no order to orders.
public struct AssignCosts: Sendable {
  /// What is assigned to what.
  public enum Selection: Sendable {
    /// Rows and their orders.
    case pairs([CostAssignment.Pair])
    /// A table with the columns `batch`, `line` and `order_id`; rows with a blank order are left out.
    case file(String)
    /// Every cost that a filter lets through and in whose reference, invoice or description the regular expression is found:
    /// to that order, else to the one whose id is the expression's first group.
    case pattern(String, order: String?, UnallocatedFilter)
  }

  /// What is assigned.
  public var selection: Selection
  /// The day on which the costs go over; nil: each on its own.
  public var datedOn: CivilDate?
  /// Why: kept with the batch.
  public var reason: String?
  /// Whether only to show what would change.
  public var isDryRun = false

  /// A request.
  public init(_ selection: Selection) { self.selection = selection }

  /// Assigns them as one batch, all or nothing.
  public func run(in session: Session) throws -> ChangeSummary {
    var file: InputFile?
    var pairs: [CostAssignment.Pair]
    switch selection {
    case .pairs(let given): pairs = given
    case .file(let path):
      let input = try InputFile.open(path)
      file = input
      pairs = try AssignCosts.pairs(in: input)
    case .pattern(let pattern, let order, let filter):
      pairs = try AssignCosts.pairs(matching: pattern, order: order, filter, in: session)
    }
    var change = CostAssignment(pairs, file: file, identity: session.identity)
    change.datedOn = datedOn
    change.reason = reason
    change.archive = session.workspace.archive
    if isDryRun { return try change.check(Store.open(session.workspace.storePath, .readOnly)) }
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let summary = try change.apply(to: store)
    try store.close()
    return summary
  }

  /// All rows with an order; every row that cannot be meant is an error, and then nothing is assigned.
  private static func pairs(in input: InputFile) throws -> [CostAssignment.Pair] {
    let reader = try input.table()
    let titles = try reader.next()?.cells.map { $0.text.lowercased() } ?? []
    func column(_ name: String) throws -> Int {
      guard let index = titles.firstIndex(of: name) else {
        throw Failure(
          .rejected, .costsNoOrderColumn, at: SourceLocation(file: input.name, line: 1),
          facts: ["column": name, "found": titles.joined(separator: ", ")])
      }
      return index
    }
    let (batch, line, order) = (try column("batch"), try column("line"), try column("order_id"))
    var pairs: [CostAssignment.Pair] = []
    var errors: [Diagnostic] = []
    while let row = try reader.next() {
      let id = row[order].text
      guard !id.isEmpty else { continue }
      let place = SourceLocation(file: input.name, sheet: reader.sheet, line: row.number)
      if let batch = Int64(row[batch].text), let line = Int64(row[line].text) {
        pairs.append(CostAssignment.Pair(batch: batch, line: line, order: id, at: place))
      } else {
        let facts = ["batch": row[batch].text, "line": row[line].text]
        errors.append(Diagnostic(.error, .costsBadAssignment, at: place, facts: facts))
      }
    }
    guard errors.isEmpty else { throw Failure(.rejected, errors) }
    return pairs
  }

  private static func pairs(
    matching pattern: String, order: String?, _ filter: UnallocatedFilter, in session: Session
  ) throws -> [CostAssignment.Pair] {
    let expression: Regex<AnyRegexOutput>
    do {
      expression = try Regex(pattern)
    } catch {
      throw Failure(
        .usage, .usage,
        facts: [
          "reason": "'\(pattern)' is no regular expression",
          "help": "the order's id is its first group: 'order (\\d+)'",
        ])
    }
    var pairs: [CostAssignment.Pair] = []
    for cost in try ListUnallocatedCosts(filter).run(in: session) {
      for text in [cost.reference, cost.invoice, cost.description] {
        guard let match = text?.firstMatch(of: expression) else { continue }
        let group = match.output.count > 1 ? match.output[1].substring.map(String.init) : nil
        guard let id = order ?? group else { continue }
        // A row with several kinds of cost goes over as one.
        if pairs.last?.batch != cost.batch || pairs.last?.line != cost.line {
          pairs.append(CostAssignment.Pair(batch: cost.batch, line: cost.line, order: id))
        }
        break
      }
    }
    return pairs
  }
}
