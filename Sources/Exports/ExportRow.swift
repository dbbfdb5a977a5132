import Model
import Tabular

/// The cells of a row. What the rows of an order share is formatted once and written again as bytes, where the format lets
/// that be.
final class ExportRow {
  /// Cells side by side.
  private struct Stretch {
    let cells: [Unmanaged<ExportCell>]
    /// Those that add up what they write.
    let tallied: [Unmanaged<ExportCell>]
    /// How many cells of the table they are.
    let width: Int
    /// Whether they are the order's own, and stand on every row of it.
    let isShared: Bool
    /// What they wrote for the present order; empty where that is not known.
    var bytes: [UInt8] = []
  }

  /// Keeps the cells alive, which the stretches do not.
  private let cells: [ExportCell]
  @exclusivity(unchecked) private var stretches: [Stretch] = []

  /// The cells of the columns; `isShared` says of a column whether it is the order's own.
  init(_ cells: [ExportCell], isShared: (Int) -> Bool) {
    self.cells = cells
    var index = 0
    while index < cells.count {
      let shared = isShared(index)
      let end = (index..<cells.count).first { isShared($0) != shared } ?? cells.count
      let members = cells[index..<end]
      stretches.append(
        Stretch(
          cells: members.map { Unmanaged.passUnretained($0) },
          tallied: members.filter(\.isTallied).map { Unmanaged.passUnretained($0) },
          width: members.reduce(0) { $0 + $1.width },
          isShared: shared && members.count > 1))
      index = end
    }
  }

  /// The width of a column in cells of the table.
  func width(of column: Int) -> Int { cells[column].width }

  /// Writes the cells of a row, which is of the same order as the row before, or is not.
  @inline(__always)
  func write(to writer: any TableWriter, repeating: (any RepeatingWriter)?, isSame: Bool) throws {
    for index in stretches.indices {
      if let repeating, stretches[index].isShared {
        try writeShared(index, repeating, isSame)
      } else {
        for cell in stretches[index].cells { try cell._withUnsafeGuaranteedRef { try $0.write(to: writer) } }
      }
    }
  }

  private func writeShared(_ index: Int, _ writer: any RepeatingWriter, _ isSame: Bool) throws {
    if isSame, !stretches[index].bytes.isEmpty {
      for cell in stretches[index].tallied { try cell._withUnsafeGuaranteedRef { try $0.tally() } }
      stretches[index].bytes.withUnsafeBytes { writer.repeatCells($0, count: stretches[index].width) }
      return
    }
    let canRepeat = writer.canRepeat
    let mark = writer.mark
    for cell in stretches[index].cells { try cell._withUnsafeGuaranteedRef { try $0.write(to: writer) } }
    stretches[index].bytes.removeAll(keepingCapacity: true)
    if canRepeat { stretches[index].bytes.append(contentsOf: writer.bytes(since: mark)) }
  }

  /// Counts what a row would write.
  func tally() throws {
    for cell in cells { try cell.tally() }
  }
}
