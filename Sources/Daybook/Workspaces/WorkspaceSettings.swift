import Diagnostics
import Glibc
import Model

/// What `daybook.yaml` says.
struct WorkspaceSettings {
  let zone: TimeZoneRules
  let currency: Currency

  /// The settings of a new workspace, with what they mean.
  static func template(zone: String, currency: Currency) -> String {
    """
    # The settings of this workspace. Environment variables and options of the command line win over them.

    # The time zone in which dates and times without one are meant: a name of the IANA database.
    zone: \(zone)

    # Your own currency (ISO 4217): that of amounts for which neither the file nor the order names one.
    currency: \(currency)

    """
  }

  /// Reads the settings; fails with `configuration` and every mistake in them.
  init(readingFrom path: String) throws {
    var values: [String: (text: String, line: Int)] = [:]
    for (index, line) in try WorkspaceSettings.lines(of: path).enumerated() {
      guard line.first != "#", let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].split(
        separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      values[String(line[..<colon])] = (
        value.first.map { String($0.filter { $0 != " " && $0 != "\"" }) } ?? "", index + 1
      )
    }
    func required(_ key: String, _ meaning: String) throws -> (text: String, line: Int) {
      if let value = values[key], !value.text.isEmpty { return value }
      throw WorkspaceSettings.wrong(
        "'\(key)' is missing", "write a line '\(key): ...' with \(meaning)", at: SourceLocation(file: path))
    }
    let zone = try required("zone", "an IANA time zone such as Europe/Berlin")
    let currency = try required("currency", "an ISO 4217 code such as EUR")
    guard let code = Currency(currency.text) else {
      throw WorkspaceSettings.wrong(
        "'\(currency.text)' is not a currency", "write three letters such as EUR",
        at: SourceLocation(file: path, line: currency.line, field: "currency"))
    }
    self.currency = code
    self.zone = try Workspace.rules(of: zone.text, file: path, line: zone.line)
  }

  private static func wrong(_ reason: String, _ help: String, at location: SourceLocation) -> Failure {
    Failure(.configuration, .badConfiguration, at: location, facts: ["reason": reason, "help": help])
  }

  private static func lines(of path: String) throws -> [Substring] {
    guard let file = fopen(path, "re") else {
      throw Failure(
        .configuration, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
}
