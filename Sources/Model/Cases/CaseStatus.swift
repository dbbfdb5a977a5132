/// Where a case stands. The raw values are what the store keeps and what people read.
public enum CaseStatus: String, Sendable, CaseIterable, Codable {
  /// A customer wrote and nobody has answered yet.
  case new = "New"
  /// Somebody works on it; who has to act is not said.
  case open = "Open"
  /// The customer wrote again.
  case replyReceived = "Reply Received"
  /// The merchant has answered and waits for the customer.
  case waiting = "Waiting"
  /// Done.
  case closed = "Closed"

  /// A status from its name in any case; `_` and `-` count as spaces.
  public init?(name: String) {
    // Mostly it is written as it is kept, and no two are of one length.
    let kept: CaseStatus? =
      switch name.utf8.count {
      case 3: .new
      case 4: .open
      case 6: .closed
      case 7: .waiting
      case 14: .replyReceived
      default: nil
      }
    if let kept, kept.rawValue == name {
      self = kept
      return
    }
    let folded = String(name.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
    guard let status = CaseStatus.allCases.first(where: { $0.rawValue.lowercased() == folded }) else { return nil }
    self = status
  }

  /// Whether the merchant's time counts: New, Open and Reply Received run, Waiting pauses, Closed stops.
  public var isRunning: Bool { self != .waiting && self != .closed }

  /// Who has to act: nil where the status does not say (Open) or nobody has (Closed).
  public var waitingOn: CaseParty? {
    switch self {
    case .new, .replyReceived: .merchant
    case .waiting: .customer
    case .open, .closed: nil
    }
  }
}

/// One of the two sides of a case.
public enum CaseParty: String, Sendable, Codable {
  /// The merchant's people.
  case merchant
  /// The customer.
  case customer
}
