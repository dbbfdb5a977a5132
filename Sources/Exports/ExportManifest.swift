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

  /// One condition of the filter; the keys are those of a layout's `where:`.
  struct Condition: Encodable {
    let field: String
    var `in`: [String]?
    var prefix: String?
    var min: String?
    var max: String?
    var from: String?
    var to: String?
    var empty: Bool?
  }

  let schema = ExportManifest.schema
  let file: String
  let format: String
  let rows: Int
  let bytes: Int
  let sha256: String
  let sums: [Sum]
  let mapping: MappingReference
  let filter: [Condition]
  let sort: String
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
    bytes = summary.bytes
    sha256 = summary.sha256.description
    sums = summary.sums.map {
      Sum(
        column: $0.column, currency: $0.currency.description, sum: ExportNumber.text($0.sum),
        unrounded: $0.sum == $0.unrounded ? nil : ExportNumber.text($0.unrounded))
    }
    mapping = MappingReference(name: plan.layout.name, sha256: plan.layout.digest.description)
    filter = ExportManifest.filter(plan)
    sort = plan.layout.sort.rawValue
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

  private static func filter(_ plan: ExportPlan) -> [Condition] {
    plan.dateRanges.map {
      Condition(field: $0.field, from: $0.from?.description, to: $0.to?.description)
    }
      + plan.layout.conditions.map { condition in
        var written = Condition(field: condition.field)
        let kind = plan.kind(of: condition.field)
        switch condition.test {
        case .anyOf(let values): written.in = values.map { text(of: $0, kind) }
        case .prefix(let text): written.prefix = text
        case .atLeast(let number): written.min = text(of: .number(number), kind)
        case .atMost(let number), .below(let number): written.max = text(of: .number(number), kind)
        case .isEmpty(let wanted): written.empty = wanted
        }
        return written
      }
  }

  /// A value as a layout writes it.
  private static func text(of value: ExportCondition.Value, _ kind: ExportField.Kind?) -> String {
    switch value {
    case .text(let text): return text
    case .number(let number):
      switch kind {
      case .money, .quantity: return Amount(e4: number).description
      case .rate: return Amount(e4: number / 100).description
      case .flag: return number == 0 ? "false" : "true"
      default: return String(number)
      }
    }
  }
}
