import GRDB
public import Model

/// A customer as lists show it.
public struct CustomerSummary: Sendable {
  /// Its key.
  public let key: Int64
  /// Values in the order of ``Model/CustomerFields/own``.
  public let values: [FieldValue]
  /// Its labels, sorted, with commas between them; nil: none.
  public let tags: String?
  /// Its live orders.
  public let orders: Int

  /// A value by the field's name; nil where it is blank.
  public func text(_ name: String) -> String? {
    CustomerFields.own.firstIndex { $0.name == name }.flatMap { values[$0].text }
  }

  /// Its e-mail.
  public var email: String { text("email") ?? "" }
}

/// Which customers are meant; what is nil does not matter.
public struct CustomerFilter: Sendable {
  /// That e-mail.
  public var email: String?
  /// That tier.
  public var tier: String?
  /// With that label.
  public var tag: String?
  /// Whether exempt from tax.
  public var isTaxExempt: Bool?
  /// A text in e-mail, name, company or accounting code, in either case of ASCII letters.
  public var text: String?
  /// At most so many.
  public var limit = 1_000_000

  /// All customers.
  public init() {}
}

/// A case of a customer as its page shows it.
public struct CustomerCase: Sendable {
  /// Its id.
  public let caseID: String
  /// Its status.
  public let status: String
  /// Its subject.
  public let subject: String?
  /// The order that it is about.
  public let orderID: String?
  /// When something last happened in it.
  public let lastEventAt: Instant
}

extension StoreConnection {
  /// Customers that a filter lets through, by e-mail.
  public func customers(_ filter: CustomerFilter) throws -> [CustomerSummary] {
    try rows(
      "Customers/list.sql",
      [
        "email": filter.email, "tier": filter.tier, "tag": filter.tag, "exempt": filter.isTaxExempt.map { $0 ? 1 : 0 },
        "text": filter.text, "limit": filter.limit,
      ]
    ).map { row in
      let values = CustomerFields.own.map { field -> FieldValue in
        if field.kind == .flag { return .number(row[field.column]) }
        return (row[field.column] as String?).map(FieldValue.text) ?? .none
      }
      return CustomerSummary(key: row["customer_key"], values: values, tags: row["tags"], orders: row["orders"])
    }
  }

  /// The customer of an e-mail, or the one in which it goes on; nil where there is none.
  public func customer(_ email: String) throws -> CustomerSummary? {
    let target = try String.fetchOne(
      db,
      sql: "SELECT t.email FROM customer c JOIN customer t ON t.customer_key = c.merged_into WHERE c.email = ?",
      arguments: [email])
    var filter = CustomerFilter()
    filter.email = target ?? email
    return try customers(filter).first
  }

  /// The e-mails of a customer: its own, then those of customers that were merged into it.
  public func emails(ofCustomer key: Int64) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT email FROM customer WHERE customer_key = ?1 OR merged_into = ?1 ORDER BY customer_key <> ?1, email
        """, arguments: [key])
  }

  /// The addresses of a customer, in the order in which they came.
  public func addresses(ofCustomer key: Int64) throws -> [CustomerAddress] {
    try GRDB.Row.fetchAll(
      try db.cachedStatement(sql: "SELECT * FROM customer_address WHERE customer_key = ? ORDER BY n"), arguments: [key]
    )
    .compactMap { row in
      CustomerAddress.Kind(rawValue: row["kind"]).map { kind in
        CustomerAddress(kind, CustomerFields.address.map { row[$0] })
      }
    }
  }

  /// The labels of a customer, sorted.
  public func tags(ofCustomer key: Int64) throws -> [String] {
    try String.fetchAll(
      try db.cachedStatement(sql: "SELECT tag FROM customer_tag WHERE customer_key = ? ORDER BY tag"), arguments: [key])
  }

  /// The live orders of a customer, the newest first.
  public func orders(ofCustomer key: Int64) throws -> [OrderSummary] {
    try rows("Customers/orders.sql", ["customer_key": key]).map { row in
      OrderSummary(
        orderID: row["order_id"], createdAt: Instant(milliseconds: row["created_at"]), stage: row["stage"],
        total: Amount(e4: row["total_e4"]), currency: row["currency"], email: row["email"], batch: row["batch"])
    }
  }

  /// The cases of a customer, the one in which something last happened first.
  public func cases(ofCustomer key: Int64) throws -> [CustomerCase] {
    try rows("Customers/cases.sql", ["customer_key": key]).map { row in
      CustomerCase(
        caseID: row["case_id"], status: row["status"], subject: row["subject"], orderID: row["order_id"],
        lastEventAt: Instant(milliseconds: row["last_event_at"]))
    }
  }

  /// Links orders, and the cases about them, to customers by e-mail: those that a batch wrote, or all.
  public func linkOrdersToCustomers(of batch: Int64? = nil) throws {
    guard try Int.fetchOne(db, sql: "SELECT 1 FROM customer LIMIT 1") != nil else { return }
    try execute("Customers/link-orders.sql", ["batch": batch])
    try execute("Customers/link-cases.sql")
  }

  /// What a batch changed: customers with what they were before; nil: not there.
  public func customerImages(of batch: Int64) throws -> [(key: Int64, image: String?)] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT customer_key, image FROM customer_image WHERE batch = ? ORDER BY customer_key",
      arguments: [batch]
    )
    .map { ($0["customer_key"], $0["image"]) }
  }

  /// Customers that a batch changed and a later batch in force changed again, with that batch.
  public func customersChanged(after batch: Int64) throws -> [(email: String, later: Int64)] {
    try rows("Customers/later.sql", after: batch).map { ($0["email"], $0["later"]) }
  }
}
