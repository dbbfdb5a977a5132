public import Mapping
public import Model
import Store

/// What is to be exported, and where to.
public struct ExportRequest: Sendable {
  /// Which rows and columns, and how they are written.
  public var layout: ExportLayout
  /// The file; `-` for standard output.
  public var path: String
  /// Whether the path is a folder, in which the layout names the file or, where it splits them, the files.
  public var isFolder = false
  /// The first local day of the orders' creation; nil for what the layout says. Either end replaces both of the
  /// layout's.
  public var from: CivilDate?
  /// The last local day, inclusive.
  public var to: CivilDate?
  /// What of a stream is sent, and where to; nil for a file of everything.
  public var delivery: DeliveryRequest?

  /// A request.
  public init(layout: ExportLayout, path: String, from: CivilDate? = nil, to: CivilDate? = nil) {
    self.layout = layout
    self.path = path
    self.from = from
    self.to = to
  }
}

/// The sum of a money column in one currency.
public struct ExportSum: Sendable, Hashable {
  /// The title of the column.
  public var column: String
  /// The currency.
  public var currency: Currency
  /// The exact sum of the amounts as they stand in the file, in ten-thousandths.
  public var sum: Int128
  /// The exact sum of the amounts as they stand in the store; differs where the column rounds.
  public var unrounded: Int128

  /// The sum as decimal text with at least two places.
  public var sumText: String { ExportNumber.text(sum) }
}

/// One of several sheets that an export wrote.
public struct ExportedSheet: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Data rows.
  public var rows: Int
}

/// A file that an export wrote.
public struct ExportedFile: Sendable {
  /// Where it was written; `-` for standard output.
  public var path: String
  /// The value that files are split by; nil where they are not.
  public var group: String?
  /// Data rows.
  public var rows: Int
  /// Its size.
  public var bytes: Int
  /// SHA-256 of its bytes.
  public var sha256: SHA256Digest
  /// Sums of the money columns, by column and currency.
  public var sums: [ExportSum]
  /// The sheets of a workbook that has several; none in other files.
  public var sheets: [ExportedSheet] = []

  /// The file as the store records it.
  var output: BatchOutput {
    BatchOutput(
      path: path, sha256: sha256, bytes: Int64(bytes), rows: Int64(rows),
      place: path == "-" ? nil : ExportPlace.full(path))
  }
}

/// What an export wrote.
public struct ExportSummary: Sendable {
  /// The number of the run.
  public var batch: Int64
  /// The layout's name.
  public var mapping: String
  /// Where it was written: the file, or the folder of several; `-` for standard output.
  public var path: String
  /// Whether the path is a folder, with as many files as there are.
  public var isFolder: Bool
  /// The files in their order.
  public var files: [ExportedFile]
  /// The manifest beside them; nil where there is no file to stand beside.
  public var manifestPath: String?
  /// Data rows.
  public var rows: Int
  /// The same, counted by the store apart from writing them.
  public var selected: Int
  /// The orders whose rows they are.
  public var orders: OrderKeySet
  /// The last batch that changed what the export shows.
  public var lastDataBatch: Int64
  /// Where it is delivered to; nil for a file of everything.
  public var destination: String?
  /// Which orders a delivery takes.
  public var scope: ExportScope?
  /// Deliveries that an earlier run left and this one brought to their end first. One without rows has no number and no
  /// file of its own.
  public var finished: [Int64] = []

  /// The size of all files.
  public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
  /// SHA-256 of the one file; nil where a folder holds them.
  public var sha256: SHA256Digest? { isFolder ? nil : files.first?.sha256 }

  /// Sums of the money columns over all files, by column and currency.
  public var sums: [ExportSum] { files.count == 1 ? files[0].sums : [ExportSum](adding: files.map(\.sums)) }
}
