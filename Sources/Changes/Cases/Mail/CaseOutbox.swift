import Diagnostics
import Glibc
import Model
public import Store
import Tabular

/// The files of mail that actions on cases write.
///
/// A mail's bytes are on the disk as `NAME.eml.part` before the action is committed together with their digest; then the
/// part gets its name, and that is written down. Whatever instant the machine stops at, a mail appears once if its action
/// stands and never if it does not: a part without a record is replaced or left, a part with one gets its name from the
/// next action, and a record without a part has been given it.
public enum CaseOutbox {
  /// Brings to its end what earlier actions left: mail without its name, and mail taken back that still lies there.
  public static func finish(_ store: Store) throws {
    var settled: [CaseMail] = []
    for mail in try store.read({ try $0.unsettledCaseMail() }) {
      if mail.state == .withdrawn {
        for path in [mail.place, mail.place + ".part"] { try remove(path, ifItHolds: mail.sha256) }
      } else {
        let isNamed = try OutputFile.finishLeftPart(of: mail.place) { $0 == mail.sha256 }
        // A part that is still there belongs to a run that lives.
        if isNamed || access(mail.place + ".part", F_OK) != 0 { settled.append(mail) }
      }
    }
    guard !settled.isEmpty else { return }
    try store.change { connection in for mail in settled { try connection.settle(mail, as: .written) } }
  }

  /// Writes a mail to the disk under a temporary name and gives the file, which has still to be published, with its place.
  static func part(_ name: String, _ message: MailMessage, in folder: String) throws -> (OutputFile, [UInt8], String) {
    var file = "\(folder)/\(name).eml"
    var number = 1
    // A file of that name is of a store that was here before.
    while access(file, F_OK) == 0 {
      number += 1
      file = "\(folder)/\(name)-\(number).eml"
    }
    let output = try OutputFile(path: file)
    let bytes = message.rendered()
    try bytes.withUnsafeBytes { try output.write($0) }
    return (output, bytes, full(file))
  }

  /// Gives mail its names and writes that down. What cannot be done now is left for the next action.
  static func publish(_ files: [OutputFile], _ mail: [CaseMail], in store: Store) throws {
    do {
      for file in files { try file.publish() }
    } catch {
      for file in files { file.leavePart() }
      guard let failure = error as? Failure, let reason = failure.diagnostics.first?.facts["reason"],
        let first = mail.first
      else { throw error }
      throw Failure(
        failure.exit, .caseMailNotPublished,
        facts: ["batch": String(first.batch), "path": first.place, "reason": reason])
    }
    guard !mail.isEmpty else { return }
    try store.change { connection in for one in mail { try connection.settle(one, as: .written) } }
  }

  /// Writes a mail into its folder once more, byte for byte.
  public static func redeliver(_ mail: CaseMail) throws {
    guard access(mail.place, F_OK) != 0 else { return }
    let output = try OutputFile(path: mail.place)
    try mail.message.withUnsafeBytes { try output.write($0) }
    _ = try output.commit()
  }

  /// Whether a mail still lies where it was put, under its name or its temporary one.
  static func holds(_ mail: CaseMail) throws -> Bool {
    try holds(mail.place, mail.sha256) || holds(mail.place + ".part", mail.sha256)
  }

  private static func holds(_ path: String, _ digest: SHA256Digest) throws -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    return try OutputFile.digest(of: descriptor, path) == digest
  }

  private static func remove(_ path: String, ifItHolds digest: SHA256Digest) throws {
    guard try holds(path, digest) else { return }
    guard unlink(path) == 0 || errno == ENOENT else {
      throw Failure(.inputOutput, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
  }

  private static func full(_ path: String) -> String {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    guard let resolved = realpath(String(path[..<slash]), nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved) + path[slash...]
  }
}
