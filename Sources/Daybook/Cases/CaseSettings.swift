public import Changes
import Diagnostics
import Mapping
import Model
import Store

/// What `daybook.yaml` says under `cases:`.
public struct CaseSettings: Sendable {
  /// Whether cases are worked on here. A new workspace says that they are not, so that nobody answers customers from an
  /// address that was never set.
  public var isEnabled = true
  /// What replies come from.
  public var sender: MailAddress?
  /// Who is told of what.
  public var notify: [CaseOccasion: [MailAddress]] = [:]

  /// The settings of workspaces that say nothing of cases.
  public init() {}

  /// Reads the group; mistakes go where the group's go.
  init(reading group: YAMLGroup?) {
    guard let group else { return }
    isEnabled = group.bool("enabled") ?? true
    sender = group.value("sender").flatMap(CaseSettings.address)
    if let events = group.group("notify") {
      for occasion in CaseOccasion.allCases {
        guard let value = events.value(occasion.rawValue) else { continue }
        notify[occasion] = (value.oneOrMore() ?? []).compactMap(CaseSettings.address)
      }
      events.finish()
    }
    group.finish()
  }

  private static func address(_ value: YAMLValue) -> MailAddress? {
    guard let text = value.text() else { return nil }
    guard let address = MailAddress(text) else {
      value.mistake(.caseBadAddress, facts: ["address": text])
      return nil
    }
    return address
  }
}

extension Session {
  /// Refuses, with `configuration`, where cases are not worked on in this workspace; says what to set.
  func requireCaseWork() throws {
    guard !workspace.cases.isEnabled else { return }
    throw Failure(.configuration, .casesDisabled, facts: ["path": workspace.settingsPath])
  }

  /// Where mail about cases goes.
  var mailroom: CaseMailroom {
    var mailroom = CaseMailroom(folder: workspace.outboxFolder, zone: workspace.zone, sender: workspace.cases.sender)
    mailroom.notify = workspace.cases.notify
    return mailroom
  }

  /// What a person has to know of an action that wrote mail without a sender of its own.
  func withSenderWarning(_ result: CaseActionResult) -> CaseActionResult {
    guard workspace.cases.sender == nil, result.mail.contains(where: { $0.audience == .customer }) else {
      return result
    }
    var result = result
    let facts = ["sender": "\(identity.login)@\(identity.host)", "path": workspace.settingsPath]
    result.summary.diagnostics.append(Diagnostic(.warning, .caseNoSender, facts: facts))
    return result
  }
}
