import Model
import Store
import Tabular

/// Keeps the texts of rows while the rows are sorted: they are appended to a private unlinked file and read back, a row at
/// a time, when the row is written.
final class TextSpool {
  private let folder: String
  private var file: UnnamedFile?
  private var flushed: Int64 = 0
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 18

  /// A spool whose file, mode 0600 and without a name, comes into `folder`.
  init(folder: String) { self.folder = folder }

  /// Keeps the texts of one row, nil where it has none, and says where; -1 when it has none at all.
  func add(
    invoice: UnsafeRawBufferPointer?, reference: UnsafeRawBufferPointer?, description: UnsafeRawBufferPointer?
  ) throws -> Int64 {
    let texts = [invoice, reference, description]
    if texts.allSatisfy({ $0 == nil }) { return -1 }
    let place = flushed + Int64(buffer.count)
    for text in texts {
      // A length of -1 tells no text from an empty one.
      withUnsafeBytes(of: Int32(text?.count ?? -1)) { buffer.append(contentsOf: $0) }
    }
    for text in texts { if let text { buffer.append(contentsOf: text) } }
    if buffer.count >= TextSpool.capacity { try flush() }
    return place
  }

  /// The texts of a row.
  func texts(at place: Int64) throws -> CostTexts {
    guard place >= 0 else { return CostTexts() }
    if !buffer.isEmpty { try flush() }
    guard let file else { preconditionFailure("a text that was kept lies in the file") }
    var lengths = InlineArray<3, Int32>(repeating: -1)
    try withUnsafeMutableBytes(of: &lengths) { try file.read(into: $0, at: Int(place)) }
    var next = Int(place) + MemoryLayout<InlineArray<3, Int32>>.size
    func text(_ length: Int32) throws -> [UInt8]? {
      guard length >= 0 else { return nil }
      guard length > 0 else { return [] }
      let bytes = try [UInt8](unsafeUninitializedCapacity: Int(length)) { bytes, count in
        try file.read(into: UnsafeMutableRawBufferPointer(bytes), at: next)
        count = Int(length)
      }
      next += Int(length)
      return bytes
    }
    return CostTexts(invoice: try text(lengths[0]), reference: try text(lengths[1]), description: try text(lengths[2]))
  }

  private func flush() throws {
    let file = try self.file ?? UnnamedFile(folder: folder)
    self.file = file
    try buffer.withUnsafeBytes { try file.append($0) }
    flushed += Int64(buffer.count)
    buffer.removeAll(keepingCapacity: true)
  }
}
