import Model

/// A digest of a multiset of rows: the same rows in any order give the same digest.
///
/// Each row is hashed to 128 bits and the hashes are summed, so that order does not matter and a row that stands twice
/// counts twice. It guards against accidents (the XLSX saved as CSV), not against somebody who builds a collision.
struct ContentDigest {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var rows: UInt64 = 0

  /// Hashes one row piece by piece.
  struct RowHash {
    fileprivate var low: UInt64 = 0x9E37_79B9_7F4A_7C15
    fileprivate var high: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    /// What was hashed so far, as one number.
    var word: Int64 { Int64(bitPattern: low) }

    /// Adds a text; its length keeps neighbours apart.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
      add(UInt64(bytes.count))
      var offset = 0
      while offset + 8 <= bytes.count {
        add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      var rest: UInt64 = 0
      while offset < bytes.count {
        rest = rest << 8 | UInt64(bytes[offset])
        offset += 1
      }
      add(rest)
    }

    /// Adds a number.
    @inline(__always)
    mutating func add(_ word: UInt64) {
      let product = (low ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      low = product.high ^ product.low &+ 0xE703_7ED1_A0B4_28DB
      let other = (high &+ word).multipliedFullWidth(by: 0x8EBC_6AF0_9C88_C6E3)
      high = other.high ^ other.low &+ 0x5899_65CC_7537_4CC3
    }
  }

  /// Adds a row.
  mutating func add(_ row: RowHash) {
    let (sum, carry) = low.addingReportingOverflow(row.low)
    low = sum
    high = high &+ row.high &+ (carry ? 1 : 0)
    rows += 1
  }

  /// The digest of all rows so far.
  var digest: SHA256Digest { SHA256Digest(of: Array("\(rows) \(high) \(low)".utf8)) }
}

extension ContentDigest {
  /// A hash of a text that is not 0.
  static func hash(of text: UnsafeRawBufferPointer) -> Int64 {
    var hash = RowHash()
    hash.add(text)
    return hash.word == 0 ? 1 : hash.word
  }
}
