package import Model

/// A mail of plain text (RFC 5322, 2045, 2047) that any program which carries mail can take as it is.
///
/// The same values give the same bytes; lines end with CR LF and are never longer than 78 characters.
package struct MailMessage {
  var from: MailAddress
  var to: MailAddress
  var subject: String
  var sentAt: Instant
  var zone: TimeZoneRules
  /// In angle brackets.
  var messageID: String
  /// The message ids of the mail before it, oldest first.
  var references: [String] = []
  /// The id of the case, in a header of its own, where it is plain enough for one.
  var caseID: String
  /// Whether nobody wrote it: such mail is not to be answered by machines.
  var isAutomatic = false
  var body: String

  /// How many earlier messages are named; long threads would make long headers.
  private static let mostReferences = 20

  /// The bytes of the file.
  func rendered() -> [UInt8] {
    var fields = [
      MailHeader.folded("Date", [MailMessage.date(sentAt, zone)]), MailHeader.field("From", from),
      MailHeader.field("To", to), MailHeader.field("Subject", text: subject),
      MailHeader.folded("Message-ID", [messageID]),
    ]
    if let last = references.last {
      fields.append(MailHeader.folded("In-Reply-To", [last]))
      fields.append(MailHeader.folded("References", Array(references.suffix(MailMessage.mostReferences))))
    }
    if caseID.utf8.allSatisfy({ (33...126).contains($0) }), caseID.utf8.count <= 60 {
      fields.append(MailHeader.folded("X-Daybook-Case", [caseID]))
    }
    if isAutomatic { fields.append("Auto-Submitted: auto-generated") }
    fields += [
      "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
    ]
    return Array((fields.joined(separator: "\r\n") + "\r\n\r\n").utf8) + MailMessage.quotedPrintable(body)
  }

  /// RFC 5322 section 3.3, by a zone's clock: `Thu, 01 Oct 2026 14:00:00 +0200`.
  package static func date(_ instant: Instant, _ zone: TimeZoneRules) -> String {
    let wall = zone.wall(at: Instant(seconds: instant.seconds))
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (year, month, day) = wall.date.components
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let offset = zone.offsetSeconds(at: instant) / 60
    let sign = offset < 0 ? "-" : "+"
    let second = Int(wall.secondOfDay)
    return "\(days[wall.date.weekday - 1]), \(two(day)) \(months[month - 1]) \(year) "
      + "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) "
      + "\(sign)\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
  }

  /// RFC 2045 section 6.7: lines of at most 76 characters. A full stop or `From ` at the beginning of a line is encoded too,
  /// since programs that carry mail change these.
  static func quotedPrintable(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var length = 0
      let source = Array(line.utf8)
      for (index, byte) in source.enumerated() {
        let isLast = index == source.count - 1
        let isLiteral =
          ((33...126).contains(byte) && byte != UInt8(ascii: "=") || (byte == 32 || byte == 9) && !isLast)
          && !(length == 0 && (byte == UInt8(ascii: ".") || source[index...].starts(with: "From ".utf8)))
        let width = isLiteral ? 1 : 3
        if length + width > 75 {
          bytes += Array("=\r\n".utf8)
          length = 0
        }
        bytes += isLiteral ? [byte] : hexadecimal(byte)
        length += width
      }
      bytes += [13, 10]
    }
    return bytes
  }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
