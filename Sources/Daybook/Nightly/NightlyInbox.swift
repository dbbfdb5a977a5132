import Changes
import Diagnostics
import Model
import Store

/// The inbox of a night.
///
/// Each file is written down before it leaves the folder, so that the run after one that died knows what that one had taken
/// and refused: it counts that as its own, and people are told of it.
struct NightlyInbox {
  let session: Session
  let day: CivilDate
  let job: NightlyImport
  let folder: String
  let reporting: TakeInbox.Reporting

  /// Takes the files that are ready. What a run that `died` had written down belongs to the outcome.
  func take(
    after died: NightlyJobRecord?, writingDown: (NightlyOutcome) throws -> Void
  ) throws -> NightlyOutcome {
    var outcome = NightlyOutcome(after: died)
    var written: Set<String> = []
    let inbox = TakeInbox(folder: folder, importing: importing, reporting: reporting)
    let result = try inbox.run(in: session) { taken in
      try add(taken, to: &outcome, after: died)
      written.insert(taken.name)
      try writingDown(outcome)
    }
    for taken in result.taken where taken.movedTo == nil {
      if !written.contains(taken.name) { try add(taken, to: &outcome, after: died) }
      outcome.diagnostics += taken.failure?.diagnostics ?? []
    }
    // A file that was refused lies in rejected/ with its report: the night came to its end, and nothing is gained by another.
    outcome.exit = result.exit == .rejected || result.exit == .done && outcome.rejected > 0 ? .partly : result.exit
    if !result.waiting.isEmpty {
      outcome.note = "left for the next run, changed less than a minute ago: \(result.waiting.joined(separator: ", "))"
    }
    return outcome
  }

  private func importing(_ path: String, target: String) throws -> ChangeSummary {
    var file = FileImport(path: path)
    file.mapping = job.mapping
    file.target = target
    switch job.kind {
    case .orders:
      var request = ImportOrders(file)
      request.acceptValid = job.acceptValid
      return try request.run(in: session)
    case .cases:
      var request = CaseImport(path: path)
      request.acceptValid = job.acceptValid
      request.rejectsPath = target + ".rejects.csv"
      return try ImportCases(request, mapping: job.mapping).run(in: session)
    default:
      var request = ImportCosts(file)
      request.acceptValid = job.acceptValid
      request.datedOn = day
      return try request.run(in: session)
    }
  }

  private func add(_ taken: TakeInbox.Taken, to outcome: inout NightlyOutcome, after died: NightlyJobRecord?) throws {
    let summary = taken.summary
    let path = session.workspace.relative(taken.movedTo ?? taken.name)
    if taken.movedTo != nil { outcome.diagnostics += taken.failure?.diagnostics ?? [] }
    outcome.diagnostics += summary?.diagnostics ?? []
    let input = summary?.inputs.first
    // The run that died had written it down and did not come to moving it.
    if let died, died.files.contains(where: { $0.path == path && $0.sha256 == input?.sha256 }) { return }
    var unheard = try died.flatMap { try unheardBatch(of: taken, since: $0.startedAt) }
    if let batch = unheard?.record.batch, outcome.files.contains(where: { $0.batch == batch }) { unheard = nil }
    let counts = unheard?.record.counts ?? summary?.counts
    outcome.rows += counts?.rows ?? 0
    outcome.rejected += counts?.rejected ?? 0
    // A file that was refused as a whole counts too, also where none of its rows was looked at; one that is only left does not.
    if taken.isRejected, taken.movedTo != nil, counts?.rejected ?? 0 == 0 { outcome.rejected += 1 }
    outcome.warnings += counts?.warnings ?? 0
    let applied = unheard == nil ? nil : ChangeOutcome.applied
    outcome.files.append(
      NightlyFile(
        .read, path, sha256: input?.sha256, bytes: input?.bytes,
        outcome: taken.failure == nil ? (applied ?? summary?.outcome)?.rawValue : "failed",
        batch: unheard?.record.batch ?? summary?.batch))
    let totals = unheard?.totals ?? (summary?.outcome == .applied ? summary?.totals : nil)
    for total in totals ?? [] {
      outcome.add(
        NightlyMoney(
          kind: total.kind, currency: total.currency, change: Amount(e4: total.after.e4 &- total.before.e4)))
    }
  }

  /// The batch of a file that the run which died had applied without coming to writing it down.
  private func unheardBatch(of taken: TakeInbox.Taken, since instant: Instant) throws -> ShowBatch.Result? {
    guard let summary = taken.summary, summary.batch == nil, let digest = summary.inputs.first?.sha256
    else { return nil }
    let batch = try session.read { try $0.batchInForce(readingBytes: digest, since: instant) }
    return try batch.map { try ShowBatch(batch: $0.batch).run(in: session) }
  }
}

extension NightlyOutcome {
  /// An outcome that begins with what a run that died had written down.
  init(after died: NightlyJobRecord?) {
    guard let died else { return }
    rows = Int(died.rows)
    rejected = Int(died.rejected)
    warnings = Int(died.warnings)
    files = died.files
    money = died.money
  }
}
