import Diagnostics
public import Tabular

/// A file to be imported: how it is read, and where that goes which an import leaves beside it.
public struct FileImport: Sendable {
  /// The file; `-` for standard input.
  public var path: String
  /// The mapping's name or path; nil: recognised by what stands in the file.
  public var mapping: String?
  /// Sheet, delimiter, encoding and limits.
  public var options = ReadOptions()
  /// Where what is rejected goes; nil: beside the file.
  public var rejectsPath: String?
  /// Where the file will be once it was imported, if it is moved: what is beside the file is beside that.
  public var target: String?

  /// A file that is recognised, with what it leaves beside it.
  public init(path: String) { self.path = path }

  /// Where what is rejected goes, with the ending of the file's format.
  func rejectsPath(endingIn suffix: String) -> String {
    rejectsPath ?? (path == "-" ? String(suffix.dropFirst()) : (target ?? path) + suffix)
  }
}
