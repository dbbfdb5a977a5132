import GRDB
public import Model

/// What a run knows of its batch before it writes anything.
public struct NewBatch: Sendable {
  /// What it does.
  public var kind: BatchKind
  /// Who, when and where.
  public var identity: RunIdentity
  /// The mapping's name and digest, for imports and exports.
  public var mapping: (name: String, digest: SHA256Digest)?
  /// Multiset digest of the mapped rows, for the content repeat check; may be given at the end with the counts.
  public var contentDigest: SHA256Digest?
  /// Entry date of rows that carry none.
  public var datedOn: CivilDate?
  /// Why, where the user said so.
  public var reason: String?
  /// JSON of the options that shaped the run.
  public var options: String?
  /// The batch that a revert or a re-application is about.
  public var targetBatch: Int64?
  /// What was done to what, for the audit chain, where kind and counts do not say it.
  public var subject: String?
  /// The files it read.
  public var inputs: [BatchInput]

  /// A batch to be.
  public init(kind: BatchKind, identity: RunIdentity, inputs: [BatchInput] = []) {
    self.kind = kind
    self.identity = identity
    self.inputs = inputs
  }
}

/// A file that a batch read.
public struct BatchInput: Sendable, Hashable {
  /// Its name without the folder; `-` for standard input.
  public var name: String
  /// SHA-256 of its bytes as they lie on the disk.
  public var sha256: SHA256Digest
  /// Its size in bytes.
  public var bytes: Int64
  /// The sheet that was read, for workbooks.
  public var sheet: String?

  /// A file that a batch read, by the path that the user gave.
  public init(name path: String, sha256: SHA256Digest, bytes: Int64, sheet: String? = nil) {
    self.name = path.split(separator: "/").last.map(String.init) ?? path
    self.sha256 = sha256
    self.bytes = bytes
    self.sheet = sheet
  }
}

/// A file that a batch wrote.
public struct BatchOutput: Sendable, Hashable {
  /// Where it was written, as the user named it.
  public var path: String
  /// The same in full; nil where it is no file.
  public var place: String?
  /// SHA-256 of its bytes.
  public var sha256: SHA256Digest
  /// Its size in bytes.
  public var bytes: Int64
  /// Its data rows, where it has rows.
  public var rows: Int64?

  /// A file that a batch wrote.
  public init(path: String, sha256: SHA256Digest, bytes: Int64, rows: Int64? = nil, place: String? = nil) {
    self.path = path
    self.place = place
    self.sha256 = sha256
    self.bytes = bytes
    self.rows = rows
  }
}

/// How many rows a run read and what became of them.
public struct BatchCounts: Sendable, Hashable {
  /// Data rows (or records) read.
  public var rows = 0
  /// Rows that were applied, `unchanged` and `unallocated` among them.
  public var accepted = 0
  /// Rows that were not applied because of an error.
  public var rejected = 0
  /// Accepted rows that changed nothing.
  public var unchanged = 0
  /// Accepted rows that belong to no order.
  public var unallocated = 0
  /// Warnings.
  public var warnings = 0
  /// Rows that were left out as repeats.
  public var skipped = 0
  /// Rows that are no costs: sales, payouts.
  public var notCosts = 0

  /// No rows.
  public init() {}
}

/// Money before and after over the orders a batch touched, for one cost kind (or `total` of orders) and currency.
public struct BatchTotal: Sendable, Hashable {
  /// A ``Model/CostKind``'s name, or `total` for the totals of orders.
  public var kind: String
  /// The currency.
  public var currency: Currency
  /// Sum before, unknown counted as nothing.
  public var before: Amount
  /// Sum after.
  public var after: Amount

  /// One line of control totals.
  public init(kind: String, currency: Currency, before: Amount, after: Amount) {
    self.kind = kind
    self.currency = currency
    self.before = before
    self.after = after
  }
}

/// A batch as the store keeps it.
public struct BatchRecord: Sendable {
  /// Its number.
  public let batch: Int64
  /// What it did.
  public let kind: BatchKind
  /// When it was applied.
  public let appliedAt: Instant
  /// Who answers for it.
  public let `operator`: String
  /// The machine it ran on.
  public let host: String
  /// The program's version.
  public let version: String
  /// The mapping it used.
  public let mapping: String?
  /// The mapping's digest.
  public let mappingDigest: SHA256Digest?
  /// Multiset digest of its rows.
  public let contentDigest: SHA256Digest?
  /// Entry date of rows without one.
  public let datedOn: CivilDate?
  /// Why it was done.
  public let reason: String?
  /// JSON of its options.
  public let options: String?
  /// What became of its rows.
  public let counts: BatchCounts
  /// The batch it reverts or re-applies.
  public let targetBatch: Int64?
  /// The batch that reverted it; nil while in force.
  public let revertedBy: Int64?
  /// Its first input's name.
  public let inputName: String?
  /// Its first input's digest.
  public let inputDigest: SHA256Digest?
  /// Its first input's sheet.
  public let inputSheet: String?

  /// Whether it counts.
  public var isInForce: Bool { revertedBy == nil }

  init(row: GRDB.Row) {
    batch = row["batch"]
    kind = BatchKind(rawValue: row["kind"]) ?? .operations
    appliedAt = Instant(milliseconds: row["applied_at"])
    `operator` = row["operator"]
    host = row["host"]
    version = row["version"]
    mapping = row["mapping"]
    mappingDigest = SHA256Digest(column: row["mapping_digest"])
    contentDigest = SHA256Digest(column: row["content_digest"])
    datedOn = (row["dated_on"] as Int32?).map(CivilDate.init(days:))
    reason = row["reason"]
    options = row["options"]
    var counts = BatchCounts()
    counts.rows = row["rows"]
    counts.accepted = row["accepted"]
    counts.rejected = row["rejected"]
    counts.unchanged = row["unchanged"]
    counts.unallocated = row["unallocated"]
    counts.warnings = row["warnings"]
    counts.skipped = row["skipped"]
    counts.notCosts = row["not_costs"]
    self.counts = counts
    targetBatch = row["target_batch"]
    revertedBy = row["reverted_by"]
    inputName = row["input_name"]
    inputDigest = SHA256Digest(column: row["input_sha256"])
    inputSheet = row["input_sheet"]
  }
}
