/// How much of a personal value an export shows, the least masked first.
public enum ExportMask: String, Sendable, CaseIterable, Comparable {
  /// Three stars and the last four characters; of four or fewer none.
  case last4
  /// A code that is the same for the same text, whatever its letter case, and that only the store's own secret can make.
  case hash
  /// Nothing.
  case drop

  /// Whether the right one shows less.
  public static func < (left: ExportMask, right: ExportMask) -> Bool { left.strength < right.strength }

  private var strength: Int { ExportMask.allCases.firstIndex(of: self) ?? 0 }
}
