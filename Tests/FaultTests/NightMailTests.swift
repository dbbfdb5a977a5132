import Foundation
import TestSupport
import Testing

/// A night's mail on its whole way: through msmtp to an SMTP server, read by a mail library that is not ours, and the metrics by
/// the client library of those who collect them. Needs `apt-get install msmtp` and a Python (`DAYBOOK_TEST_PYTHON`, else
/// `python3`) with `aiosmtpd` and `prometheus_client`.
@Suite struct NightMailTests {
  private static let python = ProcessInfo.processInfo.environment["DAYBOOK_TEST_PYTHON"] ?? "python3"

  private static let hasTools: Bool = {
    do {
      let probe = "command -v msmtp && '\(python)' -c 'import aiosmtpd, prometheus_client'"
      if try ShellRun(script: probe, in: PackageFolder.url).exit == 0 { return true }
    } catch {
      print("the tools of mail could not be tried: \(error)")
    }
    print("msmtp, aiosmtpd or prometheus_client are missing: no mail goes to a server here")
    return false
  }()

  /// Starts a server, runs the night, and says what arrived.
  private static let script = #"""
    import email, email.policy, hashlib, os, pathlib, socket, subprocess
    from aiosmtpd.controller import Controller
    from prometheus_client.openmetrics.parser import text_string_to_metric_families
    mails = []
    class Handler:
        async def handle_DATA(self, server, session, envelope):
            mails.append(envelope)
            return "250 OK"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    pathlib.Path("msmtprc").write_text(
        f"account default\nhost 127.0.0.1\nport {port}\ntls off\nauth off\nfrom daybook@example.com\n")
    os.chmod("msmtprc", 0o600)
    night = subprocess.run(["daybook", "nightly"], capture_output=True, text=True)
    controller.stop()
    print("exit", night.returncode, "mails", len(mails))
    envelope = mails[0]
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    print(envelope.mail_from, envelope.rcpt_tos)
    for name in ["From", "To", "Subject", "Date"]: print(name + ":", message[name])
    print("defects", [part.defects for part in message.walk() if part.defects],
          "long lines", sum(len(line) > 998 for line in envelope.content.split(b"\r\n")),
          "not ASCII", sum(byte > 127 for byte in envelope.content))
    print(message.get_body(("plain",)).get_content().split("\n")[0])
    html = message.get_body(("html",)).get_content()
    print("html", html.lower().startswith("<!doctype html>"), "Nightly run" in html, "</html>" in html)
    for part in message.iter_attachments():
        same = list(pathlib.Path("outbox").rglob(part.get_filename()))[0].read_bytes() == part.get_payload(decode=True)
        print(part.get_content_type(), part.get_filename(), "same" if same else "other")
    families = {family.name: family for family in text_string_to_metric_families(open("night.prom").read())}
    for name in ["job_rows", "job_rejected"]:
        print(name, sorted((sample.labels["job"], int(sample.value)) for sample in families["daybook_nightly_" + name].samples))
    print("last success", families["daybook_nightly_last_success_timestamp_seconds"].samples[0].value)
    """#

  @Test(.enabled(if: hasTools)) func mailArrivesAndMetricsAreRead() throws {
    let folder = try TemporaryFolder()
    try Data(NightMailTests.script.utf8).write(to: folder.url.appendingPathComponent("mail.py"))
    let run = try ShellRun(
      script: """
        daybook init . --zone Europe/Berlin --currency EUR >/dev/null && cat >> daybook.yaml <<'END'
        nightly:
          jobs:
            orders: {import: orders}
            costs: {import: costs, accept_valid: true, needs: orders}
            profit: {report: profit, by: day, period: all, format: [html, xlsx]}
          mail:
            to: [owner@example.com, "Böss <boss@example.com>"]
            from: "Nächte <daybook@example.com>"
            command: [msmtp, -C, msmtprc, -t]
            attach: profit
          metrics: night.prom
        END
        mkdir inbox/orders inbox/costs; cp $SAMPLES/orders.csv inbox/orders; cp $SAMPLES/costs-with-mistakes.csv inbox/costs
        touch -d 2026-10-01T11:00:00Z inbox/*/*
        '\(NightMailTests.python)' mail.py
        """, in: folder.url)
    #expect(
      run.output == """
        exit 3 mails 1
        daybook@example.com ['owner@example.com', 'boss@example.com']
        From: Nächte <daybook@example.com>
        To: owner@example.com, boss@example.com
        Subject: Daybook: 2026-09-30 done, some was rejected
        Date: Thu, 01 Oct 2026 14:00:00 +0200
        defects [] long lines 0 not ASCII 0
        2026-09-30 done, some was rejected (run 1 on office, exit 3)
        html True True True
        text/html profit-by-day.html same
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet profit-by-day.xlsx same
        job_rows [('costs', 8), ('orders', 48), ('profit', 0)]
        job_rejected [('costs', 6), ('orders', 0), ('profit', 0)]
        last success 1790856000.0

        """, "\(run.error)")
  }
}
