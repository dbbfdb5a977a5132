import Diagnostics
import Glibc
import Mapping
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
    let mistakes = YAMLMistakes(file: path)
    guard let group = YAMLFile.read(try WorkspaceSettings.bytes(of: path), mistakes) else { throw mistakes.failure }
    let zone = group.requiredValue("zone").flatMap { WorkspaceSettings.zone($0) }
    let currency = group.requiredValue("currency").flatMap { WorkspaceSettings.currency($0) }
    group.finish()
    guard let zone, let currency, mistakes.isEmpty else { throw mistakes.failure }
    self.zone = zone
    self.currency = currency
  }

  private static func zone(_ value: YAMLValue) -> TimeZoneRules? {
    guard let name = value.text() else { return nil }
    do {
      return try TimeZoneRules(identifier: name)
    } catch {
      value.mistake(.unknownZone, facts: ["zone": name])
      return nil
    }
  }

  private static func currency(_ value: YAMLValue) -> Currency? {
    guard let name = value.text() else { return nil }
    guard let currency = Currency(name) else {
      value.mistake(
        .badConfiguration, facts: ["reason": "'\(name)' is not a currency", "help": "write three letters such as EUR"])
      return nil
    }
    return currency
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    func failure() -> Failure {
      Failure(.configuration, .cannotRead, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
    guard let file = fopen(path, "re") else { throw failure() }
    defer { fclose(file) }
    // One byte more than is allowed, so that a larger file is seen as such.
    var bytes = [UInt8](repeating: 0, count: YAMLFile.largestSize + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0 else { throw failure() }
    return Array(bytes[..<count])
  }
}
