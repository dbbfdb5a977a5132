extension DiagnosticCode {
  static let exportsCodes: [DiagnosticCode] = []
}
