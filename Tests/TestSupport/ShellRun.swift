public import Foundation

/// One run of a shell script with the built `daybook` on its path: what it wrote and how it ended.
public struct ShellRun: Sendable, Equatable {
  /// Standard output.
  public let output: String
  /// Standard error.
  public let error: String
  /// The exit code of the script.
  public let exit: Int32

  /// The variables that every run sees: time, user, host and zone are fixed, nothing is coloured.
  public static var environment: [String: String] {
    [
      "PATH": productFolder.path + ":/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1",
      "DAYBOOK_NOW": "2026-10-01T12:00:00Z", "DAYBOOK_USER": "anna", "DAYBOOK_HOST": "office",
      "SAMPLES": PackageFolder.url("samples").path,
    ]
  }

  /// The folder where the program and this test were built.
  public static var productFolder: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  }

  /// Runs a script with bash in a folder.
  public init(script: String, in folder: URL, environment: [String: String] = ShellRun.environment) throws {
    let captured = try TemporaryFolder()
    let outputURL = captured.url.appendingPathComponent("output")
    let errorURL = captured.url.appendingPathComponent("error")
    for url in [outputURL, errorURL] { try Data().write(to: url) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: errorURL)
    try process.run()
    process.waitUntilExit()
    output = String(decoding: try Data(contentsOf: outputURL), as: UTF8.self)
    error = String(decoding: try Data(contentsOf: errorURL), as: UTF8.self)
    exit = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  /// The same run with a text replaced wherever it was written.
  public func replacing(_ text: String, with name: String) -> ShellRun {
    ShellRun(
      output: output.replacingOccurrences(of: text, with: name),
      error: error.replacingOccurrences(of: text, with: name),
      exit: exit)
  }

  private init(output: String, error: String, exit: Int32) {
    self.output = output
    self.error = error
    self.exit = exit
  }
}
