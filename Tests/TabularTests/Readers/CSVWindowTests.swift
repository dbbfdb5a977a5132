import Diagnostics
import Testing

@testable import Tabular

/// The reader against a plain one, over random texts and windows so small that every kind of edge falls everywhere.
@Suite("Delimited text at the edges of the window")
struct CSVWindowTests {
  /// What a reader came to: rows, and where and why it stopped.
  private struct Reading: Equatable {
    var rows: [ReadRow] = []
    var stop: String?
  }

  private struct Random {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }

  /// RFC 4180 byte by byte, with CR, LF and CR LF as line breaks.
  private func plainly(_ bytes: [UInt8]) -> Reading {
    var reading = Reading()
    var index = 0
    var line = 1
    while index < bytes.count {
      var cells: [[UInt8]] = []
      let rowLine = line
      let rowStart = index
      row: while true {
        var cell: [UInt8] = []
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          let opened = line
          index += 1
          while true {
            guard index < bytes.count else {
              reading.stop = "csv/unclosed-quote \(opened):\(cells.count + 1)"
              return reading
            }
            if bytes[index] == UInt8(ascii: "\"") {
              guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
              index += 1
            } else if bytes[index] == 10 || bytes[index] == 13 && !bytes[(index + 1)...].starts(with: [10]) {
              line += 1
            }
            cell.append(bytes[index])
            index += 1
          }
          index += 1
          if index < bytes.count, ![10, 13, UInt8(ascii: ",")].contains(bytes[index]) {
            reading.stop = "csv/text-after-quote \(opened):\(cells.count + 1)"
            return reading
          }
        } else {
          while index < bytes.count, ![10, 13, UInt8(ascii: ",")].contains(bytes[index]) {
            cell.append(bytes[index])
            index += 1
          }
        }
        cells.append(cell)
        guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { break row }
        index += 1
      }
      if index > rowStart { reading.rows.append(ReadRow(rowLine, cells.map { String(decoding: $0, as: UTF8.self) })) }
      if index < bytes.count { index += bytes[index] == 13 && bytes[(index + 1)...].starts(with: [10]) ? 2 : 1 }
      line += 1
    }
    return reading
  }

  private func read(_ bytes: [UInt8], piece: Int, window: Int) throws -> Reading {
    var reading = Reading()
    do {
      let text = try TextStream(Pieces(bytes, size: piece), encoding: .utf8)
      let reader = try CSVReader(
        text, file: "x", delimiter: UInt8(ascii: ","), keepsFormulaGuards: true, limits: ReadLimits(),
        windowBytes: window)
      while let row = try reader.next() { reading.rows.append(ReadRow(row.number, row.cells.map(\.text))) }
    } catch let failure as Failure {
      let found = try #require(failure.diagnostics.first)
      reading.stop = "\(found.code.name) \(found.location.line ?? 0):\(found.location.column ?? 0)"
    }
    return reading
  }

  @Test(arguments: 0..<40)
  func random(seed: Int) throws {
    var random = Random(state: UInt64(seed))
    let pieces = [
      "a", "bc", ",", ",", "\n", "\r\n", "\r", "'=1", "é", "\0", "0123456789 0123456789 0123456789", "a\"", "\"\",",
      "\"",
    ]
    for _ in 0..<60 {
      var text = ""
      for _ in 0..<random.below(120) {
        // Whole quoted fields, or hardly a text would be free of errors.
        switch random.below(8) {
        case 0: text += ",\"a,\"\"\r\n\(pieces[random.below(pieces.count)].replacing("\"", with: ""))\","
        case 1: text += "\n\"\"\"\n\"\n"
        default: text += pieces[random.below(pieces.count - (random.below(10) == 0 ? 0 : 1))]
        }
      }
      let bytes = Array(text.utf8)
      let expected = plainly(bytes)
      let found = try read(bytes, piece: 1 + random.below(90), window: 128 + random.below(64))
      guard found == expected else {
        Issue.record("\(text.debugDescription): \(found) instead of \(expected)")
        return
      }
    }
  }
}
