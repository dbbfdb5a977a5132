/// What a diagnostic or a failure is about: a stable name (`area/code`), the sentence for people, and what to do about
/// it.
///
/// The sentence and the hint are templates: `{name}` stands for the fact of that name which the diagnostic carries, so
/// that the place that finds a problem supplies facts and never words. The codes of an area stand together in one file
/// `Codes+<Area>.swift`, and each is listed in ``DiagnosticCode/all``.
public struct DiagnosticCode: Sendable, Hashable {
  /// `area/code`, lower case, stable for ever: other programs match on it.
  public let name: String
  /// The sentence template, without a final full stop.
  public let sentence: String
  /// What to do, as a template; empty where nothing can be advised.
  public let hint: String

  /// A new code. The name must be unique; a test checks that.
  public init(_ name: String, _ sentence: String, hint: String = "") {
    self.name = name
    self.sentence = sentence
    self.hint = hint
  }

  /// Two codes are the same when their names are.
  public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.name == right.name }

  /// Hashes the name alone.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// Every code of every area, for the tests that ask for a provoking example of each.
  public static let all: [DiagnosticCode] =
    tabularCodes + recordCodes + outputCodes + storeCodes + costsCodes + costFileCodes + ordersCodes + mappingCodes
    + exportsCodes + exportFormatsCodes + deliveryCodes + mappingSQLCodes + casesCodes + caseWorkCodes
    + serviceLevelCodes
    + deletionCodes + customerCodes + operationsCodes
    + periodsCodes + archiveCodes + inboxCodes + assignmentCodes + reportCodes + nightlyCodes + generalCodes
}

extension DiagnosticCode {
  /// Fills a template with facts. A placeholder without a fact stays as it is, so that a test can find it.
  public static func fill(_ template: String, with facts: [String: String]) -> String {
    guard template.contains("{") else { return template }
    var text = ""
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      text += facts[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}
