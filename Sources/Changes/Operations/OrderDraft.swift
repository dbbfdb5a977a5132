import Diagnostics
import Model
import Store

/// An order while operations are done to it, one after the other.
struct OrderDraft {
  /// What the run knows of time.
  struct Clock {
    /// The instant of the run.
    let now: Instant
    /// The workspace's zone.
    let zone: TimeZoneRules
  }

  let stored: StoredOrder
  /// Its content as it is going to be.
  private(set) var record: OrderRecord
  /// The stages that it passed through.
  private(set) var stages: [String] = []
  /// Notes to be added.
  private(set) var notes: [(body: String, at: Instant)] = []
  /// What is to be said of chargebacks.
  private(set) var chargebacks: [Chargeback] = []
  private(set) var isDeleted = false
  private let standing: OrderRecord
  private let clock: Clock
  private var known: [Chargeback]

  init(_ stored: StoredOrder, _ record: OrderRecord, chargebacks: [Chargeback], clock: Clock) {
    self.stored = stored
    self.record = record
    standing = record
    known = chargebacks
    self.clock = clock
  }

  /// Whether its content is another one.
  var hasNewContent: Bool { record != standing }

  /// Whether anything is to be written.
  var isChange: Bool { isDeleted || !notes.isEmpty || !chargebacks.isEmpty || hasNewContent }

  /// Does an operation, whose values were checked. False where it changes nothing.
  mutating func apply(_ kind: OrderOperation, _ values: OrderLine) throws(OperationMistake) -> Bool {
    let before = record
    let at = values[.at].number.map(Instant.init(milliseconds:)) ?? clock.now
    switch kind {
    case .setStage:
      try move(to: values[.value].text.flatMap(OrderStage.init(rawValue:)) ?? .unknown, at: at)
    case .cancel:
      try move(to: .rejected, at: at)
      record["reject_reason"] = values[.reason]
    case .markShipped: try ship(values, at: at)
    case .addTag: record.tags = Set(record.tags + [values[.value].text ?? ""]).sorted()
    case .removeTag: record.tags.removeAll { $0.utf8.elementsEqual((values[.value].text ?? "").utf8) }
    case .addNote:
      notes.append((values[.value].text ?? "", at))
      return true
    case .setCustomField, .clearCustomField: record[values[.field].text ?? ""] = values[.value]
    case .assignAffiliate: record["affiliate_id"] = values[.value]
    case .markRefunded: try refund(values, at: at)
    case .markExported: record["exported_to_accounting"] = .number(1)
    case .delete:
      isDeleted = true
      if let reason = values[.reason].text { notes.append(("deleted: \(reason)", clock.now)) }
      return true
    case .chargeback: return try takeChargeback(values)
    }
    return record != before
  }

  private var stage: OrderStage { OrderStage(rawValue: record.stage) ?? .unknown }

  // MARK: Stages

  private mutating func move(to stage: OrderStage, at: Instant) throws(OperationMistake) {
    let from = self.stage
    guard from != stage else { return }
    guard from.moves.contains(stage) else {
      let moves = from.moves.map(\.rawValue).joined(separator: ", ")
      throw OperationMistake(
        .operationBadMove, .value,
        ["order": stored.orderID, "from": from.rawValue, "to": stage.rawValue, "moves": moves])
    }
    enter(stage)
    if from == .rejected {
      record["rejected_at"] = .none
      record["reject_reason"] = .none
    }
    if stage == .rejected { record["rejected_at"] = .number(at.milliseconds) }
  }

  private mutating func enter(_ stage: OrderStage) {
    record["stage"] = .text(stage.rawValue)
    stages.append(stage.rawValue)
  }

  // MARK: Parcels

  private mutating func ship(_ values: OrderLine, at: Instant) throws(OperationMistake) {
    var parcel = OrderLine(repeating: .none, count: OrderFields.shipment.count)
    func place(_ name: String) -> Int { OrderFields.place(of: name, in: OrderFields.shipment) ?? 0 }
    parcel[place("tracking_number")] = values[.trackingNumber]
    parcel[place("carrier")] = values[.carrier]
    parcel[place("service")] = values[.service]
    let isParcel = parcel.contains { !$0.isNone }
    parcel[place("shipped_at")] = isParcel ? .number(at.milliseconds) : .none
    let same = record[.shipments].firstIndex { line in
      ["tracking_number", "carrier"].allSatisfy { name in
        let (old, new) = (line[place(name)], parcel[place(name)])
        return old == new || name == "carrier" && (old.isNone || new.isNone)
      }
    }
    guard let next = stage.onceShipped else {
      // A parcel that is known already says nothing new of an order that was moved since.
      if isParcel, same != nil { return }
      throw OperationMistake(.operationNotShippable, .orderID, ["order": stored.orderID, "from": stage.rawValue])
    }
    if isParcel, let same {
      for index in parcel.indices where record[.shipments][same][index].isNone {
        record[.shipments][same][index] = parcel[index]
      }
    } else if isParcel {
      record[.shipments].append(parcel)
    }
    if record["shipped_at"].isNone { record["shipped_at"] = .number(at.milliseconds) }
    if next != stage { enter(next) }
  }

  // MARK: Money

  /// The amount is the sum that shall stand. All of an order is given back as it was charged; what is more than the parts
  /// that were refunded so far counts as refunded otherwise.
  private mutating func refund(_ values: OrderLine, at: Instant) throws(OperationMistake) {
    let total = record.total ?? 0
    let amount = values[.amount].number ?? total
    func value(_ name: String) -> Int64 { record[name].number ?? 0 }
    func mistake(_ reason: String) -> OperationMistake {
      OperationMistake(
        .operationBadRefund, .amount,
        ["order": stored.orderID, "amount": Amount(e4: amount).description, "reason": reason])
    }
    guard amount >= 0, amount <= max(total, 0) else { throw mistake("it came to \(Amount(e4: total))") }
    let parts = ["subtotal_refunded", "shipping_handling_refunded", "tax_refunded"]
    if value("total_refunded") == amount, !record["total_refunded"].isNone || amount == 0 { return }
    if amount == total, !record["subtotal"].isNone {
      let charged = [
        value("subtotal") - value("subtotal_discount"),
        value("shipping_handling") - value("shipping_handling_discount"), value("tax"),
      ]
      // What was charged besides (gift wrapping, surcharges) is refunded otherwise; where the parts are more than their sum,
      // only the tax is told apart.
      let fits = charged.reduce(0, +) <= total
      for (name, part) in zip(parts, charged) where fits || name == "tax_refunded" { record[name] = .number(part) }
    } else if amount == total, !record["tax"].isNone {
      record["tax_refunded"] = record["tax"]
    }
    let others = parts.reduce(0) { $0 + value($1) }
    guard others <= amount else {
      throw mistake("\(Amount(e4: others)) of it was refunded as goods, shipping and tax")
    }
    record["other_refunded"] = .number(amount - others)
    record["total_refunded"] = .number(amount)
    record["refunded_at"] = .number(at.milliseconds)
    if !values[.reason].isNone { record["refund_reason"] = values[.reason] }
    if amount == total { record["payment_status"] = .text("Refunded") }
  }

  private mutating func takeChargeback(_ values: OrderLine) throws(OperationMistake) -> Bool {
    func day(_ place: OperationFields.Place) -> CivilDate? {
      values[place].number.map { clock.zone.wall(at: Instant(milliseconds: $0)).date }
    }
    let reference = values[.reference].text
    let old = known.firstIndex { chargeback in
      reference.map { chargeback.reference?.utf8.elementsEqual($0.utf8) ?? false } ?? false
    }
    .map { known[$0] }
    guard let amount = values[.amount].number.map(Amount.init(e4:)) ?? old?.amount else {
      throw OperationMistake(.operationNeeds, .amount, ["operation": "chargeback", "field": "amount"])
    }
    let new = Chargeback(
      reference: reference, amount: amount, currency: values[.currency].text ?? old?.currency ?? stored.currency,
      reason: values[.reason].text ?? old?.reason,
      openedOn: day(.openedOn) ?? old?.openedOn ?? clock.zone.wall(at: clock.now).date,
      dueOn: day(.dueOn) ?? old?.dueOn,
      state: values[.state].text.flatMap(ChargebackState.init(rawValue:)) ?? old?.state ?? .open)
    if known.contains(new) { return false }
    if let old { known.removeAll { $0 == old } }
    known.append(new)
    chargebacks.append(new)
    return true
  }
}
