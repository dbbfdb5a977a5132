import Model

/// Where a part of an event stands: the first of some columns (or paths of a record) that says something, or the same
/// for all.
struct CaseField {
  /// Columns of a table, or paths of a record, in order of preference.
  private(set) var sources: [String] = []
  /// The sources as paths. One that begins with `/` counts from the record, also in events of its nodes.
  private(set) var paths: [(names: [String], isFromRecord: Bool)] = []
  /// What stands where the source says nothing.
  var fallback: String?
  /// An expression whose first group (or whole match) is taken; no match is blank.
  var expression: Regex<AnyRegexOutput>?
  /// What some of the source's texts mean; others stay as they are.
  var values: CaseLookup<String>?
  /// Texts that say nothing.
  var blanks: CaseLookup<Bool>?
  /// How times are written; the first that fits is taken.
  var times: [CaseTimeForm] = [.pattern(.iso)]
  /// Whether spaces around the text belong to it.
  var keepsSpace = false

  init() {}

  mutating func take(from sources: [String]) {
    self.sources = sources
    paths = sources.map { ($0.split(separator: "/").map(String.init), $0.hasPrefix("/")) }
  }

  /// Whether there is anything to read.
  var isSaid: Bool { !sources.isEmpty || fallback != nil }

  /// Whether the text needs more than to be taken as it stands.
  private var isReworked: Bool { expression != nil || values != nil }

  /// Calls `body` with what a text of the source says; nil where it is blank.
  func read<Result>(_ text: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
    let trimmed = text.trimmed
    if trimmed.isEmpty || blanks?[trimmed] != nil { return body(nil) }
    guard isReworked else { return body(keepsSpace ? text : trimmed) }
    var result = String(decoding: trimmed, as: UTF8.self)
    if let expression {
      guard let match = CaseField.firstMatch(of: expression, in: result) else { return body(nil) }
      let taken = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
      result = taken.map(String.init) ?? ""
    }
    var bytes = Array(result.utf8)
    if let values, let meaning = bytes.withUnsafeBytes({ values[$0] }) { bytes = Array(meaning.utf8) }
    return bytes.isEmpty ? body(nil) : bytes.withUnsafeBytes { body($0) }
  }

  private static func firstMatch(
    of expression: Regex<AnyRegexOutput>, in text: String
  ) -> Regex<AnyRegexOutput>.Match? {
    do {
      return try expression.firstMatch(in: text)
    } catch {
      // Only code within an expression can fail, and one from a file has none.
      return nil
    }
  }

  /// What a text means as a time.
  enum Time {
    case instant(Instant)
    case withoutZone
    case wrong
  }

  /// The instant of a text; a wall-clock time takes `zone`.
  func time(_ text: UnsafeRawBufferPointer, zone: TimeZoneRules?) -> Time {
    let bytes = Array(text)[...]
    for form in times {
      guard let (wall, offset) = form.read(bytes) else { continue }
      let instant: Instant
      if let offset {
        instant = Instant(milliseconds: (wall.secondsOnClock - Int64(offset)) * 1000 + Int64(wall.millisecond))
      } else {
        guard let zone else { return .withoutZone }
        instant = zone.instant(of: wall)
      }
      return Instant.accepted.contains(instant) ? .instant(instant) : .wrong
    }
    return .wrong
  }
}

/// How a source writes times.
enum CaseTimeForm {
  /// A date pattern.
  case pattern(DatePattern)
  /// Seconds since 1970, UTC.
  case epoch

  func read(_ bytes: ArraySlice<UInt8>) -> (wall: WallTime, offsetSeconds: Int?)? {
    switch self {
    case .pattern(let pattern): return pattern.read(bytes)
    case .epoch:
      guard (1...11).contains(bytes.count), bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
      let seconds = bytes.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
      return (WallTime(secondsOnClock: seconds), 0)
    }
  }
}

/// What texts mean, compared by letters and digits alone. An entry that ends in `*` fits every text that begins so.
///
/// Answers are kept by the exact bytes of the text, since a log says the same few words again and again.
final class CaseLookup<Value> {
  private var exact: [String: Value] = [:]
  private var beginnings: [(text: String, value: Value)] = []
  private var known: [UInt64: [(bytes: [UInt8], value: Value?)]] = [:]
  private var knownCount = 0
  /// The entries as the mapping writes them.
  private(set) var names: [String] = []

  func add(_ name: String, _ value: Value) {
    names.append(name)
    let folded = CaseMapping.folded(name)
    if name.hasSuffix("*") {
      beginnings.append((folded, value))
    } else {
      // A sign of its own, such as ?, has no letters: it is compared as it stands.
      exact[folded.isEmpty ? name : folded] = value
    }
  }

  subscript(text: UnsafeRawBufferPointer) -> Value? {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    if let candidates = known[hash] {
      for candidate in candidates where text.equals(candidate.bytes) { return candidate.value }
    }
    let value = find(String(decoding: text, as: UTF8.self))
    if knownCount < 1024 {
      known[hash, default: []].append((Array(text), value))
      knownCount += 1
    }
    return value
  }

  private func find(_ text: String) -> Value? {
    let folded = CaseMapping.folded(text)
    if let value = exact[folded.isEmpty ? text : folded] { return value }
    return beginnings.first { folded.hasPrefix($0.text) }?.value
  }
}
