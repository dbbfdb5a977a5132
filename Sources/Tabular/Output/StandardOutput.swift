import Glibc

/// Standard output, buffered. Data goes here, and nothing else does.
///
/// Whoever writes must ``flush()`` at the end; what is buffered when it is thrown away is lost, so that an error never
/// leaves half a line behind it.
public final class StandardOutput: ByteSink {
  private let writer: DescriptorWriter

  /// Standard output of the process. From here on SIGPIPE is ignored in the whole process, so that a reader that went
  /// away shows as ``BrokenPipe`` and not as a killed run.
  public init() {
    signal(SIGPIPE, SIG_IGN)
    writer = DescriptorWriter(descriptor: STDOUT_FILENO, path: "-")
  }

  /// Writes bytes. Throws ``BrokenPipe`` when nobody reads any more, else a ``Failure`` with exit code `inputOutput`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws { try writer.write(bytes) }

  /// Hands everything to the system.
  public func flush() throws { try writer.flush() }
}
