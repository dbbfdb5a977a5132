import Diagnostics
public import Model
public import Store
public import Tabular
public import Mapping

/// Runs an export: select, write, record, publish.
///
/// The file is there as a whole or not at all, and so is the run, whatever instant the machine stops at:
///
/// 1. `write`: rows go to `OUT.part` from one snapshot of the store, then to the disk (fsync). A crash leaves a part
/// that the    next run replaces; nothing else has changed.
/// 2. `record`: one transaction gives the run its batch number, writes the manifest, which names that number, as
///    `OUT.manifest.json.part`, syncs it, and records the names and digests of both. Its commit is the moment at which
/// the    export has happened: from then on both files are complete on the disk and the store knows their digests.
/// 3. `publish`: the manifest gets its name, then the file, so that whoever finds a new file finds its manifest. Both
///    renames can be repeated: after a crash between the commit and the last rename, the next run of an export to that
///    path finds parts whose digests are recorded and publishes them before it begins.
///
/// The other order, renaming before the commit, would leave a file with the number of a batch that never was. An
/// existing file of the name is replaced, as every program with `-o` does, but only by a complete one.
public struct ExportRunner {
  /// The steps, for tests that stop a run between two of them.
  enum Step: CaseIterable {
    case begun, written, finished, recorded, manifestPublished, published
  }

  private let store: Store
  private let identity: RunIdentity
  private let zone: TimeZoneRules
  private let progress: (_ done: Int, _ total: Int?) -> Void
  /// Called after each step; what it throws stops the run there, as a crash would.
  var afterStep: (Step) throws -> Void = { _ in }

  /// A runner on a store that is open for writing, with the workspace's zone.
  public init(
    store: Store, identity: RunIdentity, zone: TimeZoneRules,
    progress: @escaping (_ done: Int, _ total: Int?) -> Void = { _, _ in }
  ) {
    self.store = store
    self.identity = identity
    self.zone = zone
    self.progress = progress
  }

  /// Runs an export.
  ///
  /// Errors: `cannotCreate`, `permission`, `inputOutput` and `locked` for the file; `rejected` for what the format
  /// cannot hold; ``Tabular/BrokenPipe`` when nobody reads standard output any more. After each of these nothing was
  /// recorded and an existing file is as it was.
  public func run(_ request: ExportRequest) throws -> ExportSummary {
    try OutputFile.refuse(request.path, ontoAnyOf: [store.path])
    let plan = ExportPlan(request, workspaceZone: zone, startedAt: identity.startedAt)
    try finishLeftParts(of: request.path)
    let file = try OutputFile(path: request.path)
    try afterStep(.begun)
    var summary = try write(plan, to: file)
    try afterStep(.finished)
    var manifest: OutputFile?
    if !file.isWrittenDirectly {
      let path = ExportRunner.manifestPath(of: request.path)
      manifest = try OutputFile(path: path)
      summary.manifestPath = path
    }
    summary = try record(summary, plan, manifest)
    try publish(manifest, file, summary)
    return summary
  }

  /// The first rows of an export, written to a sink in the layout's format; nothing is recorded. Gives how many there
  /// were.
  public func preview(_ layout: ExportLayout, rows limit: Int, to sink: any ByteSink) throws -> Int {
    try store.read { try copy(plan(layout, limit), from: $0) { try $0.makeWriter(to: sink) }.rows }
  }

  /// The same as texts.
  public func preview(_ layout: ExportLayout, rows limit: Int) throws -> ExportPreview {
    let preview = ExportPreview()
    _ = try store.read { try copy(plan(layout, limit), from: $0) { _ in preview } }
    return preview
  }

  /// The plan of a preview, which is all in one file.
  private func plan(_ layout: ExportLayout, _ limit: Int) -> ExportPlan {
    var layout = layout
    layout.split = nil
    return ExportPlan(
      ExportRequest(layout: layout, path: "-"), workspaceZone: zone, startedAt: identity.startedAt, limit: limit)
  }

  /// Where the manifest of a file stands.
  public static func manifestPath(of path: String) -> String { path + ".manifest.json" }

  private func write(_ plan: ExportPlan, to file: OutputFile) throws -> ExportSummary {
    let (content, dataBatch) = try store.read {
      (try copy(plan, from: $0) { try $0.makeWriter(to: file) }, try $0.lastDataBatch())
    }
    try afterStep(.written)
    let (sha256, bytes) = try file.finishPart()
    return ExportSummary(
      batch: 0, mapping: plan.layout.name, path: file.path, manifestPath: nil, rows: content.rows, bytes: bytes,
      sha256: sha256, sums: content.sums, lastDataBatch: dataBatch)
  }

  private func copy(
    _ plan: ExportPlan, from connection: StoreConnection, to open: (ExportPlan) throws -> any TableWriter
  ) throws -> ExportFileContent {
    var written: ExportFileContent?
    let pass = try ExportPass(plan, on: connection)
    try pass.run { part in
      guard part.sequence == 1 else { throw Failure(.usage, .exportNeedsFolder, facts: ["mapping": plan.layout.name]) }
      return try open(plan)
    } close: {
      written = $0
    } progress: {
      progress($0, nil)
    }
    guard let written else { preconditionFailure("there is always one file") }
    return written
  }

  private func record(
    _ written: ExportSummary, _ plan: ExportPlan, _ manifest: OutputFile?
  ) throws -> ExportSummary {
    var new = NewBatch(kind: .export, identity: identity)
    new.mapping = (plan.layout.name, plan.layout.digest)
    var counts = BatchCounts()
    counts.rows = written.rows
    counts.accepted = written.rows
    return try store.change { connection in
      var summary = written
      summary.batch = try connection.begin(new)
      var outputs = [
        BatchOutput(
          path: summary.path, sha256: summary.sha256, bytes: Int64(summary.bytes), rows: Int64(summary.rows))
      ]
      if let manifest {
        try ExportManifest(summary, plan, identity).rendered().withUnsafeBytes { try manifest.write($0) }
        let (sha256, bytes) = try manifest.finishPart()
        outputs.append(BatchOutput(path: manifest.path, sha256: sha256, bytes: Int64(bytes)))
      }
      try connection.record(outputs, of: summary.batch)
      try connection.complete(summary.batch, new, counts: counts)
      return summary
    }
  }

  /// From here on the export has happened; what cannot be published now is left for the next run.
  private func publish(_ manifest: OutputFile?, _ file: OutputFile, _ summary: ExportSummary) throws {
    do {
      try afterStep(.recorded)
      try manifest?.publish()
      try afterStep(.manifestPublished)
      try file.publish()
      try afterStep(.published)
    } catch {
      manifest?.leavePart()
      file.leavePart()
      guard let failure = error as? Failure, let reason = failure.diagnostics.first?.facts["reason"] else {
        throw error
      }
      throw Failure(
        failure.exit, .exportNotPublished,
        facts: ["path": summary.path, "batch": String(summary.batch), "reason": reason])
    }
  }

  /// Publishes what a run that died after its commit left behind.
  private func finishLeftParts(of path: String) throws {
    guard path != "-" else { return }
    for left in [ExportRunner.manifestPath(of: path), path] {
      _ = try OutputFile.finishLeftPart(of: left) { digest in try store.read { try $0.hasExportOutput(digest) } }
    }
  }
}
