/// An e-mail address with the name that is shown for it (RFC 5322 section 3.4): ASCII, without quoted local parts and
/// domain literals, which mail of shops does not have.
public struct MailAddress: Sendable, Hashable {
  /// The name, where there is one.
  public let name: String?
  /// The address itself, `local@domain`.
  public let address: String

  /// Reads `name@example.com` or `Example Shop <help@example.com>`; nil for anything else, and for texts with line breaks
  /// or other control characters.
  public init?(_ text: String) {
    guard !MailHeader.isUnsafe(text) else { return nil }
    let text = MailAddress.trimmed(Substring(text))
    guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
      self.init(name: nil, address: text)
      return
    }
    var name = MailAddress.trimmed(text[..<open])
    if name.count > 1, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
    self.init(name: name.isEmpty ? nil : name, address: String(text[text.index(after: open)...].dropLast()))
  }

  /// An address with a name; nil where the address is none or the name could end its header.
  public init?(name: String?, address: String) {
    guard MailAddress.isValid(address), name.map({ !MailHeader.isUnsafe($0) }) ?? true else { return nil }
    self.name = name
    self.address = address
  }

  /// The part after the `@`.
  package var domain: String { address.split(separator: "@").last.map(String.init) ?? address }

  private static func isValid(_ address: String) -> Bool {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count <= 64, parts[1].utf8.count <= 255 else { return false }
    let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAtomText) }
      && labels.allSatisfy { label in
        !label.isEmpty && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
          && !label.hasPrefix("-") && !label.hasSuffix("-")
      }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
  }
}
