/// The fields of a customer as files and lists name them.
public enum CustomerFields {
  /// What is said of a customer, e-mail first: the key.
  public static let own: [OrderField] = [
    OrderField("email", .text), OrderField("first_name", .text), OrderField("last_name", .text),
    OrderField("company", .text), OrderField("phone", .text), OrderField("tier", .text),
    OrderField("tax_exempt", .flag), OrderField("tax_id", .text), OrderField("accounting_code", .text),
    OrderField("accounting_class", .text), OrderField("terms", .text), OrderField("notes", .text),
  ]

  /// What is said of an address, behind `billing_` or `shipping_`.
  public static let address = [
    "first_name", "last_name", "company", "address1", "address2", "city", "state", "postal_code", "country", "phone",
  ]

  /// Free labels, with commas or semicolons between them.
  public static let tags = OrderField("tags", .text)

  /// All fields that a row of a file can have.
  public static let all: [OrderField] =
    own + [tags]
    + CustomerAddress.Kind.allCases.flatMap { kind in address.map { OrderField("\(kind.rawValue)_\($0)", .text) } }
}

/// One of the addresses of a customer.
public struct CustomerAddress: Sendable, Hashable {
  /// What it is for.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// Where bills go.
    case billing
    /// Where parcels go.
    case shipping
  }

  /// What it is for.
  public let kind: Kind
  /// Its texts in the order of ``CustomerFields/address``; nil: unknown.
  public let texts: [String?]

  /// An address.
  public init(_ kind: Kind, _ texts: [String?]) {
    self.kind = kind
    self.texts = texts
  }
}

/// What a row of a file says of a customer. What it leaves blank says nothing.
public struct CustomerRow: Sendable {
  /// The e-mail, in lower case: the key.
  public var email: String
  /// Values in the order of ``CustomerFields/own``.
  public var values: [FieldValue]
  /// Labels.
  public var tags: [String]
  /// Addresses, at most one of a kind.
  public var addresses: [CustomerAddress]

  /// A row from values in the order of ``CustomerFields/all``; nil where its e-mail is none.
  public init?(_ line: OrderLine) {
    guard let email = line[0].text.flatMap(CustomerRow.key) else { return nil }
    self.email = email
    values = Array(line.prefix(CustomerFields.own.count))
    values[0] = .text(email)
    let labels = line[CustomerFields.own.count].text ?? ""
    tags = labels.split { $0 == "," || $0 == ";" }.map(CustomerRow.trimmed).filter { !$0.isEmpty }
    let first = CustomerFields.own.count + 1
    addresses = CustomerAddress.Kind.allCases.enumerated().compactMap { index, kind in
      let start = first + index * CustomerFields.address.count
      let texts = line[start..<start + CustomerFields.address.count].map(\.text)
      return texts.allSatisfy { $0 == nil } ? nil : CustomerAddress(kind, texts)
    }
  }

  /// How an e-mail is kept: without space around it, in lower case; nil for what is none.
  public static func key(_ email: String) -> String? {
    // As SQLite has it: A to Z alone.
    let text = String(
      decoding: trimmed(email[...]).utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !text.contains(where: \.isWhitespace) else {
      return nil
    }
    return text
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
