extension DiagnosticCode {
  static let inboxCodes: [DiagnosticCode] = [.inboxInUse]

  /// Two runs on one inbox.
  public static let inboxInUse = DiagnosticCode(
    "inbox/in-use", "another run takes the files of {path}", hint: "wait for it to end and run the same command again")
}
