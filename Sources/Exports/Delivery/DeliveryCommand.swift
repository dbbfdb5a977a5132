/// A program that takes a file to its destination: sftp, a tool for S3, a mailer.
///
/// ``OutsideProgram`` says how it is started.
public struct DeliveryCommand: Sendable, Hashable {
  /// The program, which is looked for in PATH, and its arguments; `{file}`, `{name}`, `{manifest}`, `{mapping}`,
  /// `{destination}`, `{batch}` and `{sha256}` stand for what is delivered. It is started for each file, or once for all where
  /// an argument is `{files}`, for which an argument each stands.
  public var arguments: [String]
  /// It is stopped after so many seconds.
  public var timeLimitSeconds: Int

  /// The names that may stand in braces.
  public static let placeholders = ["file", "name", "manifest", "mapping", "destination", "batch", "sha256"]
  /// The argument that stands for all files.
  public static let allFiles = "{files}"
  /// Those of the names that are of one file alone.
  public static let ofOneFile = ["file", "name", "sha256"]
  /// The time limit where none is said.
  public static let usualSeconds = 300

  /// A command.
  public init(arguments: [String], timeLimitSeconds: Int = DeliveryCommand.usualSeconds) {
    self.arguments = arguments
    self.timeLimitSeconds = timeLimitSeconds
  }

  /// Whether it is started once for all files.
  public var takesAll: Bool { arguments.contains(DeliveryCommand.allFiles) }

  /// Runs it to its end, to the time limit, or until the run is asked to end.
  func run(_ facts: [String: String], files: [String], isCancelled: () -> Bool) -> OutsideProgram.Ending {
    let filled = arguments.flatMap { $0 == DeliveryCommand.allFiles ? files : [DeliveryCommand.fill($0, facts)] }
    return OutsideProgram(arguments: filled, timeLimitSeconds: timeLimitSeconds).run(isCancelled: isCancelled)
  }

  /// Replaces the known names in braces, once: what a name stands for is not looked at again.
  private static func fill(_ argument: String, _ facts: [String: String]) -> String {
    var filled = ""
    var rest = Substring(argument)
    while let brace = rest.firstIndex(of: "{") {
      filled += rest[..<brace]
      rest = rest[brace...]
      let name = placeholders.first { rest.hasPrefix("{\($0)}") }
      filled += name.flatMap { facts[$0] } ?? "{"
      rest = rest.dropFirst(name.map { $0.count + 2 } ?? 1)
    }
    return filled + rest
  }
}
