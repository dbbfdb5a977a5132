/// What a value says of the file that it stands in, and not of a row.
public enum ExportFact: Sendable, Hashable {
  /// What is known of a run and its file.
  public enum Run: String, Sendable, CaseIterable {
    /// Its time, as a pattern says; the day without one.
    case date
    /// The layout's name.
    case mapping
    /// The value that files are split by.
    case group
    /// The file's number from 1.
    case sequence
    /// Where a delivery goes; nothing in other exports.
    case destination
    /// The number of the delivery; nothing in other exports.
    case delivery
  }

  /// What is numbered from 1.
  public enum Numbered: String, Sendable, CaseIterable {
    /// The rows of the file.
    case row
    /// The lines of the file, those that stand once included, the header not.
    case line
    /// What the order has several of, as it is shown.
    case element
  }

  /// What is counted in a file.
  public enum Counted: Sendable, Hashable {
    /// Rows.
    case rows
    /// Lines, those that stand once included, the header not.
    case lines
    /// Orders, each once.
    case orders
    /// Lines of the kind of this name.
    case kind(String)
  }

  /// Of the run.
  case run(Run)
  /// The number of where it stands.
  case number(Numbered)
  /// How many there are; in groups of so many, where the last one need not be full.
  case count(Counted, per: Int)
  /// What columns of the rows come to, as they are shown; of texts their digits. Only the last so many digits, where that is
  /// said.
  case sum([ExportBalance.Column], lastDigits: Int?)

  /// Whether it is known only when the file has ended.
  var isOfWholeFile: Bool {
    switch self {
    case .count, .sum: true
    case .run, .number: false
    }
  }
}

extension ExportLayout {
  /// Whether a line at the start of files says what they come to, so that they must be counted first.
  public var countsFirst: Bool {
    records.contains { $0.once == .start && $0.columns.contains { !$0.facts.filter(\.isOfWholeFile).isEmpty } }
  }

  /// Titles of columns that lines once a file add up.
  public var summedTitles: Set<String> {
    Set(
      records.filter { $0.once != nil }.flatMap(\.columns).flatMap(\.facts).flatMap { fact -> [String] in
        if case .sum(let columns, _) = fact { columns.map(\.title) } else { [] }
      })
  }

  /// Whether anything is said of files.
  public var hasFacts: Bool {
    (columns + records.flatMap(\.columns)).contains { !$0.facts.isEmpty }
  }
}

extension ExportColumn {
  /// What it says of the file, with what is nested in it.
  var facts: [ExportFact] {
    switch content {
    case .value(let value): value.facts
    case .group(let columns): columns.flatMap(\.facts)
    case .each(let each): each.columns.flatMap(\.facts)
    }
  }
}

extension ExportValue {
  fileprivate var facts: [ExportFact] {
    switch self {
    case .fact(let fact): [fact]
    case .nothing, .constant, .field: []
    case .firstOf(let values): values.flatMap(\.facts)
    case .template(let pieces): pieces.flatMap { $0.value?.facts ?? [] }
    case .when(let branches, let otherwise): branches.flatMap(\.value.facts) + otherwise.facts
    }
  }
}
