import CZlib
import Diagnostics

/// Passes the bytes of a zip member on and checks their number and CRC-32 when they end.
final class CheckedStream: ByteStream {
  private let source: any ByteStream
  private let entry: ZipArchive.Entry
  private let budget: InflationBudget?
  private let damaged: (_ reason: String) -> Failure
  private var count = 0
  private var checksum: UInt = 0
  private var ended = false

  /// A stream that must give the bytes of `entry`. A budget is given where nobody before has charged one.
  init(
    _ source: any ByteStream, entry: ZipArchive.Entry, budget: InflationBudget?,
    damaged: @escaping (_ reason: String) -> Failure
  ) {
    self.source = source
    self.entry = entry
    self.budget = budget
    self.damaged = damaged
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !ended else { return 0 }
    let read = try source.read(into: buffer)
    guard read > 0 else {
      ended = true
      guard count == entry.size else { throw damaged("it has \(count) bytes instead of \(entry.size)") }
      guard checksum == UInt(entry.checksum) else { throw damaged("its CRC is wrong") }
      return 0
    }
    try budget?.spend(read)
    count += read
    guard count <= entry.size else { throw damaged("it has more bytes than the directory says") }
    checksum = crc32_z(checksum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), read)
    return read
  }
}
