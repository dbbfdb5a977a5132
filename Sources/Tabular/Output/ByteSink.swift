/// Where bytes go, front to back: a file, standard output, memory, or a part of a zip file.
public protocol ByteSink: AnyObject {
  /// Takes all the bytes, or throws: ``Failure`` with `inputOutput` where the system could not write, ``BrokenPipe``
  /// where nobody reads any more.
  func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
  /// Writes a text as UTF-8.
  public func write(_ text: String) throws {
    var copy = text
    try copy.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }
}

/// The reader of our output went away, as `head` does after ten lines.
///
/// That is no failure: a command that writes to standard output catches it, stops quietly and ends with exit code 0.
public struct BrokenPipe: Error, Sendable, Equatable {
  /// The only value there is.
  public init() {}
}

/// Keeps what is written in memory: for small parts and for tests.
public final class MemorySink: ByteSink {
  /// All bytes written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty one.
  public init() {}

  /// Adds bytes; never throws.
  public func write(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }

  /// The bytes read as UTF-8.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
