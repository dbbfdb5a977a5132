extension DiagnosticCode {
  static let casesCodes: [DiagnosticCode] = []
}
