import Diagnostics
import Model
import ServiceLevels

extension CalendarFinding {
  /// The finding as a warning about a calendar's file.
  func warning(calendar: String, file: String) -> Diagnostic {
    let (finding, help) = words
    return Diagnostic(
      .warning, .calendarFinding, at: SourceLocation(file: file),
      facts: ["calendar": calendar, "finding": finding, "help": help])
  }

  private var words: (finding: String, help: String) {
    switch self {
    case .endsBeforeMidnight(let place, let interval):
      ("\(place.words) end with \(interval), which loses the last minute", "write 24:00 for the end of a date")
    case .overlap(let place, let first, let second):
      ("\(place.words) have \(first) and \(second), which overlap", "time in both counts once; write one of them")
    case .holidayTwice(let date): ("\(date) is a holiday twice", "keep one of them")
    case .shiftOnHoliday(let date):
      ("\(date) has hours of its own but is a holiday, which wins", "remove the holiday or the hours")
    case .breakOutsideHours(let date, let interval):
      ("the break \(interval) on \(date) takes nothing away", "nothing is open then; check the date and the times")
    case .neverOpen: ("it has no opening hours at all", "give at least one day of 'week' some hours")
    case .neverInForce: ("a version ends before it starts", "correct valid_from or valid_to")
    }
  }
}

extension CalendarPlace {
  fileprivate var words: String {
    switch self {
    case .weekday(let number):
      "the hours of \(["mon", "tue", "wed", "thu", "fri", "sat", "sun"][(number - 1) % 7])"
    case .shift(let date): "the hours of \(date)"
    case .breaks(let date): "the breaks of \(date)"
    }
  }
}

extension CalendarError {
  /// The error as a mistake in a calendar's file.
  func diagnostic(calendar: String, file: String) -> Diagnostic {
    let words: (finding: String, help: String)
    switch self {
    case .zone(let error): words = ("its zone cannot be used (\(error))", "use a name of the IANA database")
    case .noVersion: words = ("it has no version", "give 'versions' at least one group")
    case .versionsOverlap(_, let instant):
      words = ("two versions are in force at \(instant)", "let one end (valid_to) where the next starts (valid_from)")
    }
    return Diagnostic(
      .error, .calendarFinding, at: SourceLocation(file: file),
      facts: ["calendar": calendar, "finding": words.finding, "help": words.help])
  }
}
