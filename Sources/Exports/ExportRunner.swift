import Diagnostics
public import Mapping
public import Model
public import Store
public import Tabular

/// Runs an export: select, write, record, publish; with a destination also deliver.
///
/// The file is there as a whole or not at all, and so is the run, whatever instant the machine stops at:
///
/// 1. `write`: rows go to `OUT.part` from one snapshot of the store, then to the disk (fsync). A crash leaves a part
///    that the next run replaces; nothing else has changed.
/// 2. `record`: one transaction gives the run its batch number, writes the manifest, which names that number, as
///    `OUT.manifest.json.part`, syncs it, and records the names and digests of both. Its commit is the moment at which
///    the export has happened: from then on both files are complete on the disk and the store knows their digests. Of a
///    delivery (`--new`, `--changed`) it is the intent: the orders that the file holds are taken with it, so that no
///    other delivery can hold them too.
/// 3. `publish`: the manifest gets its name, then the file, so that whoever finds a new file finds its manifest. All
///    renames can be repeated: after a crash between the commit and the last rename, the next run of an export to that
///    path finds parts whose digests are recorded and publishes them before it begins.
///
/// Of a layout that splits its files all are complete under temporary names before the record, which has the digest of each,
/// and get their own names after it (``ExportFiles``): none of them is seen before all are there to be.
///
/// 4. A delivery is then taken away by its destination's command, if it has one, and written down as delivered
///    (``ExportDelivery``). The next delivery of the stream first brings to its end what a crash left between 2 and here.
///
/// The other order, renaming before the commit, would leave a file with the number of a batch that never was. An
/// existing file of the name is replaced, as every program with `-o` does, but only by a complete one, and never one that
/// a destination has yet to collect.
public struct ExportRunner {
  /// The steps, for tests that stop a run between two of them.
  enum Step: CaseIterable {
    case begun, counting, written, finished, recorded, manifestPublished, firstPublished, published
  }

  private let store: Store
  private let identity: RunIdentity
  private let zone: TimeZoneRules
  private let progress: (_ done: Int, _ total: Int?) throws -> Void
  private let isCancelled: () -> Bool
  private let isWatched: Bool
  /// Called after each step; what it throws stops the run there, as a crash would.
  var afterStep: (Step) throws -> Void = { _ in }
  /// So many files one run may write.
  var mostFiles = 10_000

  /// A runner on a store that is open for writing, with the workspace's zone; `isWatched` where somebody wants to know how
  /// many rows are still to come.
  public init(
    store: Store, identity: RunIdentity, zone: TimeZoneRules,
    progress: @escaping (_ done: Int, _ total: Int?) throws -> Void = { _, _ in },
    isCancelled: @escaping () -> Bool = { false }, isWatched: Bool = true
  ) {
    self.isWatched = isWatched
    self.store = store
    self.identity = identity
    self.zone = zone
    self.progress = progress
    self.isCancelled = isCancelled
  }

  /// Runs an export.
  ///
  /// Errors: `cannotCreate`, `permission`, `inputOutput` and `locked` for the file; `rejected` for what the format
  /// cannot hold, and where an earlier delivery waits for a decision; ``Tabular/BrokenPipe`` when nobody reads standard
  /// output any more. After each of these nothing was recorded and an existing file is as it was. `inputOutput` with
  /// `export/not-delivered` says that all is recorded and the destination's command failed.
  public func run(_ request: ExportRequest) throws -> ExportSummary {
    try ExportPlace.refuseStore(store.path, for: request.path)
    guard let wanted = request.delivery else { return try write(request, due: nil) }
    for rows in [request.layout.rows] + request.layout.sheets.map(\.rows) where !rows.isDeliverable {
      throw Failure(
        .rejected, .exportRowsNotOfOrders, facts: ["scope": wanted.scope.rawValue, "rows": rows.rawValue])
    }
    let lock = try DeliveryLock(store: store.path)
    defer { lock.release() }
    let stream = try self.stream(of: request.layout, wanted)
    let delivery = delivery(wanted)
    let finished = try delivery.finish(openRunsOf: stream)
    var summary = try write(request, due: ExportDue(stream: stream, scope: wanted.scope))
    summary.finished = finished
    if summary.rows == 0 { return summary }
    let run = try store.read { try $0.exportRun(summary.batch) }
    try delivery.deliver(run)
    return summary
  }

  /// The first rows of an export, written to a sink in the layout's format; nothing is recorded. Gives how many there
  /// were.
  public func preview(_ layout: ExportLayout, rows limit: Int, to sink: any ByteSink) throws -> Int {
    try preview(layout, limit) { try $0.makeWriter(to: sink) }
  }

  /// The same as texts.
  public func preview(_ layout: ExportLayout, rows limit: Int) throws -> ExportPreview {
    let preview = ExportPreview()
    _ = try self.preview(layout, limit) { _ in preview }
    return preview
  }

  /// All of a preview is in one file.
  private func preview(
    _ layout: ExportLayout, _ limit: Int, to open: (ExportPlan) throws -> any TableWriter
  ) throws -> Int {
    var layout = layout
    layout.split = nil
    for index in layout.sheets.indices { layout.sheets[index].format = layout.format }
    let plan = ExportPlan(
      ExportRequest(layout: layout, path: "-"), workspaceZone: zone, startedAt: identity.startedAt, limit: limit)
    return try store.read { connection in
      try plan.sheets.reduce(0) { rows, sheet in
        let pass = try ExportPass(sheet, on: connection)
        try pass.run { _ in
          try open(sheet)
        } close: { _ in
        } progress: {
          try progress($0, nil)
        }
        return rows + pass.rows
      }
    }
  }

  /// Where the manifest of a file stands.
  public static func manifestPath(of path: String) -> String { path + ".manifest.json" }

  private func delivery(_ request: DeliveryRequest) -> ExportDelivery {
    ExportDelivery(
      store: store, identity: identity, destination: request.destination, copies: request.copies,
      isCancelled: isCancelled)
  }

  private func stream(of layout: ExportLayout, _ request: DeliveryRequest) throws -> Int64 {
    let destination = request.destination.name
    if let known = try store.read({ try $0.exportStream(mapping: layout.name, destination: destination) }) {
      return known
    }
    return try store.change { try $0.makeExportStream(mapping: layout.name, destination: destination) }
  }

  /// Steps 1 to 3. A delivery without rows leaves nothing behind and has no number.
  private func write(_ request: ExportRequest, due: ExportDue?) throws -> ExportSummary {
    var plan = ExportPlan(request, workspaceZone: zone, startedAt: identity.startedAt)
    plan.due = due
    plan.destination = request.delivery?.destination.name
    plan.deliveryNumber = try due.map { due in try store.read { try $0.exportRunCount(of: due.stream) } + 1 }
    plan.isInFolder = request.isFolder && request.layout.fileSplit != nil
    var path = request.path
    if request.isFolder, !plan.isInFolder { path += "/" + plan.names.name(plan.nameRun, group: nil, sequence: 1) }
    try finishLeftParts(ofLast: plan.layout.name)
    let place = request.isFolder ? request.path : nil
    let files = ExportFiles(plan, path: path, place: place, most: mostFiles, claim: claim)
    try store.read { try files.begin($0) }
    try afterStep(.begun)
    var summary = try write(plan, path, to: files)
    if due != nil, summary.rows == 0 { return summary }
    try afterStep(.finished)
    if let delivery = request.delivery {
      for file in summary.files { try files.keepCopy(ofPart: file.path, file.sha256, in: delivery.copies) }
    }
    summary.manifestPath = files.manifestPath
    summary = try record(summary, plan, files, copies: request.delivery?.copies)
    files.recorded()
    try publish(files, summary)
    return summary
  }

  /// What is selected is counted at the store's end and what is written at the file's end, and both must agree. Of a delivery,
  /// and where somebody watches, the store also counts apart from handing out rows; else that would be a fifth of the work.
  private func write(_ plan: ExportPlan, _ path: String, to files: ExportFiles) throws -> ExportSummary {
    let (rows, orders, selected, dataBatch) = try store.read { connection in
      if plan.hasSheets { return try writeSheets(plan, to: files, connection) }
      let count = plan.due != nil || isWatched ? try store.exportCount() : nil
      defer { count?.stop() }
      let dataBatch = try connection.lastDataBatch()
      let pass = try ExportPass(plan, on: connection)
      count?.begin(pass.selection)
      try afterStep(.counting)
      try pass.run {
        try plan.makeWriter(to: files.open($0, connection))
      } close: {
        try files.close($0)
      } progress: {
        try progress($0, count?.known)
      }
      let selected = try count.map { try $0.finish() ?? pass.selected() } ?? pass.handedOut
      return (pass.rows, pass.orders, selected, dataBatch)
    }
    guard rows == selected else {
      throw Failure(.bug, .bug, facts: ["reason": "\(selected) rows were selected and \(rows) were written"])
    }
    try afterStep(.written)
    try files.syncParts()
    return ExportSummary(
      batch: 0, mapping: plan.layout.name, path: path, isFolder: plan.isInFolder, files: files.written,
      manifestPath: nil, rows: rows, selected: selected, orders: orders, lastDataBatch: dataBatch,
      destination: plan.destination, scope: plan.due?.scope)
  }

  /// The same for a workbook of several sheets.
  private func writeSheets(
    _ plan: ExportPlan, to files: ExportFiles, _ connection: StoreConnection
  ) throws -> (rows: Int, orders: OrderKeySet, selected: Int, dataBatch: Int64) {
    let workbook = try ExportWorkbook(to: files.open(ExportFilePart(group: nil, sequence: 1), connection))
    let selected = try plan.sheets.reduce(0) { try $0 + ExportPass($1, on: connection).selected() }
    try afterStep(.counting)
    var rows = 0
    var orders = OrderKeySet()
    for sheet in plan.sheets {
      let pass = try ExportPass(sheet, on: connection)
      try pass.run {
        try workbook.open($0, of: sheet.layout)
      } close: {
        workbook.close($0)
      } progress: {
        try progress(rows + $0, selected)
      }
      rows += pass.rows
      pass.orders.forEach { orders.insert($0) }
    }
    try files.close(workbook.finish(), sheets: workbook.sheets)
    return (rows, orders, selected, try connection.lastDataBatch())
  }

  private func record(
    _ written: ExportSummary, _ plan: ExportPlan, _ files: ExportFiles, copies: String?
  ) throws -> ExportSummary {
    var new = NewBatch(kind: .export, identity: identity)
    new.mapping = (plan.layout.name, plan.layout.digest)
    let manifest = try files.openManifest()
    var counts = BatchCounts()
    counts.rows = written.rows
    counts.accepted = written.rows
    return try store.change { connection in
      try files.check()
      let purge = try connection.lastPurge()
      guard purge <= written.lastDataBatch else {
        throw Failure(.locked, .exportBesidePurge, facts: ["batch": String(purge)])
      }
      var summary = written
      summary.batch = try connection.begin(new)
      var outputs = summary.files.map(\.output)
      if let manifest {
        try ExportManifest(summary, plan, identity).rendered().withUnsafeBytes { try manifest.write($0) }
        let (sha256, bytes) = try manifest.finishPart()
        if let copies { try files.keepCopy(ofPart: manifest.path, sha256, in: copies) }
        outputs.append(
          BatchOutput(
            path: manifest.path, sha256: sha256, bytes: Int64(bytes), place: ExportPlace.full(manifest.path)))
      }
      try connection.record(outputs, of: summary.batch)
      if let due = plan.due {
        try connection.intend(due, orders: summary.orders, cut: summary.lastDataBatch, batch: summary.batch)
      }
      try connection.complete(summary.batch, new, counts: counts)
      return summary
    }
  }

  /// From here on the export has happened; what cannot be published now is left for the next run.
  private func publish(_ files: ExportFiles, _ summary: ExportSummary) throws {
    do {
      try afterStep(.recorded)
      try files.publish(afterStep: afterStep)
    } catch {
      files.leave()
      guard let failure = error as? Failure, let reason = failure.diagnostics.first?.facts["reason"] else {
        throw error
      }
      throw Failure(
        failure.exit, .exportNotPublished,
        facts: [
          "path": failure.diagnostics.first?.facts["path"] ?? summary.path, "batch": String(summary.batch),
          "reason": reason,
        ])
    }
  }

  /// Makes sure that a file can be written to a place: publishes what a run that died after its commit left behind there, a
  /// part of the bytes that the last export to this place recorded, and refuses to replace what waits to be collected.
  private func claim(_ path: String, _ connection: StoreConnection) throws {
    guard path != "-" else { return }
    try ExportPlace.refuseStore(store.path, for: path)
    for left in [ExportRunner.manifestPath(of: path), path] {
      _ = try OutputFile.finishLeftPart(of: left) { digest in
        try connection.lastExport(to: ExportPlace.full(left))?.sha256 == digest
      }
    }
    try ExportDelivery.refuse(ExportPlace.full(path), unlessFreeIn: connection)
  }

  /// Publishes what the last run of a mapping left behind, whatever its files were called. Fails with `locked` while that run,
  /// or another one, names files in their folder.
  private func finishLeftParts(ofLast mapping: String) throws {
    let files = try store.read { try $0.lastExport(by: mapping) }?.files ?? []
    let places = files.compactMap { file in file.place.map { (path: $0, file.sha256) } }
    guard let first = places.first(where: { ExportPlace.exists($0.path + ".part") }) else { return }
    let lock = try ExportFolderLock(ExportPlace.parts(first.path).folder, alone: true, seconds: 5)
    defer { lock.release() }
    for (place, digest) in places.reversed() {
      _ = try OutputFile.finishLeftPart(of: place) { $0 == digest }
    }
  }
}
