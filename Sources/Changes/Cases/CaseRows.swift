import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// The rows of a file of case events, read once and sorted by case.
final class CaseRows {
  /// Rows read.
  private(set) var count = 0
  /// What is wrong with each rejected row, by its number from 0.
  private(set) var rejected: [Int: [Diagnostic]] = [:]
  let sink = DiagnosticSink()
  /// Knows where the parts of a row stand.
  let source: CaseEntrySource
  private let spool: KeyedSpool

  init(
    of file: InputFile, _ mapping: CaseMapping, options: ReadOptions, zone: TimeZoneRules?,
    workspaceZone: TimeZoneRules?, folder: String, progress: ProgressReport?
  ) throws {
    var found: [Diagnostic] = []
    source = try mapping.source(of: file, options: options, zone: zone, workspaceZone: workspaceZone) {
      found.append($0)
    }
    spool = KeyedSpool(folder: folder)
    var packed: [UInt8] = []
    while let outcome = try source.next() {
      switch outcome {
      case .read:
        packed.removeAll(keepingCapacity: true)
        PackedEntry.pack(source.entry, ordinal: count, into: &packed)
        try source.entry.bytes.withUnsafeBytes { texts in
          try packed.withUnsafeBytes {
            try spool.add(key: UnsafeRawBufferPointer(rebasing: texts[source.entry.caseID]), $0)
          }
        }
      case .rejected: rejected[count] = found.filter { $0.severity == .error }
      }
      for diagnostic in found { sink.emit(diagnostic) }
      found.removeAll(keepingCapacity: true)
      count += 1
      if count.isMultiple(of: 1000) { try progress?(count, nil) }
    }
    for diagnostic in found { sink.emit(diagnostic) }
  }

  /// Takes what is wrong with a row that could be read.
  func report(_ row: Int, _ diagnostic: Diagnostic) {
    sink.emit(diagnostic)
    if diagnostic.severity == .error { rejected[row, default: []].append(diagnostic) }
  }

  /// Gives the rows of each case together, in the order of the file; cases come in the order of their ids.
  func forEachCase(
    _ body: (UnsafeRawBufferPointer, [PackedEntry], UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var id: [UInt8] = []
    var entries: [PackedEntry] = []
    var bytes: [UInt8] = []
    func flush() throws {
      guard !entries.isEmpty else { return }
      try id.withUnsafeBytes { id in try bytes.withUnsafeBytes { try body(id, entries, $0) } }
      entries.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
    }
    let records = try spool.sorted()
    var isAtEnd = false
    while !isAtEnd {
      let given: Void? = try records.next { key, content in
        if !key.elementsEqual(id) {
          try flush()
          id.removeAll(keepingCapacity: true)
          id.append(contentsOf: key)
        }
        let start = bytes.count
        bytes.append(contentsOf: content)
        entries.append(PackedEntry(bytes, from: start))
      }
      isAtEnd = given == nil
    }
    try flush()
  }
}
