extension DiagnosticCode {
  static let ordersCodes: [DiagnosticCode] = []
}
