import Foundation
import TestSupport
import Testing

/// What only the merchant's people may know reaches nothing that a customer can see: every internal action and every internal
/// field holds a word that no output may hold, and no search in the customers' view counts.
@Suite struct CustomerLeakTests {
  /// In the texts of internal actions and of everything else that is no message.
  private static let text = "CANARYTEXT"
  /// In who did such things, and in team, assignee and priority.
  private static let field = "CANARYFIELD"

  private static let events = """
    case,order,at,kind,actor,body,value,subject,team,priority
    C-1,A-1,2026-09-01T09:00:00Z,customer_message,pat@example.com,Where is it?,,My parcel,\(field),\(field)
    C-1,,2026-09-01T10:00:00Z,internal_action,\(field),\(text) imported,,,,
    C-1,,2026-09-01T10:00:01Z,status,\(field),\(text) status,Open,,,
    C-1,,2026-09-01T10:00:02Z,priority,\(field),\(text) priority,\(field),,,
    C-1,,2026-09-01T10:00:03Z,assign,\(field),\(text) assign,\(field),,,
    C-1,,2026-09-01T11:00:00Z,merchant_message,ana,On its way.,,,,
    C-1,,2026-09-01T12:00:00Z,dispute_open,customer,,too late,,,
    C-2,A-1,2026-09-02T09:00:00Z,customer_message,pat@example.com,Again: where?,,Second,,
    C-2,,2026-09-02T10:00:00Z,internal_action,\(field),"\(text) a, ""quoted"" one",,,,
    C-3,A-1,2026-09-03T09:00:00Z,internal_action,\(field),\(text) alone,,\(text) nobody wrote,,
    """

  private static let workspace = """
    daybook init . --zone UTC --currency USD
    sed -i 's/enabled: false/enabled: true/; s/^  # sender:.*/  sender: help@example.com/' daybook.yaml
    sed -i 's/^  # notify:.*/  notify: {internal_action: [lead@example.com, pat@example.com], assign: [lead@example.com]}/' \\
      daybook.yaml
    printf 'order_id,created_at,stage,currency,total,email,billing_first_name,item_sku,item_quantity\\n' > orders.csv
    printf 'A-1,2026-08-01T08:00:00Z,Completed Order,USD,5,pat@example.com,Pat,S-1,1\\n' >> orders.csv
    daybook orders import orders.csv && daybook cases import events.csv
    daybook cases note C-1 --body '\(text) noted' --as \(field)
    daybook cases assign C-1 \(field) --as \(field)
    daybook cases priority C-1 \(field)2 --as \(field)
    daybook cases open --order A-1 --subject Third --body 'We call you.' --assign \(field) --team \(field)
    mkdir templates; printf 'Dear {customer_name}, {order_id} {case_id} {subject} {order_total} {agent}' > templates/all.txt
    """

  /// Everything that there is of a case for its customer, what is said when it fails, and what everybody may read: logs,
  /// batches, exports, mail, reports.
  private static let outputs = """
    exec > all.txt 2>&1
    daybook cases reply C-1 --template all --as ana; daybook cases reply C-2 --body 'Soon.' --as ana
    daybook cases merge C-2 C-1 --as ana
    for id in C-1 C-2 C-3 D-6 C-9; do
      daybook cases show $id --customer-view; daybook cases show $id --customer-view --json
    done
    for more in '' '--json' '--format csv' '--status open' '--order A-1' '--customer pat@example.com' '--limit 1'; do
      daybook cases list --customer-view $more
    done
    for word in where canary\\* parcel quoted imported nobody status; do
      daybook cases list --customer-view --keyword $word --json
    done
    daybook cases redeliver 8; cat outbox/*
    daybook cases reply C-3 --body x --to 'a b'; daybook cases reply C-2 --body x; daybook cases status C-9 open
    daybook cases reply C-1 --template none; daybook cases dispute close C-2
    """

  private static let merchantOutputs = """
    exec > merchant.txt 2>&1
    cat > mappings/cases.yaml <<'Y'
    kind: export
    rows: case
    columns:
      - case_id
      - case_subject
      - case_assignee
      - case_events
      - title: said
        sql: |
          (SELECT group_concat(m.message_body) FROM v_messages m JOIN v_cases c ON c.case_key = m.case_key
            WHERE c.order_key = this.order_key)
        type: text
    Y
    daybook orders export --mapping cases -o cases.csv; cat cases.csv*
    daybook batches list --json; for n in 1 2 3 4 5 6 7; do daybook batches show $n --json; done
    daybook audit list --json; daybook orders list --with-messages --json; daybook orders show A-1 --json
    daybook store check; daybook cases import events.csv; daybook cases merge C-3 C-1 --same-customer
    mkdir report; daybook report sla --as-of 2026-10-01 -o report; daybook cases explain C-1; cat report/*
    """

  @Test func nothingInternalReachesACustomer() throws {
    let folder = try TemporaryFolder()
    try Data(Self.events.utf8).write(to: folder.url.appendingPathComponent("events.csv"))
    let made = try ShellRun(script: Self.workspace, in: folder.url)
    #expect(made.exit == 0, "\(made.output)\(made.error)")
    // The words are there to be found by those who may.
    let inside = try ShellRun(
      script: "daybook cases show C-1; daybook cases list --keyword 'canarytext*' --json", in: folder.url)
    #expect(inside.output.components(separatedBy: Self.text).count >= 4)
    #expect(inside.output.components(separatedBy: "\"case\": ").count == 4)
    _ = try ShellRun(script: Self.outputs, in: folder.url)
    let all = try text(of: "all.txt", in: folder.url)
    for word in [Self.text, Self.field] { #expect(!holds(all, word), "\(word) in \(all)") }
    #expect(all.contains("Where is it?") && all.contains("Dear Pat, A-1 C-1 My parcel 5.00 USD ana"))
    #expect(all.contains("there is no case C-3"))
    // Its own search finds what it may; of the other words not even how often there are some.
    #expect(all.contains("\"messages\": 3") && all.contains("\"cases\": []"))
    _ = try ShellRun(script: Self.merchantOutputs, in: folder.url)
    let merchant = try text(of: "merchant.txt", in: folder.url)
    // C-3's subject was never seen by a customer, and is a field of the case.
    let without = merchant.replacingOccurrences(of: Self.text + " nobody wrote", with: "")
    #expect(!holds(without, Self.text), "\(without)")
    #expect(merchant.contains("Where is it?"))
  }

  private func holds(_ text: String, _ word: String) -> Bool { text.range(of: word, options: .caseInsensitive) != nil }

  private func text(of name: String, in folder: URL) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }
}
