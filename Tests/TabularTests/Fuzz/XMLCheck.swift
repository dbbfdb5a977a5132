import Diagnostics

@testable import Tabular

/// The scanner takes a document where libxml2 takes it, tells the same of it, and does so in whatever pieces it comes.
enum XMLCheck {
  static func check(_ bytes: [UInt8]) throws {
    let expected = XMLTranscript.ofLibXML(bytes)
    for pieces in [.max, 1, 7] {
      let transcript = XMLTranscript.ofParser(bytes, pieces: pieces)
      guard transcript == expected else {
        throw BrokenRule(
          "in pieces of \(pieces): \(transcript ?? "refused"); libxml2: \(expected ?? "refused")")
      }
    }
    var limits = ReadLimits()
    limits.rows = 5000
    limits.cellText = 1 << 14
    _ = try ReadOutcome {
      try RecordTable(
        limits: limits, file: "f", records: XMLRecordReader(MemoryStream(bytes), file: "f", limits: limits))
    }
  }
}
