import Mapping
import Model
import Store

/// A row of a file on its way through the spool: what it says of its case, and its events. Texts are ranges of the bytes of
/// all rows of the case.
struct PackedEntry {
  /// One event.
  struct Event {
    var at: Instant
    var kind: CaseEventKind
    var sequence: Int64?
    var isKeptWhenRepeated: Bool
    /// Actor, body, value and entry id.
    var texts: InlineArray<4, Range<Int>?>
  }

  /// The line of the file.
  var line: Int
  /// Which row of the file it is, from 0.
  var ordinal: Int
  var details: [(detail: CaseDetail, value: Range<Int>)]
  var events: [Event]

  private static let kinds = CaseEventKind.allCases
  private static let details = CaseDetail.allCases
  private static let hasSequence: UInt8 = 1
  private static let isKept: UInt8 = 2

  /// Packs an entry behind what is in `bytes`.
  static func pack(_ entry: CaseEntry, ordinal: Int, into bytes: inout [UInt8]) {
    func append<T: BitwiseCopyable>(_ value: T) { withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) } }
    append(UInt32(entry.line))
    append(UInt32(ordinal))
    append(UInt16(entry.facts.count))
    append(UInt16(entry.events.count))
    for fact in entry.facts {
      append(UInt8(details.firstIndex(of: fact.fact) ?? 0))
      append(UInt32(fact.value.count))
      bytes.append(contentsOf: entry.bytes[fact.value])
    }
    for event in entry.events {
      append(event.at.milliseconds)
      append(UInt8(kinds.firstIndex(of: event.kind) ?? 0))
      append((event.sequence == nil ? 0 : hasSequence) | (event.isKeptWhenRepeated ? isKept : 0))
      if let sequence = event.sequence { append(sequence) }
      for text in [event.actor, event.body, event.value, event.entryID] {
        // The greatest length tells no text from an empty one.
        append(UInt32(text?.count ?? Int(UInt32.max)))
        if let text { bytes.append(contentsOf: entry.bytes[text]) }
      }
    }
  }

  /// Unpacks the entry that lies at the end of `bytes` from `start` on.
  init(_ bytes: [UInt8], from start: Int) {
    var place = start
    func take<T: BitwiseCopyable>(_ type: T.Type) -> T {
      defer { place += MemoryLayout<T>.size }
      return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: type) }
    }
    func text(_ length: UInt32) -> Range<Int>? {
      guard length != .max else { return nil }
      defer { place += Int(length) }
      return place..<place + Int(length)
    }
    line = Int(take(UInt32.self))
    ordinal = Int(take(UInt32.self))
    let detailCount = take(UInt16.self)
    let eventCount = take(UInt16.self)
    details = (0..<detailCount).map { _ in
      let detail = PackedEntry.details[Int(take(UInt8.self))]
      let length = take(UInt32.self)
      return (detail, text(length) ?? 0..<0)
    }
    events = (0..<eventCount).map { _ in
      let at = Instant(milliseconds: take(Int64.self))
      let kind = PackedEntry.kinds[Int(take(UInt8.self))]
      let flags = take(UInt8.self)
      let sequence = flags & PackedEntry.hasSequence == 0 ? nil : take(Int64.self)
      var texts = InlineArray<4, Range<Int>?>(repeating: nil)
      for index in 0..<4 {
        let length = take(UInt32.self)
        texts[index] = text(length)
      }
      return Event(
        at: at, kind: kind, sequence: sequence, isKeptWhenRepeated: flags & PackedEntry.isKept != 0, texts: texts)
    }
  }
}
