internal import CCrypto

/// A SHA-256 digest, 32 bytes.
public struct SHA256Digest: Sendable, Hashable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// A digest from 32 stored bytes; nil for any other number.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// The digest of some bytes.
  public init(of bytes: [UInt8]) {
    let hash = SHA256Stream()
    bytes.withUnsafeBytes { hash.update($0) }
    self = hash.finish()
  }
}

extension SHA256Digest: LosslessStringConvertible {
  /// A digest from 64 hexadecimal digits in either case; nil for anything else.
  public init?(_ text: String) {
    let digits = text.utf8.map { byte -> UInt8? in
      switch byte {
      case 48...57: byte - 48
      case 65...70: byte - 55
      case 97...102: byte - 87
      default: nil
      }
    }
    let known = digits.compactMap { $0 }
    guard digits.count == 64, known.count == 64 else { return nil }
    self.init(bytes: stride(from: 0, to: 64, by: 2).map { known[$0] << 4 | known[$0 + 1] })
  }

  /// 64 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// SHA-256 over bytes that come piece by piece (libcrypto's EVP interface).
public final class SHA256Stream {
  private let context: OpaquePointer

  /// An empty hash.
  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto has no memory for a SHA-256 context")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto refused SHA-256 input")
  }

  /// The digest of all bytes so far; afterwards the stream starts anew.
  public func finish() -> SHA256Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    precondition(EVP_DigestFinal_ex(context, &bytes, nil) == 1, "libcrypto could not finish SHA-256")
    precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto could not restart SHA-256")
    guard let digest = SHA256Digest(bytes: bytes) else { preconditionFailure("a SHA-256 digest has 32 bytes") }
    return digest
  }
}
