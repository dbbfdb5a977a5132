public import Diagnostics

/// Where something stands in a YAML file: line and column, both from 1, the column counted in Unicode scalars.
public struct YAMLPosition: Sendable, Hashable, Comparable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int

  /// A place in a file.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Earlier lines come first, then earlier columns.
  public static func < (left: YAMLPosition, right: YAMLPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Collects every mistake of one YAML file, so that a user sees all of them at once.
public final class YAMLMistakes {
  /// The file as the user named it.
  public let file: String
  /// Characters of the first line that the user did not write.
  private let added: Int
  private var found: [(position: YAMLPosition, diagnostic: Diagnostic)] = []

  /// No mistakes yet. `added` characters stand in front of the first line that the user did not write.
  public init(file: String, added: Int = 0) {
    self.file = file
    self.added = added
  }

  /// Whether nothing is wrong so far. Warnings do not count.
  public var isEmpty: Bool { !found.contains { $0.diagnostic.severity == .error } }

  /// All mistakes in the order of the file.
  public var diagnostics: [Diagnostic] { found.sorted { $0.position < $1.position }.map(\.diagnostic) }

  /// Writes a mistake down.
  public func add(
    _ code: DiagnosticCode, at position: YAMLPosition, field: String? = nil, facts: [String: String] = [:],
    severity: Diagnostic.Severity = .error
  ) {
    let column = position.line == 1 ? max(1, position.column - added) : position.column
    let location = SourceLocation(file: file, line: position.line, column: column, field: field)
    found.append((position, Diagnostic(severity, code, at: location, facts: facts)))
  }

  /// Ends a run because of the mistakes: exit code `configuration`.
  public var failure: Failure { Failure(.configuration, diagnostics) }
}
