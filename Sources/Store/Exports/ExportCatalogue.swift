public import Model

/// Every field that an export can show, with the SQL that reads it: the one table behind the checks of layouts, the
/// queries of exports and `daybook mapping docs`.
///
/// Names are those of Daybook's own order files, so that what is exported under them can be imported again; the columns
/// of the store carry a unit in addition.
public enum ExportCatalogue {
  /// All fields in the order in which they are documented.
  public static let fields: [ExportField] = entries.map(\.field)

  /// The SQL expression of a field over the aliases of ``ExportTables``.
  static let expressions: [String: String] = Dictionary(
    uniqueKeysWithValues: entries.map { ($0.field.name, $0.sql) })

  /// The field of a name.
  static let byName: [String: ExportField] = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })

  typealias Entry = (field: ExportField, sql: String)

  private static let entries: [Entry] =
    identity + amounts + payment + customer + addresses(of: "billing") + addresses(of: "shipping") + shipping
    + marketing
    + notes + costs + customerRecord + customerOrders + items + payments + coupons + shipments + costEntries + cases

  static func entry(
    _ name: String, _ kind: ExportField.Kind, _ meaning: String, part: ExportField.Part = .order,
    personal: Bool = false,
    sql: String? = nil
  ) -> Entry {
    let column: String
    switch kind {
    case .money, .quantity: column = name + "_e4"
    case .rate: column = name + "_e6"
    default: column = name
    }
    let field = ExportField(name: name, part: part, kind: kind, meaning: meaning, isPersonal: personal)
    return (field, sql ?? "o.\(column)")
  }

  private static let identity: [Entry] = [
    entry("order_id", .identifier, "the order's id, exactly as it came"),
    entry("created_at", .instant, "when the order was made"),
    entry("stage", .stage, "where the order is in its life"),
    entry("currency", .currency, "the currency of all amounts of the order"),
    entry("channel", .text, "where it was sold: web, marketplace, phone"),
    entry("channel_order_id", .identifier, "the order's id at that channel"),
    entry("merchant_id", .identifier, "the account that owns the order"),
    entry("paid_at", .instant, "when payment went through"),
    entry("shipped_at", .instant, "when the order was shipped"),
    entry("rejected_at", .instant, "when it was rejected or cancelled"),
    entry("refunded_at", .instant, "when money was last given back"),
    entry("quote_expires_at", .instant, "until when a quote holds"),
    entry("is_test", .flag, "a test order: no real money"),
    entry("is_gift", .flag, "a gift"),
    entry("exported_to_accounting", .flag, "marked as exported to accounting"),
    entry("last_batch", .integer, "the batch that last changed the order row", sql: "o.batch"),
    entry(
      "item_count", .integer, "how many lines of goods it has",
      sql: "(SELECT count(*) FROM order_item n WHERE n.order_key = o.order_key)"),
    entry(
      "tags", .text, "free labels, sorted, with ', ' between them",
      sql: """
        (SELECT group_concat(tag, ', ') FROM
        (SELECT tag FROM order_tag n WHERE n.order_key = o.order_key ORDER BY tag))
        """),
    entry(
      "coupon_codes", .text, "codes of the coupons used, with ', ' between them",
      sql: """
        (SELECT group_concat(code, ', ') FROM
        (SELECT code FROM order_coupon n WHERE n.order_key = o.order_key ORDER BY line))
        """),
    entry(
      "tracking_numbers", .text, "tracking numbers of its parcels, with ', ' between them",
      sql: """
        (SELECT group_concat(tracking_number, ', ') FROM
        (SELECT tracking_number FROM order_shipment n WHERE n.order_key = o.order_key ORDER BY line))
        """),
  ]

  private static let amounts: [Entry] = [
    entry("total", .money, "what the customer pays"),
    entry("subtotal", .money, "goods before discount"),
    entry("subtotal_discount", .money, "discount on the goods"),
    entry("tax", .money, "tax charged"),
    entry("tax_rate", .rate, "the tax rate, 0.19 for 19 percent"),
    entry("shipping_handling", .money, "shipping and handling charged"),
    entry("shipping_handling_discount", .money, "discount on shipping and handling"),
    entry("gift_charge", .money, "charged for gift wrapping"),
    entry("surcharge", .money, "charged for the way of paying"),
    entry("subtotal_refunded", .money, "goods refunded, the sum so far"),
    entry("shipping_handling_refunded", .money, "shipping and handling refunded, the sum so far"),
    entry("tax_refunded", .money, "tax refunded, the sum so far"),
    entry("other_refunded", .money, "refunded otherwise, the sum so far"),
    entry("total_refunded", .money, "all refunds so far"),
    entry("estimated_shipping", .money, "what shipping was expected to cost"),
    entry("estimated_fulfillment", .money, "what fulfillment was expected to cost"),
    entry("estimated_payment", .money, "what processing the payment was expected to cost"),
    entry("exchange_rate", .decimal, "the rate frozen at order time"),
  ]

  private static let payment: [Entry] = [
    entry("payment_status", .text, "where payment is"),
    entry("payment_method", .text, "how it was paid"),
    entry("payment_reference", .identifier, "the processor's reference"),
    entry("card_type", .text, "which kind of card"),
    entry("purchase_order_number", .identifier, "the customer's own number"),
  ]

  private static let customer: [Entry] = [
    entry("email", .text, "the address the order was made with", personal: true),
    entry("language", .text, "the shopper's language"),
    entry("ip_address", .text, "where the order came from", personal: true),
  ]

  private static func addresses(of kind: String) -> [Entry] {
    let name = "trim(coalesce(o.\(kind)_first_name, '') || ' ' || coalesce(o.\(kind)_last_name, ''))"
    return [
      entry(
        "\(kind)_name", .text, "\(kind): given and family name together", personal: true, sql: "nullif(\(name), '')"),
      entry("\(kind)_first_name", .text, "\(kind): given name", personal: true),
      entry("\(kind)_last_name", .text, "\(kind): family name", personal: true),
      entry("\(kind)_company", .text, "\(kind): company", personal: true),
      entry("\(kind)_address1", .text, "\(kind): first line of the street", personal: true),
      entry("\(kind)_address2", .text, "\(kind): second line of the street", personal: true),
      entry("\(kind)_city", .text, "\(kind): city", personal: true),
      entry("\(kind)_state", .text, "\(kind): state or province"),
      entry("\(kind)_postal_code", .identifier, "\(kind): postal code", personal: true),
      entry("\(kind)_country", .text, "\(kind): country, two letters"),
      entry("\(kind)_phone", .identifier, "\(kind): telephone", personal: true),
    ]
  }

  private static let shipping: [Entry] = [
    entry("shipping_method", .text, "how it is shipped"),
    entry("shipping_instructions", .text, "what the carrier is told", personal: true),
    entry("weight", .decimal, "weight of the order"),
    entry("weight_unit", .text, "unit of the weight"),
  ]

  private static let marketing: [Entry] = [
    entry("theme", .text, "the theme of the shop"),
    entry("storefront", .text, "the storefront"),
    entry("affiliate_id", .identifier, "the affiliate who brought it"),
    entry("advertising_source", .text, "the advertisement that brought it"),
    entry("referral_code", .identifier, "the code it was referred with"),
    entry("sales_rep", .text, "who sold it"),
    entry("auto_order_id", .identifier, "the subscription that made it"),
  ]

  private static let notes: [Entry] =
    [
      entry("customer_comments", .text, "what the customer wrote with the order", personal: true),
      entry("merchant_notes", .text, "the merchant's notes", personal: true),
      entry("gift_message", .text, "what stands on the gift card", personal: true),
      entry("reject_reason", .text, "why it was rejected"),
      entry("refund_reason", .text, "why money was given back"),
    ] + (1...10).map { entry("custom_field\($0)", .text, "the merchant's own field \($0)") } + [
      entry("extra", .json, "what the source had beyond these fields, as a JSON object", personal: true)
    ]

  private static let costs: [Entry] = [
    entry("actual_shipping", .money, "what carriers charged; empty: unknown", part: .cost, sql: "c.shipping_e4"),
    entry(
      "actual_fulfillment", .money, "what picking and packing cost; empty: unknown", part: .cost,
      sql: "c.fulfillment_e4"),
    entry(
      "actual_payment", .money, "what processing the payment cost; empty: unknown", part: .cost, sql: "c.payment_e4"),
    entry("actual_other", .money, "any other cost; empty: unknown", part: .cost, sql: "c.other_e4"),
  ]

  private static let customerRecord: [Entry] = [
    person("customer_email", "the customer's address", "u.email"),
    person("customer_first_name", "the customer's given name", "u.first_name"),
    person("customer_last_name", "the customer's family name", "u.last_name"),
    person("customer_company", "the customer's company", "u.company"),
    person("customer_phone", "the customer's telephone", "u.phone", .identifier),
    person("customer_tax_id", "the customer's tax number", "u.tax_id", .identifier),
    entry("customer_tier", .text, "the customer's tier", part: .customer, sql: "u.tier"),
    entry("customer_tax_exempt", .flag, "whether the customer pays no tax", part: .customer, sql: "u.tax_exempt"),
    entry(
      "customer_accounting_code", .identifier, "the customer's code in accounting", part: .customer,
      sql: "u.accounting_code"),
    entry(
      "customer_accounting_class", .text, "the customer's class in accounting", part: .customer,
      sql: "u.accounting_class"),
    entry("customer_terms", .text, "the customer's terms of payment", part: .customer, sql: "u.terms"),
  ]

  private static func person(
    _ name: String, _ meaning: String, _ sql: String, _ kind: ExportField.Kind = .text
  ) -> Entry { entry(name, kind, meaning, part: .customer, personal: true, sql: sql) }
}
