import Diagnostics

extension [SheetSummary] {
  /// The position of the sheet that the user asked for: by name (exactly, else in another case), else by number from 1
  /// among the sheets with cells; without a wish the first visible one with cells, else the first with cells.
  func position(of wish: String?, file: String) throws -> Int {
    let readable = indices.filter { self[$0].kind == .sheet }
    let found: Int?
    if let wish {
      found =
        readable.first { self[$0].name == wish }
        ?? readable.first { self[$0].name.lowercased() == wish.lowercased() }
        ?? Int(wish).flatMap { $0 >= 1 && $0 <= readable.count ? readable[$0 - 1] : nil }
    } else {
      found = readable.first { self[$0].state == .visible } ?? readable.first
    }
    if let found { return found }
    let names = readable.map { self[$0].name }.joined(separator: ", ")
    throw Failure(
      .rejected, .noSuchSheet, at: SourceLocation(file: file),
      facts: ["sheet": wish ?? "with cells", "sheets": names.isEmpty ? "none" : names])
  }
}

extension Failure {
  /// A workbook contradicts itself.
  static func damagedWorkbook(_ reason: String, at place: SourceLocation) -> Failure {
    Failure(.rejected, .damagedWorkbook, at: place, facts: ["reason": reason])
  }

  /// A sheet that was there when the file was read first is not there when it is read again.
  static func changing(_ file: String) -> Failure {
    damagedWorkbook("it changes while it is read", at: SourceLocation(file: file))
  }
}
