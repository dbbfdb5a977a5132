import Changes
import Foundation
import Model
import Reporting
import Store
import TestSupport

/// A store with cases, and a `reports/` folder beside it.
final class ReportBench {
  let folder: TemporaryFolder
  let store: Store

  init() throws {
    folder = try TemporaryFolder()
    guard let currency = Currency("EUR") else { throw CocoaError(.featureUnsupported) }
    store = try Store.create(
      at: folder.url.appendingPathComponent("daybook.sqlite").path, currency: currency, zone: "UTC")
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> String {
    let url = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  @discardableResult
  func importing(_ text: String, as name: String = "cases.csv") throws -> ChangeSummary {
    let identity = RunIdentity(
      startedAt: Instant(seconds: 1_790_000_000), operator: "ana", login: "ana", host: "desk", version: "test")
    return try CaseImport(path: try file(name, text)).run(on: store, identity: identity)
  }

  func importingSample() throws {
    try importing(String(contentsOf: PackageFolder.url("samples/cases.csv"), encoding: .utf8))
  }

  func rules(zone: String = "UTC") throws -> ServiceRules {
    try ServiceRules(
      ReportFiles(folder: folder.url.appendingPathComponent("reports").path), defaultZone: zone)
  }

  func document(asOf: String = "2026-09-26T00:00:00Z", period: ClosedRange<CivilDate>? = nil) throws -> ReportDocument {
    guard let instant = Instant(asOf) else { throw CocoaError(.formatting) }
    return try ServiceLevelReport(
      asOf: instant, zone: TimeZoneRules(identifier: "UTC"), period: period, rules: rules()
    ).document(from: store)
  }

  /// Every file of the report by name.
  func files(
    asOf: String = "2026-09-26T00:00:00Z", period: ClosedRange<CivilDate>? = nil,
    formats: Set<ReportFormat> = [.html, .csv, .json]
  ) throws -> [String: String] {
    guard let instant = Instant(asOf) else { throw CocoaError(.formatting) }
    let out = folder.url.appendingPathComponent("out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let report = ServiceLevelReport(
      asOf: instant, zone: try TimeZoneRules(identifier: "UTC"), period: period, rules: try rules())
    var files: [String: String] = [:]
    for output in try report.write(formats, to: out.path, from: store).outputs {
      let url = URL(fileURLWithPath: output.path)
      files[url.lastPathComponent] = try String(contentsOf: url, encoding: .utf8)
    }
    return files
  }
}
