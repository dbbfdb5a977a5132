import Diagnostics
import Mapping
import Model
import Store

/// Brings the rows of one case after the other into the store: what is new of them is added, what is known is unchanged,
/// and what contradicts is rejected before it changes anything.
final class CaseMerging {
  /// What became of the rows so far.
  struct Tally {
    var applied = 0
    var unchanged = 0
    var events = 0
    var newCases = 0
    var updatedCases = 0
    /// Events of earlier batches that the file has again.
    var repeats: [Int64: Int] = [:]
  }

  private let connection: StoreConnection
  private let writer: CaseImportWriter
  private let batch: Int64
  /// Cases with greater keys are new.
  private let lastCase: Int64
  private let source: CaseEntrySource
  private let hash = CaseEventHash()
  /// Takes what is wrong with a row, by its number.
  private let found: (Int, Diagnostic) -> Void
  private(set) var tally = Tally()

  init(
    _ connection: StoreConnection, batch: Int64, source: CaseEntrySource, found: @escaping (Int, Diagnostic) -> Void
  ) throws {
    self.connection = connection
    self.batch = batch
    self.source = source
    self.found = found
    lastCase = try connection.lastCaseKey()
    writer = try CaseImportWriter(connection, batch: batch)
  }

  /// What one case has, from the store and from the rows before.
  private struct Course {
    var known: KnownCase?
    var details: [CaseDetail: String] = [:]
    var newDetails: [(CaseDetail, String)] = []
    /// Digests of events of this file, and whether one without entry id has it.
    var digests: [SHA256Digest: Bool] = [:]
    var entries: [String: SHA256Digest] = [:]
    /// How often the file said the same of events that are kept when repeated.
    var occurrences: [SHA256Digest: Int] = [:]
    var added: [(event: PackedEntry.Event, digest: SHA256Digest)] = []
  }

  /// Applies all rows of a case, in the order of the file. `bytes` holds their texts.
  func apply(_ id: UnsafeRawBufferPointer, _ rows: [PackedEntry], _ bytes: UnsafeRawBufferPointer) throws {
    let key = try writer.key(of: id)
    var course = Course()
    course.known = try key.map { try writer.known($0) }
    course.details = course.known?.details ?? [:]
    for row in rows { apply(row, String(decoding: id, as: UTF8.self), bytes, &course) }
    guard !course.added.isEmpty || !course.newDetails.isEmpty else { return }
    let hadEvents = course.known?.hasEvents ?? false
    // Something said of a case that has no event makes no case.
    if key == nil, course.added.isEmpty { return }
    var seq = try key.map { try writer.lastSeq(of: $0) } ?? 0
    let events = course.added.map { item in
      seq += 1
      func text(_ index: Int) -> String? {
        item.event.texts[index].map { String(decoding: UnsafeRawBufferPointer(rebasing: bytes[$0]), as: UTF8.self) }
      }
      return CaseEvent(
        at: item.event.at, seq: seq, kind: item.event.kind, actor: text(0), value: text(2),
        sequence: item.event.sequence)
    }
    let target = try key ?? writer.insert(id, details: course.details, events: events)
    for (event, item) in zip(events, course.added) {
      func text(_ index: Int) -> UnsafeRawBufferPointer? {
        item.event.texts[index].map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
      }
      try writer.add(
        ImportedCaseEvent(
          event, digest: item.digest, actor: text(0), body: text(1), value: text(2), entryID: text(3)), to: target)
    }
    if key != nil {
      for (detail, value) in course.newDetails { try writer.note(detail, value, of: target) }
      try connection.refreshCase(target, batch: batch)
    }
    try writer.noteLate(events, of: target)
    tally.events += events.count
    if !hadEvents, !events.isEmpty { tally.newCases += 1 } else { tally.updatedCases += 1 }
  }

  /// Notes in the store what the file repeats of earlier batches, and makes its words searchable.
  func finish() throws {
    try writer.note(repeats: tally.repeats)
    try connection.indexCaseWords(of: batch, casesAfter: lastCase)
  }

  private func apply(_ row: PackedEntry, _ id: String, _ bytes: UnsafeRawBufferPointer, _ course: inout Course) {
    func text(_ range: Range<Int>) -> String {
      String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
    for (detail, range) in row.details where detail == .order {
      guard let kept = course.details[.order], kept != text(range) else { continue }
      let facts = ["case": id, "kept": kept, "given": text(range)]
      found(row.ordinal, Diagnostic(.error, .caseOrderDiffers, at: source.place(of: .order, row.line), facts: facts))
      return
    }
    var additions: [(PackedEntry.Event, SHA256Digest)] = []
    var repeats: [Int64] = []
    for event in row.events {
      switch judge(event, bytes, &course) {
      case .new(let digest): additions.append((event, digest))
      case .known(let batch): if let batch { repeats.append(batch) }
      case .differs(let entry):
        let place = source.placeOfEntry(row.line)
        found(row.ordinal, Diagnostic(.error, .caseEntryDiffers, at: place, facts: ["case": id, "entry": entry]))
        return
      }
    }
    course.added += additions
    for batch in repeats where batch != self.batch { tally.repeats[batch, default: 0] += 1 }
    var isChanged = !additions.isEmpty
    for (detail, range) in row.details {
      let value = text(range)
      guard let kept = course.details[detail] else {
        course.details[detail] = value
        course.newDetails.append((detail, value))
        isChanged = true
        continue
      }
      // What a purge left empty stays so.
      guard kept != value, !kept.isEmpty else { continue }
      let facts = ["case": id, "name": detail.rawValue, "kept": kept, "given": value]
      let place = source.place(of: detail, row.line)
      found(row.ordinal, Diagnostic(.warning, .caseDetailDiffers, at: place, facts: facts))
    }
    if isChanged { tally.applied += 1 } else { tally.unchanged += 1 }
  }

  private enum Judgement {
    case new(SHA256Digest)
    /// The case has it; from which batch, nil for the file itself.
    case known(Int64?)
    case differs(entry: String)
  }

  /// An event with an entry id is the one of the same id, or one without id that says the same; an event without is the
  /// one that says the same. What is kept when repeated is told by how often the file has said it.
  private func judge(_ event: PackedEntry.Event, _ bytes: UnsafeRawBufferPointer, _ course: inout Course) -> Judgement {
    var digest = digest(of: event, bytes, occurrence: 1)
    let entryID = event.texts[3].map { String(decoding: UnsafeRawBufferPointer(rebasing: bytes[$0]), as: UTF8.self) }
    if let entryID {
      if let known = course.known?.entries[entryID] {
        return known.digest == digest ? .known(known.batch) : .differs(entry: entryID)
      }
      if let known = course.entries[entryID] { return known == digest ? .known(nil) : .differs(entry: entryID) }
    }
    if event.isKeptWhenRepeated {
      let occurrence = course.occurrences[digest, default: 0] + 1
      course.occurrences[digest] = occurrence
      if occurrence > 1 { digest = self.digest(of: event, bytes, occurrence: occurrence) }
    }
    if let known = course.known, entryID == nil || known.digestsWithoutID.contains(digest),
      let batch = known.digests[digest]
    {
      return .known(batch)
    }
    if let isWithoutID = course.digests[digest], entryID == nil || isWithoutID { return .known(nil) }
    course.digests[digest] = entryID == nil || course.digests[digest] ?? false
    if let entryID { course.entries[entryID] = digest }
    return .new(digest)
  }

  private func digest(of event: PackedEntry.Event, _ bytes: UnsafeRawBufferPointer, occurrence: Int) -> SHA256Digest {
    hash.add(at: event.at, kind: event.kind, sequence: event.sequence, occurrence: occurrence)
    for index in 0..<3 { hash.add(event.texts[index].map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }) }
    return hash.finish()
  }
}
