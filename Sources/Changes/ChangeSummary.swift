public import Diagnostics
import Model
public import Store

/// How a change ended.
public enum ChangeOutcome: String, Sendable, Codable {
  /// Committed.
  case applied
  /// Evaluated by the same code, nothing written.
  case checked
  /// Refused because of errors; nothing changed.
  case rejected
  /// Refused because it was applied before; nothing changed.
  case repeated = "repeat"
}

/// Which rule saw that a file was applied before.
public enum RepeatLevel: String, Sendable, Codable, CaseIterable {
  /// The same bytes.
  case bytes
  /// The same mapped rows, in whatever order and file format.
  case content
  /// At least half of the entries, in one batch.
  case entries
}

/// The batch that a refused repeat names.
public struct RepeatFinding: Sendable {
  /// Which rule saw it.
  public let level: RepeatLevel
  /// The first batch in force that holds it.
  public let first: BatchRecord
  /// How many of the file's entries that batch holds; nil where it holds the whole file.
  public let held: Int?

  /// A finding.
  public init(level: RepeatLevel, first: BatchRecord, held: Int? = nil) {
    self.level = level
    self.first = first
    self.held = held
  }
}

extension RepeatFinding {
  /// The error that refuses a file because of it.
  func diagnostic(file: String?) -> Diagnostic {
    let code: DiagnosticCode =
      switch level {
      case .bytes: .costsRepeatBytes
      case .content: .costsRepeatContent
      case .entries: .costsRepeatEntries
      }
    let facts = [
      "batch": String(first.batch), "user": first.operator, "at": first.appliedAt.description,
      "held": held.map(String.init) ?? "",
    ]
    return Diagnostic(.error, code, at: SourceLocation(file: file), facts: facts)
  }
}

/// What a change did, or would do: the same structure whether it was checked or applied.
public struct ChangeSummary: Sendable {
  /// What kind of change it was.
  public var kind: BatchKind
  /// How it ended.
  public var outcome: ChangeOutcome
  /// Its number; nil when nothing was applied.
  public var batch: Int64?
  /// The batch that a revert or a re-application is about.
  public var targetBatch: Int64?
  /// What became of the rows.
  public var counts = BatchCounts()
  /// Named counts beyond the common ones, in order, for instance `new` and `updated` orders.
  public var details: [(name: String, count: Int)] = []
  /// Rows and money by class.
  public var classes: [ClassTotal] = []
  /// What the file states of itself, and what its rows add up to.
  public var controls: [ControlTotal] = []
  /// Why it was refused as a repeat.
  public var repeated: RepeatFinding?
  /// Money before and after by kind and currency, over the orders touched.
  public var totals: [BatchTotal] = []
  /// Costs beside the effective ones of orders: of no order, or not in the order's currency.
  public var beside: [BesideTotal] = []
  /// Orders and their money by stage, for operations.
  public var stages: [StageTotal] = []
  /// What was found, the first of each code in full.
  public var diagnostics: [Diagnostic] = []
  /// Codes found more often than listed, with how many were left out.
  public var leftOut: [(code: DiagnosticCode, count: Int)] = []
  /// The rejects file, where one was written.
  public var rejectsPath: String?
  /// The files it read.
  public var inputs: [BatchInput] = []
  /// The mapping it used.
  public var mapping: String?

  /// A summary to be filled.
  public init(kind: BatchKind, outcome: ChangeOutcome) {
    self.kind = kind
    self.outcome = outcome
  }

  /// The exit code that the summary means.
  public var exit: ExitCode {
    switch outcome {
    case .applied, .checked: counts.rejected > 0 ? .partly : .done
    case .rejected: .rejected
    case .repeated: .repeated
    }
  }
}

/// Says how far a long run is: units done, and of how many where that is known.
public typealias ProgressReport = (_ done: Int, _ total: Int?) throws -> Void
