import Diagnostics
import Model
import Store

/// What the merge pass found out about the rows of a file.
struct CostFindings {
  /// Accepted rows that changed nothing.
  var unchanged = 0
  /// Rows that were left out, since all they say was applied before.
  var skipped = 0
  /// Money before and after.
  var totals = CostTotals()
  /// Costs of no order, and those that are not in their order's currency.
  var beside = BesideSums()
  /// Why rows were rejected that had been read without an error; a row may have several reasons.
  var rejections: [LateRejection] = []
  /// How many rows those are.
  var rejectedRows = 0
  /// How much of the file earlier batches hold.
  var tally = RepeatTally()
}

/// Why a row was rejected that had been read without an error: it contradicts what else is known.
struct LateRejection {
  /// What it contradicts.
  enum Reason {
    /// Another row of the file.
    case conflict
    /// An entry with the same reference, of a batch in force; nil: of this file.
    case repeatedReference(batch: Int64?)
  }

  let line: UInt32
  let kind: CostKind
  let order: String
  let reason: Reason

  /// The error's code.
  var code: DiagnosticCode {
    switch reason {
    case .conflict: .costsConflict
    case .repeatedReference(nil): .costsDoubleReference
    case .repeatedReference: .costsRepeatedReference
    }
  }

  /// The error, at the place of the kind's amount.
  func diagnostic(at place: (CostKind?, Int) -> SourceLocation) -> Diagnostic {
    var facts = ["order": order, "kind": kind.rawValue]
    if case .repeatedReference(let batch?) = reason { facts["batch"] = String(batch) }
    return Diagnostic(.error, code, at: place(kind, Int(line)), facts: facts)
  }
}
