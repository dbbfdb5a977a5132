public import Model

/// What one row or record says: events of one case, and things said of the case. It is filled again for each row.
public final class CaseEntry {
  /// One event. Texts are ranges of the entry's bytes.
  public struct Event {
    /// When it happened.
    public var at: Instant
    /// What it was.
    public var kind: CaseEventKind
    /// The source's own order of events at one instant; nil where it gives none.
    public var sequence: Int64?
    /// Who did it.
    public var actor: Range<Int>?
    /// The text of messages and internal actions, or the source's word for what happened.
    public var body: Range<Int>?
    /// What is set.
    public var value: Range<Int>?
    /// The source's own id.
    public var entryID: Range<Int>?
    /// The same as it stands in the source, which several events of a row may share.
    var sourceID: Range<Int>?
    /// Whether the same event again in the file is another one.
    public var isKeptWhenRepeated: Bool
  }

  /// The line of the file, from 1.
  public internal(set) var line = 0
  /// The case's id.
  public internal(set) var caseID: Range<Int> = 0..<0
  /// What is said of the case.
  public internal(set) var facts: [(fact: CaseDetail, value: Range<Int>)] = []
  /// The events, in the order of the mapping.
  public internal(set) var events: [Event] = []
  /// The texts, in UTF-8.
  public internal(set) var bytes: [UInt8] = []

  /// An empty entry.
  public init() {}

  func clear(line: Int) {
    self.line = line
    caseID = 0..<0
    facts.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Keeps a text; nil stays nil.
  func keep(_ text: UnsafeRawBufferPointer?) -> Range<Int>? {
    guard let text else { return nil }
    let start = bytes.count
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  func keep(_ text: String) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    return start..<bytes.count
  }
}
