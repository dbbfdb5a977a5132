public import Model

/// What a workspace allows its export layouts.
public struct ExportRules: Sendable {
  /// Tries an SQL expression out: what is wrong with it.
  public var mistake: @Sendable (ExportSQL) -> ExportSQLMistake?
  /// How much may be shown of personal fields, by their names; all of those that are not here.
  public var masks: [String: ExportMask]

  /// Rules.
  public init(
    masks: [String: ExportMask] = [:], mistake: @escaping @Sendable (ExportSQL) -> ExportSQLMistake?
  ) {
    (self.masks, self.mistake) = (masks, mistake)
  }

  /// Where nothing can try SQL out, none is taken.
  public static let withoutSQL = ExportRules { _ in ExportSQLMistake(.forbidden, "SQL") }
}
