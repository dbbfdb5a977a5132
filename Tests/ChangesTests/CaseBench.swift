import Changes
import Foundation
import Model
import Store

/// A store in a folder of its own, and files of case events beside it.
final class CaseBench {
  let folder: URL
  let store: Store
  static let now = Instant(seconds: 1_790_000_000)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-cases-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    guard let currency = Currency("EUR") else { throw CocoaError(.featureUnsupported) }
    store = try Store.create(
      at: folder.appendingPathComponent("daybook.sqlite").path, currency: currency, zone: "Europe/Berlin")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static func identity(at instant: Instant = now) -> RunIdentity {
    RunIdentity(startedAt: instant, operator: "ana", login: "ana", host: "desk", version: "test")
  }

  func file(_ name: String, _ text: String) throws -> String {
    let path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Imports a text as a file of that name.
  @discardableResult
  func importing(
    _ text: String, as name: String = "cases.csv", change: (inout CaseImport) -> Void = { _ in }
  ) throws -> ChangeSummary {
    var job = CaseImport(path: try file(name, text))
    change(&job)
    return try job.run(on: store, identity: CaseBench.identity())
  }

  @discardableResult
  func revert(_ batch: Int64) throws -> ChangeSummary {
    try RevertBatch(batch, reason: nil, identity: CaseBench.identity()).apply(to: store)
  }

  /// Everything that the store holds of cases, as text, without batch numbers.
  func contents() throws -> [String] {
    try store.read { connection in
      try connection.cases().sorted { $0.id < $1.id }.flatMap { record in
        let head =
          "\(record.id) \(record.status.rawValue) \(record.orderID ?? "-") \(record.team ?? "-") "
          + "\(record.priority ?? "-") \(record.assignee ?? "-") \(record.openedAt) \(record.isUnread)"
        return try [head]
          + connection.events(ofCase: record.key).map {
            let event = $0.event
            let text = [event.actor, event.body, event.value, $0.entryID].map { $0 ?? "-" }.joined(separator: " ")
            return "\(event.at) \(event.kind.rawValue) \(text)"
          }
      }
    }
  }
}
