import Diagnostics
import Glibc

/// The mappings that a run may use: the shipped ones, and those of the workspace's `mappings/` folder, which win over
/// shipped ones of the same name.
///
/// A workspace keeps a mapping as `mappings/orders/NAME.yaml` or simply as `mappings/NAME.yaml`; in the second place
/// its `kind:` says what it is for.
public struct MappingCatalog: Sendable {
  /// The workspace's `mappings/` folder; nil outside of a workspace.
  public let folder: String?

  /// A catalogue over a workspace's folder. A folder that does not exist holds nothing.
  public init(folder: String?) { self.folder = folder }

  /// All mappings of a section, sorted by name. Throws where a file of the workspace cannot be read.
  public func files(in section: MappingSection) throws -> [MappingFile] {
    var byName: [String: MappingFile] = [:]
    for (path, text) in EmbeddedMappings.files where path.hasPrefix(section.rawValue + "/") {
      let name = MappingCatalog.name(of: path)
      byName[name] = MappingFile(name: name, section: section, origin: .shipped, bytes: Array(text.utf8))
    }
    if let folder {
      for path in try MappingCatalog.yamlFiles(in: folder) {
        let bytes = try MappingCatalog.bytes(of: path)
        guard MappingCatalog.kind(of: bytes).map(section.kinds.contains) ?? false else { continue }
        byName[MappingCatalog.name(of: path)] = MappingFile(
          name: MappingCatalog.name(of: path), section: section, origin: .file(path: path), bytes: bytes)
      }
      for path in try MappingCatalog.yamlFiles(in: "\(folder)/\(section.rawValue)") {
        byName[MappingCatalog.name(of: path)] = MappingFile(
          name: MappingCatalog.name(of: path), section: section, origin: .file(path: path),
          bytes: try MappingCatalog.bytes(of: path))
      }
    }
    return byName.values.sorted { $0.name < $1.name }
  }

  /// The mapping of a name, or at a path where the text ends in `.yaml` or holds a `/`.
  ///
  /// Fails with `configuration` and the nearest name where there is none, `noInput` where the path leads nowhere.
  public func find(_ nameOrPath: String, in section: MappingSection) throws -> MappingFile {
    if MappingCatalog.isPath(nameOrPath) {
      return MappingFile(
        name: MappingCatalog.name(of: nameOrPath), section: section, origin: .file(path: nameOrPath),
        bytes: try MappingCatalog.bytes(of: nameOrPath))
    }
    let files = try files(in: section)
    if let file = files.first(where: { $0.name == nameOrPath }) { return file }
    let names = files.map(\.name)
    throw Failure(
      .configuration, .noSuchMapping,
      facts: [
        "name": nameOrPath, "section": section.rawValue, "nearest": nearestName(to: nameOrPath, among: names) ?? "none",
        "known": names.joined(separator: ", "),
      ])
  }

  /// Whether a text names a file rather than a mapping of the catalogue.
  static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  private static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where last.hasSuffix(ending) { return String(last.dropLast(ending.count)) }
    return last
  }

  static func kind(of bytes: [UInt8]) -> String? {
    // What is wrong with the file is said when it is used.
    guard let group = YAMLFile.read(bytes, YAMLMistakes(file: "")), group.has("kind"), let kind = group.value("kind"),
      kind.isScalar
    else { return nil }
    return kind.text()
  }

  private static func yamlFiles(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw Failure(.inputOutput, .cannotRead, facts: ["path": folder, "reason": String(cString: strerror(errno))])
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { names.append(name) }
    }
    return names.sorted().map { "\(folder)/\($0)" }
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      if errno == ENOENT { throw Failure(.noInput, .noSuchFile, facts: ["path": path]) }
      if errno == EACCES { throw Failure(.permission, .noPermission, facts: ["path": path, "reason": reason]) }
      throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": reason])
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= YAMLFile.largestSize {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(.inputOutput, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(errno))])
      }
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }
}
