import Diagnostics
import Model
import Store

/// Brings the rows of one batch into the store's cases.
final class CaseWriting {
  /// What became of a row.
  enum Outcome { case applied, unchanged, rejected }

  private let connection: StoreConnection
  private let batch: Int64
  private let found: (Diagnostic) -> Void
  private(set) var events = 0
  private(set) var newCases = 0
  /// Cases without events before this batch; their rows are computed at its end only.
  private var fresh: Set<Int64> = []

  init(connection: StoreConnection, batch: Int64, found: @escaping (Diagnostic) -> Void) {
    self.connection = connection
    self.batch = batch
    self.found = found
  }

  /// Adds the row's event to its case, which is made where there is none, and notes what the row says of the case.
  ///
  /// A row that contradicts what is known of its case or entry is rejected before it changes anything.
  func apply(_ row: CaseRow) throws -> Outcome {
    let known = try connection.caseKey(row.caseID)
    if let known, let order = row.details[.order],
      let kept = try connection.detail(.order, ofCase: known.key), kept != order
    {
      report(.error, .caseOrderDiffers, row, .order, ["case": row.caseID, "kept": kept, "given": order])
      return .rejected
    }
    let key = try known?.key ?? connection.insertCase(row.caseID, firstEventAt: row.event.at, batch: batch)
    var isChanged = false
    switch try connection.add(row.event, entryID: row.entryID, toCase: key, batch: batch) {
    case .differs:
      report(.error, .caseEntryDiffers, row, .entryID, ["case": row.caseID, "entry": row.entryID ?? ""])
      return .rejected
    case .added:
      events += 1
      isChanged = true
    case .unchanged: break
    }
    if !(known?.hasEvents ?? false), isChanged, fresh.insert(key).inserted { newCases += 1 }
    for (column, detail) in CaseColumn.details {
      guard let value = row.details[detail] else { continue }
      switch try connection.note(detail, value, ofCase: key, batch: batch) {
      case .noted: isChanged = true
      case .unchanged: break
      case .differs(let kept):
        let facts = ["case": row.caseID, "name": detail.rawValue, "kept": kept, "given": value]
        report(.warning, .caseDetailDiffers, row, column, facts)
      }
    }
    return isChanged ? .applied : .unchanged
  }

  private func report(
    _ severity: Diagnostic.Severity, _ code: DiagnosticCode, _ row: CaseRow, _ column: CaseColumn,
    _ facts: [String: String]
  ) {
    var place = row.location
    place.column = row.positions[column]
    place.field = column.rawValue
    found(Diagnostic(severity, code, at: place, facts: facts))
  }
}
