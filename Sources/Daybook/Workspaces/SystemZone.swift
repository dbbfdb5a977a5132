import Glibc

/// The time zone that the system is set to.
public enum SystemZone {
  /// Its IANA name: `TZ` where it names one, else where `/etc/localtime` points to, else `UTC`.
  public static func identifier(environment: [String: String]) -> String {
    if let named = environment["TZ"], named.contains("/"), !named.hasPrefix("/"), !named.hasPrefix(":") { return named }
    guard let resolved = realpath("/etc/localtime", nil) else { return "UTC" }
    defer { free(resolved) }
    let target = String(cString: resolved)
    guard let range = target.firstRange(of: "zoneinfo/") else { return "UTC" }
    let name = String(target[range.upperBound...])
    return name.hasPrefix("Etc/") ? "UTC" : name
  }
}
