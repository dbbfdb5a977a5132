import FoundationEssentials
import Mapping
import Model

/// What stands in `OUT.manifest.json` beside an export: enough to prove the file and to add up its money again.
///
/// Only here stand the run's own number and time; the file itself depends on data, layout and arguments alone.
struct ExportManifest: Encodable {
  /// The name and version of this document.
  static let schema = "daybook.export-manifest/1"

  struct MappingReference: Encodable {
    let name: String
    let sha256: String
  }

  struct Sum: Encodable {
    let column: String
    let currency: String
    /// The sum of the amounts as they stand in the file.
    let sum: String
    /// The sum as kept in the store, where rounding made a difference.
    let unrounded: String?
  }

  let schema = ExportManifest.schema
  let file: String
  let format: String
  let rows: Int
  /// Counted by the store, in the same snapshot, apart from the rows that were written.
  let selected: Int
  /// Of a delivery.
  let destination: String?
  let scope: String?
  let orders: Int?
  let bytes: Int
  let sha256: String
  let sums: [Sum]
  let mapping: MappingReference
  /// The tables that the layout looked values up in.
  let lookups: [MappingReference]
  /// What held of the rows, in words; days as they were on the day of the run.
  let filter: [String]
  /// By what the rows were sorted; none for as they came in.
  let sort: [String]
  let zone: String
  let dataBatch: Int64
  let batch: Int64
  let writtenAt: String
  let writtenBy: String
  let version: String

  init(_ summary: ExportSummary, _ plan: ExportPlan, _ identity: RunIdentity) {
    file = summary.path.split(separator: "/").last.map(String.init) ?? summary.path
    format = plan.layout.format.rawValue
    rows = summary.rows
    selected = summary.selected
    destination = summary.destination
    scope = summary.scope?.rawValue
    orders = summary.scope == nil ? nil : summary.orders.count
    bytes = summary.bytes
    sha256 = summary.sha256.description
    sums = summary.sums.map {
      Sum(
        column: $0.column, currency: $0.currency.description, sum: ExportNumber.text($0.sum),
        unrounded: $0.sum == $0.unrounded ? nil : ExportNumber.text($0.unrounded))
    }
    mapping = MappingReference(name: plan.layout.name, sha256: plan.layout.digest.description)
    filter = plan.stated.map { ExportFilterText(today: plan.today).text($0) }
    sort = plan.layout.sort.map { ($0.isDescending ? "-" : "") + $0.field }
    lookups = plan.layout.lookupFiles.map { MappingReference(name: $0.name, sha256: $0.digest.description) }
    zone = plan.zone.identifier
    dataBatch = summary.lastDataBatch
    batch = summary.batch
    writtenAt = identity.startedAt.description
    writtenBy = identity.operator
    version = identity.version
  }

  /// The document: keys sorted, so that the same facts give the same bytes.
  func rendered() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}
