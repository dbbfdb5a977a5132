public import Diagnostics
import Glibc
public import Model
public import Store
public import Tabular

/// The applied input files, each kept once by its digest as `<SHA-256>.gz`, so that every figure can be traced to the bytes
/// that it came from.
///
/// A file is kept before its batch is committed: no applied batch lacks its input. What a crash between the two leaves is
/// taken when the same file comes again, and removed by the next purge.
public struct InputArchive: Sendable {
  /// The folder.
  public let folder: String

  /// The archive in a folder, which is made once something is kept.
  public init(folder: String) { self.folder = folder }

  /// Where a file of that digest is kept.
  public func path(of digest: SHA256Digest) -> String { "\(folder)/\(InputArchive.name(of: digest))" }

  /// Whether a copy is there.
  public func holds(_ digest: SHA256Digest) -> Bool { access(path(of: digest), F_OK) == 0 }

  /// The name under which a file of that digest is kept.
  public static func name(of digest: SHA256Digest) -> String { "\(digest).gz" }

  /// Keeps a file whose digest is known. Fails with `inputOutput` where the file was changed since.
  func keep(_ input: InputFile, as digest: SHA256Digest) throws { try begin(input, as: digest)?.keep() }

  /// Begins to keep a file whose digest is known, beside what the run does meanwhile; nil where it is kept already.
  func begin(_ input: InputFile, as digest: SHA256Digest) throws -> ArchiveCopy? {
    let path = path(of: digest)
    guard access(path, F_OK) != 0 else { return nil }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw Failure(
        .cannotCreate, .cannotWrite, facts: ["path": folder, "reason": String(cString: strerror(errno))])
    }
    return ArchiveCopy(of: input, digest: digest, at: path)
  }

  /// Copies of files that no batch read or wrote, in the order of their names: runs left them that died before their commit.
  /// What was changed within the hour before `now` may be of a run that is under way, and is passed over.
  public func strays(in connection: StoreConnection, at now: Instant) throws -> [String] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw Failure(.inputOutput, .cannotRead, facts: ["path": folder, "reason": String(cString: strerror(errno))])
    }
    defer { _ = closedir(directory) }
    let known = try connection.digestsOfFiles()
    var strays: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard let digest = SHA256Digest(String(name.prefix(64))), name == InputArchive.name(of: digest),
        !known.contains(digest)
      else { continue }
      var status = stat()
      let path = "\(folder)/\(name)"
      guard lstat(path, &status) == 0, Int64(status.st_mtim.tv_sec) < now.seconds - 3_600 else { continue }
      strays.append(path)
    }
    return strays.sorted()
  }

  /// What is wrong with the kept copy of an input; nil when it is there and whole.
  public func finding(_ input: BatchInput, of batch: Int64) throws -> Diagnostic? {
    let place = SourceLocation(file: path(of: input.sha256))
    let facts = ["name": input.name, "batch": String(batch)]
    guard access(path(of: input.sha256), F_OK) == 0 else {
      return Diagnostic(.error, .archiveMissing, at: place, facts: facts)
    }
    do {
      let found = try PackedCopy(path: path(of: input.sha256)).unpack(most: input.bytes)
      if found.sha256 == input.sha256 { return nil }
    } catch let failure as Failure where failure.exit == .rejected {
      return Diagnostic(.error, .archiveDamaged, at: place, facts: facts)
    }
    return Diagnostic(.error, .archiveDamaged, at: place, facts: facts)
  }

  /// Writes the original bytes of an input, after they were found to be whole. Fails with `damaged` where they are not.
  public func restore(_ input: BatchInput, of batch: Int64, to sink: any ByteSink) throws {
    if let finding = try finding(input, of: batch) { throw Failure(.damaged, [finding]) }
    _ = try PackedCopy(path: path(of: input.sha256)).unpack(to: sink, most: input.bytes)
  }
}
