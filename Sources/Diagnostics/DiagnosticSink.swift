/// Collects the diagnostics of a run: counts all of them, keeps the first ones, and passes each on as it comes.
public final class DiagnosticSink {
  /// How many of each code are kept in full; all are counted.
  public let keptPerCode: Int
  /// The kept diagnostics, in the order they were found.
  public private(set) var kept: [Diagnostic] = []
  /// All errors found, kept or not.
  public private(set) var errors = 0
  /// All warnings found, kept or not.
  public private(set) var warnings = 0
  private var countByCode: [DiagnosticCode: Int] = [:]

  /// A sink that keeps the first `keptPerCode` diagnostics of each code.
  public init(keptPerCode: Int = 100) {
    self.keptPerCode = keptPerCode
  }

  /// Takes one diagnostic.
  public func emit(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
    let count = countByCode[diagnostic.code, default: 0] + 1
    countByCode[diagnostic.code] = count
    if count <= keptPerCode { kept.append(diagnostic) }
  }

  /// Takes one diagnostic that is made only where it is kept: for what many rows may have in common.
  public func emit(_ severity: Diagnostic.Severity, _ code: DiagnosticCode, _ make: () throws -> Diagnostic) rethrows {
    if severity == .error { errors += 1 } else { warnings += 1 }
    let isKept = count(ofOneMore: code) <= keptPerCode
    if isKept { kept.append(try make()) }
  }

  /// Counts diagnostics that are not made, since enough of their code were kept.
  public func count(_ more: Int, _ severity: Diagnostic.Severity, _ code: DiagnosticCode) {
    guard more > 0 else { return }
    if severity == .error { errors += more } else { warnings += more }
    countByCode[code, default: 0] += more
  }

  private func count(ofOneMore code: DiagnosticCode) -> Int {
    countByCode[code, default: 0] += 1
    return countByCode[code, default: 0]
  }

  /// Whether the next diagnostic of a code would be kept, for facts that cost time to find.
  public func keeps(_ code: DiagnosticCode) -> Bool { count(of: code) < keptPerCode }

  /// Takes out what was kept, and begins anew: for those who want the findings of one row at a time.
  public func drain() -> [Diagnostic] {
    defer {
      kept.removeAll()
      countByCode.removeAll()
    }
    return kept
  }

  /// How often a code was found.
  public func count(of code: DiagnosticCode) -> Int { countByCode[code, default: 0] }

  /// Codes found more often than they are kept, with how many were left out, sorted by name.
  public var leftOut: [(code: DiagnosticCode, count: Int)] {
    countByCode.filter { $0.value > keptPerCode }.map { ($0.key, $0.value - keptPerCode) }
      .sorted { $0.code.name < $1.code.name }
  }
}
