import Diagnostics

@testable import Tabular

/// JSON Lines are the same records, and the same rows, in whatever pieces they come.
enum RecordCheck {
  static func check(_ bytes: [UInt8]) throws {
    var limits = ReadLimits()
    limits.rows = 5000
    limits.rowBytes = 1 << 16
    limits.columns = 500
    let streams: [() -> any ByteStream] = [
      { MemoryStream(bytes) }, { ChoppedStream(bytes, sizes: [1]) }, { ChoppedStream(bytes, sizes: [5, 1, 90]) },
    ]
    let outcomes = try streams.map { stream in
      try ReadOutcome {
        try RecordTable(
          limits: limits, file: "f", records: JSONRecordReader(stream(), file: "f", limits: limits))
      }
    }
    for outcome in outcomes.dropFirst() where outcome != outcomes[0] {
      guard outcome.isLimited || outcomes[0].isLimited else {
        throw BrokenRule("in pieces \(outcome), at once \(outcomes[0])")
      }
    }
  }
}
