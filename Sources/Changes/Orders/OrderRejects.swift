import Diagnostics
import Mapping
import Model
import Tabular

/// The rejected orders of a file, whole, in its own format: rows of a table with line, code and reason behind their cells,
/// records of XML with a comment before them, JSON Lines with a member more. Corrected, the file imports again.
///
/// The file is read a second time, so that memory holds no order but the ids of those that were rejected, and what only the
/// store said of them.
struct OrderRejects {
  private let request: OrderImport.Request
  /// By the bytes of the id, what was found when the order was compared with the store.
  private var late: [[UInt8]: [Diagnostic]] = [:]

  init(_ request: OrderImport.Request) { self.request = request }

  /// Takes an order that was rejected.
  mutating func add(_ orderID: String, because found: [Diagnostic]) {
    late[Array(orderID.utf8)] = found.filter { $0.severity == .error }
  }

  /// Writes the file.
  func write(to path: String) throws {
    let sink = DiagnosticSink(keptPerCode: .max)
    let source = try request.mapping.source(
      of: request.input, options: request.options, context: request.context, sink: sink)
    if request.input.format.isTable {
      try writeRows(to: path, source, sink)
    } else {
      try writeRecords(to: path, source, sink)
    }
  }

  /// All rows of a rejected order; those without a mistake of their own are there because the order was rejected.
  private func writeRows(to path: String, _ source: any OrderSource, _ sink: DiagnosticSink) throws {
    let options = request.mapping.readOptions(request.options)
    let originals = try request.input.table(RejectsOutput.verbatim(options))
    let output = try RejectsOutput(path: path, like: request.input, options: options, sheet: originals.sheet)
    guard let header = try originals.next() else { return }
    try output.header(header)
    var row = try originals.next()
    var late = late
    while let piece = try source.next() {
      let found = sink.drain().filter { $0.severity == .error }
      while let other = row, other.number < piece.line {
        // A row that belongs to no order.
        try output.reject(other, line: other.number, because: found.filter { $0.location.line == other.number })
        row = try originals.next()
      }
      let rejection = late[Array(piece.orderID.utf8)]
      if rejection != nil { late[Array(piece.orderID.utf8)] = [] }
      for number in 0..<piece.rows {
        guard let own = row else { break }
        if let rejection {
          let reasons = found.filter { $0.location.line == own.number } + (number == 0 ? rejection : [])
          try output.reject(own, line: own.number, because: reasons)
        }
        row = try originals.next()
      }
    }
    let found = sink.drain().filter { $0.severity == .error }
    while let other = row {
      try output.reject(other, line: other.number, because: found.filter { $0.location.line == other.number })
      row = try originals.next()
    }
    try output.commit()
  }

  private func writeRecords(to path: String, _ source: any OrderSource, _ sink: DiagnosticSink) throws {
    let reader = try request.mapping.recordReader(of: request.input, options: request.options)
    let file = try OutputFile(path: path)
    let isXML = request.input.format == .xml
    let xml = isXML ? XMLElementWriter(to: file) : nil
    for name in request.mapping.recordContainers(request.options) { try xml?.startElement(name) }
    var read = 0
    var late = late
    func reject(_ node: RecordNode, _ found: [Diagnostic]) throws {
      let record = RejectedRecord(
        node, codes: found.map(\.code.name).joined(separator: "; "),
        reasons: found.map(\.message).joined(separator: "; "))
      if let xml { try record.write(to: xml) } else { try file.write(record.jsonLine) }
    }
    while true {
      let piece = try source.next()
      let found = sink.drain().filter { $0.severity == .error }
      // Records before it have no order.
      while read < source.rows - (piece == nil ? 0 : 1), let node = try reader.next() {
        read += 1
        try reject(node, found.filter { $0.location.line == node.line })
      }
      guard let piece, let node = try reader.next() else { break }
      read += 1
      let id = Array(piece.orderID.utf8)
      guard let rejection = late[id] else { continue }
      late[id] = []
      try reject(node, found.filter { $0.code != .ordersNoID } + rejection)
    }
    try xml?.finish()
    _ = try file.commit()
  }
}
