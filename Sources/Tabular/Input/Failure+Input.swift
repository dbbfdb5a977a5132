import Diagnostics
import Glibc

extension Failure {
  /// A file could not be opened, by `errno`.
  static func opening(_ path: String, _ code: CInt) -> Failure {
    let place = SourceLocation(file: path)
    switch code {
    case ENOENT, ENOTDIR: return Failure(.noInput, .noSuchFile, at: place, facts: ["path": path])
    case EISDIR: return Failure(.noInput, .isFolder, at: place, facts: ["path": path])
    case EACCES, EPERM:
      return Failure(.permission, .noPermission, at: place, facts: ["path": path, "reason": reason(code)])
    default: return Failure(.noInput, .cannotRead, at: place, facts: ["path": path, "reason": reason(code)])
    }
  }

  /// Reading failed, by `errno`.
  static func reading(_ path: String, _ code: CInt) -> Failure {
    Failure(
      .inputOutput, .cannotRead, at: SourceLocation(file: path), facts: ["path": path, "reason": reason(code)])
  }

  /// Writing a temporary file failed, by `errno`.
  static func writing(_ path: String, _ code: CInt) -> Failure {
    Failure(
      .inputOutput, .cannotWrite, at: SourceLocation(file: path), facts: ["path": path, "reason": reason(code)])
  }

  /// Bytes are not text of the encoding.
  static func notInEncoding(_ invalid: TextStream.Invalid, at location: SourceLocation) -> Failure {
    Failure(
      .rejected, .notInEncoding, at: location,
      facts: [
        "encoding": invalid.encoding.rawValue, "byte": "0x" + String(invalid.byte, radix: 16),
        "advice": invalid.encoding == .utf8
          ? "if it is an export of Excel, try --encoding windows-1252"
          : "name the right one with --encoding",
      ])
  }

  /// A limit is hit: what was too much, and which limit says so.
  static func limit(
    _ name: ReadLimits.Name, of limits: ReadLimits, _ what: String, at location: SourceLocation
  ) -> Failure {
    Failure(
      .rejected, .limitHit, at: location,
      facts: ["what": what, "limit": name.rawValue, "value": String(limits[name])])
  }

  /// The file is of a kind that Daybook does not read.
  static func unsupported(_ kind: String, advice: String, file: String) -> Failure {
    Failure(
      .rejected, .unsupportedFormat, at: SourceLocation(file: file), facts: ["kind": kind, "advice": advice])
  }

  /// The system's words for an error number.
  private static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }
}
