/// A sheet of a workbook as it is listed.
public struct SheetSummary: Sendable, Hashable {
  /// Whether users see the sheet.
  public enum State: String, Sendable, Codable {
    /// Shown.
    case visible
    /// Hidden, whether or not the program's menu can show it again.
    case hidden
  }

  /// What the sheet is.
  public enum Kind: String, Sendable, Codable {
    /// Cells.
    case sheet
    /// A chart without cells.
    case chart
    /// Macros or dialogs of old workbooks.
    case other
  }

  /// Its name.
  public var name: String
  /// Whether users see it.
  public var state: State
  /// What it is; only ``Kind/sheet`` can be read as a table.
  public var kind: Kind

  /// A sheet as it is listed.
  public init(name: String, state: State = .visible, kind: Kind = .sheet) {
    self.name = name
    self.state = state
    self.kind = kind
  }
}
