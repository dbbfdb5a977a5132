public import Model
public import Tabular

/// A column of an export: its title, what it holds, and how that is written.
public struct ExportColumn: Sendable {
  /// What it holds.
  public indirect enum Content: Sendable {
    /// A value.
    case value(ExportValue)
    /// An object with members of its own, in JSON and XML.
    case group([ExportColumn])
    /// What the order has several of.
    case each(ExportEach)
  }

  /// How a column is added up.
  public enum Total: String, Sendable, CaseIterable {
    /// The sum of its numbers, by currency.
    case sum
    /// How many cells are not empty.
    case count
  }

  /// The header, the key in JSON, the element in XML.
  public var title: String
  /// What it holds.
  public var content: Content
  /// How it is written.
  public var form: ExportForm
  /// The width in characters; nil for the usual one.
  public var width: Int?
  /// On which side of a fixed width it stands; nil for numbers right and everything else left.
  public var alignment: ColumnHeading.Alignment?
  /// Whether a text that is wider than a fixed width is cut, and not refused.
  public var cutsText = false
  /// What it is in XML.
  public var xmlPlace = ColumnHeading.XMLPlace.element
  /// How it is added up; nil for not at all.
  public var total: Total?
  /// Whether it only counts in a balance and is not written.
  public var isHidden = false

  /// A column of a value without any form.
  public init(title: String, content: Content, form: ExportForm = ExportForm()) {
    (self.title, self.content, self.form) = (title, content, form)
  }

  /// The one field it shows; nil for everything else.
  public var field: ExportField? {
    if case .value(.field(let field)) = content { field } else { nil }
  }
}

/// Where a value comes from.
public indirect enum ExportValue: Sendable {
  /// A piece of a template.
  public enum Piece: Sendable {
    /// The text itself.
    case text(String)
    /// A value in its own form.
    case value(ExportValue, ExportForm)

    var value: ExportValue? { if case .value(let value, _) = self { value } else { nil } }
  }

  /// One of several values, where its condition holds.
  public struct Branch: Sendable {
    /// What must hold.
    public var condition: ExportCondition
    /// What stands there then.
    public var value: ExportValue
  }

  /// Nothing.
  case nothing
  /// The same on every row; `isNumber` says whether it is one and not a text.
  case constant(String, isNumber: Bool)
  /// A field of the store.
  case field(ExportField)
  /// What it says of its file.
  case fact(ExportFact)
  /// The first of these that is not empty.
  case firstOf([ExportValue])
  /// Texts and values one after another; white space at both ends is taken off.
  case template([Piece])
  /// The value of the first condition that holds.
  case when([Branch], otherwise: ExportValue)

  /// All fields that it can show.
  public var fields: [ExportField] {
    switch self {
    case .nothing, .constant, .fact: []
    case .field(let field): [field]
    case .firstOf(let values): values.flatMap(\.fields)
    case .template(let pieces):
      pieces.flatMap { $0.value?.fields ?? [] }
    case .when(let branches, let otherwise): branches.flatMap(\.value.fields) + otherwise.fields
    }
  }

  /// Its conditions, with those of the values in it.
  var conditions: [ExportCondition] {
    switch self {
    case .nothing, .constant, .field, .fact: []
    case .firstOf(let values): values.flatMap(\.conditions)
    case .template(let pieces): pieces.flatMap { $0.value?.conditions ?? [] }
    case .when(let branches, let otherwise):
      branches.flatMap { [$0.condition] + $0.value.conditions } + otherwise.conditions
    }
  }

  /// Names of the fields that its conditions ask for.
  public var conditionFields: [String] {
    switch self {
    case .nothing, .constant, .field, .fact: []
    case .firstOf(let values): values.flatMap(\.conditionFields)
    case .template(let pieces):
      pieces.flatMap { $0.value?.conditionFields ?? [] }
    case .when(let branches, let otherwise):
      branches.flatMap { $0.condition.fields + $0.value.conditionFields } + otherwise.conditionFields
    }
  }
}

/// What an order has several of, in one column or some.
public struct ExportEach: Sendable {
  /// How they stand there.
  public enum Shape: Sendable, Hashable {
    /// As a list of records, in JSON and XML. `element` is the element of each in XML, `isWrapped` whether the column's
    /// own element stands round them.
    case list(element: String, isWrapped: Bool)
    /// In so many groups of columns; more of them are refused, or left out.
    case columns(count: Int, cutsOverflow: Bool)
    /// In one cell: `between` the values of one, `separator` between them.
    case cell(between: String, separator: String)
  }

  /// What they are.
  public var rows: ExportRows
  /// What is shown of each.
  public var columns: [ExportColumn]
  /// Which of them.
  public var conditions: [ExportCondition]
  /// What they are sorted by within the order.
  public var sort: [ExportSort]
  /// How they stand.
  public var shape: Shape
}

/// How a value is written. The steps follow one another in the order of these properties.
public struct ExportForm: Sendable {
  /// Upper or lower case.
  public enum LetterCase: String, Sendable, CaseIterable {
    /// All letters upper case.
    case upper
    /// All letters lower case.
    case lower
  }

  /// How a number below zero is written.
  public enum Negative: String, Sendable, CaseIterable {
    /// `-1.50`
    case minus
    /// `1.50-`
    case trailing
    /// `(1.50)`
    case parentheses
    /// `1.50`: the sign is dropped.
    case drop
  }

  /// What becomes of line ends in a text.
  public enum LineBreaks: String, Sendable, CaseIterable {
    /// They stay.
    case keep
    /// A space stands for each.
    case space
    /// They go.
    case remove
  }

  /// Which characters of a text stay.
  public enum Kept: String, Sendable, CaseIterable {
    /// 0 to 9.
    case digits
    /// 0 to 9 and a `+` in front, as in telephone numbers.
    case phone
    /// Letters and digits.
    case alphanumeric
  }

  /// What becomes of characters that are not ASCII.
  public enum ASCII: String, Sendable, CaseIterable {
    /// A `?` stands for each.
    case replace
    /// The nearest letters stand for each, a `?` where there are none.
    case transliterate
    /// The export is refused.
    case error
  }

  /// What becomes of a text that is too long.
  public enum TooLong: String, Sendable, CaseIterable {
    /// The rest is cut off.
    case cut
    /// The export is refused.
    case error
  }

  /// What a cell is to readers that know types.
  public enum CellType: String, Sendable, CaseIterable {
    /// A text, also where it is a number.
    case text
    /// A number, where it reads as one.
    case number
  }

  /// Texts put in front or behind, up to a length.
  public struct Padding: Sendable, Hashable {
    /// The length in characters.
    public var length: Int
    /// One character.
    public var with: Unicode.Scalar
    /// Whether they stand in front.
    public var isLeft: Bool
  }

  /// How a point in time or a day is written; nil for ISO 8601.
  public var pattern: ExportDatePattern?
  /// The zone of a point in time; nil for the layout's.
  public var zone: TimeZoneRules?
  /// A power of ten that numbers are multiplied with; 2 makes cents of an amount.
  public var scale = 0
  /// Whether numbers change their sign.
  public var isNegated = false
  /// Decimals of a number; nil for as many as it has, of money at least two.
  public var decimals: Int?
  /// What stands before the decimals; nil for a point.
  public var decimalMark: String?
  /// What stands between groups of three digits; nil for nothing.
  public var grouping: String?
  /// How a number below zero is written.
  public var negative = Negative.minus
  /// Texts that stand for values; empty for none.
  public var map: [String: String] = [:]
  /// What stands for a value that the map lacks; nil for the value itself.
  public var otherwise: String?
  /// Values that a file has for these; nil for none.
  public var lookup: ExportLookup?
  /// Whether tags of HTML are taken out and its entities read.
  public var stripsHTML = false
  /// What becomes of line ends.
  public var lineBreaks = LineBreaks.keep
  /// Which characters stay; nil for all.
  public var keep: Kept?
  /// What becomes of characters that are not ASCII; nil for nothing.
  public var ascii: ASCII?
  /// Upper or lower case; nil for as it is.
  public var letterCase: LetterCase?
  /// At most so many characters; nil for all.
  public var maximumLength: Int?
  /// What becomes of a text that is longer.
  public var tooLong = TooLong.cut
  /// What is written where there is no value; nil for an empty cell. `defaultIsNumber` says whether it is a number.
  public var `default`: String?
  /// Whether the default is a number.
  public var defaultIsNumber = false
  /// Up to which length it is filled.
  public var padding: Padding?
  /// What the cell is; nil for what the value is.
  public var type: CellType?
  /// Whether an empty cell is refused.
  public var isRequired = false

  /// No form: values are written as they are.
  public init() {}
}
