/// A source of bytes that is read once, front to back: a file, the inside of a gzip file, a part of a zip, transcoded
/// text.
public protocol ByteStream: AnyObject {
  /// Fills the buffer from its start with at least one byte and gives how many there are; 0 at the end, and only there.
  ///
  /// Errors are ``Failure``s: `inputOutput` where the system could not read, `rejected` where the bytes are damaged or
  /// a limit of ``ReadLimits`` is hit.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
