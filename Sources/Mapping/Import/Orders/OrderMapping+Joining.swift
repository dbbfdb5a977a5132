public import Diagnostics
public import Model

extension OrderMapping {
  /// Makes one order of all pieces that a file has of it, and checks that it is whole; nil when it is rejected.
  ///
  /// Rows of a table that stand apart are an error unless the mapping says `group: anywhere`: then their lines are
  /// joined and the first value of each field stands. Of several records the last one stands, with a warning.
  public func order(
    from pieces: [OrderPiece], file: String, context: OrderContext, sink: DiagnosticSink
  ) -> OrderRecord? {
    guard let first = pieces.first, pieces.allSatisfy({ $0.record != nil }), var record = first.record else {
      return nil
    }
    var line = first.line
    for piece in pieces.dropFirst() {
      guard let next = piece.record else { return nil }
      if shape != .table {
        sink.emit(
          Diagnostic(
            .warning, .ordersRepeated, at: SourceLocation(file: file, line: line),
            facts: ["order": piece.orderID, "later": String(piece.line)]))
        record = next
        line = piece.line
      } else if grouping == .consecutive {
        sink.emit(
          Diagnostic(
            .error, .ordersLinesApart, at: SourceLocation(file: file, line: piece.line),
            facts: ["order": piece.orderID, "first": String(first.line)]))
        return nil
      } else {
        join(next, at: SourceLocation(file: file, line: piece.line), to: &record, sink)
      }
    }
    return complete(&record, at: SourceLocation(file: file, line: line), context, sink) ? record : nil
  }

  private func join(
    _ next: OrderRecord, at location: SourceLocation, to record: inout OrderRecord, _ sink: DiagnosticSink
  ) {
    for (place, value) in next.values.enumerated() where !value.isNone && value != record.values[place] {
      if record.values[place].isNone {
        record.values[place] = value
      } else if place != OrderRecord.Place.extra {
        var location = location
        location.field = OrderFields.order[place].name
        sink.emit(
          Diagnostic(
            .warning, .ordersLinesDiffer, at: location,
            facts: ["order": record.orderID, "field": OrderFields.order[place].name]))
      }
    }
    for group in groups where group.each == .row { record[group.group] += next[group.group] }
    record.tags = Set(record.tags + next.tags).sorted()
  }

  /// Adds sums and defaults, and says what an order cannot do without.
  private func complete(
    _ record: inout OrderRecord, at location: SourceLocation, _ context: OrderContext, _ sink: DiagnosticSink
  ) -> Bool {
    var isWhole = true
    func refuse(_ code: DiagnosticCode, _ field: String) {
      var location = location
      location.field = field
      sink.emit(Diagnostic(.error, code, at: location, facts: ["order": record.orderID, "field": field]))
      isWhole = false
    }
    for sum in sums where record.values[sum.place].isNone {
      var total: Int64 = 0
      for line in record[sum.group] {
        let (next, overflow) = total.addingReportingOverflow(line[sum.linePlace].number ?? 0)
        if overflow { refuse(.ordersTooLarge, OrderFields.order[sum.place].name) }
        total = next
      }
      record.values[sum.place] = .number(total)
    }
    let stated = record.values
    for addition in additions {
      guard var total = stated[addition.place].number else { continue }
      for other in addition.others {
        let (next, overflow) = total.addingReportingOverflow(stated[other].number ?? 0)
        if overflow { refuse(.ordersTooLarge, OrderFields.order[addition.place].name) }
        total = next
      }
      record.values[addition.place] = .number(total)
    }
    if record.values[OrderRecord.Place.stage].isNone {
      record.values[OrderRecord.Place.stage] = .text(OrderStage.unknown.rawValue)
    }
    if record.values[OrderRecord.Place.currency].isNone {
      record.values[OrderRecord.Place.currency] = .text(context.currency.description)
    }
    // An order's flags are yes or no: what a source does not say is no.
    for (place, field) in OrderFields.order.enumerated() where field.kind == .flag && record.values[place].isNone {
      record.values[place] = .number(0)
    }
    for place in [OrderRecord.Place.createdAt, OrderRecord.Place.total] where record.values[place].isNone {
      refuse(.ordersMissingField, OrderFields.order[place].name)
    }
    for (group, name) in [(OrderGroup.items, "quantity"), (.coupons, "code")] {
      guard let place = OrderFields.place(of: name, in: group.fields) else { continue }
      if record[group].contains(where: { $0[place].isNone }) { refuse(.ordersMissingField, group.prefix + name) }
    }
    return isWhole
  }
}

extension FieldRule {
  /// The product of two amounts of a line, rounded half away from zero to four places; nil when it is too large. None
  /// when one of them is blank.
  static func product(_ left: FieldValue, _ right: FieldValue) -> FieldValue? {
    guard let left = left.number, let right = right.number else { return FieldValue.none }
    let (high, low) = left.magnitude.multipliedFullWidth(by: right.magnitude)
    guard high < 10_000 else { return nil }
    let (whole, remainder) = UInt64(10_000).dividingFullWidth((high, low))
    guard whole < UInt64(Int64.max) else { return nil }
    let quotient = remainder >= 5_000 ? whole + 1 : whole
    return .number((left < 0) != (right < 0) ? -Int64(quotient) : Int64(quotient))
  }
}
