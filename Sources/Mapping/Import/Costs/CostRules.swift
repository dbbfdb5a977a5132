import Model
import Tabular

/// A text of a row: from the first of some columns that says something, worked on step by step.
struct TextRule {
  /// What becomes of letters.
  enum LetterCase: String, CaseIterable {
    case upper, lower
  }

  /// Columns in order of preference (a place in the list of columns).
  var column: Int?
  /// Columns that all belong to it: their texts joined by `/`.
  var joined: [Int] = []
  /// The same for every row.
  var constant: String?
  /// An expression whose first group (or whole match) is taken; no match says nothing.
  var expression: Regex<AnyRegexOutput>?
  /// What is taken off its beginning, where it stands there.
  var prefixes: [String] = []
  /// Whether letters are changed.
  var letterCase: LetterCase?
  /// Whether zeros at its beginning are dropped.
  var dropsLeadingZeros = false
  /// What the source's texts mean; the first that fits.
  var values: [(pattern: TextPattern, meaning: String)] = []
  /// Whether a blank cell takes what the row above had.
  var isCarried = false
  /// Whether rows of one file that have the same text are told apart by their number.
  var isNumbered = false
}

/// An amount of a row.
struct NumberRule {
  /// Where it comes from.
  enum Source {
    /// The first of some columns that is not blank.
    case column(Int)
    /// The sum of columns; blank ones count as nothing.
    case sum(Int)
    /// What was charged: debit less credit; one of them is normally blank.
    case debitCredit(Int, Int)
    /// The same for every row, in ten-thousandths.
    case constant(Int64)
  }

  /// A sign that another column tells.
  struct SignColumn {
    var column: Int
    var plus: [TextPattern]
    var minus: [TextPattern]
  }

  var source: Source
  var form: MoneyForm
  /// Whether the source's sign is the other way round.
  var isNegated = false
  /// Where the sign stands apart.
  var sign: SignColumn?
}

/// What must hold of a cell.
struct RowCondition {
  /// Signs of amounts.
  enum Sign: String, CaseIterable {
    case negative, positive, zero
  }

  /// What is asked.
  enum Test {
    /// It is one of these.
    case anyOf([TextPattern])
    /// It is none of these.
    case noneOf([TextPattern])
    /// Its amount has this sign; blank is zero.
    case sign(Sign, MoneyForm)
  }

  var column: Int
  var test: Test
}

/// A cost in a row.
struct AmountRule {
  /// Which kind it is.
  enum Kind {
    /// Always the same.
    case fixed(CostKind)
    /// By the text of a column. Without `otherwise` an amount of any other text is not a cost of this rule.
    case byText(column: Int, [(pattern: TextPattern, kind: CostKind)], otherwise: CostKind?)
  }

  /// Where the amounts stand.
  enum Source {
    /// One amount.
    case number(NumberRule)
    /// Pairs of columns, a text and an amount, any number of times: the text says the kind.
    case pairs(text: Int, amount: Int, MoneyForm, isNegated: Bool)
  }

  var kind: Kind
  var source: Source
  var effect: CostMapping.Rule
}

/// A rule for rows: what they are, and which costs they hold.
struct RowRule {
  /// All must hold; none: every other row.
  var conditions: [RowCondition]
  /// What such a row is.
  var rowClass: CostClass
  /// Its costs; nil: those of the mapping.
  var amounts: [AmountRule]?
}

/// What must be true of every row with a cost: these numbers less those are that one.
struct IdentityRule {
  var sum: [NumberRule]
  var less: [NumberRule]
  var equals: NumberRule
  /// Checked only where these two columns say the same (the currencies of both sides).
  var same: (Int, Int)?
  var conditions: [RowCondition]
  /// Whether a row of which it is not true is only warned of.
  var isWarning = false
}

/// A total that the file states of itself.
struct ControlRule {
  /// Where it is stated.
  enum Stated {
    /// In a number of some rows.
    case rows(NumberRule, [RowCondition])
    /// In records of another tag: position of the number, and of what it is of.
    case record(tag: String, number: NumberRule, group: Int?)
    /// It is always this.
    case constant(Int64)
  }

  var name: String
  /// What is added up; nil: rows are counted.
  var sum: NumberRule?
  /// Rows that count; none: all.
  var conditions: [RowCondition]
  /// One total for each text of this column.
  var group: Int?
  var stated: Stated
  /// What may be done where it does not hold.
  var advice: String?
}

/// The day of a row.
struct DateRule {
  var column: Int
  /// How it is written; the first that fits.
  var patterns: [DatePattern]
  /// Forms of which one holds for the whole file: the first that every row fits.
  var either: [DatePattern] = []
  /// The zone of its clock; nil: the day is taken as it is written.
  var zone: TimeZoneRules?
}

/// What a row is joined with an order by.
public enum JoinKind: String, CaseIterable, Sendable {
  /// The order's id.
  case orderID = "order_id"
  /// The id of one of its payments' transactions.
  case payment
  /// The tracking number of one of its shipments.
  case tracking
  /// The order's payment reference, or its id in the channel it came from.
  case reference
}
