extension DiagnosticCode {
  static let deletionCodes: [DiagnosticCode] = []
}
