import Diagnostics
import GRDB
import GRDBSQLite
public import Model

/// Everything that may reach a customer is read through this: mail, and what `--customer-view` shows.
///
/// While it is open, SQLite itself refuses to read anything but the views named `customer_case...`, what these read, and
/// the index of the words of what customers may see. A query that asks for internal actions cannot be compiled, whoever
/// writes it.
public struct CustomerCorrespondence {
  private let db: Database

  /// A case as its customer knows it.
  public struct Case: Sendable, Hashable {
    /// The key in the store.
    public let key: Int64
    /// The case's id.
    public let id: String
    /// What it is about.
    public let subject: String?
    /// Its status.
    public let status: CaseStatus
    /// The id of the order it is about.
    public let orderID: String?
    /// That order, where it is in the store.
    public let orderKey: Int64?
  }

  /// A line in a customer's list of cases.
  public struct Line: Sendable, Hashable {
    /// The case's id.
    public let id: String
    /// What it is about.
    public let subject: String?
    /// Its status.
    public let status: CaseStatus
    /// The id of the order it is about.
    public let orderID: String?
    /// When something was last written or disputed.
    public let lastAt: Instant
    /// How many messages there are, of both sides.
    public let messages: Int
  }

  init(_ db: Database) { self.db = db }

  /// The case of an id; fails with `rejected` where there is none of which the customer has seen something.
  public func find(_ id: String) throws -> Case {
    let found = try select(
      "SELECT case_key, case_id, subject, status, order_id, order_key FROM customer_case WHERE case_id = ?1", [id]
    ) { row in
      Case(
        key: row.int64(0), id: row.text(1), subject: row.optionalText(2),
        status: CaseStatus(rawValue: row.text(3)) ?? .open, orderID: row.optionalText(4),
        orderKey: row.optionalInt64(5))
    }
    guard let found = found.first else { throw Failure(.rejected, .noSuchCase, facts: ["case": id]) }
    return found
  }

  /// The messages and disputes of a case, and of those merged into it, in order.
  public func thread(of key: Int64) throws -> [CaseEvent] {
    try select(EmbeddedSQL.text("Cases/customer-thread.sql"), [key]) { row in
      CaseEventKind(rawValue: row.text(2)).map {
        CaseEvent(
          at: Instant(milliseconds: row.int64(1)), seq: row.int64(0), kind: $0, actor: row.optionalText(3),
          body: row.optionalText(4), value: row.optionalText(5))
      }
    }.compactMap { $0 }
  }

  /// Cases, the one in which something was last written first: of a customer by address, an order, a status, and with all
  /// of some words in what the customer may see.
  public func list(
    customer: String?, orderID: String?, status: CaseStatus?, keywords: CaseKeywords?, limit: Int
  ) throws -> [Line] {
    let keys = try keywords.map { words in
      let search = try HotStatement(db, CaseWordSearch.sql("case_text", events: "customer_case_event"))
      let merged = try select(
        "SELECT case_key, merged_into FROM customer_case WHERE merged_into IS NOT NULL", []
      ) { ($0.int64(0), $0.int64(1)) }
      // Whether events were taken back is nothing that this side can see: it looks at each.
      let found = try CaseWordSearch.keys(
        words, [search], everyEventCounts: false, [Int64: Int64](merged) { first, _ in first })
      return StoreConnection.json(found)
    }
    return try select(
      EmbeddedSQL.text("Cases/customer-list.sql"), [keys, orderID, status?.rawValue, customer, limit]
    ) { row in
      Line(
        id: row.text(1), subject: row.optionalText(2), status: CaseStatus(rawValue: row.text(3)) ?? .open,
        orderID: row.optionalText(4), lastAt: Instant(milliseconds: row.int64(5)), messages: Int(row.int64(6)))
    }
  }

  /// What a customer sees of an order; nil where it is not here.
  public func order(_ key: Int64?) throws -> CaseOrder? {
    guard let key else { return nil }
    return try select(
      """
      SELECT order_id, created_at, stage, currency, total_e4, email, billing_first_name, billing_last_name,
        shipping_country, payment_status
      FROM customer_case_order WHERE order_key = ?1
      """, [key]
    ) { row in CaseOrder(customersRow: row) }.first ?? nil
  }

  /// The last parcel of an order; nil where none is known.
  public func lastShipment(ofOrder key: Int64?) throws -> (carrier: String?, trackingNumber: String?)? {
    guard let key else { return nil }
    return try select(
      """
      SELECT carrier, tracking_number FROM customer_case_shipment WHERE order_key = ?1 ORDER BY line DESC LIMIT 1
      """, [key]
    ) { row in (row.optionalText(0), row.optionalText(1)) }.first
  }

  /// The mail that the customer of a case was sent, in order.
  public func mail(ofCase key: Int64) throws -> [(recipient: String, messageID: String)] {
    try select(
      "SELECT recipient, message_id FROM customer_case_mail WHERE case_key = ?1 ORDER BY batch, n", [key]
    ) { row in (row.text(0), row.text(1)) }
  }

  /// The rows of a query.
  func select<T>(
    _ sql: String, _ parameters: [(any DatabaseValueConvertible)?], _ make: (HotStatement) -> T
  ) throws -> [T] {
    let statement = try HotStatement(db, sql)
    for (index, value) in parameters.enumerated() {
      let place = Int32(index + 1)
      switch value?.databaseValue.storage {
      case .string(var text): text.withUTF8 { statement.bind(copying: UnsafeRawBufferPointer($0), at: place) }
      case .int64(let number): statement.bind(number, at: place)
      default: statement.bindNull(at: place)
      }
    }
    var rows: [T] = []
    while try statement.step() { rows.append(make(statement)) }
    return rows
  }
}

extension StoreConnection {
  /// Reads what customers may see, and can read nothing else meanwhile. Not to be nested.
  public func forCustomer<T>(_ body: (CustomerCorrespondence) throws -> T) throws -> T {
    guard let connection = db.sqliteConnection else { preconditionFailure("the connection is open") }
    // What is no plain table is made known to a connection once, which asks for more than to read.
    _ = try Int64.fetchOne(db, sql: "SELECT rowid FROM case_text LIMIT 0")
    _ = try Int64.fetchOne(db, sql: "SELECT value FROM json_each('[]')")
    sqlite3_set_authorizer(
      connection,
      { _, action, first, second, _, view in
        let name = first.map { String(cString: $0) } ?? ""
        let detail = second.map { String(cString: $0) } ?? ""
        return CustomerDoor.opens(action, name, detail, through: view.map { String(cString: $0) })
          ? SQLITE_OK : SQLITE_DENY
      }, nil)
    defer { sqlite3_set_authorizer(connection, nil, nil) }
    return try body(CustomerCorrespondence(db))
  }
}

/// What SQLite may do for somebody who sees what customers see.
private enum CustomerDoor {
  static let views: Set<String> = [
    "customer_case", "customer_case_event", "customer_case_order", "customer_case_shipment", "customer_case_mail",
  ]
  static let functions: Set<String> = ["count", "json_each", "lower", "match", "max"]

  /// `name` and `detail` are what SQLite says of the action: of a read, the table and the column.
  static func opens(_ action: Int32, _ name: String, _ detail: String, through view: String?) -> Bool {
    switch action {
    case SQLITE_SELECT: true
    case SQLITE_READ: isOpen(name) || view.map { views.contains($0) } ?? false
    case SQLITE_FUNCTION: functions.contains(detail.lowercased())
    // The index of words asks whether somebody else wrote to it.
    case SQLITE_PRAGMA: name == "data_version"
    default: false
    }
  }

  /// The index of words keeps its own in tables of its own, which begin with its name.
  private static func isOpen(_ table: String) -> Bool {
    views.contains(table) || table == "case_text" || table.hasPrefix("case_text_") || table == "json_each"
  }
}

extension HotStatement {
  fileprivate func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
}

extension CaseOrder {
  /// A row of `customer_case_order`, in the order of its columns.
  fileprivate init?(customersRow row: HotStatement) {
    guard let currency = Currency(row.text(3)) else { return nil }
    self.init(
      id: row.text(0), createdAt: Instant(milliseconds: row.int64(1)),
      stage: OrderStage(rawValue: row.text(2)) ?? .unknown, total: Money(Amount(e4: row.int64(4)), currency),
      email: row.optionalText(5), names: [row.optionalText(6), row.optionalText(7)],
      shippingCountry: row.optionalText(8), paymentStatus: row.optionalText(9))
  }
}
