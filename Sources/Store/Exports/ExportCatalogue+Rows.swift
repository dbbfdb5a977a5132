import Model

/// The fields of what an order can have several of, and of cases.
extension ExportCatalogue {
  static let items: [Entry] = [
    item("line", .integer, "the line's number in the order, from 1"),
    item("sku", .identifier, "the article's number"),
    item("description", .text, "what it is"),
    item("quantity", .quantity, "how many"),
    item("unit_price", .money, "the price of one"),
    item("discount", .money, "discount on the line"),
    item("line_total", .money, "what the line comes to"),
    entry(
      "item_gross", .money, "line of goods: what it comes to before discounts: quantity times price", part: .item,
      sql: """
        (CASE WHEN i.unit_price_e4 IS NULL OR i.quantity_e4 IS NULL THEN i.line_total_e4 + coalesce(i.discount_e4, 0)
        ELSE (i.unit_price_e4 * i.quantity_e4 + CASE WHEN i.unit_price_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END)
        / 10000 END)
        """),
    item("tax", .money, "tax on the line"),
    item("unit_cost", .money, "what one cost the merchant"),
    item("quantity_refunded", .quantity, "how many were refunded"),
    item("refunded", .money, "refunded for the line"),
    item("barcode", .identifier, "the article's bar code"),
    item("manufacturer_sku", .identifier, "the maker's article number"),
    item("distribution_center", .text, "where it is shipped from"),
    item("weight", .decimal, "weight of one"),
    item("weight_unit", .text, "unit of the weight"),
    item("country_of_origin", .text, "where it was made, two letters"),
    item("shipped_at", .instant, "when the line was shipped"),
    item("parent_line", .integer, "the line it is a part of"),
    item("options", .text, "size, colour and the like"),
    item("extra", .json, "what the source had beyond these fields, as a JSON object"),
  ]

  static let payments: [Entry] = [
    payment("line", .integer, "its number in the order, from 1"),
    payment("id", .identifier, "the processor's own number of it", "transaction_id"),
    payment("gateway", .text, "the processor"),
    payment("method", .text, "how it was paid"),
    payment("kind", .text, "payment, refund, authorisation and the like"),
    payment("status", .text, "where it is"),
    payment("at", .instant, "when"),
    payment("successful", .flag, "whether it went through"),
    payment("amount", .money, "how much, in its own currency"),
    entry(
      "transaction_currency", .currency, "payment: its currency; empty: the order's", part: .payment, sql: "p.currency"),
    payment("details", .text, "what else the processor said"),
  ]

  static let coupons: [Entry] = [
    coupon("line", .integer, "its number in the order, from 1"),
    coupon("code", .text, "the code used"),
    coupon("base_code", .text, "the campaign's code"),
    coupon("accounting_code", .identifier, "its code in accounting"),
    coupon("discount", .money, "what it took off"),
  ]

  static let shipments: [Entry] = [
    shipment("line", .integer, "its number in the order, from 1"),
    shipment("tracking_number", .identifier, "the carrier's number"),
    shipment("carrier", .text, "who carries it"),
    shipment("service", .text, "the carrier's service"),
    shipment("shipped_at", .instant, "when it left"),
    shipment("weight", .decimal, "its weight"),
    shipment("weight_unit", .text, "unit of the weight"),
  ]

  /// Movements are made by the function that ``ExportCursor`` gives to the connection; see ``ExportTables``.
  static let costEntries: [Entry] = [
    cost("kind", .text, "shipping, fulfillment, payment or other", "m.value ->> 0"),
    cost("amount", .money, "what it added to the cost; taken back: negative", "m.value ->> 1"),
    cost("currency", .currency, "its currency", "m.value ->> 2"),
    cost("on", .date, "the day it counts on", "m.value ->> 3"),
    cost("batch", .integer, "the batch that brought it, or that took it back", "m.value ->> 4"),
    cost("line", .integer, "the row of the file; empty: a batch was taken back", "m.value ->> 5"),
    cost("invoice", .identifier, "the invoice's number", "e.invoice"),
    cost("reference", .identifier, "the source's own reference", "e.reference"),
    cost("description", .text, "what the source calls it", "e.description"),
    cost(
      "file", .text, "the file it came from",
      "(SELECT n.name FROM batch_input n WHERE n.batch = m.value ->> 4 ORDER BY n.n LIMIT 1)"),
  ]

  /// What fields of cost entries are where costs of no order are among them.
  static let ofUnallocated: [String: String] = [
    "entry_invoice": "coalesce(e.invoice, n.invoice)", "entry_reference": "coalesce(e.reference, n.reference)",
    "entry_description": "coalesce(e.description, n.description)",
  ]

  static let cases: [Entry] = [
    ofCase("id", .identifier, "its id", "case_id"),
    ofCase("order_id", .identifier, "the order it is about, as its source says"),
    ofCase("subject", .text, "what it is about", personal: true),
    ofCase("status", .text, "New, Open, Reply Received, Waiting or Closed"),
    ofCase("priority", .text, "its priority"),
    ofCase("team", .text, "the team it is with"),
    ofCase("assignee", .text, "who works on it"),
    ofCase("opened_at", .instant, "when it was opened"),
    ofCase("last_event_at", .instant, "when something last happened"),
    ofCase("last_customer_message_at", .instant, "when the customer last wrote"),
    ofCase("last_reply_at", .instant, "when the customer was last answered"),
    ofCase("open_disputes", .integer, "how many disputes are open"),
    ofCase("events", .integer, "how many events it has"),
  ]

  static let customerOrders: [Entry] = [
    entry("customer_order_count", .integer, "how many live orders he has", part: .customerOrders, sql: "x.orders"),
    entry("customer_first_order_at", .instant, "when he first ordered", part: .customerOrders, sql: "x.first_at"),
    entry("customer_last_order_at", .instant, "when he last ordered", part: .customerOrders, sql: "x.last_at"),
  ]

  private static func item(_ column: String, _ kind: ExportField.Kind, _ meaning: String) -> Entry {
    line("item", .item, "line of goods", column, kind, meaning, sql: "i.\(column)")
  }

  private static func payment(
    _ column: String, _ kind: ExportField.Kind, _ meaning: String, _ sql: String? = nil
  ) -> Entry { line("transaction", .payment, "payment", column, kind, meaning, sql: "p.\(sql ?? column)") }

  private static func coupon(_ column: String, _ kind: ExportField.Kind, _ meaning: String) -> Entry {
    line("coupon", .coupon, "coupon", column, kind, meaning, sql: "q.\(column)")
  }

  private static func shipment(_ column: String, _ kind: ExportField.Kind, _ meaning: String) -> Entry {
    line("shipment", .shipment, "parcel", column, kind, meaning, sql: "h.\(column)")
  }

  private static func cost(
    _ name: String, _ kind: ExportField.Kind, _ meaning: String, _ sql: String
  ) -> Entry { entry("entry_\(name)", kind, "cost entry: \(meaning)", part: .costEntry, sql: sql) }

  private static func ofCase(
    _ name: String, _ kind: ExportField.Kind, _ meaning: String, _ column: String? = nil, personal: Bool = false
  ) -> Entry {
    entry(
      "case_\(name)", kind, "case: \(meaning)", part: .case, personal: personal,
      sql: "k.\(column ?? name)")
  }

  private static func line(
    _ prefix: String, _ part: ExportField.Part, _ what: String, _ column: String, _ kind: ExportField.Kind,
    _ meaning: String, sql: String
  ) -> Entry {
    let suffix = kind == .money || kind == .quantity ? "_e4" : ""
    return entry("\(prefix)_\(column)", kind, "\(what): \(meaning)", part: part, sql: sql + suffix)
  }
}
