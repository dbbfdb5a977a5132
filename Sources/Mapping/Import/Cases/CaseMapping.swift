public import Model
import Tabular

/// A checked, compiled mapping of `kind: cases`: how the rows or records of a source become events of cases. See
/// docs/mappings-cases.md.
public struct CaseMapping {
  /// The shapes of files that events come in.
  enum Shape: String, CaseIterable {
    /// Rows and columns: CSV or a workbook.
    case table
    /// XML, record by record.
    case xml
    /// JSON Lines.
    case jsonl
  }

  /// The zone of wall-clock times.
  enum Zone {
    /// None is named: a time without a zone is an error.
    case none
    /// The workspace's.
    case workspace
    /// A zone of its own.
    case named(TimeZoneRules)
  }

  /// What an event that stands twice in a file means.
  enum Repeats: String, CaseIterable {
    /// The same event: it counts once.
    case once
    /// As many events as there are: a log that repeats itself says that it happened again.
    case keep
  }

  /// One event that a row may give, and where its parts stand.
  struct EventRule {
    /// The nodes of a record that give one event each; empty for the record or row itself.
    var each: [String] = []
    /// All must fit: a field, and texts of which it must have one.
    var conditions: [(field: CaseField, texts: CaseLookup<Bool>)] = []
    var at = CaseField()
    /// The fixed kind; nil where `kinds` tells.
    var step: CaseStep?
    /// The field that tells the kind, what its texts mean, and what all others do (nil: they are errors).
    var kinds: (field: CaseField, meanings: CaseLookup<[CaseStep]>, otherwise: [CaseStep]?)?
    var value = CaseField()
    var actor = CaseField()
    /// Texts of messages and internal actions.
    var body = CaseField()
    /// What is kept with all but messages: the source's own word for what happened.
    var note = CaseField()
    /// The source's own id of the event.
    var entry = CaseField()
    /// The source's own order of events at one instant.
    var sequence = CaseField()
    var repeats = Repeats.once
  }

  /// Its name, as `--mapping` and the batch have it.
  public let name: String
  /// SHA-256 of the file it was read from.
  public let digest: SHA256Digest
  var shapes: [Shape] = [.table]
  /// Header names, or keys of the first record, that a file must have to be recognised; each in its several spellings.
  var recognisedBy: [[String]] = []
  /// Names that a file must not have to be recognised.
  var notWith: [String] = []
  /// The path of the record element of an XML file.
  var recordPath: String?
  var delimiter: UInt8?
  var encoding: TextEncoding?
  var zone = Zone.none
  /// Columns and members that are passed over without a word; a name may end in `*`.
  var ignored: [String] = []
  var caseID = CaseField()
  var details: [(fact: CaseDetail, field: CaseField)] = []
  var events: [EventRule] = []

  init(name: String, digest: SHA256Digest) {
    self.name = name
    self.digest = digest
  }

  /// The zone of a file's wall-clock times; nil where the mapping names none.
  func zone(workspace: TimeZoneRules?) -> TimeZoneRules? {
    switch zone {
    case .none: nil
    case .workspace: workspace
    case .named(let zone): zone
    }
  }

  /// Every field, to find columns for them.
  var fields: [CaseField] {
    [caseID] + details.map(\.field)
      + events.flatMap { rule in
        rule.conditions.map(\.field) + [rule.kinds?.field].compactMap { $0 }
          + [rule.at, rule.value, rule.actor, rule.body, rule.note, rule.entry, rule.sequence]
      }
  }

  /// Whether a column or member without a field is passed over without a word.
  func ignores(_ name: String) -> Bool {
    let folded = CaseMapping.folded(name)
    return ignored.contains { pattern in
      let wanted = CaseMapping.folded(pattern)
      return pattern.hasSuffix("*") ? folded.hasPrefix(wanted) : folded == wanted
    }
  }

  /// Letters and digits alone, in lower case: `Case ID`, `case_id` and `CaseID` are one name, and so are `Wait - User`
  /// and `wait/user`. The `@` of attributes stays.
  static func folded(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "@" })
  }
}

/// A kind of event, and what it sets where the mapping says so.
struct CaseStep: Hashable {
  var kind: CaseEventKind
  var value: String?

  /// Reads `merchant_message`, `status Closed`, `priority high`, `assign`; nil for anything else.
  init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let first = words.first, let kind = CaseEventKind(rawValue: first) else { return nil }
    self.kind = kind
    guard words.count == 2 else { return }
    switch kind {
    case .status:
      guard let status = CaseStatus(name: words[1]) else { return nil }
      value = status.rawValue
    case .priority, .assign, .team, .disputeOpen, .disputeClose: value = words[1]
    case .customerMessage, .merchantMessage, .internalAction: return nil
    }
  }
}
