public import Foundation

/// The folder of the package, found from where this file lies.
public enum PackageFolder {
  /// The folder that holds `Package.swift`.
  public static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file or folder below it, for instance `samples/costs.csv`.
  public static func url(_ path: String) -> URL { url.appendingPathComponent(path) }
}
