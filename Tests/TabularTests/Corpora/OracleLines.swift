import Model
import Tabular

/// A row of a delimited text file as other readers find it.
struct OracleRow: Decodable {
  var fields: [String]
}

/// An element of an XML file as lxml finds it.
struct OracleElement: Decodable {
  var name: String
  var attrs: [String: String]
  var text: String?
}

/// A cell as other readers find it, and what else is right.
struct OracleCell: Decodable {
  /// A type, n(umber), s(tring), b(oolean), d(ate), t(ime), d(u)ration or e(rror), and its value.
  struct Answer: Decodable {
    var type: String
    var value: String

    init(type: String, value: String) {
      self.type = type
      self.value = value
    }

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      type = try list.decode(String.self)
      value = try list.decode(Scalar.self).text
    }
  }

  private struct Scalar: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self.text = text
      } else if let boolean = try? value.decode(Bool.self) {
        text = boolean ? "true" : "false"
      } else {
        text = String(try value.decode(Double.self))
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case sheet, row, col, type, value, any
  }

  var sheet: String
  var place: String
  /// nil among them: there may be no cell.
  var answers: [Answer?]

  init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: CodingKeys.self)
    sheet = try line.decode(String.self, forKey: .sheet)
    place = "R\(try line.decode(Int.self, forKey: .row))C\(try line.decode(Int.self, forKey: .col))"
    if let answers = try line.decodeIfPresent([Answer?].self, forKey: .any) {
      self.answers = answers
    } else {
      let type = try line.decode(String.self, forKey: .type)
      answers = [Answer(type: type, value: try line.decode(Scalar.self, forKey: .value).text)]
    }
  }

  /// Whether no cell, or an empty one, is right.
  var mayBeAbsent: Bool { answers.contains { $0.map { $0.type == "s" && $0.value.isEmpty } ?? true } }
}

extension OracleCell.Answer {
  /// Whether a cell says the same: numbers as binary fractions, times to a tenth of a second.
  func matches(_ kind: CellKind, _ text: String) -> Bool {
    switch type {
    case "n": return kind == .number && Double(text) == Double(value)
    case "b": return kind == .boolean && text == value
    case "d": return kind == .dateTime && Self.isClose(Self.seconds(ofDate: text), Self.seconds(ofDate: value))
    case "t", "u":
      guard kind == .dateTime || kind == .duration else { return false }
      return Self.isClose(Self.seconds(ofTime: text), Self.seconds(ofTime: value))
    default: return kind != .number && kind != .boolean && text == value
    }
  }

  private static func isClose(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return false }
    return (one - other).magnitude <= 0.1
  }

  private static func seconds(ofDate text: String) -> Double? {
    guard let time = ISOTime(text) else { return nil }
    return Double(time.wall.secondsOnClock) + Double(time.wall.millisecond) / 1000
  }

  /// Seconds, or hours, minutes and seconds.
  private static func seconds(ofTime text: String) -> Double? {
    if let seconds = Double(text) { return seconds }
    let parts = text.split(separator: ":").map { Double($0) }
    guard parts.count == 2 || parts.count == 3, let hours = parts[0], let minutes = parts[1] else { return nil }
    let seconds = parts.count == 3 ? parts[2] : 0
    return seconds.map { hours * 3600 + minutes * 60 + $0 }
  }
}
