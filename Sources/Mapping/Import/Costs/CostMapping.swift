public import Model
public import Tabular

/// How the rows of a file become cost entries.
///
/// In its short form it is for plain sheets: which column holds the order id, and which columns hold what amounts. The long
/// form has a ``layout`` for invoices, settlements and statements. See docs/mappings-costs.md.
public struct CostMapping {
  /// What an amount does to the value that stood before.
  public enum Rule: String, Sendable, CaseIterable {
    /// Replaces it.
    case set
    /// Adds to it.
    case add
    /// Is the sum that shall stand: the difference is added.
    case total
  }

  /// What happens to different `set`s of one order and kind in a file.
  public enum ConflictRule: String, Sendable, CaseIterable {
    /// All rows concerned are rejected.
    case error
    /// The last row's value stands.
    case last
    /// Their sum stands.
    case sum
  }

  /// What happens to a row that has no order.
  public enum Treatment: String, Sendable, CaseIterable {
    /// It is an error.
    case error
    /// Its costs are kept as unallocated.
    case unallocated
  }

  /// One amount column.
  public struct AmountColumn: Sendable {
    /// Which cost it holds.
    public var kind: CostKind
    /// Its header.
    public var title: String
    /// What it does.
    public var rule: Rule

    /// One amount column.
    public init(kind: CostKind, title: String, rule: Rule) {
      self.kind = kind
      self.title = title
      self.rule = rule
    }
  }

  /// Its name, as `--mapping` and the batch have it.
  public var name: String
  /// SHA-256 of the file it was read from.
  public var digest: SHA256Digest
  /// Whose references its rows carry: mappings of the same source know each other's repeats.
  public var source: String
  /// What a file of another layout than the plain sheet looks like; nil for the plain sheet.
  var layout: CostLayout?
  /// Whether it is for a plain sheet, which has the order's id and amounts and nothing else.
  public var isPlainSheet: Bool { layout == nil }
  /// What happens to a row whose order is deleted.
  public var onDeleted: Treatment { layout?.onDeleted ?? .error }
  /// What happens to a row whose order is not found.
  public var onUnmatched: Treatment { layout?.onUnmatched ?? .error }
  /// What happens to a row that may belong to several orders.
  public var onAmbiguous: Treatment { layout?.onAmbiguous ?? .error }
  /// The kinds of costs that it can give.
  public var kinds: Set<CostKind> { layout?.kinds ?? Set(amounts.map(\.kind)) }
  /// The header of the order id of a plain sheet.
  public var orderColumn: String
  /// The amount columns of a plain sheet.
  public var amounts: [AmountColumn]
  /// What to do with conflicts where the command does not say.
  public var onConflict: ConflictRule

  /// A mapping of a cost sheet.
  public init(
    name: String, digest: SHA256Digest, orderColumn: String, amounts: [AmountColumn], onConflict: ConflictRule = .error
  ) {
    self.name = name
    self.source = name
    self.digest = digest
    self.orderColumn = orderColumn
    self.amounts = amounts
    self.onConflict = onConflict
  }

  /// The user's options for reading a file, with what the mapping says where the user says nothing.
  public func readOptions(_ options: ReadOptions, for file: InputFile) -> ReadOptions {
    layout?.readOptions(options, for: file) ?? options
  }

  /// Whether a row of a file whose rows begin with a tag names columns.
  public func isHeaderRecord(_ row: Row) -> Bool {
    guard case .record(let tag) = layout?.header else { return false }
    return row[0].text.trimmed == tag
  }

  /// Whether a row of a file whose rows begin with a tag is none of its data.
  public func isOtherRecord(_ row: Row) -> Bool {
    layout?.records.map { !$0.rows.contains(row[0].text.trimmed) } ?? false
  }

  /// A title for comparison: letter case and surrounding space do not matter.
  public static func folded(_ title: String) -> String {
    var inner = title[...]
    while inner.first?.isWhitespace == true { inner.removeFirst() }
    while inner.last?.isWhitespace == true { inner.removeLast() }
    return inner.lowercased()
  }
}
