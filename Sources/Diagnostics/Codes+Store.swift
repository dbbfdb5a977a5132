extension DiagnosticCode {
  static let storeCodes: [DiagnosticCode] = [
    .noStore, .notAStore, .storeNewer, .storeLocked, .storeDamaged, .storeFull, .storeExists, .noSuchBatch,
    .batchNotInForce, .batchNotRevertible, .laterChanges, .storeCheck, .auditBroken, .auditHeadMissing, .auditNoHeads,
    .auditNoEntry,
  ]

  /// There is no store where one is expected.
  public static let noStore = DiagnosticCode(
    "store/not-found", "there is no store at {path}",
    hint: "make a workspace with 'daybook init DIR', or name the store with --store PATH or DAYBOOK_STORE")
  /// A file that is not Daybook's.
  public static let notAStore = DiagnosticCode(
    "store/not-a-store", "{path} is not a store of Daybook", hint: "name the daybook.sqlite of a workspace")
  /// Made by a later version.
  public static let storeNewer = DiagnosticCode(
    "store/newer", "{path} has schema {found}, this program knows {known}",
    hint: "use the version of Daybook that made it, or a later one; nothing was changed")
  /// Somebody else writes.
  public static let storeLocked = DiagnosticCode(
    "store/locked", "another run holds the store {path}", hint: "wait for it to end and run the same command again")
  /// SQLite says it is damaged.
  public static let storeDamaged = DiagnosticCode(
    "store/damaged", "the store {path} is damaged: {reason}",
    hint: "keep the file and restore the latest backup beside it")
  /// No space or an I/O error.
  public static let storeFull = DiagnosticCode(
    "store/io", "the store {path} cannot be read or written: {reason}",
    hint: "nothing was changed; free space and run again")
  /// A store is there already.
  public static let storeExists = DiagnosticCode(
    "store/exists", "{path} holds a workspace already", hint: "choose another folder")
  /// No batch of that number.
  public static let noSuchBatch = DiagnosticCode(
    "batches/not-found", "there is no batch {batch}", hint: "'daybook batches list' shows all of them")
  /// Reverted before.
  public static let batchNotInForce = DiagnosticCode(
    "batches/not-in-force", "batch {batch} is not in force: batch {by} reverted it",
    hint: "revert batch {by} to bring it back")
  /// A kind that cannot be undone this way.
  public static let batchNotRevertible = DiagnosticCode(
    "batches/not-revertible", "batch {batch} is of kind {kind}, which has nothing to revert", hint: "{help}")
  /// Reverting would take away what a later batch made of it.
  public static let laterChanges = DiagnosticCode(
    "batches/later-changes", "{subject} was changed by the later batch {later}",
    hint: "revert batch {later} first, or say --with-dependents to revert everything that stands upon this one")
  /// A finding of `store check`.
  public static let storeCheck = DiagnosticCode(
    "store/check", "{finding}", hint: "restore the latest backup, and keep this file for a report")
  /// The chain does not hold what was once its head.
  public static let auditHeadMissing = DiagnosticCode(
    "audit/head-missing",
    "the audit chain does not hold the entry {head} that once was its last: its end was cut off or "
      + "written anew",
    hint: "compare the store with the backup or the report that has this head; 'daybook audit list' shows what is there"
  )
  /// A file without heads.
  public static let auditNoHeads = DiagnosticCode(
    "audit/no-heads", "{path} holds no head of an audit chain",
    hint: "a head is 64 hexadecimal digits, as 'daybook audit verify' prints it")
  /// No such entry.
  public static let auditNoEntry = DiagnosticCode(
    "audit/no-entry", "there is no entry {seq} in the audit chain", hint: "'daybook audit list' shows all of them")
  /// The audit chain does not add up.
  public static let auditBroken = DiagnosticCode(
    "audit/broken", "the audit chain breaks at entry {seq}",
    hint: "somebody changed the store by other means than Daybook")
}
