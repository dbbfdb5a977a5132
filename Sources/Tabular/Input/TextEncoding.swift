/// How characters are written as bytes in a text file.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// UTF-16, low byte first.
  case utf16le = "utf-16le"
  /// UTF-16, high byte first.
  case utf16be = "utf-16be"
  /// UTF-32, low byte first.
  case utf32le = "utf-32le"
  /// UTF-32, high byte first.
  case utf32be = "utf-32be"
  /// Windows-1252, what Western Excel calls ANSI.
  case windows1252 = "windows-1252"
  /// ISO 8859-1.
  case latin1 = "iso-8859-1"

  /// An encoding from a name that people use, in any case and with or without `-`, `_` and spaces: `UTF-8`, `cp1252`,
  /// `Latin-1`, `utf16`; nil for unknown ones. UTF-16 and UTF-32 without a byte order are little-endian (RFC 2781 says
  /// otherwise, but files say so).
  public init?(named name: String) {
    let plain = String(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
    switch plain {
    case "utf8", "utf8sig", "utf8bom", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "unicode", "ucs2": self = .utf16le
    case "utf16be": self = .utf16be
    case "utf32", "utf32le": self = .utf32le
    case "utf32be": self = .utf32be
    case "windows1252", "cp1252", "ansi", "win1252", "1252": self = .windows1252
    case "latin1", "iso88591", "l1", "cp819": self = .latin1
    default: return nil
    }
  }
}
