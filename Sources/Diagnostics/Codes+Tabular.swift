extension DiagnosticCode {
  static let tabularCodes: [DiagnosticCode] = []
}
