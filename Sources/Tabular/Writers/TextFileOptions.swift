/// How a text file is written: its encoding, its line ends, and what happens to characters that the encoding lacks.
public struct TextFileOptions: Sendable, Hashable {
  /// The end of a line.
  public enum Newline: String, Sendable, CaseIterable {
    /// `\n`, as Unix has it.
    case lf
    /// `\r\n`, as Windows and RFC 4180 have it.
    case crlf
  }

  /// What happens to a character that the encoding does not have.
  public enum Unmappable: String, Sendable, CaseIterable {
    /// The output is refused with `output/unmappable`.
    case error
    /// A `?` stands for it.
    case replace
    /// The nearest letters in ASCII stand for it, a `?` where there are none.
    case transliterate
  }

  /// The encoding.
  public var encoding: TextEncoding
  /// Whether the file begins with a byte order mark. Without effect in encodings that have none.
  public var byteOrderMark: Bool
  /// The end of a line.
  public var newline: Newline
  /// What happens to characters that the encoding lacks.
  public var unmappable: Unmappable

  /// UTF-8 without byte order mark and with LF, where nothing else is said.
  public init(
    encoding: TextEncoding = .utf8, byteOrderMark: Bool = false, newline: Newline = .lf, unmappable: Unmappable = .error
  ) {
    self.encoding = encoding
    self.byteOrderMark = byteOrderMark
    self.newline = newline
    self.unmappable = unmappable
  }
}
