import Diagnostics
public import Model
public import Store
import Tabular

/// What an action on cases did.
public struct CaseActionResult: Sendable {
  /// How it ended; without a batch nothing was changed.
  public var summary: ChangeSummary
  /// The cases it was about, as they are now, in the order in which they were named.
  public var records: [CaseRecord]
  /// The mail it wrote.
  public var mail: [CaseMail] = []

  /// The first case.
  public var record: CaseRecord { records[0] }
}

/// What an action is going to do, once it was looked at what is there.
struct CasePlan {
  /// A mail to the customer.
  struct Reply {
    var recipient: MailAddress
    var subject: String
    var references: [String]
    var body: String
  }

  /// A case to be opened.
  struct Opening {
    var id: String
    var details: [(CaseDetail, String)]
  }

  /// The ids of the cases it is about.
  var cases: [String]
  /// The case that is opened: it goes by the key 0.
  var opening: Opening?
  var events: [(key: Int64, event: CaseEvent)] = []
  var marks: [(key: Int64, readUpTo: Instant?)] = []
  var merges: [(key: Int64, into: Int64)] = []
  var reply: Reply?
  /// What happened beside the events.
  var occasions: [CaseOccasion] = []
  var warnings: [Diagnostic] = []
  /// Why nothing is done: it was said before.
  var repeated: Diagnostic?

  var isEmpty: Bool { opening == nil && events.isEmpty && marks.isEmpty && merges.isEmpty }
}

/// Does actions on cases. Each is a batch: its events, marks and mail are there as a whole or not at all, whatever instant
/// the machine stops at.
public struct CaseDesk {
  let store: Store
  let identity: RunIdentity
  /// Where mail goes; nil: none is written.
  let mailroom: CaseMailroom?

  /// A desk.
  public init(_ store: Store, identity: RunIdentity, mailroom: CaseMailroom? = nil) {
    self.store = store
    self.identity = identity
    self.mailroom = mailroom
  }

  /// Looks at what is there, and does what `plan` says in the same transaction. `name` is kept with the batch.
  func act(_ name: String, _ plan: (StoreConnection) throws -> CasePlan) throws -> CaseActionResult {
    try CaseOutbox.finish(store)
    var files: [OutputFile] = []
    let result = try store.decide { connection in
      let plan = try plan(connection)
      guard plan.repeated == nil, !plan.isEmpty else { return (try nothing(plan, connection), commit: false) }
      var new = NewBatch(kind: .cases, identity: identity)
      new.subject = "\(name) case \(plan.cases.joined(separator: " "))"
      new.options = CaseDesk.options(name, plan.cases)
      let batch = try connection.begin(new)
      let keys = try write(plan, batch, connection)
      let mail = try self.mail(plan, batch, keys, connection, &files)
      var counts = BatchCounts()
      counts.rows = plan.events.count + plan.marks.count + plan.merges.count
      counts.accepted = counts.rows
      counts.warnings = plan.warnings.count
      try connection.complete(batch, new, counts: counts)
      var result = CaseActionResult(
        summary: ChangeSummary(kind: .cases, outcome: .applied), records: try plan.cases.map(connection.caseRecord))
      result.summary.batch = batch
      result.summary.counts = counts
      result.summary.details = [("events", plan.events.count), ("mail", mail.count)]
      result.summary.diagnostics = plan.warnings
      result.mail = mail
      return (result, commit: true)
    }
    try CaseOutbox.publish(files, result.mail, in: store)
    return result
  }

  private func nothing(_ plan: CasePlan, _ connection: StoreConnection) throws -> CaseActionResult {
    var summary = ChangeSummary(kind: .cases, outcome: plan.repeated == nil ? .applied : .repeated)
    summary.counts.rows = 1
    summary.counts.accepted = plan.repeated == nil ? 1 : 0
    summary.counts.unchanged = summary.counts.accepted
    summary.diagnostics = plan.warnings + [plan.repeated].compactMap { $0 }
    return CaseActionResult(summary: summary, records: try plan.cases.map(connection.caseRecord))
  }

  /// Writes events, marks and merges, and gives the keys of the plan's cases.
  private func write(_ plan: CasePlan, _ batch: Int64, _ connection: StoreConnection) throws -> [Int64] {
    var opened: Int64?
    if let opening = plan.opening {
      opened = try connection.insertCase(
        opening.id, details: opening.details, at: identity.startedAt, batch: batch)
    }
    for (index, item) in plan.events.enumerated() {
      let entry = index == 0 ? "daybook-\(batch)" : "daybook-\(batch)-\(index + 1)"
      try connection.add(item.event, entryID: entry, toCase: opened ?? item.key, batch: batch)
    }
    for mark in plan.marks { try connection.markCase(mark.key, readUpTo: mark.readUpTo, batch: batch) }
    for merge in plan.merges { try connection.mergeCase(merge.key, into: merge.into, batch: batch) }
    try connection.noteLateWork(of: batch, batch: batch)
    let keys = opened.map { [$0] } ?? plan.events.map(\.key) + plan.marks.map(\.key) + plan.merges.map(\.key)
    for key in Set(keys).sorted() { try connection.refreshCase(key, batch: batch) }
    // The words of a new subject came in with its row.
    try connection.indexCaseWords(of: batch, casesAfter: .max)
    return keys
  }

  /// The mail of an action, with its bytes on the disk and itself written down.
  private func mail(
    _ plan: CasePlan, _ batch: Int64, _ keys: [Int64], _ connection: StoreConnection, _ files: inout [OutputFile]
  ) throws -> [CaseMail] {
    guard let mailroom, let id = plan.cases.first else { return [] }
    let record = try connection.caseRecord(id)
    var written: [CaseMail] = []
    func put(_ message: MailMessage, _ audience: CaseMail.Audience, named name: String) throws {
      let (file, bytes, place) = try CaseOutbox.part(name, message, in: mailroom.folder)
      files.append(file)
      let (sha256, count) = try file.finishPart()
      let mail = CaseMail(
        batch: batch, number: Int64(written.count + 1), caseKey: record.key, audience: audience,
        recipient: message.to.address, messageID: message.messageID, place: place, sha256: sha256, message: bytes)
      try connection.record(mail)
      written.append(mail)
      outputs.append(BatchOutput(path: file.path, sha256: sha256, bytes: Int64(count), place: place))
    }
    var outputs: [BatchOutput] = []
    let number = String(repeating: "0", count: max(0, 8 - String(batch).count)) + String(batch)
    if let reply = plan.reply {
      try put(message(reply, plan, batch, record, mailroom), .customer, named: "reply-\(number)")
    }
    let happened = plan.occasions + plan.events.map { CaseOccasion($0.event.kind) }
    let occasions = CaseOccasion.allCases.filter(happened.contains)
    let customers = try connection.customerAddresses(ofCase: record)
      .union([plan.reply?.recipient.address.lowercased()].compactMap { $0 })
    var told = 0
    for occasion in occasions {
      // A customer who is among the merchant's people is told nothing of their work.
      for recipient in mailroom.notify[occasion] ?? [] where !customers.contains(recipient.address.lowercased()) {
        told += 1
        let notice = mailroom.notice(
          occasion, of: record, to: recipient, batch: batch, number: told, identity: identity)
        try put(notice, .staff, named: "notice-\(number)-\(told)")
      }
    }
    try connection.record(outputs, of: batch)
    return written
  }

  private func message(
    _ reply: CasePlan.Reply, _ plan: CasePlan, _ batch: Int64, _ record: CaseRecord, _ mailroom: CaseMailroom
  ) -> MailMessage {
    let from = mailroom.from(identity)
    let digest = plan.events.first?.event.digest.description ?? ""
    return MailMessage(
      from: from, to: reply.recipient, subject: "\(reply.subject) [\(CaseMailroom.shown(record.id))]",
      sentAt: identity.startedAt, zone: mailroom.zone,
      messageID: CaseMailroom.messageID(
        ["reply", record.id, String(batch), digest, reply.recipient.address], from: from),
      references: reply.references, caseID: record.id, body: reply.body)
  }

  /// JSON of what was done, for the batch.
  private static func options(_ name: String, _ cases: [String]) -> String {
    func quoted(_ text: String) -> String {
      let escaped = text.unicodeScalars.map { scalar -> String in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case _ where scalar.value < 32: "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
      }
      return "\"\(escaped.joined())\""
    }
    return "{\"action\":\(quoted(name)),\"cases\":[\(cases.map(quoted).joined(separator: ","))]}"
  }
}
