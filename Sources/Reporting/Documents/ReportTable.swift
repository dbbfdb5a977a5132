public import Model
public import Tabular

/// A table of a report: the one source of its CSV, its JSON and its HTML.
public struct ReportTable: Sendable {
  /// Names it in JSON and in the names of CSV files: lower case, `-` between words.
  public var id: String
  /// What people read above it.
  public var caption: String
  /// Its columns.
  public var columns: [Column]
  /// Who gets it.
  public var audience: Audience
  /// Its rows, each with a value for every column.
  public private(set) var rows: [[ReportValue]] = []
  /// Lines that add the rows up, each with a value for every column. For people: machines add up themselves.
  public private(set) var totals: [[ReportValue]] = []

  /// A column.
  public struct Column: Sendable, Hashable {
    /// Names it in CSV and JSON: lower case, `_` between words, the unit last.
    public var key: String
    /// What people read above it.
    public var title: String
    /// What its cells are in a workbook; `text` for what its values show.
    public var kind: ColumnHeading.Kind

    /// A column.
    public init(_ key: String, _ title: String, _ kind: ColumnHeading.Kind = .text) {
      self.key = key
      self.title = title
      self.kind = kind
    }
  }

  /// Who gets a table.
  public enum Audience: Sendable {
    /// People and machines.
    case everybody
    /// HTML only: a view of rows that machines get in another table.
    case people
    /// CSV and JSON only: too long or too wide to be read.
    case machines
  }

  /// An empty table.
  public init(id: String, caption: String, columns: [Column], audience: Audience = .everybody) {
    self.id = id
    self.caption = caption
    self.columns = columns
    self.audience = audience
  }

  /// Adds a row with a value for every column.
  public mutating func add(_ row: [ReportValue]) {
    precondition(row.count == columns.count, "a row of \(id) has a value for each column")
    rows.append(row)
  }

  /// Adds a line that adds rows up, below all of them.
  public mutating func addTotal(_ row: [ReportValue]) {
    precondition(row.count == columns.count, "a total of \(id) has a value for each column")
    totals.append(row)
  }
}

/// A value in a report. Machines get it exact (seconds, basis points, ISO 8601), people get it readable.
public enum ReportValue: Sendable, Hashable {
  /// Nothing to say, which is not zero.
  case none
  /// Any text; it may come from a customer.
  case text(String)
  /// A text that leads people to a table of the same document; machines get the text.
  case link(String, table: String)
  /// A number of things.
  case count(Int)
  /// A length of time in whole seconds.
  case seconds(Int64)
  /// A share in basis points.
  case basisPoints(Int)
  /// An amount of money; its currency stands in another column.
  case amount(Amount)
  /// By how much an amount changed: people see the sign of a rise, too.
  case change(Amount)
  /// An instant.
  case instant(Instant)
  /// A local date.
  case date(CivilDate)

  /// A text, or nothing.
  public static func text(orNone text: String?) -> ReportValue { text.map(ReportValue.text) ?? .none }
  /// A length of time, or nothing.
  public static func seconds(orNone seconds: Int64?) -> ReportValue { seconds.map(ReportValue.seconds) ?? .none }
  /// A share, or nothing.
  public static func basisPoints(orNone points: Int?) -> ReportValue { points.map(ReportValue.basisPoints) ?? .none }
  /// An amount of ten-thousandths, or nothing.
  public static func amount(orNone e4: Int64?) -> ReportValue { e4.map { .amount(Amount(e4: $0)) } ?? .none }
  /// An instant, or nothing.
  public static func instant(orNone instant: Instant?) -> ReportValue { instant.map(ReportValue.instant) ?? .none }

  /// Whether it is a number, which stands at the right of its cell.
  public var isNumber: Bool {
    switch self {
    case .count, .seconds, .basisPoints, .amount, .change: true
    case .none, .text, .link, .instant, .date: false
    }
  }

  /// What people read: `1h 05m`, `45.67%`, `1,234`; a dash for nothing.
  public var shown: String {
    switch self {
    case .none: "–"
    case .text(let text), .link(let text, _): text
    case .count(let count): ReportValue.grouped(count)
    case .seconds(let seconds): ReportValue.duration(seconds)
    case .basisPoints(let points): ReportValue.percent(points)
    case .amount(let amount): ReportValue.grouped(amount)
    case .change(let amount): (amount.e4 > 0 ? "+" : "") + ReportValue.grouped(amount)
    case .instant(let instant): ReportValue.readable(instant)
    case .date(let date): date.description
    }
  }

  /// What machines get: seconds, basis points and counts as digits, times in ISO 8601; empty for nothing.
  public var exact: String {
    switch self {
    case .none: ""
    case .text(let text), .link(let text, _): text
    case .count(let number), .basisPoints(let number): String(number)
    case .seconds(let seconds): String(seconds)
    case .amount(let amount), .change(let amount): amount.description
    case .instant(let instant): instant.description
    case .date(let date): date.description
    }
  }

  /// Hours and minutes of business time, seconds only below a minute: days would be ambiguous.
  static func duration(_ seconds: Int64) -> String {
    if seconds.magnitude < 60 { return "\(seconds)s" }
    let minutes = (seconds + 30) / 60
    let (hours, rest) = (minutes / 60, minutes % 60)
    return hours == 0 ? "\(rest)m" : "\(grouped(Int(hours)))h \(rest < 10 ? "0" : "")\(rest)m"
  }

  static func percent(_ points: Int) -> String {
    let (whole, rest) = (points.magnitude / 100, points.magnitude % 100)
    return "\(points < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }

  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `1,234.50`: whole units grouped, two decimals, or all four so that points stand below each other.
  static func grouped(_ amount: Amount) -> String {
    let text = amount.description
    guard let point = text.firstIndex(of: "."), let whole = Int(text[..<point]) else { return text }
    let fraction = text[point...]
    return (whole == 0 && amount.e4 < 0 ? "-" : "") + grouped(whole) + fraction + (fraction.count == 4 ? "0" : "")
  }

  private static func readable(_ instant: Instant) -> String {
    String(Instant(seconds: instant.seconds).description.dropLast().map { $0 == "T" ? " " : $0 }) + " UTC"
  }
}
