import Diagnostics
import Model

/// What the merge pass found out about the rows of a file.
struct CostFindings {
  /// Accepted rows that changed nothing.
  var unchanged = 0
  /// Money before and after.
  var totals = CostTotals()
  /// Why rows were rejected that had been read without an error; a row may have several reasons.
  var rejections: [LateRejection] = []
  /// How many rows those are.
  var rejectedRows = 0
}

/// Why a row was rejected that had been read without an error: it contradicts what else is known.
struct LateRejection {
  /// What it contradicts.
  enum Reason {
    /// Another row of the file.
    case conflict
  }

  let line: UInt32
  let kind: CostKind
  let order: String
  let reason: Reason

  /// The error, at the place of the kind's amount.
  func diagnostic(at place: (CostKind?, Int) -> SourceLocation) -> Diagnostic {
    let facts = ["order": "'\(order)'", "kind": kind.rawValue]
    switch reason {
    case .conflict: return Diagnostic(.error, .costsConflict, at: place(kind, Int(line)), facts: facts)
    }
  }
}
