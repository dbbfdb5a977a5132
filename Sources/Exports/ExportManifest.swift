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

  /// One of several files.
  struct File: Encodable {
    let file: String
    /// The value that files are split by.
    let group: String?
    let rows: Int
    let bytes: Int
    let sha256: String
    let sums: [Sum]
    let sheets: [Sheet]?
  }

  /// One of several sheets.
  struct Sheet: Encodable {
    let sheet: String
    let rows: Int
  }

  let schema = ExportManifest.schema
  /// The one file; none where a layout splits them in a folder.
  let file: String?
  /// The files that a layout splits in a folder.
  let files: [File]?
  /// The sheets of a workbook with several.
  let sheets: [Sheet]?
  let format: String
  let rows: Int
  /// Rows that the store handed out; of deliveries, of workbooks of several sheets and of runs that are watched counted apart
  /// from that, in the same snapshot.
  let selected: Int
  /// Of a delivery.
  let destination: String?
  let scope: String?
  let orders: Int?
  /// The size of all files.
  let bytes: Int
  /// Of the one file.
  let sha256: String?
  /// Over all files.
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
    file = summary.isFolder ? nil : ExportPlace.parts(summary.path).name
    files = !summary.isFolder ? nil : summary.files.map(File.init)
    sheets = summary.isFolder ? nil : summary.files.first.flatMap(ExportManifest.sheets)
    format = plan.layout.format.rawValue
    rows = summary.rows
    selected = summary.selected
    destination = summary.destination
    scope = summary.scope?.rawValue
    orders = summary.scope == nil ? nil : summary.orders.count
    bytes = summary.bytes
    sha256 = summary.sha256?.description
    sums = summary.sums.map(Sum.init)
    mapping = MappingReference(name: plan.layout.name, sha256: plan.layout.digest.description)
    let text = ExportFilterText(today: plan.today)
    filter = plan.sheets.flatMap { sheet in
      sheet.stated.map { (plan.layout.sheets.isEmpty ? "" : "\(sheet.layout.sheet): ") + text.text($0) }
    }
    sort = plan.sheets.flatMap { sheet in
      sheet.layout.sort.map {
        (plan.layout.sheets.isEmpty ? "" : "\(sheet.layout.sheet): ") + ($0.isDescending ? "-" : "") + $0.field
      }
    }
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

extension ExportManifest.Sum {
  fileprivate init(_ sum: ExportSum) {
    self.init(
      column: sum.column, currency: sum.currency.description, sum: ExportNumber.text(sum.sum),
      unrounded: sum.sum == sum.unrounded ? nil : ExportNumber.text(sum.unrounded))
  }
}

extension ExportManifest {
  fileprivate static func sheets(_ file: ExportedFile) -> [Sheet]? {
    file.sheets.isEmpty ? nil : file.sheets.map { Sheet(sheet: $0.name, rows: $0.rows) }
  }
}

extension ExportManifest.File {
  fileprivate init(_ file: ExportedFile) {
    self.init(
      file: ExportPlace.parts(file.path).name, group: file.group, rows: file.rows, bytes: file.bytes,
      sha256: file.sha256.description, sums: file.sums.map(ExportManifest.Sum.init), sheets: ExportManifest.sheets(file)
    )
  }
}
