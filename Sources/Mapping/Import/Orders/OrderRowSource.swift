import Diagnostics
import Glibc
import Model
import Tabular

/// Makes orders of the rows of a table: rows of one id that follow each other are one piece.
///
/// The order's own columns may be filled on every row or on one: the first value stands, another one is a warning. A
/// row with a blank id whose other order columns are blank too belongs to the order before it.
final class OrderRowSource: OrderSource {
  private let mapping: OrderMapping
  private let reader: any TableReader
  private let location: SourceLocation
  private let zone: TimeZoneRules?
  private let sink: DiagnosticSink
  private let columns: OrderColumns
  /// Whether a held column is one that no rule takes.
  private let isUnmapped: [Bool]
  private(set) var rows = 0
  private(set) var rowsWithoutOrder = 0

  /// The order in progress: its id as read and as it stands in the file, its own cells with the line each came from,
  /// its lines.
  private var orderID = ""
  private var rawID: [UInt8] = []
  private var cells: [[UInt8]]
  private var cellLines: [Int]
  /// Columns of which a difference was reported, once an order.
  private var reported: Set<Int> = []
  private var record = OrderRecord()
  private var firstLine = 0
  private var rowCount = 0
  private var isGood = true
  /// A row that was read beyond the order it ended; it stays valid until the next is asked for.
  private var waiting: Row?
  private var isAtEnd = false

  init(
    _ mapping: OrderMapping, reader: any TableReader, file: String, zone: TimeZoneRules?, sink: DiagnosticSink
  ) throws {
    self.mapping = mapping
    self.reader = reader
    self.zone = zone
    self.sink = sink
    var location = SourceLocation(file: file, sheet: reader.sheet)
    self.location = location
    guard let header = try reader.next() else { throw Failure(.rejected, .ordersEmptyFile, at: location) }
    location.line = header.number
    let found = DiagnosticSink()
    guard let columns = OrderColumns(mapping, header: header, location: location, sink: found) else {
      throw Failure(.rejected, found.kept)
    }
    self.columns = columns
    cells = [[UInt8]](repeating: [], count: columns.titles.count)
    cellLines = [Int](repeating: 0, count: columns.titles.count)
    var isUnmapped = [Bool](repeating: false, count: columns.titles.count)
    for column in columns.unmapped { isUnmapped[column] = true }
    self.isUnmapped = isUnmapped
  }

  var silence: OrderSilence { columns.silence }

  /// A cell without surrounding space.
  private func content(_ row: Row, _ column: Int) -> UnsafeRawBufferPointer { row[column].utf8.trimmed }

  func next() throws -> OrderPiece? {
    while !isAtEnd {
      let row: Row
      if let waiting {
        row = waiting
        self.waiting = nil
      } else if let read = try reader.next() {
        row = read
        rows += 1
      } else {
        isAtEnd = true
        break
      }
      if isContinuation(row) {
        add(row)
        continue
      }
      if rowCount > 0 {
        waiting = row
        return finish()
      }
      begin(row)
    }
    return rowCount > 0 ? finish() : nil
  }

  // MARK: Which order a row belongs to

  private func isContinuation(_ row: Row) -> Bool {
    guard rowCount > 0 else { return false }
    for column in columns.id.columns {
      let cell = content(row, column)
      if cell.isEmpty { continue }
      if cell.equals(rawID) { return true }
      return id(of: row)?.equals(orderID) ?? false
    }
    // No id: only a row that says nothing else of an order can belong to the one before.
    return columns.held.allSatisfy { isUnmapped[$0] || content(row, $0).isEmpty }
  }

  private func id(of row: Row) -> String? {
    for column in columns.id.columns {
      let cell = content(row, column)
      if cell.isEmpty { continue }
      do {
        return try columns.id.rule.value(of: cell, zone: zone).text
      } catch {
        return nil
      }
    }
    return nil
  }

  private func begin(_ row: Row) {
    guard let id = id(of: row), !id.isEmpty else {
      var place = location
      place.line = row.number
      place.column = columns.id.columns.first.map { $0 + 1 }
      place.field = columns.id.columns.first.map { columns.titles[$0] }
      sink.emit(Diagnostic(.error, .ordersNoID, at: place))
      rowsWithoutOrder += 1
      return
    }
    orderID = id
    rawID.removeAll(keepingCapacity: true)
    if let cell = columns.id.columns.lazy.map({ self.content(row, $0) }).first(where: { !$0.isEmpty }) {
      rawID.append(contentsOf: cell)
    }
    for column in columns.held { cells[column].removeAll(keepingCapacity: true) }
    if !reported.isEmpty { reported.removeAll() }
    record = OrderRecord()
    firstLine = row.number
    isGood = true
    add(row)
  }

  // MARK: Rows

  private func add(_ row: Row) {
    rowCount += 1
    var differing: [String: JSONValue] = [:]
    for column in columns.held {
      let cell = content(row, column)
      if cell.isEmpty { continue }
      if cells[column].isEmpty {
        cells[column].append(contentsOf: cell)
        cellLines[column] = row.number
      } else if !cell.equals(cells[column]) {
        if isUnmapped[column] {
          differing[columns.titles[column]] = .text(String(decoding: cell, as: UTF8.self))
        } else if !columns.id.columns.contains(column) {
          warnOfDifference(column, row)
        }
      }
    }
    for group in columns.groups where group.rule.each == .row { addLine(group, row, differing) }
  }

  private func warnOfDifference(_ column: Int, _ row: Row) {
    guard reported.insert(column).inserted else { return }
    var place = location
    place.line = row.number
    place.column = column + 1
    place.field = columns.titles[column]
    sink.emit(
      Diagnostic(
        .warning, .ordersLinesDiffer, at: place, facts: ["order": orderID, "field": columns.titles[column]]))
  }

  private func addLine(_ group: OrderColumns.BoundGroup, _ row: Row, _ differing: [String: JSONValue]) {
    let hasContent = group.fields.contains { $0.columns.contains { !content(row, $0).isEmpty } }
    guard hasContent else { return }
    var line = OrderLine(repeating: .none, count: group.rule.group.fields.count)
    for field in group.fields {
      line[field.rule.place] = value(of: field) {
        content(row, $0)
      } lineOf: { _ in
        row.number
      }
    }
    for field in group.fields where line[field.rule.place].isNone {
      guard let (left, right) = field.rule.product else { continue }
      if let product = FieldRule.product(line[left], line[right]) {
        line[field.rule.place] = product
      } else {
        refuse(
          FieldMistake(code: .ordersTooLarge, facts: ["field": field.rule.field.name, "order": orderID]),
          line: row.number, column: nil, cell: nil)
      }
    }
    if let place = group.restPlace, !differing.isEmpty || !group.rest.isEmpty {
      // What differs from the order's row in columns that no rule takes belongs to the line too.
      var rest = differing
      for column in group.rest {
        let cell = content(row, column)
        if !cell.isEmpty { rest[columns.titles[column]] = .text(String(decoding: cell, as: UTF8.self)) }
      }
      if let json = rest.json { line[place] = .text(json) }
    }
    record[group.rule.group].append(line)
  }

  /// The value of the first column that is not blank.
  private func value(
    of bound: OrderColumns.Bound, cell: (Int) -> UnsafeRawBufferPointer, lineOf: (Int) -> Int
  ) -> FieldValue {
    for column in bound.columns {
      let bytes = cell(column).trimmed
      if bytes.isEmpty { continue }
      do {
        let value = try bound.rule.value(of: bytes, zone: zone)
        if !value.isNone { return value }
      } catch {
        refuse(error, line: lineOf(column), column: column, cell: bytes)
        return .none
      }
    }
    return bound.rule.fallback
  }

  private func refuse(_ mistake: FieldMistake, line: Int, column: Int?, cell: UnsafeRawBufferPointer?) {
    isGood = false
    var place = location
    place.line = line
    place.column = column.map { $0 + 1 }
    place.field = column.map { columns.titles[$0] }
    let excerpt = cell.map { String(decoding: $0, as: UTF8.self).shortened }
    sink.emit(Diagnostic(.error, mistake.code, at: place, facts: mistake.facts, excerpt: excerpt))
  }

  // MARK: The end of an order

  private func finish() -> OrderPiece {
    for bound in columns.order { record.values[bound.rule.place] = heldValue(bound) }
    for group in columns.groups where group.rule.each == .order {
      var line = OrderLine(repeating: .none, count: group.rule.group.fields.count)
      for field in group.fields { line[field.rule.place] = heldValue(field) }
      if line.hasContent(group.rule) { record[group.rule.group].append(line) }
    }
    if let rule = mapping.tags {
      let labels = columns.tags.flatMap { rule.tags(in: String(decoding: cells[$0], as: UTF8.self)) }
      record.tags = Set(labels).sorted()
    }
    var extra: [String: JSONValue] = [:]
    for column in columns.unmapped where !cells[column].isEmpty {
      if columns.titles[column].lowercased() == "extra", let members = JSONValue.members(of: cells[column]) {
        extra.merge(members) { first, _ in first }
        continue
      }
      extra[columns.titles[column]] = .text(String(decoding: cells[column], as: UTF8.self))
    }
    if let json = extra.json { record.values[OrderRecord.Place.extra] = .text(json) }
    defer { rowCount = 0 }
    return OrderPiece(orderID: orderID, line: firstLine, rows: rowCount, record: isGood ? record : nil)
  }

  private func heldValue(_ bound: OrderColumns.Bound) -> FieldValue {
    for column in bound.columns where !cells[column].isEmpty {
      let single = OrderColumns.Bound(rule: bound.rule, columns: [column])
      let held = cells[column].withUnsafeBytes { bytes in
        value(of: single) { _ in
          bytes
        } lineOf: {
          cellLines[$0]
        }
      }
      if !held.isNone || !isGood { return held }
    }
    return bound.rule.fallback
  }
}

extension UnsafeRawBufferPointer {
  /// Whether these are the same bytes.
  func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return other.withUnsafeBytes { other in
      guard let mine = baseAddress, let theirs = other.baseAddress else { return true }
      return memcmp(mine, theirs, count) == 0
    }
  }
}

extension String {
  /// Compared byte by byte, as ids are: `==` takes different spellings of an accented letter for the same.
  func equals(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
