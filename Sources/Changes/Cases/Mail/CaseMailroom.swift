import Diagnostics
public import Model
import Store

/// What may be told to the merchant's people when it happens to a case. The raw values are the keys of `notify:`.
public enum CaseOccasion: String, Sendable, CaseIterable {
  /// A case was opened.
  case opened
  /// The customer wrote.
  case customerMessage = "customer_message"
  /// The merchant replied.
  case merchantMessage = "merchant_message"
  /// An internal action was written down.
  case internalAction = "internal_action"
  /// The status was set.
  case status
  /// The priority was set.
  case priority
  /// Somebody else has it.
  case assign
  /// Another team has it.
  case team
  /// A dispute was opened.
  case disputeOpen = "dispute_open"
  /// A dispute was closed.
  case disputeClose = "dispute_close"
  /// The case goes on in another one.
  case merged

  init(_ kind: CaseEventKind) {
    self =
      switch kind {
      case .customerMessage: .customerMessage
      case .merchantMessage: .merchantMessage
      case .internalAction: .internalAction
      case .status: .status
      case .priority: .priority
      case .assign: .assign
      case .team: .team
      case .disputeOpen: .disputeOpen
      case .disputeClose: .disputeClose
      }
  }

  /// What happened, for the subject of a notice.
  var words: String {
    switch self {
    case .opened: "case opened"
    case .customerMessage: "the customer wrote"
    case .merchantMessage: "the customer was answered"
    case .internalAction: "internal action"
    case .status: "status set"
    case .priority: "priority set"
    case .assign: "assigned"
    case .team: "given to a team"
    case .disputeOpen: "dispute opened"
    case .disputeClose: "dispute closed"
    case .merged: "merged"
    }
  }
}

/// Where mail about cases goes, whom it is from, and who is told of what.
public struct CaseMailroom: Sendable {
  /// The folder from which somebody carries mail.
  public var folder: String
  /// What replies come from; nil: the person who runs the program.
  public var sender: MailAddress?
  /// The zone by whose clock mail is dated.
  public var zone: TimeZoneRules
  /// Who is told of what.
  public var notify: [CaseOccasion: [MailAddress]] = [:]

  /// A mailroom.
  public init(folder: String, zone: TimeZoneRules, sender: MailAddress? = nil) {
    self.folder = folder
    self.zone = zone
    self.sender = sender
  }

  /// What mail comes from: the sender, else the login at its machine, as mail programs of Unix have it.
  func from(_ identity: RunIdentity) -> MailAddress {
    if let sender { return sender }
    let known = MailAddress(name: nil, address: "\(identity.login)@\(identity.host)")
    guard let from = known ?? MailAddress(name: nil, address: "daybook@localhost") else {
      preconditionFailure("daybook@localhost is an address")
    }
    return from
  }

  /// An id for a message that is the same whenever the same action writes it.
  static func messageID(_ parts: [String], from: MailAddress) -> String {
    let digest = SHA256Digest(of: parts.flatMap { Array("\($0.utf8.count):\($0)".utf8) })
    return "<\(digest.description.prefix(32))@\(from.domain)>"
  }

  /// Tells somebody that something happened to a case: what, when and by whom, and never any text of it, since mail goes
  /// ways that nobody here knows.
  func notice(
    _ occasion: CaseOccasion, of record: CaseRecord, to recipient: MailAddress, batch: Int64, number: Int,
    identity: RunIdentity
  ) -> MailMessage {
    let from = from(identity)
    let at = MailMessage.date(identity.startedAt, zone)
    return MailMessage(
      from: from, to: recipient, subject: "[\(CaseMailroom.shown(record.id))] \(occasion.words)",
      sentAt: identity.startedAt, zone: zone,
      messageID: CaseMailroom.messageID(
        ["notice", record.id, String(batch), String(number), recipient.address, at], from: from),
      caseID: record.id, isAutomatic: true,
      body: """
        Case \(record.id): \(occasion.words), by \(identity.operator), \(at).

        Read it with: daybook cases show \(record.id)
        """)
  }

  /// A case's id in a header: what could end the header is left out.
  static func shown(_ id: String) -> String {
    String(String.UnicodeScalarView(id.unicodeScalars.filter { !MailHeader.isUnsafe(String($0)) }))
  }
}
