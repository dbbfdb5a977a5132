import Diagnostics
import Foundation
import Model
import Store
import TestSupport
import Testing

@testable import Changes
@testable import Tabular

/// Mail as RFC 5322, 2045 and 2047 want it, read by a reader of its own.
@Suite("Mail of cases") struct MailMessageTests {
  private static func message(
    subject: String = "Hello", name: String? = nil, body: String = "Hi"
  ) throws -> MailMessage {
    MailMessage(
      from: try #require(MailAddress(name: "Example Shop", address: "help@example.com")),
      to: try #require(MailAddress(name: name, address: "pat@example.org")), subject: subject,
      sentAt: try #require(Instant("2026-03-29T00:59:59Z")), zone: try TimeZoneRules(identifier: "Europe/Berlin"),
      messageID: "<1@example.com>", references: ["<a@example.com>", "<b@example.com>"], caseID: "C-1", body: body)
  }

  /// A mail taken apart: unfolded fields with encoded words decoded, and the text.
  private struct Read {
    var fields: [(name: String, value: String)] = []
    var body = ""

    init(_ bytes: [UInt8]) throws {
      #expect(bytes.allSatisfy { $0 == 13 || $0 == 10 || (32...126).contains($0) || $0 == 9 })
      let text = String(decoding: bytes, as: UTF8.self)
      let parts = try #require(text.range(of: "\r\n\r\n"))
      for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 78, "\(line)") }
      let head = text[..<parts.lowerBound].replacingOccurrences(of: "\r\n ", with: " ")
      for line in head.components(separatedBy: "\r\n") {
        let colon = try #require(line.firstIndex(of: ":"))
        fields.append((String(line[..<colon]), Read.decoded(String(line[colon...].dropFirst(2)))))
      }
      body = Read.unquoted(String(text[parts.upperBound...]))
    }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    private static func decoded(_ value: String) -> String {
      var bytes = Data()
      var rest = ""
      var wasEncoded = false
      for word in value.split(separator: " ", omittingEmptySubsequences: false) {
        if word.hasPrefix("=?utf-8?B?"), word.hasSuffix("?="), word.utf8.count <= 75 {
          if !wasEncoded, !rest.isEmpty { rest += " " }
          bytes = Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data()
          // Each word must be whole characters.
          rest += String(data: bytes, encoding: .utf8) ?? "BROKEN"
          wasEncoded = true
        } else {
          rest += (rest.isEmpty ? "" : " ") + word
          wasEncoded = false
        }
      }
      return rest
    }

    private static func unquoted(_ text: String) -> String {
      var bytes: [UInt8] = []
      let source = Array(text.replacingOccurrences(of: "=\r\n", with: "").utf8)
      var index = 0
      while index < source.count {
        if source[index] == UInt8(ascii: "="), index + 2 < source.count,
          let value = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
        {
          bytes.append(value)
          index += 3
        } else {
          bytes.append(source[index])
          index += 1
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test(
    "Subjects come back as they were",
    arguments: [
      "Hello", "Grüße aus Köln", "Ihre Bestellung DEMO-1003 ist unterwegs – danke für Ihre Geduld und Ihr Vertrauen",
      "أين طلبي؟", "注文の件について、お問い合わせいただきありがとうございます。商品は明日発送いたします。",
      "👩‍👩‍👧‍👦 family 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "=?utf-8?Q?not_ours?=", "two  blanks", " blank first", "last ",
      String(repeating: "word ", count: 60) + "end", String(repeating: "x", count: 1200), "a\u{301}\u{302}\u{303}",
    ])
  func subjects(_ subject: String) throws {
    let message = try Self.message(subject: subject)
    let read = try Read(message.rendered())
    #expect(read["Subject"] == subject)
    #expect(message.rendered() == (try Self.message(subject: subject)).rendered())
  }

  @Test("Names are quoted or encoded", arguments: ["Pat", "Pat \"Q\" O'Neil, Jr. <x>", "Zoë Brontë", "山田 太郎", "a\\b"])
  func names(_ name: String) throws {
    let read = try Read(Self.message(name: name).rendered())
    let shown = try #require(read["To"])
    #expect(shown.hasSuffix(" <pat@example.org>"))
    let plain = shown.dropLast(" <pat@example.org>".count)
    if plain.hasPrefix("\"") {
      var unescaped = ""
      var isEscaped = false
      for character in plain.dropFirst().dropLast() {
        if character == "\\", !isEscaped {
          isEscaped = true
        } else {
          unescaped.append(character)
          isEscaped = false
        }
      }
      #expect(unescaped == name)
    } else {
      #expect(plain == name)
    }
  }

  @Test(
    "Texts come back as they were",
    arguments: [
      "Hi", "", "Grüße!\n\nZwei Absätze.", ".\n..\nFrom me\n>From you", "blank at the end \ntab at the end\t\nend",
      String(repeating: "0123456789 ", count: 40), String(repeating: "é", count: 200), "100 % = a\u{1b}[31mred",
      "سلام\nعليكم", String(repeating: "x", count: 2000),
    ])
  func bodies(_ body: String) throws {
    let bytes = try Self.message(body: body).rendered()
    let read = try Read(bytes)
    #expect(read.body == body.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n")
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("From ") })
  }

  @Test("The fields that mail needs are there once, in local time, and refer to what came before")
  func fields() throws {
    let read = try Read(Self.message().rendered())
    #expect(
      read.fields.map(\.name) == [
        "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "X-Daybook-Case", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
      ])
    #expect(read["Date"] == "Sun, 29 Mar 2026 01:59:59 +0100")
    #expect(read["In-Reply-To"] == "<b@example.com>" && read["References"] == "<a@example.com> <b@example.com>")
    #expect(read["From"] == "\"Example Shop\" <help@example.com>")
    let newYork = try TimeZoneRules(identifier: "America/St_Johns")
    #expect(MailMessage.date(Instant(seconds: 0), newYork) == "Wed, 31 Dec 1969 20:30:00 -0330")
  }

  @Test("What could end a header is no address and no name")
  func injection() throws {
    for text in [
      "pat@example.org\r\nBcc: all@example.org", "Pat\nBcc: x <pat@example.org>", "pat@example.org\u{0}", "pat", "@b.c",
      "a@", "a@b..c", "a b@c.d", "a@b@c", "<a@b.c> x", "a.@b.c", "a@-b.c", "a@b,c@d.e", "ä@b.c", "a@b.c\u{2028}",
    ] { #expect(MailAddress(text) == nil, "\(text)") }
    #expect(MailAddress("Pat <pat@example.org>")?.name == "Pat")
    #expect(MailAddress("\"Pat, Q\" <pat+x@example.org>")?.name == "Pat, Q")
    #expect(MailAddress("anna@desk")?.address == "anna@desk")
    #expect(MailHeader.isUnsafe("a\rb") && MailHeader.isUnsafe("a\u{85}b") && !MailHeader.isUnsafe("naïve – ok"))
  }

  @Test("Templates fill fields once, keep doubled braces, and tell the first line from the text")
  func templates() throws {
    let template = CaseTemplate(
      name: "t", file: "t.txt", text: "Subject: About {order_id}\n\nDear {customer_name},\n{text} {{x}} {\n\n")
    let filled = try template.filled([.orderID: "7", .customerName: "{text}", .text: "Hi"], caseID: "C-1")
    #expect(filled.subject == "About 7" && filled.body == "Dear {text},\nHi {x} {")
    let plain = CaseTemplate(name: "t", file: "t.txt", text: "{nme}\r\nSubject: no")
    let failure = #expect(throws: Failure.self) { try plain.filled([:], caseID: "C-1") }
    #expect(failure?.diagnostics.map(\.code) == [.caseUnknownField])
  }
}

/// Mail that could not be given its name at once.
@Suite("The outbox of cases") struct CaseOutboxTests {
  @Test("A reply whose mail has no name yet stands, and the next action gives it its name, once")
  func leftPart() throws {
    let bench = try CaseBench()
    try bench.importing("case,at,kind,actor,body\nC-1,2026-09-01T09:00:00Z,customer_message,pat@example.org,Hello\n")
    let outbox = bench.folder.appendingPathComponent("outbox")
    try FileManager.default.createDirectory(at: outbox, withIntermediateDirectories: false)
    let mailroom = CaseMailroom(folder: outbox.path, zone: try TimeZoneRules(identifier: "UTC"))
    let reply = try CaseWork.reply(.plain("Hi")).run(
      onCase: "C-1", in: bench.store, identity: CaseBench.identity(), mailroom: mailroom)
    let mail = try #require(reply.mail.first)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: mail.place))
    #expect(Array(bytes) == mail.message)
    // As a crash between the commit and the name would leave it.
    try FileManager.default.moveItem(atPath: mail.place, toPath: mail.place + ".part")
    try bench.store.change { try $0.settle(mail, as: .intended) }
    try CaseOutbox.finish(bench.store)
    #expect(try Data(contentsOf: URL(fileURLWithPath: mail.place)) == bytes)
    // Once collected it does not come again.
    try FileManager.default.removeItem(atPath: mail.place)
    try bench.store.change { try $0.settle(mail, as: .intended) }
    try CaseOutbox.finish(bench.store)
    #expect(!FileManager.default.fileExists(atPath: mail.place))
    #expect(try bench.store.read { try $0.unsettledCaseMail() } == [])
    try CaseOutbox.redeliver(mail)
    #expect(try Data(contentsOf: URL(fileURLWithPath: mail.place)) == bytes)
  }

  @Test("A name that cannot be given says what stands and what does not")
  func publishing() throws {
    let bench = try CaseBench()
    let outbox = bench.folder.appendingPathComponent("outbox")
    try FileManager.default.createDirectory(at: outbox, withIntermediateDirectories: false)
    let file = try OutputFile(path: outbox.path + "/reply.eml")
    try file.write("x")
    let (sha256, _) = try file.finishPart()
    try FileManager.default.removeItem(at: outbox)
    let mail = CaseMail(
      batch: 7, number: 1, caseKey: 1, audience: .customer, recipient: "a@b.c", messageID: "<1@b.c>",
      place: outbox.path + "/reply.eml", sha256: sha256, message: [])
    let failure = #expect(throws: Failure.self) { try CaseOutbox.publish([file], [mail], in: bench.store) }
    #expect(failure?.diagnostics.first?.code == .caseMailNotPublished)
    #expect(failure?.diagnostics.first?.facts["batch"] == "7")
  }
}
