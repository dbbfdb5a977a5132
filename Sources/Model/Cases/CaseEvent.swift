/// What kind of thing happened in a case. The raw values are those of import files and of the store.
public enum CaseEventKind: String, Sendable, CaseIterable, Codable {
  /// The customer wrote.
  case customerMessage = "customer_message"
  /// The merchant wrote to the customer.
  case merchantMessage = "merchant_message"
  /// A note for the merchant's people only.
  case internalAction = "internal_action"
  /// The status was set to the event's value.
  case status
  /// The priority was set to the event's value.
  case priority
  /// The case was given to the agent in the event's value; an empty value takes it from everybody.
  case assign
  /// A dispute was opened by the actor; the value is the reason.
  case disputeOpen = "dispute_open"
  /// The dispute was closed by the actor.
  case disputeClose = "dispute_close"
  /// The case was given to the team in the event's value; an empty value takes it from every team.
  case team

  /// The order of kinds at one instant, so that "reply and close" is a reply, then a close.
  public var rank: Int {
    switch self {
    case .priority: 0
    case .assign, .team: 1
    case .customerMessage: 2
    case .merchantMessage: 3
    case .internalAction: 4
    case .disputeOpen, .disputeClose: 5
    case .status: 6
    }
  }
}

/// One thing that happened in a case. Events of a case are ordered by (`at`, rank of `kind`, `sequence`, `seq`).
public struct CaseEvent: Sendable, Hashable {
  /// When it happened.
  public var at: Instant
  /// The order of arrival within the case, from 1: decides where all else is the same.
  public var seq: Int64
  /// The source's own order of events at one instant; nil where it gives none, which comes first.
  public var sequence: Int64?
  /// What it was.
  public var kind: CaseEventKind
  /// Who did it; nil where the source does not say. `system` is the program itself, whose messages are no replies.
  public var actor: String?
  /// The text of messages and internal actions.
  public var body: String?
  /// What was set: a status, a priority, an agent, a team, or the reason of a dispute.
  public var value: String?

  /// The actor of automatic acknowledgements, which are no replies (METRICS section 6, case 24).
  public static let systemActor = "system"

  /// An event.
  public init(
    at: Instant, seq: Int64, kind: CaseEventKind, actor: String? = nil, body: String? = nil, value: String? = nil,
    sequence: Int64? = nil
  ) {
    self.at = at
    self.seq = seq
    self.sequence = sequence
    self.kind = kind
    self.actor = actor
    self.body = body
    self.value = value
  }

  /// Whether a person on the merchant's side wrote to the customer.
  public var isReply: Bool {
    guard kind == .merchantMessage else { return false }
    // Counting costs less than folding.
    guard let actor, actor.utf8.count == CaseEvent.systemActor.utf8.count else { return true }
    return actor.lowercased() != CaseEvent.systemActor
  }

  /// Digest of at, kind, actor, body and value, and of the sequence where there is one: two events of a case with the
  /// same one are the same event.
  public var digest: SHA256Digest {
    let texts = [actor, body, value].map { $0.map { Array($0.utf8) } }
    let hash = CaseEventHash()
    hash.add(at: at, kind: kind, sequence: sequence, occurrence: 1)
    for text in texts {
      if let text { text.withUnsafeBytes { hash.add($0) } } else { hash.add(nil) }
    }
    return hash.finish()
  }
}

/// Makes digests of events piece by piece: instant and kind, then actor, body and value.
public final class CaseEventHash {
  private let stream = SHA256Stream()
  private var bytes: [UInt8] = []

  /// Begins with no event.
  public init() {}

  /// Begins an event. The n-th of several events that say the same, where a source means them to be several, differs from
  /// the first by its `occurrence`.
  public func add(at: Instant, kind: CaseEventKind, sequence: Int64?, occurrence: Int) {
    bytes.removeAll(keepingCapacity: true)
    if let sequence { bytes.append(contentsOf: "@\(sequence)".utf8) }
    if occurrence > 1 { bytes.append(contentsOf: "#\(occurrence)".utf8) }
    add(String(at.milliseconds))
    add(kind.rawValue)
  }

  /// Adds a text; a missing one differs from an empty one.
  public func add(_ text: UnsafeRawBufferPointer?) {
    // Lengths in front keep fields apart whatever they contain.
    guard let text else { return bytes.append(UInt8(ascii: "-")) }
    bytes.append(contentsOf: String(text.count).utf8)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: text)
  }

  private func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of the event.
  public func finish() -> SHA256Digest {
    bytes.withUnsafeBytes { stream.update($0) }
    return stream.finish()
  }
}

extension CaseEvent: Comparable {
  /// Earlier events come first; at one instant the rank decides, then the source's own order, then that of arrival.
  public static func < (left: CaseEvent, right: CaseEvent) -> Bool {
    if left.at != right.at { return left.at < right.at }
    if left.kind.rank != right.kind.rank { return left.kind.rank < right.kind.rank }
    let (first, second) = (left.sequence ?? .min, right.sequence ?? .min)
    return first == second ? left.seq < right.seq : first < second
  }
}
