/// The nodes of one or more records one behind the other, each before its children, and their texts.
///
/// A reader appends to it and starts it anew when its records were handed out, unless somebody still has a node of it.
final class RecordTape {
  /// One node.
  struct Entry {
    /// Its name in ``RecordTape/names``.
    var name: Int32
    /// How many entries it and all nodes within it are.
    var size: Int32 = 1
    /// Where its text begins.
    var textStart = 0
    /// Bytes of its text; negative for none.
    var textCount = -1
    /// The line where it begins.
    var line: UInt32
    /// What its text is.
    var kind: CellKind
  }

  /// The names of the entries.
  let names: RecordNames
  /// The texts of the entries.
  let text: ByteBuffer
  /// How many entries there are.
  private(set) var count = 0
  private var entries: UnsafeMutablePointer<Entry>
  private var capacity: Int

  /// An empty tape.
  init(names: RecordNames, capacity: Int = 64) {
    self.names = names
    self.capacity = capacity
    entries = .allocate(capacity: capacity)
    text = ByteBuffer(capacity: 16 * capacity)
  }

  deinit { entries.deallocate() }

  /// The entry at a position.
  @inline(__always)
  subscript(position: Int) -> Entry {
    get { entries[position] }
    set { entries[position] = newValue }
  }

  /// The text of an entry in UTF-8, valid until the tape changes; nil for none.
  @inline(__always)
  func text(of position: Int) -> UnsafeRawBufferPointer? {
    let length = entries[position].textCount
    guard length >= 0 else { return nil }
    return UnsafeRawBufferPointer(start: text.start + entries[position].textStart, count: length)
  }

  /// Adds an entry whose text begins, if it has one, at the end of the texts; gives its position.
  @inline(__always)
  func append(name: Int32, line: Int, kind: CellKind) -> Int {
    if count == capacity { grow() }
    (entries + count).initialize(
      to: Entry(name: name, textStart: text.count, line: UInt32(truncatingIfNeeded: line), kind: kind))
    count += 1
    return count - 1
  }

  /// Lets the text of an entry end where the texts end.
  @inline(__always)
  func endText(of position: Int) {
    entries[position].textCount = text.count - entries[position].textStart
  }

  /// Lets an entry contain all that came behind it.
  @inline(__always)
  func close(_ position: Int) { entries[position].size = Int32(truncatingIfNeeded: count - position) }

  /// Forgets the entries from a position on.
  func truncate(to position: Int) {
    if position < count { text.truncate(to: entries[position].textStart) }
    count = position
  }

  /// Forgets the entries before a position, which becomes 0.
  func removeFirst(_ position: Int) {
    let cut = textStart(from: position)
    text.removeFirst(cut)
    count -= position
    entries.update(from: entries + position, count: count)
    for index in 0..<count { entries[index].textStart -= cut }
  }

  /// A copy without the entries before a position.
  func copy(from position: Int) -> RecordTape {
    let copy = RecordTape(names: names, capacity: max(64, count - position))
    let cut = textStart(from: position)
    copy.text.append(text.bytes(cut..<text.count))
    copy.count = count - position
    copy.entries.initialize(from: entries + position, count: copy.count)
    for index in 0..<copy.count { copy.entries[index].textStart -= cut }
    return copy
  }

  /// Where the texts of the entries from a position on begin. An element's own text may follow those of its attributes.
  private func textStart(from position: Int) -> Int {
    (position..<count).reduce(text.count) { min($0, entries[$1].textStart) }
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }
}

extension RecordTape {
  /// Forgets what was handed out, the entries before a position: on the same tape where nobody else has it, else on a
  /// new one.
  static func recycle(_ tape: inout RecordTape, from position: Int) {
    if isKnownUniquelyReferenced(&tape) {
      tape.removeFirst(position)
    } else {
      tape = tape.copy(from: position)
    }
  }
}
