import Diagnostics
import Mapping
import Model
import Tabular

/// What is added up of a column since the group, and the file, began.
final class ExportTotalSlot {
  /// The numbers of a tally have so many places.
  static let scale = 10

  /// A sum, or a count, for each currency.
  struct Tally {
    private(set) var values: [(currency: UInt32, value: Int128)] = []

    mutating func add(_ value: Int128, _ currency: UInt32) {
      if let place = values.firstIndex(where: { $0.currency == currency }) {
        values[place].value += value
      } else {
        values.append((currency, value))
      }
    }

    func value(_ currency: UInt32) -> Int128? { values.first { $0.currency == currency }?.value }
  }

  let total: ExportColumn.Total
  let isMoney: Bool
  let isOwn: Bool
  let form: ExportNumberForm
  let title: String
  var group = Tally()
  var grand = Tally()

  init(_ column: ExportColumn, isMoney: Bool, isOwn: Bool) {
    total = column.total ?? .sum
    (self.isMoney, self.isOwn, title) = (isMoney, isOwn, column.title)
    form = ExportNumberForm(column.form)
  }
}

/// A column that is added up.
final class ExportTotalCell: ExportCell {
  private let inner: ExportCell
  private let reader: ExportValueReader
  private let slot: ExportTotalSlot
  private let sums: ExportSums
  private let byCurrency: Bool
  private var scratch: [UInt8] = []

  init(_ inner: ExportCell, _ reader: ExportValueReader, _ slot: ExportTotalSlot, _ sums: ExportSums, byCurrency: Bool)
  {
    (self.inner, self.reader, self.slot, self.sums, self.byCurrency) = (inner, reader, slot, sums, byCurrency)
  }

  override func write(to writer: any TableWriter) throws {
    try count()
    try inner.write(to: writer)
  }

  override var isTallied: Bool { true }
  override func tally() throws {
    try count()
    try inner.tally()
  }

  private func count() throws {
    let value: Int128
    if slot.total == .count {
      scratch.removeAll(keepingCapacity: true)
      guard try reader.append(to: &scratch) != .empty else { return }
      value = 1
    } else {
      guard let (number, scale) = reader.number() else { return }
      value = number * ExportNumber.power(ExportTotalSlot.scale - scale)
    }
    let currency = byCurrency ? sums.currency(isOwn: slot.isOwn) : 0
    slot.group.add(value, currency)
    slot.grand.add(value, currency)
  }
}

/// Writes rows that add up others.
struct ExportTotals {
  /// What a column shows in such a row.
  enum Place {
    case slot(ExportTotalSlot)
    /// The label.
    case label
    /// The group's value.
    case group
    case currency
    case empty
  }

  let totals: ExportLayout.Totals
  let places: [Place]

  /// Writes the rows of a group, or of the file, one a currency, and forgets what they added up.
  func write(group: String?, to writer: any TableWriter) throws {
    var currencies: [UInt32] = []
    for case .slot(let slot) in places {
      for (currency, _) in (group == nil ? slot.grand : slot.group).values where !currencies.contains(currency) {
        currencies.append(currency)
      }
    }
    for currency in currencies.sorted() {
      for place in places { try write(place, group, currency, to: writer) }
      try writer.endRow()
    }
    for case .slot(let slot) in places {
      if group == nil { slot.grand = .init() }
      slot.group = .init()
    }
  }

  private func write(_ place: Place, _ group: String?, _ currency: UInt32, to writer: any TableWriter) throws {
    switch place {
    case .label:
      let label = group == nil ? totals.grandLabel : totals.label
      try text(DiagnosticCode.fill(label, with: ["group": group ?? ""]), to: writer)
    case .group: try text(group ?? "", to: writer)
    case .currency: try text(Currency.unpacked(currency)?.description ?? "", to: writer)
    case .empty: try writer.empty()
    case .slot(let slot):
      guard let value = (group == nil ? slot.grand : slot.group).value(currency) else { return try writer.empty() }
      if slot.total == .count { return try writer.integer(Int64(value)) }
      var bytes: [UInt8] = []
      slot.form.append(shown: value, scale: ExportTotalSlot.scale, isMoney: slot.isMoney, to: &bytes)
      try bytes.withUnsafeBytes { try writer.number($0) }
    }
  }

  private func text(_ text: String, to writer: any TableWriter) throws {
    if text.isEmpty { try writer.empty() } else { try writer.text(text) }
  }
}
