import Diagnostics
import Mapping
import Model
import Tabular

/// What is known of the file that is being written: its place among others, and what it comes to.
final class ExportFileTally {
  /// The sum of a column.
  struct Sum {
    var value: Int128 = 0
    var isMoney = false
    /// The currencies met, packed; more than one cannot be added up.
    var currencies: [UInt32] = []
  }

  /// What a file comes to.
  struct Counts {
    var rows = 0
    /// Without those that stand once.
    var lines = 0
    var orders = OrderKeySet()
    var kinds: [String: Int] = [:]
    var sums: [String: Sum] = [:]
  }

  /// The places that sums are kept with.
  static let scale = 10

  private let once: Int
  private(set) var part = ExportFilePart(group: nil, sequence: 0)
  private(set) var counts = Counts()
  /// What the file will come to, where that was counted before.
  private var known: Counts?
  /// Lines so far.
  private var linesWritten = 0
  /// The number of what is nested, from 1.
  var element = 0

  /// A tally of files with so many lines that stand once.
  init(once: Int) { self.once = once }

  /// Begins with the next file. `known` is what it will come to; nil where nobody asks before its end.
  func begin(_ part: ExportFilePart, known: Counts?) {
    (self.part, self.known, counts, linesWritten) = (part, known, Counts(), 0)
  }

  /// Counts a row.
  @inline(__always)
  func countRow(of key: Int64) {
    counts.rows += 1
    counts.orders.insert(key)
  }

  /// Counts a line that is about to be written; `once` where it stands once a file.
  @inline(__always)
  func countLine(_ name: String?, once: Bool) {
    linesWritten += 1
    if !once { counts.lines += 1 }
    if let name { counts.kinds[name, default: 0] += 1 }
  }

  /// Adds a number that a column shows.
  func add(_ value: Int128, scale: Int, to title: String, isMoney: Bool, currency: UInt32) {
    counts.sums[title, default: Sum()].value += value * ExportNumber.power(ExportFileTally.scale - scale)
    guard isMoney else { return }
    counts.sums[title]?.isMoney = true
    if counts.sums[title]?.currencies.contains(currency) == false { counts.sums[title]?.currencies.append(currency) }
  }

  /// The number behind a value, kept with ``scale`` places, and whether it is money; nil where it is none.
  func number(_ fact: ExportFact) throws(ExportProblem) -> (value: Int128, isMoney: Bool)? {
    let whole = ExportNumber.power(ExportFileTally.scale)
    let counts = known ?? self.counts
    switch fact {
    case .run: return nil
    case .number(.row): return (Int128(self.counts.rows) * whole, false)
    case .number(.line): return (Int128(linesWritten) * whole, false)
    case .number(.element): return (Int128(element) * whole, false)
    case .count(let counted, let per):
      let count =
        switch counted {
        case .rows: counts.rows
        case .lines: counts.lines + once
        case .orders: counts.orders.count
        case .kind(let name): counts.kinds[name] ?? 0
        }
      return (Int128((count + per - 1) / per) * whole, false)
    case .sum(let columns, let lastDigits):
      return try sum(columns, lastDigits, counts)
    }
  }

  private func sum(
    _ columns: [ExportBalance.Column], _ lastDigits: Int?, _ counts: Counts
  ) throws(ExportProblem) -> (value: Int128, isMoney: Bool) {
    var value: Int128 = 0
    var isMoney = false
    var currencies: [UInt32] = []
    for column in columns {
      guard let sum = counts.sums[column.title] else { continue }
      value += column.isNegated ? -sum.value : sum.value
      isMoney = isMoney || sum.isMoney
      for currency in sum.currencies where !currencies.contains(currency) { currencies.append(currency) }
    }
    if currencies.count > 1 {
      let names = currencies.prefix(2).map { Currency.unpacked($0)?.description ?? "none" }
      throw ExportProblem(
        .exportMixedCurrencies,
        ["column": columns.map(\.title).joined(separator: ", "), "one": names[0], "other": names[1]])
    }
    if let lastDigits { value %= ExportNumber.power(ExportFileTally.scale + lastDigits) }
    return (value, isMoney)
  }
}

/// A column whose numbers are added up for lines that stand once in a file.
final class ExportCountedCell: ExportCell {
  private let inner: ExportCell
  private let reader: ExportValueReader
  private let form: ExportTextForm
  private let title: String
  private let file: ExportFileTally
  private let sums: ExportSums
  private let isMoney: Bool
  private let isOwn: Bool
  private let dropsSign: Bool
  private var bytes: [UInt8] = []

  init(
    _ inner: ExportCell, _ column: ExportColumn, _ value: ExportValue, _ reader: ExportValueReader,
    _ file: ExportFileTally, _ sums: ExportSums, isOwn: Bool
  ) {
    (self.inner, self.reader, self.file, self.sums, self.isOwn) = (inner, reader, file, sums, isOwn)
    title = column.title
    form = ExportTextForm(column.form, title: column.title)
    isMoney = value.fields.contains { $0.kind == .money }
    dropsSign = column.form.negative == .drop
  }

  override var width: Int { inner.width }

  override func write(to writer: any TableWriter) throws {
    try count()
    try inner.write(to: writer)
  }

  override func tally() throws {
    try count()
    try inner.tally()
  }

  private func count() throws {
    if let (value, scale) = reader.number() {
      let shown = dropsSign ? Int128(value.magnitude) : value
      file.add(shown, scale: scale, to: title, isMoney: isMoney, currency: sums.currency(isOwn: isOwn))
      return
    }
    bytes.removeAll(keepingCapacity: true)
    var type = try reader.append(to: &bytes)
    try form.apply(to: &bytes, &type)
    var digits: Int128 = 0
    // Twenty digits of each of many rows stay far from what 128 bits hold with their places.
    for byte in bytes.filter({ $0 >= 48 && $0 <= 57 }).suffix(18) { digits = digits * 10 + Int128(byte - 48) }
    file.add(digits, scale: 0, to: title, isMoney: false, currency: 0)
  }
}

/// Reads what is said of a file.
final class ExportFactReader: ExportValueReader {
  private let fact: ExportFact
  private let tally: ExportFileTally
  private let form: ExportNumberForm
  private let run: [UInt8]
  private let isDate: Bool

  init(_ fact: ExportFact, _ tally: ExportFileTally, _ form: ExportForm, _ plan: ExportPlan) {
    (self.fact, self.tally, self.form) = (fact, tally, ExportNumberForm(form))
    isDate = fact == .run(.date) && form.pattern?.isISO ?? true
    run = plan.text(of: fact, form)
  }

  override func append(to bytes: inout [UInt8]) throws -> ExportValueType {
    let start = bytes.count
    switch fact {
    case .run(.group): bytes += Array((tally.part.group ?? "").utf8)
    case .run(.sequence):
      bytes += Array(String(tally.part.sequence).utf8)
      return .number
    case .run: bytes += run
    default:
      guard let (value, isMoney) = try tally.number(fact) else { return .empty }
      let (shown, scale) = form.shown(value, scale: ExportFileTally.scale)
      form.append(shown: shown, scale: scale, isMoney: isMoney, to: &bytes)
      return .number
    }
    if bytes.count == start { return .empty }
    return fact == .run(.delivery) ? .number : isDate ? .dateTime : .text
  }
}

extension ExportPlan {
  /// What is said of the run, where it is the same for all files.
  fileprivate func text(of fact: ExportFact, _ form: ExportForm) -> [UInt8] {
    switch fact {
    case .run(.date):
      let zone = form.zone ?? zone
      let clock = ExportClock(
        zone: zone, pattern: form.pattern, isLocal: layout.format == .xlsx, isDay: form.pattern == nil)
      if form.pattern == nil { return clock.text(day: Int64(zone.wall(at: startedAt).date.days)) }
      return clock.text(milliseconds: startedAt.milliseconds)
    case .run(.mapping): return Array(layout.name.utf8)
    case .run(.destination): return Array((destination ?? "").utf8)
    case .run(.delivery): return Array((deliveryNumber.map { String($0) } ?? "").utf8)
    default: return []
    }
  }
}
