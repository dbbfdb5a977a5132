import Changes
public import Diagnostics
import Exports
public import Model
import Store

/// `daybook store check`: whether the store is sound.
public struct CheckStore: Sendable {
  /// Up to which date a night without a good run is missed; nil for the last day that has ended. A night asks for those
  /// before its own.
  var nightsUpTo: CivilDate?

  /// A request for a whole check.
  public init() {}

  /// What the check found.
  public struct Result: Sendable {
    /// What was checked, in order.
    public let checks: [String]
    /// What is wrong with the store; empty when it is sound.
    public let findings: [Diagnostic]
    /// What is worth a look around it: files left by runs that died, rights, free space, the clock, missed nights.
    public let warnings: [Diagnostic]
    /// The place and the hash of the audit chain's last entry; nil in a store without any.
    public let auditHead: (seq: Int64, hash: SHA256Digest)?

    /// `done` when the store is sound, else `damaged`.
    public var exit: ExitCode { findings.isEmpty ? .done : .damaged }
  }

  /// Runs every check in one snapshot.
  public func run(in session: Session) throws -> Result {
    let workspace = session.workspace
    return try session.read { store in
      var found = try CheckStore.findings(in: store, path: workspace.storePath)
      found += try store.allInputs().compactMap { input, batch in
        // What a purge removed may have come again with a later import, and is as good as any then.
        guard let finding = try workspace.archive.finding(input, of: batch) else { return nil }
        return try store.purge(ofFile: input.sha256) == nil ? finding : nil
      }
      let copies = ExportCopies(folder: workspace.copiesFolder)
      found += try store.exportRuns().flatMap { run in
        try run.dataFiles.contains { try store.purge(ofFile: $0.sha256) != nil } ? [] : copies.findings(of: run)
      }
      let checks = ["structure", "references", "audit chain", "costs", "periods", "rules", "cases", "archive"]
      return Result(
        checks: checks, findings: found,
        warnings: try StoreSurroundings(session).warnings(store, nightsUpTo: nightsUpTo),
        auditHead: try store.auditHead())
    }
  }

  /// What is wrong within a store's file.
  static func findings(in store: StoreConnection, path: String) throws -> [Diagnostic] {
    let location = SourceLocation(file: path)
    func findings(_ sentences: [String]) -> [Diagnostic] {
      sentences.map { Diagnostic(.error, .storeCheck, at: location, facts: ["finding": $0]) }
    }
    var found = findings(try store.structureFindings())
    found += findings(try store.danglingReferences())
    if let seq = try store.firstBrokenAuditEntry() {
      found.append(Diagnostic(.error, .auditBroken, at: location, facts: ["seq": String(seq)]))
    }
    found += findings(
      try store.ordersWithWrongCosts().map {
        "the costs of order '\(try store.orderID($0))' are not what its entries add up to"
      })
    found += findings(
      try store.batchesWithDamagedTraces().map {
        "the filters of batch \($0) lack entries: its repeats would not be seen"
      })
    found += findings(
      try store.closingsWithWrongTotals().map {
        "the totals stored when \($0.month) was closed (batch \($0.batch)) are not those of then"
      })
    found += findings(try store.rulesFindings())
    found += findings(
      try store.tombstonesWithRemains().map { "order '\($0)' was purged, and something of it is left" })
    let words = try store.caseWordFaults()
    if words.missing != 0 || words.surplus != 0 {
      found += findings([
        "the index of words lacks \(words.missing) texts of cases and has \(words.surplus + words.missing) too many"
      ])
    }
    return found
  }
}
