public import Model

/// What the SQL of mappings can see: the fields of its row, and views over the store. Their names and columns are a promise.
///
/// In SQL a name ends with its unit: `_e4` ten-thousandths (money, quantities), `_e6` millionths (rates); times are
/// milliseconds since 1970 in UTC, days are days since then.
public enum SQLViews {
  /// A view.
  public struct View: Sendable {
    /// Its name.
    public let name: String
    /// What a row of it is.
    public let meaning: String
    /// Its columns beside the fields: keys, and what is no field of exports.
    let keys: [(name: String, sql: String)]
    let part: ExportField.Part?
    let source: String

    /// The names of its columns, without fields that are hidden.
    public func columns(hiding hidden: Set<String> = []) -> [String] {
      keys.map(\.name).filter { !hidden.contains($0) } + fields(hidden).map(\.sqlName)
    }

    private func fields(_ hidden: Set<String>) -> [ExportField] {
      ExportCatalogue.fields.filter { $0.part == part && !hidden.contains($0.name) }
    }

    /// The SELECT behind it.
    func select(hiding hidden: Set<String>) -> String {
      let keys = keys.filter { !hidden.contains($0.name) }.map { "\($0.sql) AS \($0.name)" }
      let fields = fields(hidden).map { "\(ExportCatalogue.expressions[$0.name] ?? "NULL") AS \($0.sqlName)" }
      return "SELECT \((keys + fields).joined(separator: ", ")) FROM \(source)"
    }
  }

  /// All views.
  public static let all: [View] = [
    view(
      "v_orders", "a live order", .order, "orders o WHERE o.deleted_batch IS NULL",
      [("order_key", "o.order_key"), ("customer_key", "o.customer_key")]),
    view(
      "v_costs", "what an order really cost", .cost, "order_cost c WHERE \(live("c"))", [("order_key", "c.order_key")]),
    view("v_items", "a line of goods", .item, "order_item i WHERE \(live("i"))", [("order_key", "i.order_key")]),
    view(
      "v_payments", "a payment or refund", .payment, "order_payment p WHERE \(live("p"))",
      [("order_key", "p.order_key")]),
    view(
      "v_coupons", "a coupon that an order used", .coupon, "order_coupon q WHERE \(live("q"))",
      [("order_key", "q.order_key")]),
    view("v_shipments", "a parcel", .shipment, "order_shipment h WHERE \(live("h"))", [("order_key", "h.order_key")]),
    view(
      "v_tags", "a label of an order", nil, "order_tag t WHERE \(live("t"))",
      [("order_key", "t.order_key"), ("tag", "t.tag")]),
    view(
      "v_cost_entries", "an entry of the ledger that is in force", nil,
      "cost_entry e JOIN batch b ON b.batch = e.batch WHERE b.reverted_by IS NULL AND \(live("e"))",
      [
        ("order_key", "e.order_key"), ("batch", "e.batch"), ("line", "e.line"), ("shipping_e4", "e.shipping_e4"),
        ("fulfillment_e4", "e.fulfillment_e4"), ("payment_e4", "e.payment_e4"), ("other_e4", "e.other_e4"),
        ("entry_on", "coalesce(e.entry_on, b.dated_on)"), ("invoice", "e.invoice"), ("reference", "e.reference"),
      ]),
    view(
      "v_cases", "a case", .case, "cases k WHERE k.events > 0 AND (k.order_key IS NULL OR \(live("k")))",
      [("case_key", "k.case_key"), ("order_key", "k.order_key"), ("customer_key", "k.customer_key")]),
    // Its source cannot select internal actions.
    view(
      "v_messages", "what a customer or the merchant wrote, and disputes", nil, "customer_case_event v WHERE true",
      [("case_key", "v.case_key"), ("at", "v.at"), ("kind", "v.kind"), ("message_body", "v.body")]),
    view(
      "v_customers", "a customer", .customer, "customer u WHERE u.erased_at IS NULL",
      [("customer_key", "u.customer_key")]),
    view(
      "v_exports", "a run of an export", nil,
      "batch x LEFT JOIN export_run r ON r.batch = x.batch LEFT JOIN export_stream s ON s.stream = r.stream "
        + "WHERE x.kind = 'export'",
      [
        ("batch", "x.batch"), ("at", "x.applied_at"), ("mapping", "x.mapping"), ("destination", "s.destination"),
        ("scope", "r.scope"), ("state", "r.state"), ("row_count", "x.rows"), ("order_count", "r.orders"),
      ]),
    view(
      "v_night_files", "a file that a nightly run took from an inbox", nil,
      "nightly_file f JOIN nightly_job j ON j.run = f.run AND j.n = f.job JOIN nightly_run n ON n.run = f.run "
        + "WHERE f.direction = 'in'",
      [
        ("run", "f.run"), ("day", "n.business_on"), ("job", "j.name"), ("file", "f.path"), ("outcome", "f.outcome"),
        ("batch", "f.batch"), ("rejected", "j.rejected"),
      ]),
  ]

  /// Functions that expressions may call.
  public static let functions = [
    "abs", "coalesce", "count", "format", "glob", "group_concat", "ifnull", "iif", "instr", "json_extract", "length",
    "like", "lower", "ltrim", "max", "min", "nullif", "printf", "replace", "round", "rtrim", "sign", "substr",
    "substring", "sum", "trim", "typeof", "upper",
  ]

  /// Columns of views that are personal and no fields.
  static let personal: Set<String> = ["message_body"]

  private static func view(
    _ name: String, _ meaning: String, _ part: ExportField.Part?, _ source: String, _ keys: [(String, String)]
  ) -> View {
    View(name: name, meaning: meaning, keys: keys.map { (name: $0.0, sql: $0.1) }, part: part, source: source)
  }

  private static func live(_ alias: String) -> String {
    "EXISTS (SELECT 1 FROM orders d WHERE d.order_key = \(alias).order_key AND d.deleted_batch IS NULL)"
  }

  /// The fields of a row that an expression sees.
  public static func fields(of sql: ExportSQL, hiding hidden: Set<String>) -> [ExportField] {
    let parts = sql.isNested ? sql.rows.own.map { [$0] } ?? [] : sql.rows.parts
    return ExportCatalogue.fields.filter { parts.contains($0.part) && !hidden.contains($0.name) }
  }

  /// The keys of a row beside its fields.
  static func key(of sql: ExportSQL) -> String { sql.rows == .customer ? "customer_key" : "order_key" }

  /// What stands in front of a statement, for those views that are named in it.
  static func prelude(_ names: Set<String>, hiding hidden: Set<String>, isEmpty: Bool = false) -> String {
    let used = all.filter { names.contains($0.name) }.map { view in
      let nothing = view.columns(hiding: hidden).map { "NULL AS \($0)" }.joined(separator: ", ")
      return "\(view.name) AS (\(isEmpty ? "SELECT \(nothing) WHERE 0" : view.select(hiding: hidden)))"
    }
    return used.isEmpty ? "" : "WITH \(used.joined(separator: ",\n"))\n"
  }
}

extension ExportField {
  /// Its name in SQL, with the unit.
  public var sqlName: String {
    switch kind {
    case .money, .quantity: name + "_e4"
    case .rate: name + "_e6"
    default: name
    }
  }
}
