import Diagnostics
import Glibc
import Tabular

/// The files of reports: the shipped ones, and those of the workspace's `reports/` folder, which win over shipped ones
/// of the same path.
public struct ReportFiles: Sendable {
  /// The workspace's `reports/` folder; nil for the shipped files alone.
  public let folder: String?

  /// The files over a workspace's folder. A folder that does not exist holds nothing.
  public init(folder: String?) { self.folder = folder }

  /// A file.
  public struct File: Sendable {
    /// Its path below `reports/`, for instance `sla/policies.yaml`.
    public let path: String
    /// What messages call it: the path in the workspace, or `shipped:` and the path.
    public let name: String
    /// What is in it.
    public let bytes: [UInt8]
  }

  /// The file at a path below `reports/`; nil where there is none.
  public func file(_ path: String) throws -> File? {
    if let folder, access("\(folder)/\(path)", F_OK) == 0 {
      return File(path: path, name: "\(folder)/\(path)", bytes: try SmallFile.bytes(of: "\(folder)/\(path)"))
    }
    return EmbeddedReports.files[path].map { File(path: path, name: "shipped:\(path)", bytes: Array($0.utf8)) }
  }

  /// The files in a folder below `reports/` whose names end in `ending`, sorted by path.
  public func files(in subfolder: String, ending: String) throws -> [File] {
    var paths = Set(
      EmbeddedReports.files.keys.filter {
        $0.hasPrefix(subfolder + "/") && $0.hasSuffix(ending) && !$0.dropFirst(subfolder.count + 1).contains("/")
      })
    if let folder {
      paths.formUnion(
        try ReportFiles.names(in: "\(folder)/\(subfolder)").filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
          .map { "\(subfolder)/\($0)" })
    }
    return try paths.sorted().compactMap { try file($0) }
  }

  /// The names of the folders below `reports/`, shipped ones and those of the workspace, sorted.
  public func folders() throws -> [String] {
    var names = Set(EmbeddedReports.files.keys.compactMap { $0.split(separator: "/").first.map(String.init) })
    if let folder { names.formUnion(try ReportFiles.names(in: folder).filter { !$0.hasPrefix(".") }) }
    return names.sorted()
  }

  private static func names(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      // The shipped rules must not stand in silently for those that cannot be read.
      throw Failure(.inputOutput, .cannotRead, facts: ["path": folder, "reason": String(cString: strerror(errno))])
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
