import Diagnostics

/// Findings of rows that are not met in the order of the file: all are counted, those of the earliest rows are kept, as many
/// as a sink keeps.
struct EarliestFindings<Finding> {
  private let most: Int
  private var kept: [(line: UInt32, finding: Finding)] = []
  /// Rows from here on are only counted.
  private var end = UInt32.max
  private var count = 0

  init(sink: DiagnosticSink) { most = min(sink.keptPerCode, 1_000) }

  /// Takes the finding of a row.
  mutating func add(_ line: UInt32, _ finding: @autoclosure () throws -> Finding) rethrows {
    count += 1
    guard line < end else { return }
    kept.append((line, try finding()))
    if kept.count >= 2 * most + 1 { trim() }
  }

  private mutating func trim() {
    kept.sort { $0.line < $1.line }
    kept.removeLast(kept.count - most)
    end = kept.last?.line ?? 0
  }

  /// Passes them on, the earliest rows first.
  mutating func emit(
    _ severity: Diagnostic.Severity, _ code: DiagnosticCode, to sink: DiagnosticSink,
    _ make: (UInt32, Finding) throws -> Diagnostic
  ) rethrows {
    if kept.count > most { trim() } else { kept.sort { $0.line < $1.line } }
    for (line, finding) in kept { try sink.emit(severity, code) { try make(line, finding) } }
    sink.count(count - kept.count, severity, code)
  }
}
