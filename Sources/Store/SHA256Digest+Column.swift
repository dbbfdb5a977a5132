import GRDB
import Model

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Data
#else
  import struct Foundation.Data
#endif

extension SHA256Digest {
  /// The 32 bytes as a BLOB.
  var column: Data { Data(bytes) }

  /// A digest from a BLOB column; nil for NULL.
  init?(column: Data?) {
    guard let column else { return nil }
    self.init(bytes: Array(column))
  }
}
