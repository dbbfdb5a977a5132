import ArgumentParser
import Daybook
import Diagnostics
import Model
import Reporting
import ServiceLevels

/// `daybook calendar`.
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Business hours: what the calendars of reports/sla/calendars/ say.",
    discussion: """
      Examples:
        daybook calendar check
        daybook calendar show default --month 2026-12
        daybook calendar elapsed default 2026-09-25T16:00 2026-09-28T10:00
        daybook calendar due default 2026-09-25T16:00 8h
      """,
    subcommands: [CalendarCheck.self, CalendarShow.self, CalendarElapsed.self, CalendarDue.self])
}

/// `daybook calendar check`.
struct CalendarCheck: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check calendars and policies, and say what is probably not meant.",
    discussion: """
      Mistakes end with exit code 78. What is probably not meant is a warning: hours that end at 23:59, intervals that \
      overlap, a calendar that is never open.

      Examples:
        daybook calendar check
        daybook calendar check default --json
      """)

  @Argument(help: ArgumentHelp("The calendar. Default: all.", valueName: "calendar"))
  var name: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let examination = try ExamineCalendars(in: try console.session())
    let calendars = try examination.calendars(name)
    let findings = calendars.flatMap(examination.findings)
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.calendars/1",
        "calendars": JSONValue(calendars) {
          [
            "calendar": .text($0.id), "versions": .integer(Int64($0.versions.count)),
            "zones": JSONValue($0.versions) { .text($0.zone) },
            "findings": .integer(Int64(examination.findings(of: $0).count)),
          ]
        },
        "diagnostics": JSONValue(findings, \.json),
      ])
      return .done
    }
    for finding in findings { console.show(finding) }
    var table = TextTable(("calendar", .left), ("zone", .left), ("versions", .right), ("findings", .right))
    for calendar in calendars {
      table.add(
        printable(calendar.id), calendar.versions.map(\.zone).last ?? "", "\(calendar.versions.count)",
        "\(examination.findings(of: calendar).count)")
    }
    try console.print(table.text)
    return .done
  }
}

/// `daybook calendar show CALENDAR --month`.
struct CalendarShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the open hours of each day of a month.",
    discussion: """
      Hours are by the clock of the calendar's zone, holidays by name.

      Examples:
        daybook calendar show default --month 2026-12
      """)

  @Argument(help: ArgumentHelp("The calendar.", valueName: "calendar"))
  var name: String

  @Option(help: ArgumentHelp("The month, YYYY-MM.", valueName: "month"))
  var month: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let calendars = try ExamineCalendars(in: try console.session()).calendars(name)
    for calendar in calendars {
      let days = try ExamineCalendars.days(of: month, in: calendar)
      if console.wantsJSON {
        try console.print([
          "schema": "daybook.calendar_month/1", "calendar": .text(calendar.id), "month": .text(month),
          "seconds": .integer(days.reduce(0) { $0 + $1.seconds }), "days": JSONValue(days, \.json),
        ])
        continue
      }
      var table = TextTable(("date", .left), ("day", .left), ("open", .left), ("hours", .right), ("note", .left))
      for day in days {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        table.add(
          day.date.description, names[day.date.weekday - 1],
          day.open.map { calendar.clock($0.lowerBound) + "-" + calendar.clock($0.upperBound, isEnd: true) }
            .joined(separator: " "),
          day.seconds == 0 ? "" : ReportValue.seconds(day.seconds).shown, printable(day.notes.joined(separator: ", ")))
      }
      let sum = ReportValue.seconds(days.reduce(0) { $0 + $1.seconds }).shown
      try console.print(table.text + "together \(sum)\n")
    }
    return .done
  }
}

/// `daybook calendar elapsed CALENDAR FROM TO`.
struct CalendarElapsed: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "elapsed",
    abstract: "Business time between two instants.",
    discussion: """
      Times without a zone are by the calendar's clock.

      Examples:
        daybook calendar elapsed default 2026-09-25T16:00 2026-09-28T10:00
        daybook calendar elapsed default 2026-09-25T14:00:00Z 2026-09-28T08:00:00Z --json
      """)

  @Argument(help: ArgumentHelp("The calendar.", valueName: "calendar"))
  var name: String

  @Argument(help: ArgumentHelp("The first instant.", valueName: "from"))
  var from: String

  @Argument(help: ArgumentHelp("The first instant after it.", valueName: "to"))
  var to: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    for calendar in try ExamineCalendars(in: try console.session()).calendars(name) {
      let (from, to) = try (
        ExamineCalendars.instant(self.from, in: calendar), ExamineCalendars.instant(self.to, in: calendar)
      )
      let elapsed = calendar.elapsed(from: from, to: to)
      if console.wantsJSON {
        try console.print([
          "schema": "daybook.calendar_elapsed/1", "calendar": .text(calendar.id), "from": JSONValue(from),
          "to": JSONValue(to), "elapsed": .integer(elapsed),
        ])
      } else {
        try console.print("\(elapsed) seconds, \(ReportValue.seconds(elapsed).shown)\n")
      }
    }
    return .done
  }
}

/// `daybook calendar due CALENDAR FROM LENGTH`.
struct CalendarDue: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "When a length of business time is used up.",
    discussion: """
      'due' is the first instant at which it is; a clock with that target is late after 'late after', which is the next \
      opening where the time runs out exactly at a close.

      Examples:
        daybook calendar due default 2026-09-25T16:00 28800
        daybook calendar due default 2026-09-25T14:00:00Z 8h --json
      """)

  @Argument(help: ArgumentHelp("The calendar.", valueName: "calendar"))
  var name: String

  @Argument(help: ArgumentHelp("The first instant.", valueName: "from"))
  var from: String

  @Argument(help: ArgumentHelp("Business seconds, or hours and minutes as in 1h30m.", valueName: "seconds"))
  var length: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    for calendar in try ExamineCalendars(in: try console.session()).calendars(name) {
      let from = try ExamineCalendars.instant(self.from, in: calendar)
      let due = try ExamineCalendars.due(calendar, from: from, length)
      if due.dueAt == nil || due.breachAfter == nil {
        let days = String(BusinessCalendar.horizonDays)
        console.show(Diagnostic(.warning, .calendarNeverOpens, facts: ["calendar": calendar.id, "days": days]))
      }
      if console.wantsJSON {
        try console.print([
          "schema": "daybook.calendar_due/1", "calendar": .text(calendar.id), "from": JSONValue(from),
          "seconds": .integer(due.seconds), "due_at": JSONValue(due.dueAt), "breach_after": JSONValue(due.breachAfter),
        ])
      } else {
        var table = TextTable(("", .left), ("by the calendar", .left), ("UTC", .left))
        for (label, instant) in [("due", due.dueAt), ("late after", due.breachAfter)] {
          table.add(label, instant.map { calendar.wall($0) } ?? "never", instant?.description ?? "")
        }
        try console.print(table.text)
      }
    }
    return .done
  }
}

extension ExamineCalendars.Day {
  fileprivate var json: JSONValue {
    [
      "date": JSONValue(date), "seconds": .integer(seconds),
      "open": JSONValue(open) { ["from": JSONValue($0.lowerBound), "to": JSONValue($0.upperBound)] },
      "notes": JSONValue(notes) { .text($0) },
    ]
  }
}

extension BusinessCalendar {
  /// Date and time on the calendar's clock.
  fileprivate func wall(_ instant: Instant) -> String {
    String(zone(at: instant).wall(at: Instant(seconds: instant.seconds)).description.map { $0 == "T" ? " " : $0 })
  }

  /// The time of day on the calendar's clock; the end of a day is 24:00.
  fileprivate func clock(_ instant: Instant, isEnd: Bool = false) -> String {
    let time = String(wall(instant).split(separator: " ").last ?? "")
    let short = time.hasSuffix(":00") && time.count == 8 ? String(time.dropLast(3)) : time
    return isEnd && short == "00:00" ? "24:00" : short
  }
}
