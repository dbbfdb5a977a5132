/// What a field of an order holds, and so how it is read, kept and written.
public enum FieldKind: String, Sendable {
  /// Text as it stands, without surrounding space.
  case text
  /// Money or a quantity: an exact decimal of four places, kept as ten-thousandths in a column `<name>_e4`.
  case amount
  /// A rate such as 0.0825, kept as millionths in a column `<name>_e6`.
  case rate
  /// A point in time, kept as UTC milliseconds.
  case instant
  /// Yes or no, kept as 1 or 0.
  case flag
  /// A whole number.
  case integer
  /// A decimal kept as plain text with all its places, such as a weight.
  case decimal
  /// One of ``OrderStage``.
  case stage
  /// Three letters of ISO 4217.
  case currency
  /// JSON: what a source had beyond the fields.
  case json
}

/// A field of an order or of one of its lines: the name that mappings, layouts and Daybook's own files use.
public struct OrderField: Sendable, Hashable {
  /// The documented name: the column of the store without its unit.
  public let name: String
  /// What it holds.
  public let kind: FieldKind

  /// The column of the store: the name, with `_e4` or `_e6` where whole units are not enough.
  public var column: String {
    switch kind {
    case .amount: name + "_e4"
    case .rate: name + "_e6"
    default: name
    }
  }

  init(_ name: String, _ kind: FieldKind) {
    self.name = name
    self.kind = kind
  }
}

/// What hangs on an order in lines of its own.
public enum OrderGroup: Int, Sendable, CaseIterable {
  /// What was bought.
  case items
  /// Gateway transactions.
  case payments
  /// Parcels with their tracking numbers.
  case shipments
  /// Coupons used.
  case coupons

  /// The name in mappings and JSON: `items`, `payments`, `shipments`, `coupons`.
  public var name: String { String(describing: self) }

  /// What the names of its columns begin with in a flat file: `item_`, `payment_`, `shipment_`, `coupon_`.
  public var prefix: String { name.dropLast() + "_" }

  /// The table of the store.
  public var table: String { "order_" + name.dropLast() }

  /// Its fields.
  public var fields: [OrderField] {
    switch self {
    case .items: OrderFields.item
    case .payments: OrderFields.payment
    case .shipments: OrderFields.shipment
    case .coupons: OrderFields.coupon
    }
  }
}

/// The fields of orders and their lines.
///
/// The lists only ever grow at their end: a field's place is part of the canonical bytes and so of every stored digest.
public enum OrderFields {
  /// Fields of the order itself.
  public static let order: [OrderField] =
    fields(.text, ["order_id"]) + fields(.instant, ["created_at"]) + fields(.stage, ["stage"])
    + fields(.currency, ["currency"])
    + fields(
      .amount, ["total", "subtotal", "subtotal_discount", "tax"]) + fields(.rate, ["tax_rate"])
    + fields(
      .amount,
      [
        "shipping_handling", "shipping_handling_discount", "gift_charge", "surcharge", "subtotal_refunded",
        "shipping_handling_refunded", "tax_refunded", "other_refunded", "total_refunded", "estimated_shipping",
        "estimated_fulfillment", "estimated_payment",
      ])
    + fields(.decimal, ["exchange_rate"])
    + fields(
      .text,
      ["payment_status", "payment_method", "payment_reference", "card_type", "purchase_order_number"])
    + fields(.instant, ["paid_at", "shipped_at", "rejected_at", "refunded_at", "quote_expires_at"])
    + fields(.flag, ["is_test", "is_gift", "exported_to_accounting"])
    + fields(.text, ["email", "language", "ip_address"])
    + fields(.text, address("billing_")) + fields(.text, address("shipping_"))
    + fields(.text, ["shipping_method", "shipping_instructions"])
    + fields(.decimal, ["weight"]) + fields(.text, ["weight_unit"])
    + fields(
      .text,
      [
        "channel", "channel_order_id", "merchant_id", "theme", "storefront", "affiliate_id", "advertising_source",
        "referral_code", "sales_rep", "auto_order_id", "customer_comments", "merchant_notes", "gift_message",
        "reject_reason", "refund_reason",
      ])
    + fields(.text, (1...10).map { "custom_field\($0)" }) + fields(.json, ["extra"])

  /// Fields of a line of goods.
  public static let item: [OrderField] =
    fields(.text, ["sku", "description"])
    + fields(
      .amount,
      [
        "quantity", "unit_price", "discount", "line_total", "tax", "unit_cost", "quantity_refunded", "refunded",
      ])
    + fields(.text, ["barcode", "manufacturer_sku", "distribution_center"]) + fields(.decimal, ["weight"])
    + fields(.text, ["weight_unit", "country_of_origin"]) + fields(.instant, ["shipped_at"])
    + fields(.integer, ["parent_line"]) + fields(.text, ["options"]) + fields(.json, ["extra"])

  /// Fields of a gateway transaction.
  public static let payment: [OrderField] =
    fields(.text, ["transaction_id", "gateway", "method", "kind", "status"]) + fields(.instant, ["at"])
    + fields(.flag, ["successful"]) + fields(.amount, ["amount"]) + fields(.currency, ["currency"])
    + fields(.json, ["details"])

  /// Fields of a parcel.
  public static let shipment: [OrderField] =
    fields(.text, ["tracking_number", "carrier", "service"]) + fields(.instant, ["shipped_at"])
    + fields(.decimal, ["weight"]) + fields(.text, ["weight_unit"])

  /// Fields of a used coupon.
  public static let coupon: [OrderField] =
    fields(.text, ["code", "base_code", "accounting_code"]) + fields(.amount, ["discount"])

  /// The place of a field in a list; nil for an unknown name.
  public static func place(of name: String, in fields: [OrderField]) -> Int? { fields.firstIndex { $0.name == name } }

  private static func fields(_ kind: FieldKind, _ names: [String]) -> [OrderField] {
    names.map { OrderField($0, kind) }
  }

  private static func address(_ prefix: String) -> [String] {
    [
      "first_name", "last_name", "company", "address1", "address2", "city", "state", "postal_code", "country", "phone",
    ].map { prefix + $0 }
  }
}
