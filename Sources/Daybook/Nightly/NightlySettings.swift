import Diagnostics
import Mapping
public import Model
public import Reporting
public import Store

/// What `daybook.yaml` says under `nightly:`.
public struct NightlySettings: Sendable {
  /// The jobs in their order.
  public var jobs: [NightlyJob] = []
  /// Who is told.
  public var telling = NightlyTelling()
  /// When figures of reports are alarms.
  public var alarms: [NightlyAlarm] = []

  /// No nights.
  public init() {}
}

/// A job of the night.
public struct NightlyJob: Sendable {
  /// Its name.
  public var name: String
  /// What it does.
  public var task: NightlyTask
  /// Jobs before it without which it makes no sense.
  public var needs: [String]
  /// Where it stands in the settings.
  var place: SourceLocation
}

/// What a job does.
public enum NightlyTask: Sendable {
  /// Takes the files of an inbox.
  case takeIn(NightlyImport)
  /// Writes or delivers an export.
  case export(NightlyExport)
  /// Writes a report.
  case report(NightlyReport)
  /// Looks for closed months whose money is not what it was.
  case checkPeriods
  /// Proves the store.
  case checkStore
  /// Makes a backup.
  case backUp(BackUpStore)

  /// In words of `daybook.yaml`.
  public var words: String {
    switch self {
    case .takeIn(let job): "import \(job.kind.rawValue)"
    case .export(let job): "export \(job.mapping)"
    case .report(let job): "report \(job.name)"
    case .checkPeriods: "check periods"
    case .checkStore: "check store"
    case .backUp: "backup"
    }
  }
}

/// An inbox that a night takes.
public struct NightlyImport: Sendable {
  /// Costs, orders or cases.
  public var kind: BatchKind
  /// The folder, as the settings say it: below the workspace unless it is absolute.
  public var folder: String
  /// The mapping; nil: recognised.
  public var mapping: String?
  /// Whether good rows are applied beside bad ones.
  public var acceptValid: Bool
}

/// The days of which a night exports or reports.
public enum NightlyPeriod: String, Sendable, CaseIterable {
  /// The business date alone.
  case day
  /// Its month up to it.
  case month
  /// Its year up to it.
  case year
  /// Everything.
  case all
}

/// An export that a night writes.
public struct NightlyExport: Sendable {
  /// The layout.
  public var mapping: String
  /// What of it is delivered; nil for a file of everything.
  public var scope: ExportScope?
  /// Whom it is delivered to; nil for the only destination there is.
  public var destination: String?
  /// The file or folder where nothing is delivered.
  public var path: String?
  /// Which days.
  public var period: NightlyPeriod
}

/// A report that a night writes.
public struct NightlyReport: Sendable {
  /// `sla`, `profit`, or a folder in `reports/`.
  public var name: String
  /// In which formats.
  public var formats: Set<ReportFormat>
  /// The folder, in which `{date}` stands for the business date.
  public var folder: String
  /// Which days.
  public var period: NightlyPeriod
  /// Parameters that are not to be as the report says.
  public var values: [(name: String, value: String)]
}

extension NightlyJob {
  /// Whether it writes the files that another report would write.
  fileprivate func writesFiles(of other: NightlyReport) -> Bool {
    guard case .report(let report) = task else { return false }
    // What profit is by where nothing is said; other reports have no such parameter.
    func by(_ report: NightlyReport) -> String {
      report.values.last { $0.name == "by" }?.value ?? ProfitDimension.month.rawValue
    }
    return report.name == other.name && report.folder == other.folder && by(report) == by(other)
      && !report.formats.isDisjoint(with: other.formats)
  }
}

extension NightlySettings {
  /// Reads the group; mistakes go where the group's go.
  init(reading group: YAMLGroup?, workspace: String) {
    guard let group else { return }
    for member in group.group("jobs")?.allMembers() ?? [] {
      guard let settings = member.value.group() else { continue }
      if let job = NightlySettings.job(member, settings, after: jobs) { jobs.append(job) }
    }
    telling = NightlyTelling(reading: group, workspace: workspace, jobs: jobs.map(\.name))
    alarms = NightlyAlarm.read(group.group("alarms"), jobs: jobs)
    group.finish()
  }

  private static let tasks = ["import", "export", "report", "check", "backup"]

  private static func job(_ member: YAMLGroup.Member, _ settings: YAMLGroup, after earlier: [NightlyJob]) -> NightlyJob?
  {
    let name = member.key
    if !isName(name) { member.value.mistake(.nightlyJobName, facts: ["job": name]) }
    let named = tasks.filter { settings.has($0) }
    guard named.count == 1, let verb = named.first else {
      member.value.mistake(.nightlyTask, facts: ["job": name, "known": tasks.joined(separator: ", ")])
      return nil
    }
    let needs = settings.texts("needs")
    for other in needs where !earlier.contains(where: { $0.name == other }) {
      settings.value("needs")?.mistake(.nightlyNeeds, facts: ["job": name, "other": other])
    }
    let task = task(verb, settings)
    settings.finish()
    if case .report(let report)? = task, let other = earlier.first(where: { $0.writesFiles(of: report) }) {
      member.value.mistake(
        .badConfiguration,
        facts: [
          "reason": "the job \(name) would write over the files of \(other.name)",
          "help": "give one of them another folder: to: outbox/\(name)/{date}",
        ])
    }
    let place = SourceLocation(
      file: settings.mistakes.file, line: member.position.line, column: member.position.column)
    return task.map { NightlyJob(name: name, task: $0, needs: needs, place: place) }
  }

  /// Names stand in file names, options and metrics.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60 && text.first != "-"
      && text.utf8.allSatisfy { byte in
        let letter = byte | 0x20
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
          || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_")
      }
  }

  private static func task(_ verb: String, _ settings: YAMLGroup) -> NightlyTask? {
    switch verb {
    case "import": return takeIn(settings)
    case "export": return export(settings)
    case "report": return report(settings)
    case "check": return check(settings)
    default: return backUp(settings)
    }
  }

  private static func takeIn(_ settings: YAMLGroup) -> NightlyTask? {
    let kinds: [BatchKind] = [.costs, .orders, .cases]
    let folder = settings.text("from")
    let mapping = settings.text("mapping")
    let acceptValid = settings.bool("accept_valid") ?? false
    guard let word = settings.requiredValue("import")?.choice(among: kinds.map(\.rawValue)),
      let kind = BatchKind(rawValue: word)
    else { return nil }
    return .takeIn(
      NightlyImport(kind: kind, folder: folder ?? "inbox/\(word)", mapping: mapping, acceptValid: acceptValid))
  }

  private static func export(_ settings: YAMLGroup) -> NightlyTask? {
    let scope = settings.choice("send", ExportScope.self)
    let destination = settings.text("destination")
    let path = settings.text("to")
    let period = settings.choice("period", NightlyPeriod.self) ?? .all
    guard let mapping = settings.requiredText("export") else { return nil }
    if scope == nil, path == nil {
      settings.value("export")?.mistake(
        .badConfiguration,
        facts: [
          "reason": "the export \(mapping) has no place to go to",
          "help": "say 'send: new' or 'send: changed' for a delivery, or 'to: FILE'",
        ])
    }
    if scope == nil, destination != nil {
      settings.value("destination")?.mistake(
        .badConfiguration,
        facts: ["reason": "a destination goes with a delivery", "help": "say 'send: new' or 'send: changed'"])
    }
    return .export(
      NightlyExport(mapping: mapping, scope: scope, destination: destination, path: path, period: period))
  }

  private static func report(_ settings: YAMLGroup) -> NightlyTask? {
    var formats = Set((settings.value("format")?.oneOrMore() ?? []).compactMap { $0.choice(ReportFormat.self) })
    if formats.isEmpty { formats = [.html, .csv, .json] }
    let folder = settings.text("to") ?? "outbox/reports/{date}"
    let period = settings.choice("period", NightlyPeriod.self) ?? .month
    var values = (settings.group("set")?.allMembers() ?? []).map { ($0.key, $0.value.text() ?? "") }
    if let by = settings.choice("by", ProfitDimension.self) { values.append(("by", by.rawValue)) }
    guard let name = settings.requiredText("report") else { return nil }
    return .report(NightlyReport(name: name, formats: formats, folder: folder, period: period, values: values))
  }

  private static func check(_ settings: YAMLGroup) -> NightlyTask? {
    switch settings.requiredValue("check")?.choice(among: ["periods", "store"]) {
    case "periods": .checkPeriods
    case "store": .checkStore
    default: nil
    }
  }

  private static func backUp(_ settings: YAMLGroup) -> NightlyTask? {
    var request = BackUpStore()
    request.folder = settings.text("backup") ?? "backups"
    request.keep = settings.int("keep", in: 1...100_000)
    request.keepDays = settings.int("keep_days", in: 1...100_000)
    return .backUp(request)
  }
}
