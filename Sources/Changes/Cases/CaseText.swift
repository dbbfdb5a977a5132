import Diagnostics
import Mapping

/// What a person says in a message or an internal action.
public enum CaseText: Sendable, Hashable {
  /// These words.
  case plain(String)
  /// A template, with words of one's own where it says `{text}`.
  case template(CaseTemplate, text: String?)
}

/// What may stand in braces in a template. The raw values are the names.
public enum CaseField: String, Sendable, CaseIterable {
  /// The name on the order's bill.
  case customerName = "customer_name"
  /// The address that the mail goes to.
  case customerEmail = "customer_email"
  /// The case's id.
  case caseID = "case_id"
  /// What the case is about.
  case subject
  /// The order's id.
  case orderID = "order_id"
  /// The day it was placed, by the workspace's clock.
  case orderDate = "order_date"
  /// Its total with the currency.
  case orderTotal = "order_total"
  /// The carrier of its last parcel.
  case carrier
  /// The tracking number of its last parcel.
  case trackingNumber = "tracking_number"
  /// Who writes.
  case agent
  /// Words of one's own.
  case text
}

/// A text with fields in braces, from a file of the workspace. A first line `Subject: ...` is the subject of the mail.
public struct CaseTemplate: Sendable, Hashable {
  /// Its name: that of the file without `.txt`.
  public let name: String
  private let file: String
  private let subjectLine: String?
  private let lines: [String]
  /// The number of the first of them in the file.
  private let firstLine: Int

  /// A template of that name with the text of its file. `file` is for messages.
  public init(name: String, file: String, text: String) {
    self.name = name
    self.file = file
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    if let first = lines.first, first.lowercased().hasPrefix("subject:") {
      let subject = first.dropFirst("subject:".count)
      subjectLine = String(subject.drop { $0 == " " })
      let hasBlank = lines.count > 1 && lines[1].isEmpty
      firstLine = hasBlank ? 3 : 2
      lines.removeFirst(firstLine - 1)
    } else {
      subjectLine = nil
      firstLine = 1
    }
    while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
    self.lines = lines
  }

  /// The subject and the text with every field filled in.
  ///
  /// Throws a ``Failure`` with `configuration` and every unknown field, or `rejected` and every field that has no value for
  /// the case.
  func filled(_ fields: [CaseField: String], caseID: String) throws -> (subject: String?, body: String) {
    var unknown: [Diagnostic] = []
    var empty: [Diagnostic] = []
    func fill(_ line: String, _ number: Int) -> String {
      CaseTemplate.fill(line) { name, column in
        let place = SourceLocation(file: file, line: number, column: column)
        guard let field = CaseField(rawValue: name) else {
          let known = CaseField.allCases.map(\.rawValue)
          let facts = [
            "field": name, "nearest": nearestName(to: name, among: known) ?? known[0],
            "known": known.joined(separator: ", "),
          ]
          unknown.append(Diagnostic(.error, .caseUnknownField, at: place, facts: facts))
          return ""
        }
        if let value = fields[field], !value.isEmpty { return value }
        empty.append(Diagnostic(.error, .caseEmptyField, at: place, facts: ["field": name, "case": caseID]))
        return ""
      }
    }
    let subject = subjectLine.map { fill($0, 1) }
    let body = lines.enumerated().map { fill($1, $0 + firstLine) }.joined(separator: "\n")
    guard unknown.isEmpty else { throw Failure(.configuration, unknown) }
    guard empty.isEmpty else { throw Failure(.rejected, empty) }
    return (subject, body)
  }

  /// Replaces `{name}`; `{{` and `}}` are braces. What a field stands for is not looked at again.
  private static func fill(_ line: String, _ value: (_ name: String, _ column: Int) -> String) -> String {
    var text = ""
    var rest = Substring(line)
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      text += rest[..<brace]
      let after = rest[rest.index(after: brace)...]
      if after.first == rest[brace] {
        text.append(rest[brace])
        rest = after.dropFirst()
      } else if rest[brace] == "{", let end = after.firstIndex(of: "}") {
        text += value(String(after[..<end]), line.distance(from: line.startIndex, to: brace) + 1)
        rest = after[after.index(after: end)...]
      } else {
        text.append(rest[brace])
        rest = after
      }
    }
    return text + rest
  }
}
