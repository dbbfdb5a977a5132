import Exports
public import Store

/// `daybook exports confirm|redeliver|abandon`: what a person decides about a delivery.
public struct SettleExport: Sendable {
  /// What is decided.
  public enum Decision: Sendable {
    /// The destination has it.
    case confirm
    /// It is to be delivered once more.
    case redeliver
    /// It shall not be delivered; its orders are free for another delivery.
    case abandon
  }

  /// The number of the export.
  public var batch: Int64
  /// What is decided.
  public var decision: Decision
  /// Why; kept with the export and in the audit chain.
  public var reason: String?

  /// A decision.
  public init(batch: Int64, _ decision: Decision) {
    self.batch = batch
    self.decision = decision
  }

  /// Does it and gives the export as it stands then. Errors as for ``Exports/ExportDelivery``.
  public func run(in session: Session) throws -> ExportRun {
    let workspace = session.workspace
    let store = try Store.open(workspace.storePath, .readWrite)
    let run = try store.read { try $0.exportRun(batch) }
    let name = run.delivery?.destination ?? ""
    let known = workspace.destinations.first { $0.name == name }
    let delivery = ExportDelivery(
      store: store, identity: session.identity,
      // A destination that the settings no longer list has no command any more: its files are put in their places.
      destination: known ?? ExportDestination(name: name, folder: workspace.outboxFolder),
      copies: workspace.copiesFolder, isCancelled: session.isCancelled)
    switch decision {
    case .confirm: try delivery.confirm(run, reason: reason)
    case .redeliver: try delivery.redeliver(run, reason: reason)
    case .abandon: try delivery.abandon(run, reason: reason)
    }
    let settled = try store.read { try $0.exportRun(batch) }
    try store.close()
    return settled
  }
}
