import GRDB
public import Model

/// Writes customers on behalf of one batch, with an image of what each was before.
public struct CustomerWriter {
  /// What became of a row.
  public enum Outcome: Sendable {
    /// A customer who was not there.
    case new
    /// One who is different now.
    case updated
    /// One of whom the row says nothing new.
    case unchanged
  }

  private let connection: StoreConnection
  private let batch: Int64
  private var db: Database { connection.db }

  /// A writer for a batch that was begun in the same transaction.
  public init(_ connection: StoreConnection, batch: Int64) {
    self.connection = connection
    self.batch = batch
  }

  private static let columns = CustomerFields.own.dropFirst().map(\.column)

  /// Adds what a row says: values replace, addresses and tags are added where they are not there. A merged customer's row is
  /// about the one in which it goes on.
  public func apply(_ row: CustomerRow) throws -> Outcome {
    let found = try GRDB.Row.fetchOne(
      try db.cachedStatement(sql: "SELECT customer_key, gone_batch, merged_into FROM customer WHERE email = ?"),
      arguments: [row.email])
    guard let found else {
      let key = (try Int64.fetchOne(db, sql: "SELECT max(customer_key) FROM customer") ?? 0) + 1
      try db.execute(
        sql: "INSERT INTO customer(customer_key, email, batch) VALUES (?, ?, ?)", arguments: [key, row.email, batch])
      try keepAbsence(of: key)
      _ = try write(row, to: key)
      return .new
    }
    if let target = found["merged_into"] as Int64? { return try write(row, to: target) ? .updated : .unchanged }
    let key: Int64 = found["customer_key"]
    guard found["gone_batch"] as Int64? != nil else { return try write(row, to: key) ? .updated : .unchanged }
    // The import that brought it was reverted: it comes anew.
    try keepImage(of: key)
    try clear(key)
    try db.execute(sql: "UPDATE customer SET gone_batch = NULL WHERE customer_key = ?", arguments: [key])
    _ = try write(row, to: key)
    return .new
  }

  /// Takes everything of a customer into another one that it lacks; the first goes on in the second.
  public func merge(_ key: Int64, into target: Int64) throws {
    for key in [key, target] { try keepImage(of: key) }
    for earlier in try Int64.fetchAll(
      db, sql: "SELECT customer_key FROM customer WHERE merged_into = ?", arguments: [key])
    {
      try keepImage(of: earlier)
      try db.execute(
        sql: "UPDATE customer SET merged_into = ?, batch = ? WHERE customer_key = ?",
        arguments: [target, batch, earlier])
    }
    let filled = CustomerWriter.columns.filter { $0 != "tax_exempt" }
    try db.execute(
      sql: """
        UPDATE customer SET (\(filled.joined(separator: ", "))) = (
          SELECT \(filled.map { "coalesce(customer.\($0), o.\($0))" }.joined(separator: ", "))
          FROM customer o WHERE o.customer_key = :from), batch = :batch
        WHERE customer_key = :into
        """, arguments: ["from": key, "into": target, "batch": batch])
    try db.execute(
      sql:
        "INSERT OR IGNORE INTO customer_tag(customer_key, tag) SELECT ?, tag FROM customer_tag WHERE customer_key = ?",
      arguments: [target, key])
    for address in try connection.addresses(ofCustomer: key) { _ = try add(address, to: target) }
    try db.execute(
      sql: "UPDATE customer SET gone_batch = :batch, merged_into = :into, batch = :batch WHERE customer_key = :from",
      arguments: ["batch": batch, "into": target, "from": key])
  }

  /// Gives a customer back what it was before a batch; one that was not there is gone.
  public func restore(_ key: Int64, as image: String?) throws {
    try keepImage(of: key)
    guard let image else {
      try db.execute(
        sql: "UPDATE customer SET gone_batch = :batch, batch = :batch WHERE customer_key = :key",
        arguments: ["batch": batch, "key": key])
      return
    }
    try clear(key)
    try connection.execute("Customers/restore.sql", ["image": image, "customer_key": key])
    try connection.execute("Customers/restore-addresses.sql", ["image": image, "customer_key": key])
    try db.execute(
      sql: "INSERT INTO customer_tag(customer_key, tag) SELECT ?, value FROM json_each(?, '$.tags')",
      arguments: [key, image])
  }

  private func keepImage(of key: Int64) throws {
    try connection.execute("Customers/image.sql", ["batch": batch, "customer_key": key])
  }

  private func keepAbsence(of key: Int64) throws {
    try db.execute(sql: "INSERT INTO customer_image(batch, customer_key) VALUES (?, ?)", arguments: [batch, key])
  }

  /// Takes away what is said of a customer, but its e-mail.
  private func clear(_ key: Int64) throws {
    let cleared = CustomerWriter.columns.map { $0 == "tax_exempt" ? "tax_exempt = 0" : "\($0) = NULL" }
    try db.execute(
      sql: "UPDATE customer SET \(cleared.joined(separator: ", ")) WHERE customer_key = ?", arguments: [key])
    try db.execute(sql: "DELETE FROM customer_address WHERE customer_key = ?", arguments: [key])
    try db.execute(sql: "DELETE FROM customer_tag WHERE customer_key = ?", arguments: [key])
  }

  /// Whether the row said anything new.
  private func write(_ row: CustomerRow, to key: Int64) throws -> Bool {
    var arguments: [(any DatabaseValueConvertible)?] = []
    var columns: [String] = []
    for (field, value) in zip(CustomerFields.own, row.values).dropFirst() where !value.isNone {
      columns.append(field.column)
      if let text = value.text { arguments.append(text) } else { arguments.append(value.number) }
    }
    var isChanged = false
    if !columns.isEmpty {
      let differs = columns.map { "\($0) IS NOT ?" }.joined(separator: " OR ")
      isChanged =
        try Int.fetchOne(
          try db.cachedStatement(sql: "SELECT 1 FROM customer WHERE customer_key = ? AND (\(differs))"),
          arguments: StatementArguments([key as (any DatabaseValueConvertible)?] + arguments)) != nil
    }
    let standing = try connection.addresses(ofCustomer: key)
    let tags = try connection.tags(ofCustomer: key)
    let newAddresses = row.addresses.filter { !standing.contains($0) }
    let newTags = row.tags.filter { !tags.contains($0) }
    guard isChanged || !newAddresses.isEmpty || !newTags.isEmpty else { return false }
    try keepImage(of: key)
    let sets = columns.map { "\($0) = ?" } + ["batch = ?"]
    try db.cachedStatement(sql: "UPDATE customer SET \(sets.joined(separator: ", ")) WHERE customer_key = ?")
      .execute(arguments: StatementArguments(arguments + [batch as (any DatabaseValueConvertible)?, key]))
    for address in newAddresses { _ = try add(address, to: key) }
    for tag in newTags {
      try db.execute(
        sql: "INSERT OR IGNORE INTO customer_tag(customer_key, tag) VALUES (?, ?)", arguments: [key, tag])
    }
    return true
  }

  /// Adds an address that is not there; the first of its kind is the usual one.
  private func add(_ address: CustomerAddress, to key: Int64) throws -> Bool {
    let standing = try connection.addresses(ofCustomer: key)
    guard !standing.contains(address) else { return false }
    let columns = CustomerFields.address.joined(separator: ", ")
    let marks = CustomerFields.address.map { _ in "?" }.joined(separator: ", ")
    let isFirst = !standing.contains { $0.kind == address.kind }
    var arguments: [(any DatabaseValueConvertible)?] = [key, standing.count + 1, address.kind.rawValue]
    for text in address.texts { arguments.append(text) }
    arguments.append(isFirst ? 1 : 0)
    try db.execute(
      sql: "INSERT INTO customer_address(customer_key, n, kind, \(columns), is_default) VALUES (?, ?, ?, \(marks), ?)",
      arguments: StatementArguments(arguments))
    return true
  }
}
