import Model
public import Reporting
import Store

/// An order as a page to be printed: the same as `orders show`, from top to bottom.
extension ShowOrder.Result {
  /// The page.
  public var document: ReportDocument {
    var document = ReportDocument(
      name: "order", title: "Order \(order.orderID)",
      sections: [about, goods, money, way].filter { !$0.tables.isEmpty || !$0.cards.isEmpty })
    document.facts = [
      .init("order", "Order", .text(order.orderID)), .init("batch", "Data as of batch", .count(Int(order.batch))),
      .init("made_at", "Made at", instant("created_at")),
    ]
    return document
  }

  private func instant(_ name: String) -> ReportValue {
    .instant(orNone: record[name].number.map(Instant.init(milliseconds:)))
  }

  private var about: ReportDocument.Section {
    var section = ReportDocument.Section(id: "about", title: "Order")
    section.cards = [
      .init("Stage", .text(order.stage), details: [record["payment_status"].text].compactMap { $0 }),
      .init("Total", .amount(Amount(e4: order.total)), details: [order.currency]),
    ]
    var table = ReportTable(
      id: "fields", caption: "What is known of it", columns: [.init("field", "Field"), .init("value", "Value")])
    for (field, value) in zip(OrderFields.order, record.values) where !(field.kind == .flag && value.number == 0) {
      guard let text = field.shown(value) else { continue }
      table.add([.text(field.name.readable), text])
    }
    if !record.tags.isEmpty { table.add([.text("tags"), .text(record.tags.joined(separator: ", "))]) }
    section.tables = [table]
    return section
  }

  private var goods: ReportDocument.Section {
    var section = ReportDocument.Section(id: "lines", title: "Goods, payments, parcels")
    section.tables = OrderGroup.allCases.compactMap { group in
      let lines = record[group]
      let used = group.fields.indices.filter { place in
        group.fields[place].kind != .json && lines.contains { !$0[place].isNone }
      }
      guard !lines.isEmpty, !used.isEmpty else { return nil }
      var table = ReportTable(
        id: group.name, caption: group.name.readable,
        columns: used.map { .init(group.fields[$0].name, group.fields[$0].name.readable) })
      for line in lines { table.add(used.map { group.fields[$0].shown(line[$0]) ?? .none }) }
      return table
    }
    return section
  }

  private var money: ReportDocument.Section {
    var section = ReportDocument.Section(id: "costs", title: "Costs and chargebacks")
    if let costs, !costs.entries.isEmpty {
      var table = ReportTable(
        id: "actual-costs", caption: "Actual costs",
        columns: [.init("cost", "Cost"), .init("amount", "Amount"), .init("currency", "Currency")])
      for kind in CostKind.allCases {
        guard let amount = costs.actual[kind] else { continue }
        table.add([.text(kind.rawValue), .amount(Amount(e4: amount)), .text(costs.currency.description)])
      }
      section.tables.append(table)
    }
    if !chargebacks.isEmpty {
      var table = ReportTable(
        id: "chargebacks", caption: "Chargebacks",
        columns: [
          .init("reference", "Reference"), .init("amount", "Amount"), .init("currency", "Currency"),
          .init("reason", "Reason"), .init("due_on", "Due on"), .init("state", "State"),
        ])
      for chargeback in chargebacks {
        table.add([
          .text(orNone: chargeback.reference), .amount(chargeback.amount), .text(chargeback.currency),
          .text(orNone: chargeback.reason), chargeback.dueOn.map(ReportValue.date) ?? .none,
          .text(chargeback.state.rawValue),
        ])
      }
      section.tables.append(table)
    }
    return section
  }

  /// Stages, notes and cases.
  private var way: ReportDocument.Section {
    var section = ReportDocument.Section(id: "history", title: "Stages, notes and cases")
    var moves = ReportTable(
      id: "stages", caption: "Stages",
      columns: [.init("at", "At"), .init("stage", "Stage"), .init("by", "By"), .init("batch", "Batch")])
    for change in stages {
      moves.add([.instant(change.at), .text(change.after), .text(change.operator), .text(String(change.batch))])
    }
    section.tables = [moves]
    if !notes.isEmpty {
      var table = ReportTable(
        id: "notes", caption: "Notes", columns: [.init("at", "At"), .init("by", "By"), .init("note", "Note")])
      for note in notes { table.add([.instant(note.at), .text(note.author), .text(note.body)]) }
      section.tables.append(table)
    }
    if !cases.isEmpty {
      var table = ReportTable(
        id: "cases", caption: "Cases",
        columns: [
          .init("case", "Case"), .init("subject", "Subject"), .init("status", "Status"), .init("opened_at", "Opened"),
        ])
      for record in cases {
        table.add([
          .text(record.id), .text(orNone: record.subject), .text(record.status.rawValue), .instant(record.openedAt),
        ])
      }
      section.tables.append(table)
    }
    return section
  }
}

extension OrderField {
  /// A value for people; nil for blank.
  func shown(_ value: FieldValue) -> ReportValue? {
    switch (value, kind) {
    case (.none, _): nil
    case (.text(let text), _): .text(text)
    case (.number(let number), .amount): .amount(Amount(e4: number))
    case (.number(let number), .instant): .instant(Instant(milliseconds: number))
    case (.number(let number), .flag): .text(number == 0 ? "no" : "yes")
    case (.number(let number), .rate): .text(Rate.text(millionths: number))
    case (.number(let number), _): .text(String(number))
    }
  }
}

extension String {
  /// A documented name as people read it: without its underscores.
  var readable: String { String(map { $0 == "_" ? " " : $0 }) }
}
