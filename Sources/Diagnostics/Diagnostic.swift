/// Where something was read: a file, and within it a sheet, a line, a column and a field, as far as they are known.
public struct SourceLocation: Sendable, Hashable {
  /// The file as the user named it; `-` for standard input; nil for what has no file.
  public var file: String?
  /// The sheet of a spreadsheet.
  public var sheet: String?
  /// The line of a text file, or the row of a sheet, from 1.
  public var line: Int?
  /// The column (cell) within the row, or the byte within the line of a text without cells, from 1.
  public var column: Int?
  /// The header or the field name of that column.
  public var field: String?

  /// A location with what is known of it.
  public init(
    file: String? = nil, sheet: String? = nil, line: Int? = nil, column: Int? = nil, field: String? = nil
  ) {
    self.file = file
    self.sheet = sheet
    self.line = line
    self.column = column
    self.field = field
  }
}

/// One finding about the user's data or files: an error or a warning with its place, facts and a hint.
///
/// Bad data is always a diagnostic and never a thrown error.
public struct Diagnostic: Sendable, Hashable {
  /// Errors reject a row or a file; warnings do not.
  public enum Severity: String, Sendable, Codable {
    /// The row, or the file, is rejected.
    case error
    /// Worth a look; nothing is rejected.
    case warning
  }

  /// Error or warning.
  public var severity: Severity
  /// What it is about.
  public var code: DiagnosticCode
  /// Where it was found.
  public var location: SourceLocation
  /// The facts that fill the sentence and the hint.
  public var facts: [String: String]
  /// The offending text as it stands in the file, shortened; never shown in logs.
  public var excerpt: String?

  /// A finding. See ``DiagnosticCode`` for how facts become a sentence.
  public init(
    _ severity: Severity, _ code: DiagnosticCode, at location: SourceLocation = SourceLocation(),
    facts: [String: String] = [:], excerpt: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.location = location
    self.facts = facts
    self.excerpt = excerpt
  }

  /// The sentence for people.
  public var message: String { DiagnosticCode.fill(code.sentence, with: facts) }

  /// What to do about it; nil where nothing can be advised.
  public var hint: String? { code.hint.isEmpty ? nil : DiagnosticCode.fill(code.hint, with: facts) }
}
