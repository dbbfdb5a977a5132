import Changes
import Diagnostics
import Glibc
import Model
import Reporting
import Store
import Tabular

/// A mail about a night: the same in text and HTML, with files (RFC 2045, 2046). Its subject says no more than the date, the
/// state and names of jobs.
struct NightMail {
  let settings: NightlyMailSettings
  let report: NightReport
  let sentAt: Instant
  /// Files of the jobs that mail shall bring, by their full paths.
  let files: [String]

  /// The message, with lines that end in LF as mailers of Unix take it.
  func rendered() throws -> [UInt8] {
    let run = report.run
    let id = SHA256Digest(of: Array("\(run.host) \(run.run) \(run.startedAt) \(sentAt)".utf8)).description
    let (outer, inner) = ("daybook-\(id.prefix(24))-1", "daybook-\(id.prefix(24))-2")
    var attachments = ""
    var text = report.text
    var room = settings.mostBytes
    for path in files {
      let size = FileFacts(path)?.bytes ?? 0
      guard size <= Int64(room) else {
        text += "not attached, since mail would be too large: \(NightMail.name(path))\n"
        continue
      }
      let bytes = try SmallFile.bytes(of: path, limit: settings.mostBytes)
      room -= bytes.count
      attachments += "--\(outer)\nContent-Type: \(NightMail.type(of: path))\nContent-Transfer-Encoding: base64\n"
      attachments += MailHeader.folded(
        "Content-Disposition", ["attachment;", "filename=\"\(NightMail.name(path))\""])
      attachments += "\n\n" + NightMail.base64(bytes)
    }
    let head = [
      MailHeader.folded("Date", [MailMessage.date(sentAt, report.zone)]), MailHeader.field("From", settings.from),
      MailHeader.folded("To", NightMail.list(settings.to)),
      MailHeader.field("Subject", text: "Daybook: \(report.headline)"),
      MailHeader.folded("Message-ID", ["<\(id.prefix(32))@\(settings.from.domain)>"]),
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"\(outer)\"",
    ]
    let message =
      head.joined(separator: "\n") + "\n\n--\(outer)\nContent-Type: multipart/alternative; boundary=\"\(inner)\"\n\n"
      + part(inner, "text/plain", Array(text.utf8)) + part(inner, "text/html", Array(report.document.html.source.utf8))
      + "--\(inner)--\n" + attachments + "--\(outer)--\n"
    // Headers are folded by CR LF, as they go over the wire.
    return Array(message.replacing("\r\n", with: "\n").utf8)
  }

  private func part(_ boundary: String, _ type: String, _ bytes: [UInt8]) -> String {
    "--\(boundary)\nContent-Type: \(type); charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
      + NightMail.base64(bytes)
  }

  /// Lines of 76 characters.
  private static func base64(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 57).map {
      MailHeader.base64(Array(bytes[$0..<min($0 + 57, bytes.count)])) + "\n"
    }
    .joined()
  }

  private static func list(_ addresses: [MailAddress]) -> [String] {
    addresses.enumerated().map { $1.address + ($0 < addresses.count - 1 ? "," : "") }
  }

  /// A file's name with nothing in it that a header would stumble over.
  private static func name(_ path: String) -> String {
    String(
      BackupShelf.name(of: path).map { character in
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character)) ? character : "_"
      })
  }

  private static func type(of path: String) -> String {
    switch path.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "csv": "text/csv; charset=utf-8"
    case "json": "application/json"
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    default: "application/octet-stream"
    }
  }
}
