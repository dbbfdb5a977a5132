extension DiagnosticCode {
  static let tabularCodes: [DiagnosticCode] = [.limitHit]

  /// A limit against hostile or broken files is hit.
  public static let limitHit = DiagnosticCode(
    "limit/hit", "{what}: the limit {limit} is {value}",
    hint: "if the file is sound, raise it with --limit {limit}=NUMBER")
}
