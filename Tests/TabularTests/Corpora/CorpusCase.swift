import Foundation
import Tabular
import Testing

/// A file of the shared corpora and what the manifest says of it (`corpora/README.md` there).
struct CorpusCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Sheet: Decodable, Sendable {
    var name: String
    var kind: String
  }

  var file: String
  var format: String
  /// `reads`, `refused` or `either`: a clear refusal, or what is expected.
  var expectation: String
  var grade: String
  var oracle: String?
  var sheets: [Sheet]?
  var delimiter: String?
  var encoding: String?
  /// What may be read instead.
  var alternativeRows: [[String]]?

  private enum CodingKeys: String, CodingKey {
    case file, format, expectation, grade, oracle, sheets, delimiter, encoding
    case alternativeRows = "alt_rows"
  }

  var testDescription: String { file }

  /// The folder; the tests of the corpora run where it is.
  static let folder = sharedFolder + "/corpora"

  /// Whether it is there.
  static let isThere = access(folder + "/manifest.jsonl", R_OK) == 0

  /// Every file.
  static let all: [CorpusCase] = {
    guard isThere, let lines = try? lines(of: "manifest.jsonl") else { return [] }
    let decoder = JSONDecoder()
    return lines.compactMap { try? decoder.decode(CorpusCase.self, from: $0) }
  }()

  /// What other readers found, a line each.
  func expected<Line: Decodable>(_ type: Line.Type) throws -> [Line] {
    guard let oracle else { return [] }
    let decoder = JSONDecoder()
    return try Self.lines(of: oracle).map { try decoder.decode(Line.self, from: $0) }
  }

  private static func lines(of path: String) throws -> [Data] {
    let stream = try InputFile.open("\(folder)/\(path)").byteStream()
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { break }
      data.append(contentsOf: buffer[..<count])
    }
    return data.split(separator: 10)
  }
}
