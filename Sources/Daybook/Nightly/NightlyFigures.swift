import Diagnostics
import Model
import Reporting
import Store

/// Figures of reports by name, and whether they are an alarm.
enum NightlyFigures {
  /// How figures are named: lower case, `-` between words; `TABLE.COLUMN` keeps its point.
  static func slug(_ title: String) -> String {
    var name = ""
    for character in title.lowercased() {
      if character.isLetter || character.isNumber || character == "." || character == "_" {
        name.append(character)
      } else if !name.isEmpty, name.last != "-" {
        name.append("-")
      }
    }
    return name.last == "-" ? String(name.dropLast()) : name
  }

  /// The cards of a document, and the cells of its tables that alarms ask for.
  static func of(_ document: ReportDocument, for alarms: [NightlyAlarm]) -> [NightlyFigure] {
    var figures: [NightlyFigure] = []
    func add(_ name: String, _ value: Amount?) {
      guard let value, !figures.contains(where: { $0.name == name }) else { return }
      figures.append(NightlyFigure(name, value))
    }
    for card in document.sections.flatMap(\.cards) { add(slug(card.title), value(card.figure)) }
    for alarm in alarms { add(alarm.figureName, cell(alarm, in: document)) }
    return figures
  }

  private static func cell(_ alarm: NightlyAlarm, in document: ReportDocument) -> Amount? {
    let parts = alarm.figure.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let table = document.data.first(where: { $0.id == parts[0] }),
      let column = table.columns.firstIndex(where: { slug($0.key) == parts[1] })
    else { return nil }
    let row = alarm.row.map { wanted in table.rows.first { $0.first?.exact == wanted } } ?? table.rows.first
    return row.flatMap { value($0[column]) }
  }

  /// A figure in ten-thousandths; nil for what is no number, and where it would not fit.
  private static func value(_ figure: ReportValue) -> Amount? {
    func scaled(_ number: Int64, _ factor: Int64) -> Amount? {
      let (product, overflow) = number.multipliedReportingOverflow(by: factor)
      return overflow ? nil : Amount(e4: product)
    }
    return switch figure {
    case .count(let count): scaled(Int64(count), 10_000)
    case .seconds(let seconds): scaled(seconds, 10_000)
    // Basis points are hundredths of a percent.
    case .basisPoints(let points): scaled(Int64(points), 100)
    case .amount(let amount), .change(let amount): amount
    case .none, .text, .link, .instant, .date: nil
    }
  }
}

/// Judges the figures of a run.
struct NightlyAlarms {
  let alarms: [NightlyAlarm]
  let day: CivilDate

  /// The alarms that a run sets off, and a warning for each that finds no figure in a report which was written.
  func judge(
    _ jobs: [NightlyJobRecord], _ store: StoreConnection
  ) throws -> (records: [NightlyAlarmRecord], warnings: [Diagnostic]) {
    var records: [NightlyAlarmRecord] = []
    var warnings: [Diagnostic] = []
    for alarm in alarms {
      guard let job = jobs.first(where: { $0.name == alarm.job }), job.state == .done || job.state == .partly else {
        continue
      }
      guard let figure = job.figures.first(where: { $0.name == alarm.figureName }) else {
        let known = job.figures.map(\.name).joined(separator: ", ")
        warnings.append(
          Diagnostic(
            .warning, .nightlyNoFigure,
            facts: ["alarm": alarm.name, "figure": alarm.figureName, "job": alarm.job, "known": known]))
        continue
      }
      let before = try store.lastFigure(alarm.figureName, ofJob: alarm.job, before: day)
      guard let reason = reason(alarm, figure.value, before) else { continue }
      let told = try store.lastTold(alarm.name, before: day)
      let isSilent = told.map { day <= $0.adding(days: alarm.coolDownDays) } ?? false
      records.append(
        NightlyAlarmRecord(
          name: alarm.name, severity: alarm.severity, value: figure.value, reason: reason, isTold: !isSilent))
    }
    return (records, warnings)
  }

  private func reason(_ alarm: NightlyAlarm, _ now: Amount, _ before: Amount?) -> String? {
    if let bound = alarm.below, now < bound { return "\(alarm.figureName) is \(now), below \(bound)" }
    if let bound = alarm.above, bound < now { return "\(alarm.figureName) is \(now), above \(bound)" }
    guard let percent = alarm.changesBy, let before, before != now else { return nil }
    let change = (Int128(now.e4) - Int128(before.e4)).magnitude
    // change / before > percent / 100, in ten-thousandths
    guard change * 1_000_000 > Int128(before.e4).magnitude * Int128(percent.e4).magnitude else { return nil }
    return "\(alarm.figureName) is \(now) after \(before), a change of more than \(percent) percent"
  }
}
