import Store

/// A column of a file of case events: Daybook's own layout, the same for CSV (header) and JSON Lines (member names).
///
/// One row is one event. `case`, `at` and `kind` are required columns. `order`, `subject`, `team`, `priority`,
/// `calendar` and `policy` are said of the case and may stand on any of its rows; what was said first stays.
enum CaseColumn: String, CaseIterable {
  case caseID = "case"
  case order
  case at
  case kind
  case actor
  case body
  case value
  case entryID = "entry_id"
  case subject
  case team
  case priority
  case calendar
  case policy

  /// The column of a header or member name: case, surrounding space, `_`, `-` and blanks do not matter. `case_id`,
  /// `order_id`, `entry` and `id` (of the entry) are read too.
  init?(header: String) {
    let plain = String(header.lowercased().filter { !" _-\t\u{FEFF}".contains($0) })
    switch plain {
    case "case", "caseid": self = .caseID
    case "order", "orderid": self = .order
    case "entryid", "entry", "id": self = .entryID
    default:
      guard let column = CaseColumn(rawValue: plain) else { return nil }
      self = column
    }
  }

  /// The columns that every file has.
  static let required: [CaseColumn] = [.caseID, .at, .kind]

  /// The columns that say something of the case rather than of the event.
  static let details: [(column: CaseColumn, detail: CaseDetail)] = [
    (.order, .order), (.subject, .subject), (.team, .team), (.priority, .priority), (.calendar, .calendar),
    (.policy, .policy),
  ]
}
