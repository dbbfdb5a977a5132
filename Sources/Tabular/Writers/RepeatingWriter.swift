/// A writer that can write cells again as they stood in the row before, as bytes: what the lines of an order share need not
/// be formatted for each line.
package protocol RepeatingWriter: TableWriter {
  /// Whether cells written now stand as they would in the next row.
  var canRepeat: Bool { get }
  /// Where the next cell will begin.
  var mark: Int { get }
  /// What was written since, valid until the next call.
  func bytes(since mark: Int) -> UnsafeRawBufferPointer
  /// Writes so many cells, which begin at the same column as those that the bytes are of.
  func repeatCells(_ bytes: UnsafeRawBufferPointer, count: Int)
}
