extension DiagnosticCode {
  static let costsCodes: [DiagnosticCode] = []
}
