import Model

/// Events of a case packed for the clocks: in order, without what clocks do not ask for (texts, the actors of all but
/// replies and disputes, internal actions' words).
///
/// One version byte; then for each event its kind and what it has, the milliseconds since the event before as a variable
/// number, and its texts with their lengths.
struct CaseCourse {
  private static let version: UInt8 = 1
  private static let kinds = CaseEventKind.allCases
  private static let hasActor: UInt8 = 0x40
  private static let hasValue: UInt8 = 0x80

  /// Packs events, which must be in order.
  static func pack(_ events: some Sequence<CaseEvent>) -> [UInt8] {
    var bytes: [UInt8] = [version]
    var before: Int64 = 0
    for event in events {
      let actor = event.kind.keepsActor ? event.actor : nil
      var head = UInt8(kinds.firstIndex(of: event.kind) ?? 0)
      if actor != nil { head |= hasActor }
      if event.value != nil { head |= hasValue }
      bytes.append(head)
      let step = event.at.milliseconds - before
      append(UInt64(bitPattern: (step << 1) ^ (step >> 63)), to: &bytes)
      before = event.at.milliseconds
      for text in [actor, event.value] {
        guard let text else { continue }
        append(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
      }
    }
    return bytes
  }

  /// The events up to an instant, and how many of the bytes they take; nil for bytes of another version. `texts` keeps
  /// what comes again.
  static func unpack(
    _ bytes: UnsafeRawBufferPointer, upTo last: Instant, _ texts: RepeatedTexts
  ) -> (events: [CaseEvent], length: Int)? {
    guard bytes.first == version else { return nil }
    let kinds = CaseCourse.kinds
    var place = 1
    var isKnown = true
    // No event takes less than two bytes. They are made where they stay: an event is large to be copied.
    let events = [CaseEvent](unsafeUninitializedCapacity: bytes.count / 2) { events, count in
      guard let events = events.baseAddress else { return }
      var at: Int64 = 0
      while place < bytes.count {
        let head = bytes[place]
        let start = place
        place += 1
        let zigzag = number(bytes, &place)
        at += Int64(bitPattern: (zigzag >> 1) ^ (0 &- (zigzag & 1)))
        if at > last.milliseconds {
          place = start
          return
        }
        let actor = head & hasActor == 0 ? nil : text(bytes, &place, texts)
        let value = head & hasValue == 0 ? nil : text(bytes, &place, texts)
        let kind = Int(head & 0x3F)
        guard kind < kinds.count else {
          isKnown = false
          return
        }
        (events + count).initialize(
          to: CaseEvent(
            at: Instant(milliseconds: at), seq: Int64(count + 1), kind: kinds[kind], actor: actor, value: value))
        count += 1
      }
    }
    return isKnown ? (events, place) : nil
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return number
  }

  private static func text(
    _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ texts: RepeatedTexts
  ) -> String {
    let count = Int(clamping: number(bytes, &place))
    let end = min(place + count, bytes.count)
    defer { place = end }
    return texts.text(UnsafeRawBufferPointer(rebasing: bytes[place..<end]))
  }
}

/// Makes texts of bytes. Agents, statuses and priorities come again and again: the last ones are kept.
final class RepeatedTexts {
  /// The bytes of a short text, filled up with zeros, and how many there are.
  private struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count = 0
    var text = ""
  }

  @exclusivity(unchecked) private var entries = [Entry](repeating: Entry(), count: 256)

  func text(_ bytes: UnsafeRawBufferPointer) -> String {
    let count = bytes.count
    guard count <= 16 else { return String(decoding: bytes, as: UTF8.self) }
    var low: UInt64 = 0
    var high: UInt64 = 0
    var place = 0
    while place < count {
      let byte = UInt64(bytes[place])
      if place < 8 { low |= byte << UInt64(place * 8) } else { high |= byte << UInt64(place * 8 - 64) }
      place += 1
    }
    let hash = (low ^ (high &+ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15) &* 0xFF51_AFD7_ED55_8CCD
    let slot = Int(hash >> 56)
    if entries[slot].low == low, entries[slot].high == high, entries[slot].count == count {
      return entries[slot].text
    }
    let text = String(decoding: bytes, as: UTF8.self)
    entries[slot] = Entry(low: low, high: high, count: count, text: text)
    return text
  }
}

extension CaseEventKind {
  /// Whether a clock or a figure asks who did it.
  fileprivate var keepsActor: Bool { self == .merchantMessage || self == .disputeOpen || self == .disputeClose }
}
