import Model
import TestSupport
import Testing

@testable import Tabular

@Suite struct GzipWriterTests {
  /// What zlib makes of the packed bytes again, written in pieces of a size.
  private func roundTrip(_ bytes: [UInt8], pieces: Int = .max) throws -> (again: [UInt8], packed: [UInt8]) {
    let folder = try TemporaryFolder()
    let packed = MemorySink()
    let gzip = GzipWriter(to: packed)
    var rest = bytes[...]
    while !rest.isEmpty {
      try rest.prefix(pieces).withUnsafeBytes { try gzip.write($0) }
      rest = rest.dropFirst(pieces)
    }
    try gzip.finish()
    let file = try OutputFile(path: folder.path + "/copy.gz")
    try packed.bytes.withUnsafeBytes { try file.write($0) }
    _ = try file.commit()
    let again = MemorySink()
    let found = try PackedCopy(path: folder.path + "/copy.gz").unpack(to: again, most: Int64(bytes.count))
    #expect(found.sha256 == SHA256Digest(of: bytes))
    return (again.bytes, packed.bytes)
  }

  private func noise(_ count: Int) -> [UInt8] {
    var state: UInt64 = 5
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
  }

  /// Around the size of a piece, too, and of what is packed already.
  @Test(arguments: [0, 1, 131_071, 131_072, 131_073, 600_000])
  func bytesOfAnyLengthComeBack(_ length: Int) throws {
    let bytes = noise(length)
    #expect(try roundTrip(bytes).again == bytes)
    #expect(try roundTrip(bytes, pieces: 100_003).again == bytes)
  }

  @Test func textBecomesSmallerAndNothingMuchLarger() throws {
    let text = Array((0..<20_000).map { "DEMO-\(1_000_000 + $0 * 7),12.5\($0 % 10),,3.25\n" }.joined().utf8)
    let packed = try roundTrip(text).packed
    #expect(packed.count < text.count / 2)
    #expect(try roundTrip(text, pieces: 999).packed == packed)
    #expect(try roundTrip(noise(200_000)).packed.count < 200_100)
  }

  /// Whatever was in the memory that it gets.
  @Test func theSameBytesArePackedAlike() throws {
    let text = Array((0..<40).map { "\"sum\" : \"\($0 * 7).50\", \"column\" : \"Actual \($0 % 3)\"\n" }.joined().utf8)
    let packed = try roundTrip(text).packed
    for round in 1...60 {
      let left = (0..<4).map { _ in UnsafeMutablePointer<UInt8>.allocate(capacity: 300_000 + round * 1000) }
      for block in left {
        for index in 0..<300_000 { block[index] = text[(index + round) % text.count] }
        block.deallocate()
      }
      _ = try roundTrip(Array(text.dropFirst(round) + text + text))
      #expect(try roundTrip(text).packed == packed, "round \(round)")
    }
  }
}
