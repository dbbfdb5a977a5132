/// The version of the program: recorded with every batch and shown by `daybook --version`.
public enum ProgramVersion {
  /// As in CHANGELOG.md.
  public static let current = "0.1.0"
}
