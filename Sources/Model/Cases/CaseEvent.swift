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

  /// The order of kinds at one instant, so that "reply and close" is a reply, then a close.
  public var rank: Int {
    switch self {
    case .priority: 0
    case .assign: 1
    case .customerMessage: 2
    case .merchantMessage: 3
    case .internalAction: 4
    case .disputeOpen, .disputeClose: 5
    case .status: 6
    }
  }
}

/// One thing that happened in a case. Events of a case are ordered by (`at`, rank of `kind`, `seq`).
public struct CaseEvent: Sendable, Hashable {
  /// When it happened.
  public var at: Instant
  /// The order of arrival within the case, from 1: decides where instant and kind are the same.
  public var seq: Int64
  /// What it was.
  public var kind: CaseEventKind
  /// Who did it; nil where the source does not say. `system` is the program itself, whose messages are no replies.
  public var actor: String?
  /// The text of messages and internal actions.
  public var body: String?
  /// What was set: a status, a priority, an agent, or the reason of a dispute.
  public var value: String?

  /// The actor of automatic acknowledgements, which are no replies (METRICS section 6, case 24).
  public static let systemActor = "system"

  /// An event.
  public init(
    at: Instant, seq: Int64, kind: CaseEventKind, actor: String? = nil, body: String? = nil, value: String? = nil
  ) {
    self.at = at
    self.seq = seq
    self.kind = kind
    self.actor = actor
    self.body = body
    self.value = value
  }

  /// Whether a person on the merchant's side wrote to the customer.
  public var isReply: Bool { kind == .merchantMessage && actor?.lowercased() != CaseEvent.systemActor }

  /// Digest of at, kind, actor, body and value: two events of a case with the same one are the same event.
  public var digest: SHA256Digest {
    let fields = [String(at.milliseconds), kind.rawValue, actor, body, value]
    // Lengths in front keep fields apart whatever they contain; a missing field differs from an empty one.
    return SHA256Digest(of: fields.flatMap { Array(($0.map { "\($0.utf8.count):\($0)" } ?? "-").utf8) })
  }
}

extension CaseEvent: Comparable {
  /// Earlier events come first; at one instant the rank decides, then the order of arrival.
  public static func < (left: CaseEvent, right: CaseEvent) -> Bool {
    (left.at, left.kind.rank, left.seq) < (right.at, right.kind.rank, right.seq)
  }
}
