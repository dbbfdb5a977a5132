import Model
import Store

/// Writes what operations made of orders, on behalf of one batch.
final class OperationWriter {
  let batch: Int64
  private let orders: OrderWriter
  private let remarks: RemarkWriter
  private let curtain: OrderCurtain
  private var deleted: [CurtainEntry] = []

  /// A writer for a batch that was begun in the same transaction.
  init(_ connection: StoreConnection, batch: Int64, identity: RunIdentity) throws {
    self.batch = batch
    orders = try OrderWriter(connection, batch: batch, identity: identity)
    remarks = try RemarkWriter(connection, batch: batch, author: identity.operator)
    curtain = try OrderCurtain(connection)
  }

  /// Writes an order's new content with an image of what stood before, what was said of it, and marks its deletion.
  func write(_ step: OperationEvaluation.Step) throws {
    let draft = step.draft
    if let digest = step.digest {
      try orders.update(draft.stored, to: draft.record, digest: digest, via: draft.stages)
    }
    for note in draft.notes { try remarks.note(note.body, at: note.at, on: draft.stored.key) }
    for chargeback in draft.chargebacks { try remarks.chargeback(chargeback, on: draft.stored.key) }
    if draft.isDeleted {
      deleted.append(CurtainEntry(key: draft.stored.key, orderID: draft.stored.orderID, deletion: nil))
    }
  }

  /// Hides the deleted orders, once everything else is written.
  func finish() throws { try curtain.hide(&deleted, in: batch) }
}
