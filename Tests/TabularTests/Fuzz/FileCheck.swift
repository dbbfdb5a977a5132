import Diagnostics
import Glibc

@testable import Tabular

/// A file of any bytes: recognised, listed and read to its end twice with the same rows, or refused.
enum FileCheck {
  static func check(_ bytes: [UInt8]) throws {
    let file = try UnnamedFile(bytes)
    guard let input = try file.open() else { return }
    var sheets: [String?] = []
    do {
      sheets = try input.sheets().filter { $0.kind == .sheet }.map(\.name)
    } catch let failure as Failure {
      _ = try ReadOutcome.checked(failure)
    }
    if sheets.isEmpty { sheets = [nil] }
    for sheet in sheets.prefix(3) {
      let shown = try ReadOutcome { try input.anyTable(ReadOptions(sheet: sheet, limits: UnnamedFile.limits)) }
      let stored = try ReadOutcome {
        try input.anyTable(ReadOptions(sheet: sheet, digits: .stored, limits: UnnamedFile.limits))
      }
      guard shown.rows.map(\.number) == stored.rows.map(\.number), shown.rows.map(\.kinds) == stored.rows.map(\.kinds),
        shown.refusal == stored.refusal
      else { throw BrokenRule("shown \(shown), stored \(stored)") }
    }
  }
}

/// A file without a name, gone with its last use.
final class UnnamedFile {
  private let descriptor: CInt

  init(_ bytes: [UInt8]) throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/daybook-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0, unlink(template) == 0, write(descriptor, bytes, bytes.count) == bytes.count else {
      throw BrokenRule("no temporary file: \(errno)")
    }
  }

  deinit { close(descriptor) }

  /// Limits that small inputs can hit, so that one input takes milliseconds whatever it says.
  static var limits: ReadLimits {
    var limits = ReadLimits()
    limits.inflatedBytes = 1 << 20
    limits.cellText = 1 << 14
    limits.sharedText = 1 << 16
    limits.entries = 100
    limits.rows = 2000
    limits.columns = 500
    limits.fieldBytes = 1 << 16
    return limits
  }

  /// The file, opened; nil where it is refused.
  func open() throws -> InputFile? {
    do {
      return try InputFile.open("/proc/self/fd/\(descriptor)", limits: UnnamedFile.limits)
    } catch let failure as Failure {
      _ = try ReadOutcome.checked(failure)
      return nil
    }
  }
}

extension ReadOutcome {
  /// The table of a file.
  init(of bytes: [UInt8]) throws {
    let file = try UnnamedFile(bytes)
    let input = try file.open()
    try self.init {
      guard let input else { throw Failure(.rejected, .notATable, facts: ["format": "none", "advice": "none"]) }
      return try input.table(ReadOptions(limits: UnnamedFile.limits))
    }
  }
}
