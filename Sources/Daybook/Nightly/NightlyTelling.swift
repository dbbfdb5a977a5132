public import Changes
import Diagnostics
import Exports
import Mapping
public import Model
public import Store

/// Who is told of a night, and how: what `nightly:` of `daybook.yaml` says beside the jobs.
public struct NightlyTelling: Sendable {
  /// Mail; nil for none.
  public var mail: NightlyMailSettings?
  /// What is started when a run begins.
  var onStart: OutsideProgram?
  /// What is started when a run came to its end well; it reads the report as JSON.
  var onSuccess: OutsideProgram?
  /// What is started when a job failed, or a critical alarm was set off; it reads the report as JSON.
  var onFailure: OutsideProgram?
  /// Where metrics are written for a monitoring agent; nil: nowhere.
  public var metricsPath: String?

  /// Nobody.
  public init() {}
}

/// How mail goes out.
public struct NightlyMailSettings: Sendable {
  /// Who gets it.
  public var to: [MailAddress]
  /// What it comes from.
  public var from: MailAddress
  /// The mailer: it reads the message on standard input and finds its receivers in it, as `sendmail -t` does.
  var program: OutsideProgram
  /// Whether mail goes out only where something is not as it should be.
  public var onlyProblems: Bool
  /// The jobs whose files are attached.
  public var attachedJobs: [String]
  /// The most that is attached, in bytes.
  public var mostBytes: Int
}

/// When a figure of a report is an alarm.
public struct NightlyAlarm: Sendable {
  /// Its name.
  public var name: String
  /// The job whose report shows the figure.
  public var job: String
  /// The figure: a card of the report, or `TABLE.COLUMN`.
  public var figure: String
  /// The row of the table, by its first column; nil for the first one.
  public var row: String?
  /// It is an alarm below this.
  public var below: Amount?
  /// It is an alarm above this.
  public var above: Amount?
  /// It is an alarm where it differs by more percent from what the night before showed.
  public var changesBy: Amount?
  /// How bad it is.
  public var severity: NightlyAlarmRecord.Severity
  /// For so many days after it was told it is not told again.
  public var coolDownDays: Int

  /// What the figure is called in the history.
  var figureName: String { row.map { "\(figure)/\($0)" } ?? figure }
}

extension NightlyTelling {
  /// Reads its keys of the group; mistakes go where the group's go.
  init(reading group: YAMLGroup, workspace: String, jobs: [String]) {
    let seconds = group.int("time_limit", in: 1...3600) ?? 60
    func program(_ key: String) -> OutsideProgram? {
      group.value(key).flatMap { NightlyTelling.program($0, seconds: seconds) }
    }
    onStart = program("on_start")
    onSuccess = program("on_success")
    onFailure = program("on_failure")
    metricsPath = group.text("metrics").map { $0.hasPrefix("/") ? $0 : "\(workspace)/\($0)" }
    mail = group.group("mail").flatMap { NightlyTelling.mail($0, seconds: seconds, jobs: jobs) }
  }

  private static func program(_ value: YAMLValue, seconds: Int) -> OutsideProgram? {
    guard let arguments = value.list()?.compactMap({ $0.text() }) else { return nil }
    guard let first = arguments.first, !first.isEmpty else {
      value.mistake(
        .badConfiguration,
        facts: ["reason": "'\(value.name)' names no program", "help": "list the program and its arguments"])
      return nil
    }
    return OutsideProgram(arguments: arguments, timeLimitSeconds: seconds)
  }

  private static func mail(_ group: YAMLGroup, seconds: Int, jobs: [String]) -> NightlyMailSettings? {
    func address(_ value: YAMLValue) -> MailAddress? {
      guard let text = value.text() else { return nil }
      if let address = MailAddress(text) { return address }
      value.mistake(.caseBadAddress, facts: ["address": text])
      return nil
    }
    let to = (group.requiredValue("to")?.oneOrMore() ?? []).compactMap(address)
    let from = group.requiredValue("from").flatMap(address)
    let program =
      group.value("command").map { NightlyTelling.program($0, seconds: seconds) }
      ?? OutsideProgram(arguments: ["/usr/sbin/sendmail", "-t", "-i"], timeLimitSeconds: seconds)
    let when = group.value("when")?.choice(among: ["always", "problems"]) ?? "always"
    let attached = (group.value("attach")?.oneOrMore() ?? []).compactMap { $0.choice(among: jobs) }
    let megabytes = group.int("attach_mb", in: 0...100) ?? 5
    group.finish()
    guard let from, let program, !to.isEmpty else { return nil }
    return NightlyMailSettings(
      to: to, from: from, program: program, onlyProblems: when == "problems", attachedJobs: attached,
      mostBytes: megabytes << 20)
  }
}

extension NightlyAlarm {
  /// Reads the alarms of the group; mistakes go where the group's go.
  static func read(_ group: YAMLGroup?, jobs: [NightlyJob]) -> [NightlyAlarm] {
    let reports = jobs.compactMap { job in if case .report = job.task { job.name } else { nil } }
    return (group?.allMembers() ?? []).compactMap { member in
      guard !reports.isEmpty else {
        member.value.mistake(
          .badConfiguration,
          facts: [
            "reason": "the alarm \(member.key) is about a figure, and no job makes a report",
            "help": "list a job such as profit: {report: profit}",
          ])
        return nil
      }
      guard let settings = member.value.group() else { return nil }
      func number(_ key: String) -> Amount? {
        guard let value = settings.value(key), let text = value.text() else { return nil }
        do {
          return try Amount(text)
        } catch {
          value.mistake(.mappingWrongType, facts: ["key": key, "wanted": "a number", "found": "'\(text.prefix(40))'"])
          return nil
        }
      }
      let job = settings.requiredValue("job")?.choice(among: reports)
      let figure = settings.requiredText("figure")
      var alarm = NightlyAlarm(
        name: member.key, job: job ?? "", figure: figure ?? "", row: settings.text("row"), below: number("below"),
        above: number("above"), changesBy: number("changes_by"),
        severity: settings.choice("severity", NightlyAlarmRecord.Severity.self) ?? .warning,
        coolDownDays: settings.int("cool_down", in: 0...365) ?? 0)
      settings.finish()
      if alarm.below == nil, alarm.above == nil, alarm.changesBy == nil {
        member.value.mistake(.nightlyAlarmBound, facts: ["alarm": member.key])
      }
      alarm.figure = NightlyFigures.slug(alarm.figure)
      return job == nil || figure == nil ? nil : alarm
    }
  }
}
