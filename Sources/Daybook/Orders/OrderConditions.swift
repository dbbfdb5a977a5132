import Mapping
import Model
import Store

extension Session {
  /// Conditions on orders as `--where` says them, in the words of an export's `where:`; all of them hold together. Days are
  /// those of the workspace's zone, counted from today. `option` is the one that says them, for messages. Fails with `usage`
  /// and every mistake.
  func orderConditions(_ texts: [String], option: String = "--where") throws -> [ExportCondition] {
    let zone = workspace.zone
    let today = zone.wall(at: identity.startedAt).date
    return try texts.flatMap {
      try ExportCondition.read(
        option: $0, named: option, fields: ExportCatalogue.fields, rules: workspace.exportRules(of: ""))
    }
    .map { $0.resolved(today: today, zone: zone, fields: ExportCatalogue.fields) }
  }
}
