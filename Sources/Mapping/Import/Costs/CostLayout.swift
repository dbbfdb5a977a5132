import Model
import Tabular

/// The layout of an invoice, settlement or statement: what a mapping of costs says beyond the plain sheet of amounts.
/// See docs/mappings-costs.md.
struct CostLayout {
  /// Where the header stands.
  enum HeaderPlace {
    /// In the first row that has the columns the file is recognised by.
    case search
    /// In the row of this number.
    case row(Int)
    /// Nowhere: columns go by position.
    case none
    /// In records of this tag, as often as they come.
    case record(String)
  }

  /// What a file must have to be recognised.
  struct Recognition {
    /// Columns; each may be written in several ways.
    var columns: [[String]] = []
    /// Columns that it must not have.
    var without: [String] = []
    /// How many columns it must have.
    var width: ClosedRange<Int>?
    /// What cells of the first row must hold, by position.
    var cells: [(position: Int, patterns: [TextPattern])] = []

    /// How specific it is: the more it asks for, the more.
    var weight: Int { columns.count + without.count + cells.count + (width == nil ? 0 : 1) }
    /// Whether it has to be asked for by name, though it knows its header.
    var isByNameOnly = false
  }

  /// Another file of the same source, which is easily taken for this one.
  struct LookAlike {
    var columns: [String]
    var name: String
    var advice: String
  }

  /// Records of which the first field says what they are.
  struct Records {
    var rows: [String] = []
    var others: [String] = []
  }

  var recognition = Recognition()
  var lookAlikes: [LookAlike] = []
  var encoding: TextEncoding?
  var delimiter: UInt8?
  var sheet: String?
  var header = HeaderPlace.search
  var records: Records?
  var skippedRows = 0
  var footerRows = 0
  /// Rows that are passed over: each list of conditions is one way.
  var skipped: [[RowCondition]] = []
  var columns = CostColumnList()
  /// How amounts are written where a rule does not say otherwise.
  var money = MoneyForm()
  /// The same layout with a comma before the decimals, where the mapping leaves the mark to the file; at most one.
  var withCommas: [CostLayout] = []
  var join: [(kind: JoinKind, text: TextRule)] = []
  var rows: [RowRule] = []
  var amounts: [AmountRule] = []
  var currency: TextRule?
  var date: DateRule?
  var invoice: TextRule?
  var reference: TextRule?
  var description: TextRule?
  /// What a row moves, for the sums of the classes; none: the sum of its costs.
  var rowTotal: [NumberRule] = []
  var identity: IdentityRule?
  var controls: [ControlRule] = []
  var onDeleted = CostMapping.Treatment.error
  var onUnmatched = CostMapping.Treatment.error
  var onAmbiguous = CostMapping.Treatment.error

  /// The kinds that it can give.
  var kinds: Set<CostKind> {
    var kinds: Set<CostKind> = []
    for amount in amounts + rows.flatMap({ $0.amounts ?? [] }) {
      switch amount.kind {
      case .fixed(let kind): kinds.insert(kind)
      case .byText(_, let choices, let otherwise): kinds.formUnion(choices.map(\.kind) + [otherwise].compactMap { $0 })
      }
    }
    return kinds
  }
}
