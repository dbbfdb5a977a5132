public import Model
import Tabular

/// A checked, compiled mapping of `kind: orders`: how the rows or records of a source become orders. See
/// docs/mappings-in.md.
public struct OrderMapping {
  /// The three shapes of files that orders come in.
  enum Shape: String, CaseIterable {
    /// Rows and columns: CSV or a workbook.
    case table
    /// XML, record by record.
    case xml
    /// JSON Lines.
    case jsonl
  }

  /// Which rows of a table belong to one order.
  enum Grouping: String, CaseIterable {
    /// Rows of the same id that follow each other; an id that comes again later is an error.
    case consecutive
    /// All rows of the same id, wherever they stand.
    case anywhere
  }

  /// The zone of wall-clock times.
  enum Zone {
    /// None is named: a time without a zone is an error.
    case none
    /// The workspace's.
    case workspace
    /// A zone of its own.
    case named(TimeZoneRules)
  }

  /// Where the lines of a group come from.
  enum Each: Equatable {
    /// At most one line an order, from the order's own columns or members.
    case order
    /// One from every row of a table that holds something for it.
    case row
    /// One from every node at a path of a record.
    case path([String])
  }

  /// How the lines of a group get their values.
  struct GroupRule {
    var group: OrderGroup
    var each: Each
    var fields: [FieldRule]
    /// Columns without a rule that belong to its lines: names, or beginnings of names followed by `*`.
    var rest: [String] = []

    /// Whether a column without a rule belongs to its lines.
    func takesRest(_ title: String) -> Bool {
      rest.contains { name in
        let name = name.lowercased()
        return name.hasSuffix("*") ? title.lowercased().hasPrefix(name.dropLast()) : title.lowercased() == name
      }
    }
  }

  /// Labels: from a column or path, several in one text parted by a separator.
  struct TagRule {
    var sources: [String]
    var separator: Character?
  }

  /// An order's value that is the sum of its lines' values, where the source does not say it.
  struct SumRule {
    var place: Int
    var group: OrderGroup
    var linePlace: Int
  }

  /// An order's amount that the source states without others of the same order, which are added to it.
  struct AdditionRule {
    var place: Int
    var others: [Int]
  }

  /// Its name, as `--mapping` and the batch have it.
  public let name: String
  /// SHA-256 of the file it was read from.
  public let digest: SHA256Digest
  var shape = Shape.table
  /// Header names, or keys of the first record, that a file must have to be recognised.
  var recognisedBy: [String] = []
  /// The path of the record element of an XML file.
  var recordPath: String?
  var delimiter: UInt8?
  var encoding: TextEncoding?
  var zone = Zone.none
  var grouping = Grouping.consecutive
  var order: [FieldRule] = []
  var groups: [GroupRule] = []
  var tags: TagRule?
  var sums: [SumRule] = []
  var additions: [AdditionRule] = []
  /// Columns and members that are passed over, letter case aside: neither a field nor `extra`.
  var ignored: Set<String> = []

  init(name: String, digest: SHA256Digest) {
    self.name = name
    self.digest = digest
  }

  /// The zone of a file's wall-clock times; nil where the mapping names none.
  func zone(workspace: TimeZoneRules) -> TimeZoneRules? {
    switch zone {
    case .none: nil
    case .workspace: workspace
    case .named(let zone): zone
    }
  }
}
