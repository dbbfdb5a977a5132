import Mapping
public import Tabular

/// `daybook mapping guess FILE`: a first mapping for a cost source. Needs no workspace.
public struct GuessMapping: Sendable {
  /// The file.
  public var path: String
  /// The mapping's name; nil: the file's.
  public var name: String?
  /// Sheet, delimiter, encoding and limits.
  public var options = ReadOptions()

  /// A request for a file.
  public init(path: String) { self.path = path }

  /// The mapping, as YAML. Fails with `rejected` where the file is no table or has nothing like a header.
  public func run() throws -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let stem = last.prefix { $0 != "." }.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
    let input = try InputFile.open(path, limits: options.limits)
    return try CostGuess(input, name: name ?? (stem.isEmpty ? "guessed" : String(stem)), options: options).yaml
  }
}
