public import Model

/// How the rows of a sheet become cost entries: which column holds the order id and which column holds what amount.
public struct CostMapping: Sendable {
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
  /// The header of the order id.
  public var orderColumn: String
  /// The amount columns.
  public var amounts: [AmountColumn]
  /// What to do with conflicts where the command does not say.
  public var onConflict: ConflictRule

  /// A mapping of a cost sheet.
  public init(
    name: String, digest: SHA256Digest, orderColumn: String, amounts: [AmountColumn], onConflict: ConflictRule = .error
  ) {
    self.name = name
    self.digest = digest
    self.orderColumn = orderColumn
    self.amounts = amounts
    self.onConflict = onConflict
  }

  /// Whether a header is that of its sheet: the order id and at least one amount are there.
  public func recognises(_ titles: [String]) -> Bool {
    let names = Set(titles.map(CostMapping.folded))
    return names.contains(CostMapping.folded(orderColumn))
      && amounts.contains { names.contains(CostMapping.folded($0.title)) }
  }

  /// A title for comparison: letter case and surrounding space do not matter.
  public static func folded(_ title: String) -> String {
    let inner = title.drop { $0.isWhitespace }
    return String(inner.reversed().drop { $0.isWhitespace }.reversed()).lowercased()
  }
}
