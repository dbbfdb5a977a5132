import Diagnostics
import Tabular

/// A field with the places where a file has it.
final class BoundCaseField {
  let field: CaseField
  /// Columns of a table that may hold it, in order of preference.
  let columns: [Int]
  /// Numbers of the names with which the field's paths begin, for records.
  let heads: [Int]

  init(field: CaseField, columns: [Int] = [], heads: [Int] = []) {
    self.field = field
    self.columns = columns
    self.heads = heads
  }
}

/// Where the parts of one event are read from: a row of a table, or a node of a record.
protocol CaseCells {
  /// Calls `body` with what the first source of a field that is not blank says; nil where all are blank.
  func read<Result>(_ bound: BoundCaseField, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result
  /// The place of a field, for messages.
  func location(of bound: BoundCaseField) -> SourceLocation
  /// The nodes at a path below this one.
  func nodes(at path: [String]) -> [Self]
}

/// The cells of a row.
struct CaseRowCells: CaseCells {
  let row: Row
  let file: String
  let sheet: String?
  let titles: [String]

  func read<Result>(_ bound: BoundCaseField, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
    guard let last = bound.columns.last else { return bound.withFallback(body) }
    // The last one is read whatever it says; the others only where they are not blank.
    let column =
      bound.columns.count == 1
      ? last : bound.columns.dropLast().first { bound.field.read(row[$0].utf8) { $0 != nil } } ?? last
    return bound.field.read(row[column].utf8) { $0 == nil ? bound.withFallback(body) : body($0) }
  }

  func location(of bound: BoundCaseField) -> SourceLocation {
    let column = bound.columns.first { !row[$0].isEmpty } ?? bound.columns.first
    return SourceLocation(
      file: file, sheet: sheet, line: row.number, column: column.map { $0 + 1 },
      field: column.map { titles[$0] } ?? bound.field.sources.first)
  }

  func nodes(at path: [String]) -> [CaseRowCells] { [] }
}

/// The members of a node, found by number of name.
struct CaseNodeCells: CaseCells {
  let node: RecordNode
  let children: [(name: Int, node: RecordNode)]
  let record: RecordNode
  let file: String
  let names: CaseNames

  init(_ node: RecordNode, of record: RecordNode, file: String, names: CaseNames) {
    self.node = node
    self.record = record
    self.file = file
    self.names = names
    children = node.children.map { (names.number(of: $0.name), $0) }
  }

  func read<Result>(_ bound: BoundCaseField, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
    for index in bound.field.paths.indices {
      guard let found = find(bound, index) else { continue }
      let isSaid = found.withText { text in text.map { bound.field.read($0) { $0 != nil } } ?? false }
      if isSaid { return found.withText { text in text.map { bound.field.read($0, body) } ?? body(nil) } }
    }
    return bound.withFallback(body)
  }

  private func find(_ bound: BoundCaseField, _ index: Int) -> RecordNode? {
    let (path, isFromRecord) = bound.field.paths[index]
    if isFromRecord { return record.first(path[...]) }
    for child in children where child.name == bound.heads[index] {
      if path.count == 1 { return child.node }
      if let found = child.node.first(path[1...]) { return found }
    }
    return nil
  }

  func location(of bound: BoundCaseField) -> SourceLocation {
    let found = bound.field.paths.indices.lazy.compactMap { find(bound, $0) }.first
    return SourceLocation(file: file, line: (found ?? node).line, field: found?.name ?? bound.field.sources.first)
  }

  func nodes(at path: [String]) -> [CaseNodeCells] {
    node.all(path[...]).map { CaseNodeCells($0, of: record, file: file, names: names) }
  }
}

extension BoundCaseField {
  /// Whether the file has it, or the mapping says it for all.
  var isRead: Bool { !columns.isEmpty || !heads.isEmpty || field.fallback != nil }

  fileprivate func withFallback<Result>(_ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
    guard var fallback = field.fallback else { return body(nil) }
    return fallback.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

/// Numbers for names of members, so that they are compared once by letters and from then on by number.
final class CaseNames {
  private var numbers: [String: Int] = [:]
  private var byFolded: [String: Int] = [:]

  func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    let number = byFolded[CaseMapping.folded(name), default: byFolded.count]
    byFolded[CaseMapping.folded(name)] = number
    numbers[name] = number
    return number
  }
}
