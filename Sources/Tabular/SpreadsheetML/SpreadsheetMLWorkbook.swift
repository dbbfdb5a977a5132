import Diagnostics
import Glibc

/// The XML workbook of Excel 2002 and 2003 (Microsoft, XML Spreadsheet Reference).
struct SpreadsheetMLWorkbook {
  /// The namespace of its elements and attributes.
  static let namespace: StaticString = "urn:schemas-microsoft-com:office:spreadsheet"
  /// The namespace of Excel's options.
  static let excel: StaticString = "urn:schemas-microsoft-com:office:excel"

  /// The bytes of the file, from the start each time.
  let content: () throws -> any ByteStream
  /// The file as the user named it.
  let file: String
  /// The limits of the reading.
  let limits: ReadLimits

  /// The sheets in their order. The whole file is read for it.
  func sheets() throws -> [SheetSummary] {
    let reader = try reader(.none, ReadOptions(limits: limits))
    _ = try reader.find()
    return reader.sheets
  }

  /// A reader of the sheet that the options name. The file is parsed once, unless the sheet is named in another case or
  /// by its number, or sheets are hidden, which is known only when all are.
  func reader(_ options: ReadOptions) throws -> any TableReader {
    let first = try firstWish(options)
    if let first, try first.find() { return first }
    let sheets = try first?.sheets ?? sheets()
    let second = try reader(.position(sheets.position(of: options.sheet, file: file)), options)
    guard try second.find() else { throw Failure.changing(file) }
    return second
  }

  /// What is tried before all sheets are known; nil where there is nothing to try.
  private func firstWish(_ options: ReadOptions) throws -> SpreadsheetMLReader? {
    if let name = options.sheet { return try reader(.named(name), options) }
    return try mayHideSheets() ? nil : reader(.position(0), options)
  }

  /// Whether a sheet may be hidden: `<Visible>SheetHidden</Visible>` follows the sheet's table, so that all bytes are
  /// searched for the word, which is much quicker than parsing them. Where a character is more than one byte, the answer
  /// is yes.
  private func mayHideSheets() throws -> Bool {
    let word = Array("Hidden".utf8)
    let stream = try content()
    var piece = [UInt8](repeating: 0, count: 1 << 17)
    var kept = 0
    while true {
      let count = try piece.withUnsafeMutableBytes {
        try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[kept...]))
      }
      if count == 0 { return false }
      let bytes = piece[..<(kept + count)]
      if bytes.prefix(64).contains(0) || SpreadsheetMLWorkbook.contains(bytes, word) { return true }
      // The word may be cut in two.
      kept = min(word.count - 1, bytes.count)
      piece.replaceSubrange(..<kept, with: bytes.suffix(kept))
    }
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      guard var place = bytes.baseAddress else { return false }
      let end = place + bytes.count
      while let found = memchr(place, CInt(word[0]), end - place), end - UnsafeRawPointer(found) >= word.count {
        if memcmp(found, word, word.count) == 0 { return true }
        place = UnsafeRawPointer(found) + 1
      }
      return false
    }
  }

  private func reader(_ wish: SpreadsheetMLReader.Wish, _ options: ReadOptions) throws -> SpreadsheetMLReader {
    let parser = XMLPushParser(limits: limits, place: SourceLocation(file: file), part: nil)
    return SpreadsheetMLReader(
      wish, source: SheetSource(try content(), parser: parser), options: options, file: file)
  }
}
