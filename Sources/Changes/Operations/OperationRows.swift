import Diagnostics
import Mapping
import Model
import Store

/// The operations of a run, sorted by order in fixed memory; those of one order in the order of the file.
final class OperationRows {
  /// One operation.
  struct Operation {
    /// Its line in the file; nil where it comes from a selection.
    let line: Int?
    /// What is to be done.
    let kind: OrderOperation
    /// Its values, in the order of ``Model/OperationFields``.
    let values: OrderLine
  }

  /// Rows read.
  private(set) var count = 0
  /// What is wrong with each rejected row of a file, by its line.
  private(set) var rejected: [Int: [Diagnostic]] = [:]
  /// How many rows were rejected.
  private(set) var rejections = 0
  let sink = DiagnosticSink()
  private(set) var content = ContentDigest()
  /// Where a field of a row stands.
  let place: (OperationFields.Place, Int?) -> SourceLocation
  private let spool: KeyedSpool
  private var writer = OrderBytesWriter()
  private var packed: [UInt8] = []

  init(folder: String, place: @escaping (OperationFields.Place, Int?) -> SourceLocation) {
    spool = KeyedSpool(folder: folder)
    self.place = place
  }

  /// Reads a file. `own` is where the source tells what is wrong with its rows.
  func read(_ source: OperationRowSource, own: DiagnosticSink, progress: ProgressReport) throws {
    while let row = try source.next() {
      count += 1
      var found = own.drain()
      if var values = row.values {
        found += check(&values, line: row.line)
        if found.isEmpty { try add(values, line: row.line) }
      }
      if !found.isEmpty { reject(row.line, because: found) }
      if count & 0xFFF == 0 { try progress(count, nil) }
    }
  }

  /// Adds one operation for an order of a selection.
  func add(_ values: OrderLine, of id: UnsafeRawBufferPointer) throws {
    count += 1
    try pack(values, line: nil, key: id)
  }

  /// Takes what is wrong with a row.
  func reject(_ line: Int?, because found: [Diagnostic]) {
    rejections += 1
    for diagnostic in found { sink.emit(diagnostic) }
    if let line { rejected[line, default: []] += found.filter { $0.severity == .error } }
  }

  /// Gives the operations of each order together; orders come in the order of their ids.
  func forEachOrder(_ body: (_ id: String, [Operation]) throws -> Void) throws {
    var id: [UInt8] = []
    var operations: [Operation] = []
    let records = try spool.sorted()
    var isAtEnd = false
    while !isAtEnd {
      let given: Void? = try records.next { key, bytes in
        if !key.elementsEqual(id) {
          if !operations.isEmpty { try body(String(decoding: id, as: UTF8.self), operations) }
          operations.removeAll(keepingCapacity: true)
          id.removeAll(keepingCapacity: true)
          id.append(contentsOf: key)
        }
        operations.append(OperationRows.unpack(bytes))
      }
      isAtEnd = given == nil
    }
    if !operations.isEmpty { try body(String(decoding: id, as: UTF8.self), operations) }
  }

  /// What can be said of a row without its order; names of operations, stages and states become the documented ones.
  private func check(_ values: inout OrderLine, line: Int) -> [Diagnostic] {
    func mistake(_ code: DiagnosticCode, _ field: OperationFields.Place, _ facts: [String: String]) -> [Diagnostic] {
      [Diagnostic(.error, code, at: place(field, line), facts: facts)]
    }
    guard values[.orderID].text != nil else { return mistake(.ordersNoID, .orderID, [:]) }
    let name = values[.operation].text ?? ""
    guard let kind = OrderOperation(name: name) else {
      let known = OrderOperation.allCases.map(\.rawValue).joined(separator: ", ")
      return mistake(.operationUnknown, .operation, ["operation": name, "known": known])
    }
    values[.operation] = .text(kind.rawValue)
    return OperationRows.check(&values, of: kind).map { mistake($0.code, $0.field, $0.facts) } ?? []
  }

  /// What an operation lacks, or cannot be; nil where it can be done to an order that is ready for it.
  static func check(_ values: inout OrderLine, of kind: OrderOperation) -> OperationMistake? {
    for field in kind.needs where values[field].isNone {
      let name = OperationFields.all[field.rawValue].name
      return OperationMistake(.operationNeeds, field, ["operation": kind.rawValue, "field": name])
    }
    let value = values[.value].text ?? ""
    switch kind {
    case .setStage:
      guard let stage = OrderStage(name: value) else {
        return OperationMistake(.ordersUnknownStage, .value, ["value": value])
      }
      values[.value] = .text(stage.rawValue)
    case .setCustomField, .clearCustomField:
      let field = values[.field].text ?? ""
      let digits = field.lowercased().hasPrefix("custom_field") ? String(field.dropFirst(12)) : field
      guard let number = Int(digits), (1...10).contains(number) else {
        return OperationMistake(.operationBadField, .field, ["field": field])
      }
      values[.field] = .text("custom_field\(number)")
    case .chargeback:
      guard let state = values[.state].text else { return nil }
      guard let known = ChargebackState(rawValue: state.lowercased()) else {
        return OperationMistake(.operationBadState, .state, ["state": state])
      }
      values[.state] = .text(known.rawValue)
    default: break
    }
    return nil
  }

  private func add(_ values: OrderLine, line: Int) throws {
    var hash = ContentDigest.RowHash()
    writer.removeAll()
    writer.append(values)
    writer.bytes.withUnsafeBytes { hash.add($0) }
    content.add(hash)
    let id = Array((values[.orderID].text ?? "").utf8)
    try id.withUnsafeBytes { try pack(values, line: line, key: $0) }
  }

  private func pack(_ values: OrderLine, line: Int?, key: UnsafeRawBufferPointer) throws {
    writer.removeAll()
    writer.append(values)
    packed.removeAll(keepingCapacity: true)
    withUnsafeBytes(of: Int64(line ?? 0)) { packed.append(contentsOf: $0) }
    packed.append(contentsOf: writer.bytes)
    try packed.withUnsafeBytes { try spool.add(key: key, $0) }
  }

  private static func unpack(_ bytes: UnsafeRawBufferPointer) -> Operation {
    let line = bytes.loadUnaligned(as: Int64.self)
    let rest = UnsafeRawBufferPointer(rebasing: bytes[8...])
    guard let values = OrderLine(bytes: rest, count: OperationFields.all.count),
      let kind = values[.operation].text.flatMap(OrderOperation.init(rawValue:))
    else { preconditionFailure("a spool gives back what was put in") }
    return Operation(line: line == 0 ? nil : Int(line), kind: kind, values: values)
  }
}

/// Why an operation cannot be done.
struct OperationMistake: Error {
  let code: DiagnosticCode
  /// The field that it is about.
  let field: OperationFields.Place
  let facts: [String: String]

  init(_ code: DiagnosticCode, _ field: OperationFields.Place, _ facts: [String: String]) {
    (self.code, self.field, self.facts) = (code, field, facts)
  }
}

extension OrderOperation {
  /// The fields that it cannot do without.
  fileprivate var needs: [OperationFields.Place] {
    switch self {
    case .setStage, .addTag, .removeTag, .addNote, .assignAffiliate: [.value]
    case .setCustomField: [.field, .value]
    case .clearCustomField: [.field]
    case .cancel: [.reason]
    case .markShipped, .markRefunded, .markExported, .delete, .chargeback: []
    }
  }
}
