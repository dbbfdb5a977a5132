import Diagnostics
import Model

/// Why a text gives no value.
struct FieldMistake: Error {
  var code: DiagnosticCode
  var facts: [String: String]
}

/// How one field of an order gets its value: from the first of some columns (or paths) that holds something, worked on
/// step by step: expression, part, lookup, and then read as the field's kind asks.
struct FieldRule {
  /// Which half of a text such as `1 LB` is meant.
  enum Part: String, CaseIterable {
    /// The number in front.
    case number
    /// What follows it.
    case unit
  }

  /// The field.
  let field: OrderField
  /// Its place in the list of fields.
  let place: Int
  /// Columns of a table, or paths of a record, in order of preference. Only the first counts as taken: what stands in
  /// the others is kept in `extra` too.
  private(set) var sources: [String] = []
  /// The sources as paths, for records.
  private(set) var paths: [[String]] = []
  /// An expression whose first group (or whole match) is taken; no match is blank.
  var expression: Regex<AnyRegexOutput>?
  /// Which half is taken.
  var part: Part?
  /// What the source's texts mean here.
  var values: [String: String]?
  /// How dates are written; the first that fits is taken.
  var dates: [DatePattern] = [.iso]
  /// How numbers are written.
  var form = NumberForm()
  /// What stands where the source says nothing.
  var fallback: FieldValue = .none
  /// Places of the two fields of the same line whose product this is, where the source does not say.
  var product: (Int, Int)?

  init(field: OrderField, place: Int) {
    self.field = field
    self.place = place
  }

  /// Names the columns or paths.
  mutating func take(from sources: [String]) {
    self.sources = sources
    paths = sources.map { $0.split(separator: "/").map(String.init) }
  }

  /// The value of a text in UTF-8; none where it is blank or says nothing. A wall-clock time takes `zone`.
  func value(of utf8: UnsafeRawBufferPointer, zone: TimeZoneRules?) throws(FieldMistake) -> FieldValue {
    let trimmed = utf8.trimmed
    guard !trimmed.isEmpty else { return .none }
    guard expression != nil || part != nil || values != nil else { return try parse(trimmed, zone) }
    guard let text = try reworked(String(decoding: trimmed, as: UTF8.self)) else { return .none }
    let bytes = Array(text.utf8)
    let result: Result<FieldValue, FieldMistake> = bytes.withUnsafeBytes { raw in
      Result { () throws(FieldMistake) in try parse(raw, zone) }
    }
    return try result.get()
  }

  private func reworked(_ text: String) throws(FieldMistake) -> String? {
    var text = text
    if let expression {
      guard let match = try firstMatch(of: expression, in: text) else { return nil }
      let taken = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
      text = taken.map(String.init) ?? ""
    }
    if let part {
      let number = text.prefix { "0123456789.,+-".contains($0) }
      text = String(part == .number ? number : text.dropFirst(number.count).drop { $0 == " " })
    }
    if text.isEmpty { return nil }
    guard let values else { return text }
    guard let meaning = values[text] else {
      throw FieldMistake(code: .ordersNotInLookup, facts: ["value": text.shortened, "field": field.name])
    }
    return meaning.isEmpty ? nil : meaning
  }

  private func firstMatch(
    of expression: Regex<AnyRegexOutput>, in text: String
  ) throws(FieldMistake) -> Regex<AnyRegexOutput>.Match? {
    do {
      return try expression.firstMatch(in: text)
    } catch {
      throw FieldMistake(
        code: .mappingBadPattern, facts: ["pattern": field.name, "what": "expression", "reason": "\(error)"])
    }
  }

  private func parse(_ bytes: UnsafeRawBufferPointer, _ zone: TimeZoneRules?) throws(FieldMistake) -> FieldValue {
    switch field.kind {
    case .text, .json: return .text(String(decoding: bytes, as: UTF8.self))
    case .amount: return .number(try amount(bytes))
    case .instant: return .number(try instant(bytes, zone))
    case .rate:
      if let rate = form.rate(bytes) { return .number(rate) }
      throw mistake(.ordersBadNumber, bytes, reason: "it is no rate of at most six places")
    case .decimal:
      if let text = form.decimalText(bytes) { return .text(text) }
      throw mistake(.ordersBadNumber, bytes, reason: "it is no plain decimal")
    case .integer:
      if let number = Int64(String(decoding: bytes, as: UTF8.self)) { return .number(number) }
      throw mistake(.ordersBadNumber, bytes, reason: "it is no whole number")
    case .flag:
      switch String(decoding: bytes, as: UTF8.self).lowercased() {
      case "y", "yes", "true", "t", "1": return .number(1)
      case "n", "no", "false", "f", "0": return .number(0)
      default: throw mistake(.ordersBadFlag, bytes)
      }
    case .stage:
      if let stage = OrderStage(name: String(decoding: bytes, as: UTF8.self)) { return .text(stage.rawValue) }
      throw mistake(.ordersUnknownStage, bytes)
    case .currency:
      if let currency = Currency(String(decoding: bytes, as: UTF8.self)) { return .text(currency.description) }
      throw mistake(.ordersBadCurrency, bytes)
    }
  }

  private func amount(_ bytes: UnsafeRawBufferPointer) throws(FieldMistake) -> Int64 {
    do {
      return try form.amount(bytes)
    } catch {
      let reason =
        switch error {
        case .notANumber: "it is not a number"
        case .tooManyDecimals: "it has more than four decimals"
        case .tooLarge: "it is too large"
        case .scientific: "it is in scientific notation, which a spreadsheet writes for numbers it has rounded"
        }
      throw mistake(.ordersBadNumber, bytes, reason: reason)
    }
  }

  private func instant(_ bytes: UnsafeRawBufferPointer, _ zone: TimeZoneRules?) throws(FieldMistake) -> Int64 {
    let text = Array(bytes)[...]
    for pattern in dates {
      guard let (wall, offset) = pattern.read(text) else { continue }
      let instant: Instant
      if let offset {
        instant = Instant(milliseconds: (wall.secondsOnClock - Int64(offset)) * 1000 + Int64(wall.millisecond))
      } else {
        guard let zone else { throw mistake(.ordersNoZone, bytes) }
        instant = zone.instant(of: wall)
      }
      guard Instant.accepted.contains(instant) else { throw mistake(.ordersBadDate, bytes) }
      return instant.milliseconds
    }
    throw mistake(.ordersBadDate, bytes)
  }

  private func mistake(
    _ code: DiagnosticCode, _ bytes: UnsafeRawBufferPointer, reason: String = ""
  ) -> FieldMistake {
    let text = String(decoding: bytes, as: UTF8.self)
    return FieldMistake(code: code, facts: ["value": text.shortened, "field": field.name, "reason": reason])
  }
}

extension UnsafeRawBufferPointer {
  /// Without spaces, tabs and line breaks around it.
  var trimmed: UnsafeRawBufferPointer {
    var start = 0
    var end = count
    while start < end, self[start] == 32 || self[start] >= 9 && self[start] <= 13 { start += 1 }
    while end > start, self[end - 1] == 32 || self[end - 1] >= 9 && self[end - 1] <= 13 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }
}

extension String {
  /// At most 60 characters, for messages.
  var shortened: String { count > 60 ? prefix(60) + "…" : self }
}
