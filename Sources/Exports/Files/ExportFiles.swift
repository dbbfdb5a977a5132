import Diagnostics
import Glibc
import Mapping
import Model
import Store
import Tabular

/// The files that one run writes, and their manifest: all of them are complete on the disk before the run is recorded, and get
/// their names afterwards, the manifest first.
final class ExportFiles {
  private let plan: ExportPlan
  /// So many files there may be.
  private let most: Int
  private let path: String
  /// The folder in which the layout names the files; nil for the one file that ``path`` is.
  private let folder: String?
  /// The folder that was asked for instead of a file, made where it is missing; nil for a file.
  private let place: String?
  /// Makes sure that a place is free: finishes what an earlier run left there, refuses what must not be replaced.
  private let claim: (String, StoreConnection) throws -> Void
  private var writing: OutputFile?
  private var parts: [FinishedPart] = []
  private var names: [String: ExportFilePart] = [:]
  private var manifest: OutputFile?
  private var lock: ExportFolderLock?
  private var madeFolder = false
  /// Copies of finished parts that this run made; without a record nobody asks for them.
  private var copies: [String] = []
  private var isRecorded = false
  /// What the files hold, in their order.
  private(set) var written: [ExportedFile] = []

  init(
    _ plan: ExportPlan, path: String, place: String?, most: Int,
    claim: @escaping (String, StoreConnection) throws -> Void
  ) {
    (self.plan, self.path, self.place, self.most, self.claim) = (plan, path, place, most, claim)
    folder = plan.isInFolder ? place : nil
  }

  deinit {
    guard !isRecorded else { return }
    writing?.abandon()
    manifest?.abandon()
    for part in parts { part.abandon() }
    for copy in copies { _ = unlink(copy) }
    if madeFolder, let place { _ = rmdir(place) }
  }

  /// The manifest's path; nil where there is no file for it to stand beside.
  var manifestPath: String? {
    if let folder { return "\(folder)/\(plan.names.common(plan.nameRun)).manifest.json" }
    return path == "-" || isWrittenDirectly ? nil : ExportRunner.manifestPath(of: path)
  }

  private var isWrittenDirectly = false

  /// Begins what can be begun before there are rows, so that a place that cannot be written to is known early. From here to
  /// the last name nobody else names files in a folder that is written to.
  func begin(_ connection: StoreConnection) throws {
    try makePlace()
    if path != "-" { lock = try ExportFolderLock(folder ?? ExportPlace.parts(path).folder, alone: folder != nil) }
    guard folder != nil else {
      let file = try claimed(path, connection)
      isWrittenDirectly = file.isWrittenDirectly
      writing = file
      return
    }
    manifest = try manifestPath.map { try claimed($0, connection) }
  }

  private func makePlace() throws {
    guard let place else { return }
    if mkdir(place, 0o700) == 0 {
      madeFolder = true
      try OutputFile.syncFolder(of: place)
    } else if errno != EEXIST {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": place, "reason": String(cString: strerror(errno))])
    }
  }

  private func claimed(_ path: String, _ connection: StoreConnection) throws -> OutputFile {
    try claim(path, connection)
    return try OutputFile(path: path)
  }

  /// Begins a file.
  func open(_ part: ExportFilePart, _ connection: StoreConnection) throws -> OutputFile {
    guard let folder else {
      guard part.sequence == 1, let writing else {
        throw Failure(.usage, .exportNeedsFolder, facts: ["mapping": plan.layout.name])
      }
      return writing
    }
    guard parts.count < most else {
      throw Failure(
        .rejected, .exportTooManyFiles, facts: ["mapping": plan.layout.name, "most": String(most)])
    }
    let name = plan.names.name(plan.nameRun, group: part.group, sequence: part.sequence)
    // Where files are collected letters of both cases may be the same.
    if let other = names.updateValue(part, forKey: name.lowercased()) {
      throw Failure(
        .rejected, .exportFilesOfOneName,
        facts: ["name": name, "one": ExportFiles.shown(other), "other": ExportFiles.shown(part)])
    }
    let file = try claimed("\(folder)/\(name)", connection)
    writing = file
    return file
  }

  private static func shown(_ part: ExportFilePart) -> String {
    part.group.map { "'\($0)'" } ?? "file \(part.sequence)"
  }

  /// Ends the file that was begun last: its bytes are on the disk.
  func close(_ content: ExportFileContent, sheets: [ExportedSheet] = []) throws {
    guard let file = writing else { preconditionFailure("a file is closed that was not begun") }
    let part = try file.finished(asOneOfMany: folder != nil)
    writing = nil
    parts.append(part)
    written.append(
      ExportedFile(
        path: file.path, group: content.part.group, rows: content.rows, bytes: part.bytes, sha256: part.sha256,
        sums: content.sums, sheets: sheets))
  }

  /// Fails where another run replaced one of the files: before they are recorded.
  func check() throws {
    for part in parts { try part.check() }
  }

  /// Keeps a copy of a finished part before the run is written down: no delivery lacks it.
  func keepCopy(ofPart path: String, _ digest: SHA256Digest, in folder: String) throws {
    let copy = PackedCopy(path: ExportDelivery.copyPath(of: digest, in: folder))
    guard !ExportPlace.exists(copy.path) else { return }
    try ExportPlace.makeFolder(folder)
    let packed = try copy.pack(file: path + ".part")
    guard packed.sha256 == digest else {
      throw Failure(.inputOutput, .cannotRead, facts: ["path": path + ".part", "reason": "it was changed"])
    }
    try packed.part.publish()
    copies.append(copy.path)
  }

  /// Brings the temporary names of all files to the disk.
  func syncParts() throws {
    if folder != nil, let last = parts.last { try OutputFile.syncFolder(of: last.path) }
  }

  /// The file of the manifest, begun; nil where there is none.
  func openManifest() throws -> OutputFile? {
    if manifest == nil { manifest = try manifestPath.map { try OutputFile(path: $0) } }
    return manifest
  }

  /// Says that the run is recorded: from here on nothing is taken back.
  func recorded() { isRecorded = true }

  /// Gives the manifest and then all files their names.
  func publish(afterStep: (ExportRunner.Step) throws -> Void) throws {
    try manifest?.publish()
    try afterStep(.manifestPublished)
    for (index, part) in parts.enumerated() {
      try part.publish(syncsFolder: index == parts.count - 1)
      if index == 0 { try afterStep(.firstPublished) }
    }
    try afterStep(.published)
  }

  /// Leaves what has no name yet for the next run.
  func leave() {
    manifest?.leavePart()
    for part in parts { part.leave() }
  }
}
