public import Model

/// What a row of a cost source says, read by its mapping and not yet joined with an order.
public struct CostRowFacts {
  /// A text that may tell the order.
  public struct Key {
    /// What of an order it is.
    public var kind: JoinKind
    /// The text, normalised as the mapping says.
    public var text: String
    /// Its column, from 0.
    public var position: Int
    /// Whether a spreadsheet has rounded it, so that it may be another order's.
    public var isDamaged: Bool
  }

  /// A cost.
  public struct Cost {
    /// Which kind.
    public var kind: CostKind
    /// What it does to the value that stood before.
    public var effect: CostMapping.Rule
    /// Ten-thousandths.
    public var e4: Int64
    /// Its column, from 0.
    public var position: Int
  }

  /// The line of the file, or the row of the sheet.
  public var line: Int
  /// What the row is, before its order is looked for.
  public var rowClass: CostClass
  /// What the order may be found by, in the mapping's order.
  public var keys: [Key] = []
  /// Its costs, at most one of a kind; none where all cells are blank.
  public var costs: [Cost] = []
  /// The currency of the costs; nil where the source names none.
  public var currency: Currency?
  /// The day that the row names.
  public var entryOn: CivilDate?
  /// The invoice.
  public var invoice: String?
  /// The source's own reference.
  public var reference: String?
  /// What it is about.
  public var description: String?
  /// What the row moves in its file, in ten-thousandths, for the sums of the classes.
  public var total: Int64 = 0
  /// Whether something is wrong with it; the diagnostics say what.
  public var isBad = false
  /// Columns of which something wrong was reported, so that it is said once.
  var badCells: [Int] = []
}

/// A total that a file states of itself beside what its rows add up to.
public struct CostControl {
  /// Its name, and what it is of.
  public var name: String
  /// The currency; nil for a count and where the file names none.
  public var currency: Currency?
  /// Whether rows are counted: then both are numbers of rows and not ten-thousandths.
  public var isCount: Bool
  /// What the file states.
  public var stated: Int64
  /// What its rows add up to.
  public var found: Int64
  /// The line that states it; nil where no single one does.
  public var line: Int?
  /// What may be done where they differ; nil where the mapping does not say.
  public var advice: String?
  /// Whether both are the same.
  public var holds: Bool { stated == found }
}
