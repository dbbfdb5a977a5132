import Model

/// How much of a file earlier batches hold already.
struct RepeatTally {
  /// What is done about entries that were applied before.
  enum Policy {
    /// They are reported, and refused where one batch holds at least half of the file or a reference says they are the same.
    case refuse
    /// They are left out.
    case skip
    /// They are applied.
    case allow
  }

  private struct Share {
    /// Entries that the batch holds.
    var held = 0
    /// Those among them that would change something once more.
    var harmful = 0
  }

  /// All entries of the file.
  private(set) var entries = 0
  private var shares: [Int64: Share] = [:]

  /// Counts entries of the file.
  mutating func count(_ entries: Int) { self.entries += entries }

  /// Counts an entry that batches hold. A `set` that changes nothing is harmless: it is unchanged and not a repeat.
  mutating func add(heldBy batches: [Int64], isHarmful: Bool) {
    for batch in batches {
      shares[batch, default: Share()].held += 1
      if isHarmful { shares[batch, default: Share()].harmful += 1 }
    }
  }

  /// The batch that holds most of the file, where it holds at least half of it and something would count twice.
  var repeated: (batch: Int64, held: Int)? {
    let candidates = shares.filter { $0.value.harmful > 0 && $0.value.held * 2 >= entries }
    return candidates.max { ($0.value.held, -$0.key) < ($1.value.held, -$1.key) }.map { ($0.key, $0.value.held) }
  }
}
