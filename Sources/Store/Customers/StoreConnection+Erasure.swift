import GRDB
public import Model

extension StoreConnection {
  /// The orders, live or deleted, of some e-mails or of a customer, that still have a person: by key.
  public func orderKeys(ofEmails emails: [String], customer: Int64?) throws -> [Int64] {
    let marks = emails.map { _ in "?" }.joined(separator: ", ")
    var arguments: [(any DatabaseValueConvertible)?] = []
    for email in emails { arguments.append(email) }
    arguments.append(customer)
    return try Int64.fetchAll(
      db,
      sql: """
        SELECT order_key FROM orders WHERE (lower(trim(email)) IN (\(marks)) OR customer_key = ?)
          AND order_key NOT IN (SELECT order_key FROM order_without_person)
        ORDER BY order_key
        """, arguments: StatementArguments(arguments))
  }

  /// Takes the person out of a customer, out of orders and of the cases about them or written by it, on behalf of a batch that
  /// was begun, and notes the files that hold it. Gives the number of cases.
  public func erase(_ orders: [Int64], emails: [String], customer: Int64?, in batch: Int64) throws -> Int {
    try db.execute(sql: "INSERT INTO purge(batch) VALUES (?)", arguments: [batch])
    let insert = try HotStatement(db, "INSERT INTO erased_order(order_key, batch) VALUES (?, ?)")
    for key in orders {
      insert.bind(key, at: 1)
      insert.bind(batch, at: 2)
      try insert.run()
    }
    let cases = try casesOfPerson(orders: batch, emails: emails)
    try execute("Deletion/purge-files.sql", ["batch": batch])
    try noteFiles(ofCases: cases, customer: customer, batch: batch)
    try forgetCustomers(ofCases: cases, batch: batch)
    try execute("Deletion/purge-costs.sql", ["batch": batch])
    try execute("Deletion/purge-assigned.sql", ["batch": batch])
    try erasePersons(batch)
    if let customer { try eraseProfiles(customer, at: batch) }
    return cases.count
  }

  private func casesOfPerson(orders batch: Int64, emails: [String]) throws -> [Int64] {
    let marks = emails.map { _ in "?" }.joined(separator: ", ")
    var arguments: [(any DatabaseValueConvertible)?] = [batch]
    for email in emails { arguments.append(email) }
    return try Int64.fetchAll(
      db,
      sql: """
        SELECT case_key FROM cases WHERE order_key IN (SELECT order_key FROM erased_order WHERE batch = ?)
        UNION
        SELECT case_key FROM case_event WHERE kind = 'customer_message' AND lower(actor) IN (\(marks))
        ORDER BY case_key
        """, arguments: StatementArguments(arguments))
  }

  /// Files of cases that are about no order of the person, and those that brought the customer.
  private func noteFiles(ofCases cases: [Int64], customer: Int64?, batch: Int64) throws {
    let note = "INSERT OR REPLACE INTO purged_file(sha256, place, batch) SELECT i.sha256, '', ? FROM batch_input i "
    for key in cases {
      try db.cachedStatement(
        sql: note + """
          WHERE i.batch IN (SELECT batch FROM case_event WHERE case_key = ? UNION
            SELECT batch FROM case_detail WHERE case_key = ?)
          """
      ).execute(arguments: [batch, key, key])
    }
    guard let customer else { return }
    try db.execute(
      sql: note + """
        WHERE i.batch IN (SELECT m.batch FROM customer_image m JOIN customer c ON c.customer_key = m.customer_key
          WHERE c.customer_key = ? OR c.merged_into = ?)
        """, arguments: [batch, customer, customer])
  }

  /// Orders and their images without the person; what is left has a digest of its own.
  private func erasePersons(_ batch: Int64) throws {
    let finder = try orderFinder()
    let erased = "order_key IN (SELECT order_key FROM erased_order WHERE batch = ?)"
    let columns = OrderFields.order.filter { OrderFields.personal.contains($0.name) }.map { "\($0.column) = NULL" }
    try db.execute(sql: "UPDATE orders SET \(columns.joined(separator: ", ")) WHERE \(erased)", arguments: [batch])
    for group in OrderGroup.allCases {
      let cleared = group.fields.filter { OrderFields.personalInLines.contains($0.name) }.map { "\($0.column) = NULL" }
      guard !cleared.isEmpty else { continue }
      try db.execute(
        sql: "UPDATE \(group.table) SET \(cleared.joined(separator: ", ")) WHERE \(erased)", arguments: [batch])
    }
    try db.execute(sql: "UPDATE order_note SET body = '' WHERE \(erased)", arguments: [batch])
    let digest = try HotStatement(db, "UPDATE orders SET content_digest = ? WHERE order_key = ?")
    for key in try Int64.fetchAll(db, sql: "SELECT order_key FROM erased_order WHERE batch = ?", arguments: [batch]) {
      guard let record = try finder.record(key) else { continue }
      digest.bind(record.digest.bytes, at: 1)
      digest.bind(key, at: 2)
      try digest.run()
    }
    let renew = try HotStatement(
      db, "UPDATE order_image SET image = ?, content_digest = ? WHERE batch = ? AND order_key = ?")
    let images = try GRDB.Row.fetchAll(
      db, sql: "SELECT batch, order_key FROM order_image WHERE image IS NOT NULL AND \(erased)", arguments: [batch])
    let read = try HotStatement(db, "SELECT image FROM order_image WHERE batch = ? AND order_key = ?")
    for row in images {
      let (of, key) = (row["batch"] as Int64, row["order_key"] as Int64)
      read.bind(of, at: 1)
      read.bind(key, at: 2)
      guard try read.step(), var record = OrderRecord(bytes: read.bytes(0)) else {
        read.reset()
        continue
      }
      read.reset()
      record.removePerson()
      renew.bind(record.bytes, at: 1)
      renew.bind(record.digest.bytes, at: 2)
      renew.bind(of, at: 3)
      renew.bind(key, at: 4)
      try renew.run()
    }
  }

  private func eraseProfiles(_ customer: Int64, at batch: Int64) throws {
    let own = "customer_key IN (SELECT customer_key FROM customer WHERE customer_key = ?1 OR merged_into = ?1)"
    for table in ["customer_address", "customer_tag", "customer_image"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE \(own)", arguments: [customer])
    }
    let cleared = CustomerFields.own.dropFirst().map { $0.kind == .flag ? "\($0.column) = 0" : "\($0.column) = NULL" }
    try db.execute(
      sql: """
        UPDATE customer SET \(cleared.joined(separator: ", ")), email = 'erased-' || customer_key, gone_batch = ?2,
          batch = ?2, erased_at = (SELECT applied_at FROM batch WHERE batch = ?2)
        WHERE customer_key = ?1 OR merged_into = ?1
        """, arguments: [customer, batch])
  }

  /// Whether any order's person was removed.
  public func hasOrdersWithoutPerson() throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT 1 FROM order_without_person LIMIT 1") != nil
  }

  /// Notes that a file holds persons whom a purge or erasure removed, so that nobody misses its copy in the archive.
  public func noteFile(_ digest: SHA256Digest, heldWhatWasRemovedBy batch: Int64) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO purged_file(sha256, place, batch) VALUES (?, '', ?)",
      arguments: [digest.column, batch])
  }
}
