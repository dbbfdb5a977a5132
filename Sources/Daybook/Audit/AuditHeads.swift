import Diagnostics
import Model
import Tabular

/// A file in which heads of the audit chain were written down: what a command printed, a report, a list of one's own.
enum AuditHeads {
  /// Every 64 hexadecimal digits of a file, in their order.
  static func read(_ path: String) throws -> [SHA256Digest] {
    var heads: [SHA256Digest] = []
    var run: [UInt8] = []
    func end() {
      if run.count == 64, let head = SHA256Digest(String(decoding: run, as: UTF8.self)) { heads.append(head) }
      run.removeAll(keepingCapacity: true)
    }
    for byte in try SmallFile.bytes(of: path, limit: 64 << 20) {
      let isDigit = (48...57).contains(byte) || (97...102).contains(byte | 0x20)
      if !isDigit { end() } else if run.count <= 64 { run.append(byte) }
    }
    end()
    guard !heads.isEmpty else { throw Failure(.usage, .auditNoHeads, facts: ["path": path]) }
    return heads
  }
}
