/// Why a run ended without doing its work. The raw values are the program's exit codes (sysexits where one fits).
public enum ExitCode: Int32, Sendable {
  /// Done.
  case done = 0
  /// The input was rejected; nothing changed.
  case rejected = 1
  /// The input was applied before; nothing changed.
  case repeated = 2
  /// Done, but some rows were rejected.
  case partly = 3
  /// The command line does not make sense.
  case usage = 64
  /// An input does not exist or cannot be opened.
  case noInput = 66
  /// A bug of ours.
  case bug = 70
  /// An output cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// Somebody else holds the store: try again.
  case locked = 75
  /// The store is damaged or not a store.
  case damaged = 76
  /// The operating system does not permit it.
  case permission = 77
  /// A mapping, policy, calendar or `daybook.yaml` is wrong.
  case configuration = 78
  /// The user stopped it: 128 and the number of the signal that Ctrl-C sends.
  case interrupted = 130
}

/// The typed error that ends a run: which exit code, and the diagnostics that say why.
///
/// It carries facts only; sentences come from ``DiagnosticCode``.
public struct Failure: Error, Sendable {
  /// The exit code of the process.
  public let exit: ExitCode
  /// What went wrong; at least one.
  public let diagnostics: [Diagnostic]

  /// A failure with one reason.
  public init(
    _ exit: ExitCode, _ code: DiagnosticCode, at location: SourceLocation = SourceLocation(),
    facts: [String: String] = [:], excerpt: String? = nil
  ) {
    self.exit = exit
    self.diagnostics = [Diagnostic(.error, code, at: location, facts: facts, excerpt: excerpt)]
  }

  /// A failure with several reasons, for instance all mistakes of a mapping.
  public init(_ exit: ExitCode, _ diagnostics: [Diagnostic]) {
    self.exit = exit
    self.diagnostics = diagnostics
  }
}
