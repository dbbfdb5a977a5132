import Diagnostics

@testable import Tabular

/// Delimited text reads the same in whatever pieces it comes, and what is written of it reads as the same again.
///
/// The first byte of an input chooses delimiter, encoding and where buffers end; the rest is the file.
enum CSVCheck {
  private static let delimiters: [UInt8?] = [nil, UInt8(ascii: ","), UInt8(ascii: ";"), 9]
  private static let encodings: [TextEncoding?] = [nil, .utf8, .windows1252, .utf16le]

  static func check(_ bytes: [UInt8]) throws {
    guard let choice = bytes.first.map({ Int($0) }) else { return }
    let text = Array(bytes.dropFirst())
    // A small window moves on and grows many times over.
    let window = choice & 0x10 != 0 ? 128 : 1 << 18
    let delimiter = delimiters[choice & 3]
    let encoding = encodings[choice >> 2 & 3]
    let keeps = choice & 0x20 != 0
    func read(_ stream: any ByteStream, delimiter: UInt8?, encoding: TextEncoding?) throws -> ReadOutcome {
      var limits = ReadLimits()
      limits.fieldBytes = 1 << 12
      return try ReadOutcome {
        try CSVReader(
          TextStream(stream, encoding: encoding), file: "f", delimiter: delimiter, keepsFormulaGuards: keeps,
          limits: limits, windowBytes: window)
      }
    }
    let whole = try read(MemoryStream(text), delimiter: delimiter, encoding: encoding)
    for sizes in [[1], [7, 1, 64]] {
      let pieces = try read(ChoppedStream(text, sizes: sizes), delimiter: delimiter, encoding: encoding)
      guard whole == pieces || whole.isLimited || pieces.isLimited else {
        throw BrokenRule("in pieces of \(sizes): \(pieces), at once: \(whole)")
      }
    }

    let written = try write(whole, delimiter: delimiter ?? UInt8(ascii: ","), guards: !keeps)
    let again = try read(MemoryStream(written), delimiter: delimiter ?? UInt8(ascii: ","), encoding: .utf8)
    guard again.refusal == nil, again.rows.map(\.cells) == whole.rows.map(\.cells) else {
      throw BrokenRule("written as \(String(decoding: written, as: UTF8.self)): \(again), was \(whole)")
    }
  }

  private static func write(_ outcome: ReadOutcome, delimiter: UInt8, guards: Bool) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = try CSVWriter(to: sink, options: CSVOptions(delimiter: delimiter, formulaGuard: guards))
    for row in outcome.rows {
      for cell in row.cells { try cell.withUnsafeBytes { try writer.text($0) } }
      try writer.endRow()
    }
    try writer.finish()
    return sink.bytes
  }
}
