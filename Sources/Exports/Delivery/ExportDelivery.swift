import Diagnostics
public import Model
public import Store
import Tabular

/// What happens to a delivery once its files are complete and written down: they get their names, the destination's
/// command takes them, and the delivery counts as done. Every step can be repeated, so that whoever comes after a crash
/// goes on where it stopped; what cannot be known, a person decides.
public struct ExportDelivery {
  private let store: Store
  private let identity: RunIdentity
  private let destination: ExportDestination
  /// The folder of the copies from which a delivery can be repeated.
  private let copies: String
  private let isCancelled: () -> Bool

  /// The deliveries to a destination.
  public init(
    store: Store, identity: RunIdentity, destination: ExportDestination, copies: String,
    isCancelled: @escaping () -> Bool = { false }
  ) {
    self.store = store
    self.identity = identity
    self.destination = destination
    self.copies = copies
    self.isCancelled = isCancelled
  }

  /// Goes on with what earlier runs of a stream left behind, oldest first.
  ///
  /// Fails with `rejected` where nobody can know whether the destination has a file, and as ``send(_:)`` where its command
  /// fails again.
  func finish(openRunsOf stream: Int64) throws -> [Int64] {
    // Nobody else makes copies of deliveries now; those of inputs are locked as long as their run lives.
    try OutputFile.removeLeftParts(in: copies)
    let open = try store.read { try $0.exportRuns(stream: stream, unfinished: true) }.reversed()
    for run in open { try complete(run) }
    return open.map(\.batch)
  }

  /// Brings one delivery to its end: names, command, record.
  func complete(_ run: ExportRun) throws {
    guard let delivery = run.delivery, delivery.state != .delivered, delivery.state != .abandoned else { return }
    if delivery.hasOpenAttempt { throw unconfirmed(run) }
    try publishParts(of: run)
    let taken = try takenFiles(of: run)
    if delivery.state == .failed {
      try restoreFiles(of: run, but: taken)
    } else if try run.dataFiles.contains(where: { try !taken.contains($0) && !isThere($0) }) {
      throw unconfirmed(run)
    }
    try deliver(run)
  }

  /// The last steps of a delivery whose files are in their places.
  func deliver(_ run: ExportRun) throws {
    try send(run)
    try settle(run, as: .delivered)
  }

  /// Says that the destination has a delivery of which that is not known: `exports confirm`. Of several files that is the one
  /// whose command was started last; those behind it are sent. Fails with `rejected` where the command was never started: the
  /// destination has nothing then.
  public func confirm(_ run: ExportRun, reason: String?) throws {
    _ = try unfinished(run)
    let lock = try DeliveryLock(store: store.path)
    defer { lock.release() }
    if let command = destination.command { try confirmAttempt(of: run, by: command) }
    try publishParts(of: run)
    let taken = try takenFiles(of: run)
    if destination.command != nil, run.dataFiles.contains(where: { !taken.contains($0) }) {
      try restoreFiles(of: run, but: taken)
      try send(run)
    }
    try settle(run, as: .delivered, decided: "confirm", reason)
  }

  private func confirmAttempt(of run: ExportRun, by command: DeliveryCommand) throws {
    guard let last = try store.read({ try $0.exportAttempts(of: run.batch).last(where: \.wasStarted) }) else {
      throw Failure(
        .rejected, .exportNeverStarted,
        facts: ["batch": String(run.batch), "destination": destination.name, "program": command.arguments[0]])
    }
    try store.change {
      try $0.endAttempt(
        last.number, of: run.batch, .exit, code: 0, message: "confirmed by \(identity.operator)\n" + last.message)
    }
  }

  /// Takes a delivery back: its files go where they still are, and its orders are free for another one.
  public func abandon(_ run: ExportRun, reason: String?) throws {
    _ = try unfinished(run)
    let lock = try DeliveryLock(store: store.path)
    defer { lock.release() }
    // First the files: once the orders are free, nobody may find them here any more.
    for file in run.files {
      guard let place = file.place else { continue }
      try ExportPlace.remove(place, ifItHolds: file.sha256)
      try ExportPlace.remove(place + ".part", ifItHolds: file.sha256)
    }
    try settle(run, as: .abandoned, decided: "abandon", reason)
  }

  /// Delivers once more, byte for byte: files that are not there any more come from their copies.
  public func redeliver(_ run: ExportRun, reason: String?) throws {
    guard let delivery = run.delivery, delivery.state != .abandoned else {
      throw Failure(
        .rejected, .exportNotDeliverable,
        facts: ["batch": String(run.batch), "state": run.delivery?.state.rawValue ?? "a file only"])
    }
    let lock = try DeliveryLock(store: store.path)
    defer { lock.release() }
    try publishParts(of: run)
    // What was delivered is repeated as a whole; of what failed half-way the rest.
    try restoreFiles(of: run, but: delivery.state == .delivered ? [] : takenFiles(of: run))
    try send(run, again: true)
    try settle(run, as: .delivered, decided: "redeliver", reason)
  }

  private func unfinished(_ run: ExportRun) throws -> ExportRun.Delivery {
    if let delivery = run.delivery, [.intended, .failed].contains(delivery.state) { return delivery }
    throw Failure(
      .rejected, .exportSettled,
      facts: ["batch": String(run.batch), "state": run.delivery?.state.rawValue ?? "a file only"])
  }

  private func unconfirmed(_ run: ExportRun) -> Failure {
    Failure(
      .rejected, .exportUnconfirmed,
      facts: [
        "batch": String(run.batch), "destination": destination.name, "path": run.dataFiles.first?.path ?? "",
      ])
  }

  /// Gives the files of a run that died before it could do so their names.
  private func publishParts(of run: ExportRun) throws {
    let folders = Set(run.files.compactMap { $0.place.map { ExportPlace.parts($0).folder } })
    let locks = try folders.map { try ExportFolderLock($0, alone: true, seconds: 5) }
    defer { for lock in locks { lock.release() } }
    for file in run.files.reversed() {
      guard let place = file.place else { continue }
      _ = try OutputFile.finishLeftPart(of: place) { $0 == file.sha256 }
    }
  }

  private func isThere(_ file: BatchOutput) throws -> Bool {
    try file.place.map { try ExportPlace.holds($0, file.sha256) } ?? false
  }

  /// The files that the destination's command has taken: they need not be here any more.
  private func takenFiles(of run: ExportRun) throws -> Set<BatchOutput> {
    let places = Set(try store.read { try $0.exportAttempts(of: run.batch) }.filter(\.isDelivered).map(\.file))
    if places.contains(run.attemptPlaceOfAll) { return Set(run.files) }
    return Set(run.files.filter { file in file.place.map(places.contains) ?? false })
  }

  /// Puts back, from their copies, files that are not in their places. What stands there instead stays: it is somebody
  /// else's.
  private func restoreFiles(of run: ExportRun, but taken: Set<BatchOutput>) throws {
    for file in run.files where !taken.contains(file) {
      guard let place = file.place, try !ExportPlace.holds(place, file.sha256) else { continue }
      let copy = PackedCopy(path: ExportDelivery.copyPath(of: file.sha256, in: copies))
      if !ExportPlace.exists(copy.path), let purge = try store.read({ try $0.purge(ofFile: file.sha256) }) {
        throw Failure(.rejected, .filePurged, facts: ["name": file.path, "batch": String(purge)])
      }
      guard try copy.unpack(most: file.bytes).sha256 == file.sha256 else {
        throw Failure(.damaged, .exportCopyDamaged, facts: ["path": copy.path, "batch": String(run.batch)])
      }
      guard !ExportPlace.exists(place) else {
        throw Failure(.cannotCreate, .exportPlaceTaken, facts: ["path": place, "batch": String(run.batch)])
      }
      try ExportPlace.makeFolder(ExportPlace.parts(place).folder)
      let output = try OutputFile(path: place)
      _ = try copy.unpack(to: output, most: file.bytes)
      _ = try output.commit()
    }
  }

  /// Lets the destination's command take every file that it has not taken yet, or `again` all of them: one after another, or
  /// all at once where its arguments ask for that.
  ///
  /// Fails with `inputOutput` where it does not end well; the run then counts as failed unless it was delivered before.
  private func send(_ run: ExportRun, again: Bool = false) throws {
    guard let command = destination.command, let delivery = run.delivery else { return }
    let taken = again && delivery.state == .delivered ? [] : try takenFiles(of: run)
    let files = run.dataFiles.filter { !taken.contains($0) && $0.place != nil }
    if command.takesAll {
      if !files.isEmpty { try start(command, for: run.dataFiles, as: run.attemptPlaceOfAll, run) }
      return
    }
    for file in files { try start(command, for: [file], as: file.place ?? "", run) }
  }

  private func start(
    _ command: DeliveryCommand, for files: [BatchOutput], as place: String, _ run: ExportRun
  ) throws {
    let number = try store.change { try $0.beginAttempt(of: run.batch, file: place, at: identity.startedAt) }
    let ending = command.run(
      facts(of: files[0], run), files: files.compactMap(\.place), isCancelled: isCancelled)
    try store.change { connection in
      try connection.endAttempt(
        number, of: run.batch, ending.outcome, code: ending.code, message: ending.message)
      if !ending.isGood, run.delivery?.state != .delivered { try connection.settle(run, as: .failed) }
    }
    if ending.outcome == .stopped { throw Interruption.failure }
    guard ending.isGood else { throw failure(of: run, files.count == 1 ? files[0].path : nil, command, ending) }
  }

  private func failure(of run: ExportRun, _ path: String?, _ command: DeliveryCommand, _ ending: OutsideProgram.Ending)
    -> Failure
  {
    let how =
      switch ending.outcome {
      case .timeout: "was stopped after \(command.timeLimitSeconds) seconds"
      case .signal: "was ended by signal \(ending.code)"
      case .notStarted: "could not be started: \(ending.message)"
      case .exit, .stopped: "ended with exit code \(ending.code)"
      }
    return Failure(
      .inputOutput, .exportNotDelivered,
      facts: [
        "batch": String(run.batch), "destination": destination.name, "program": command.arguments[0], "how": how,
        "what": path ?? "what it wrote",
      ])
  }

  private func facts(of file: BatchOutput, _ run: ExportRun) -> [String: String] {
    let place = file.place ?? file.path
    return [
      "file": place, "name": ExportPlace.parts(place).name, "manifest": run.manifest?.place ?? "",
      "mapping": run.mapping, "destination": destination.name, "batch": String(run.batch),
      "sha256": file.sha256.description,
    ]
  }

  private func settle(
    _ run: ExportRun, as state: ExportRun.State, decided action: String? = nil, _ reason: String? = nil
  ) throws {
    try store.change { connection in
      try connection.settle(run, as: state, by: action == nil ? nil : identity, reason: reason)
      guard let action else { return }
      try connection.appendAudit(
        action: "export-\(action)", batch: run.batch, identity: identity,
        subject: "to \(destination.name)" + (reason.map { " because \($0)" } ?? ""))
    }
  }

  /// Where the copy of an output is kept.
  static func copyPath(of digest: SHA256Digest, in copies: String) -> String { "\(copies)/\(digest).gz" }

  /// Refuses to replace a file that a delivery left for somebody to collect, and to write to a place where one is not
  /// finished.
  static func refuse(_ place: String, unlessFreeIn connection: StoreConnection) throws {
    guard let last = try connection.lastExport(to: place), let delivery = last.run.delivery else { return }
    let facts = ["path": place, "batch": String(last.run.batch), "destination": delivery.destination]
    switch delivery.state {
    case .abandoned: return
    case .intended, .failed: throw Failure(.cannotCreate, .exportUnfinished, facts: facts)
    case .delivered:
      // What a command has taken needs nobody to collect it.
      if try connection.exportAttempts(of: last.run.batch).contains(where: \.isDelivered) { return }
      // A manifest is wanted as long as one of its files is there.
      let waiting =
        try last.isManifest
        ? connection.exportRun(last.run.batch).dataFiles.compactMap { file in
          file.place.map { ($0, file.sha256) }
        } : [(place, last.sha256)]
      guard try waiting.contains(where: { try ExportPlace.holds($0.0, $0.1) }) else { return }
      throw Failure(.cannotCreate, .exportNotCollected, facts: facts)
    }
  }
}
