import Diagnostics
import Model
import Store
import Tabular

/// A cost source that was read, whichever mapping read it: its good rows in spools, its bad ones as diagnostics.
struct CostRows {
  /// The rows that have an order, by order.
  enum Spool {
    /// Rows of a plain sheet.
    case plain(CostSpool)
    /// Rows with currencies, dates, references or texts of their own.
    case detailed(SortedSpool<DetailedCostRecord>)
  }

  /// File and sheet, for diagnostics.
  var location: SourceLocation
  /// Good rows by order.
  var spool: Spool
  /// Good rows of no order (their order's key is 0), in the order of the file; their currency is always given.
  var unallocated: SortedSpool<DetailedCostRecord>?
  /// The texts of rows with details.
  var texts: TextSpool?
  /// Multiset digest of all rows.
  var content: ContentDigest
  /// Rows read, rejected so far and of no order. `notCosts` counts those that are no costs.
  var counts: BatchCounts
  /// Lines of the rejected rows.
  var rejectedLines: [UInt32]
  /// Rows and money by class; empty for a plain sheet, whose rows are all costs of orders.
  var classes: [ClassTotal] = []
  /// What the file states of itself, and what its rows add up to.
  var controls: [ControlTotal] = []
  /// The folder for temporary files.
  var temporaryFolder: String
  /// How large the amounts of orders are.
  var scale = AmountScale()
  /// Rows below the header that are no rows of the table: footers, records of other tags.
  var passedOver = 0
  /// The kinds that the mapping can give.
  var kinds: Set<CostKind>
  /// Where the amount of a kind stands in a row, for diagnostics.
  var place: (_ kind: CostKind?, _ line: Int) -> SourceLocation
}
