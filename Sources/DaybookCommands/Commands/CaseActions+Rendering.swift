import Changes
import Diagnostics
import Model
import Store

extension CaseMail {
  /// The mail as data, without its text.
  var json: JSONValue {
    [
      "audience": .text(audience.rawValue), "to": .text(recipient), "file": .text(place),
      "message_id": .text(messageID), "sha256": .text(sha256.description),
    ]
  }

  /// The mail for people, with the end of its line.
  var line: String {
    let what = audience == .customer ? "mail" : "notice"
    let name = place.split(separator: "/").suffix(2).joined(separator: "/")
    return "\(what) to \(printable(recipient)): \(printable(name))\n"
  }
}

extension Console {
  /// Shows what an action did to its first case, and gives its exit code; `fact` names what it set besides the status.
  func report(_ result: CaseActionResult, fact: String? = nil) throws -> Diagnostics.ExitCode {
    let batch = result.summary.batch
    if wantsJSON {
      try print([
        "schema": "daybook.case_work/1", "outcome": .text(result.summary.outcome.rawValue), "batch": JSONValue(batch),
        "case": result.record.json, "mail": JSONValue(result.mail, \.json),
        "diagnostics": JSONValue(result.summary.diagnostics, \.json),
      ])
      return result.summary.exit
    }
    for diagnostic in result.summary.diagnostics { show(diagnostic) }
    guard result.summary.outcome == .applied else { return result.summary.exit }
    let status =
      "case \(printable(result.record.id)) is \(result.record.status.rawValue)"
      + (fact.map { ", \(printable($0))" } ?? "")
    guard let batch else {
      try print("\(status): nothing to change\n")
      return result.summary.exit
    }
    try print(
      "\(status) (batch \(batch))\n" + result.mail.map(\.line).joined()
        + "to undo: daybook batches revert \(batch)\n")
    return result.summary.exit
  }
}
