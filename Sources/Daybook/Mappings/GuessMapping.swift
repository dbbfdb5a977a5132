import Diagnostics
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
    let guess = try CostGuess(input, name: name ?? (stem.isEmpty ? "guessed" : String(stem)), options: options)
    guard let known = try GuessMapping.shipped(for: input, options) else { return guess.yaml }
    return "# The shipped mapping \(known) reads this file ('daybook costs check' shows how).\n"
      + guess.yaml
  }

  /// The shipped mapping that recognises the file.
  private static func shipped(for input: InputFile, _ options: ReadOptions) throws -> String? {
    do {
      return try CostRecogniser(MappingCatalog(folder: nil)).mapping(for: input, options: options).name
    } catch let failure as Failure where failure.exit == .rejected {
      // None does, which is why one is guessed.
      return nil
    }
  }
}
