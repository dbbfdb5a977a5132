// swift-format-ignore-file
// Made by scripts/generate from mappings. Do not edit.
enum EmbeddedMappings {
  static let files: [String: String] = [
    "costs/actual-costs.yaml": ###"""
# The sheet of actual costs that accountants upload, one row an order.
#
# Order ID is required; any of the amount columns may be missing. Header names match in any letter case and order, with or
# without spaces around them. A blank cell leaves the value as it is; zero sets zero. Shipping and fulfillment replace what
# stood before; payment adds to it, so that later fees and fees given back (negative) accumulate. `Payment Total` is what an
# export of this sheet writes instead: the sum that shall stand, so that importing an export changes nothing.
kind: costs
name: actual-costs
order: Order ID
amounts:
  - {kind: shipping, column: Actual Shipping, effect: set}
  - {kind: fulfillment, column: Actual Fulfillment, effect: set}
  - {kind: payment, column: Actual Payment, effect: add}
  - {kind: payment, column: Payment Total, effect: total}
on_conflict: error
"""###,
    "exports/accounting-items.yaml": ###"""
# Lines of goods for bookkeeping: one row a line, with the order's date, customer and sums on the first line of each order.
#
# The order's own amounts stand on its first line only (order_values: first), so that the sum of a column is the sum over
# orders and nothing is counted twice; the columns titled Line ... belong to the line. An order without lines has one row of
# its own. Rejected orders, quotes and test orders are left out. Dates are local to the workspace; say --from and --to for a month.
kind: export
name: accounting-items
description: lines of goods with the sums of their orders, for bookkeeping
rows: item
format: csv
order_values: first
where:
  stage:
    - Accounts Receivable
    - Pending Clearance
    - Fraud Review
    - Shipping Department
    - Completed Order
    - Least Cost Routing
    - Pre-ordered
    - Advanced Order Routing
    - Hold
    - Unknown
  fields:
    - {field: is_test, is: false}
columns:
  - {title: Order ID, field: order_id}
  - {title: Line, field: item_line}
  - {title: Date, field: created_at, pattern: yyyy-MM-dd}
  - {title: Stage, field: stage}
  - {title: Customer, field: billing_name}
  - {title: Company, field: billing_company}
  - {title: Country, field: billing_country}
  - {title: Payment Method, field: payment_method}
  - {title: Currency, field: currency}
  - {title: SKU, field: item_sku}
  - {title: Description, field: item_description}
  - {title: Quantity, field: item_quantity}
  - {title: Unit Price, field: item_unit_price}
  - {title: Line Discount, field: item_discount}
  - {title: Line Tax, field: item_tax}
  - {title: Line Total, field: item_line_total}
  - {title: Subtotal, field: subtotal}
  - {title: Discount, field: subtotal_discount}
  - {title: Shipping, field: shipping_handling}
  - {title: Tax, field: tax}
  - {title: Total, field: total}
  - {title: Refunded, field: total_refunded}
"""###,
    "exports/actual-costs.yaml": ###"""
# The sheet of actual costs, as Daybook stands: the same columns that 'costs import' reads.
#
# A cost that is unknown is an empty cell, which an import leaves as it is; a cost of zero is 0.00. The column of payment is
# titled Payment Total, not Actual Payment: it is the sum that shall stand, and an import adds only the difference. So this
# sheet can be sent out, corrected in a few cells and imported again, and an unchanged one changes nothing.
kind: export
name: actual-costs
description: what each order really cost, ready to be corrected and imported again
rows: order
format: csv
columns:
  - {title: Order ID, field: order_id}
  - {title: Actual Shipping, field: actual_shipping}
  - {title: Actual Fulfillment, field: actual_fulfillment}
  - {title: Payment Total, field: actual_payment}
"""###,
    "exports/all-columns.yaml": ###"""
# Everything that Daybook knows of an order, one row an order: for a look at the whole, for analysts, for moving elsewhere.
#
# The titles are the documented field names ('daybook mapping docs' says what each means), times are in the zone of the
# workspace with their offset from UTC, and amounts have all their decimals. Empty cells of actual costs are unknown, not zero.
# It holds personal data: names, addresses, e-mail. Copy it into mappings/ and strike what the reader has no need of.
kind: export
name: all-columns
description: every field of an order, one row an order
rows: order
format: csv
columns:
  - order_id
  - created_at
  - stage
  - currency
  - channel
  - channel_order_id
  - merchant_id
  - paid_at
  - shipped_at
  - rejected_at
  - refunded_at
  - quote_expires_at
  - is_test
  - is_gift
  - exported_to_accounting
  - tags
  - coupon_codes
  - tracking_numbers
  - total
  - subtotal
  - subtotal_discount
  - tax
  - tax_rate
  - shipping_handling
  - shipping_handling_discount
  - gift_charge
  - surcharge
  - subtotal_refunded
  - shipping_handling_refunded
  - tax_refunded
  - other_refunded
  - total_refunded
  - estimated_shipping
  - estimated_fulfillment
  - estimated_payment
  - exchange_rate
  - payment_status
  - payment_method
  - payment_reference
  - card_type
  - purchase_order_number
  - email
  - language
  - ip_address
  - billing_first_name
  - billing_last_name
  - billing_company
  - billing_address1
  - billing_address2
  - billing_city
  - billing_state
  - billing_postal_code
  - billing_country
  - billing_phone
  - shipping_first_name
  - shipping_last_name
  - shipping_company
  - shipping_address1
  - shipping_address2
  - shipping_city
  - shipping_state
  - shipping_postal_code
  - shipping_country
  - shipping_phone
  - shipping_method
  - shipping_instructions
  - weight
  - weight_unit
  - theme
  - storefront
  - affiliate_id
  - advertising_source
  - referral_code
  - sales_rep
  - auto_order_id
  - customer_comments
  - merchant_notes
  - gift_message
  - reject_reason
  - refund_reason
  - custom_field1
  - custom_field2
  - custom_field3
  - custom_field4
  - custom_field5
  - custom_field6
  - custom_field7
  - custom_field8
  - custom_field9
  - custom_field10
  - extra
  - actual_shipping
  - actual_fulfillment
  - actual_payment
  - actual_other
"""###,
    "orders/daybook-csv.yaml": ###"""
# Daybook's own flat CSV: the header holds the documented field names, in any order.
#
# order_id, created_at, stage, currency and total suffice. Rows of one order_id that follow each other are one order: each row
# may hold an item (item_sku, item_quantity, ...), a payment (payment_...), a shipment (shipment_...) and a coupon
# (coupon_...), and the order's own columns are filled on the first row or on all. Times are ISO 8601; without an offset they
# are in the workspace's zone. Tags stand in one cell, parted by commas. Other columns are kept in `extra`.
kind: orders
name: daybook-csv
recognised_by: [order_id, created_at, total]
file: {format: table}
zone: workspace
order: {same_names: true}
items: {each: row, same_names: true}
payments: {each: row, same_names: true}
shipments: {each: row, same_names: true}
coupons: {each: row, same_names: true}
tags: {from: tags, split: ","}
"""###,
    "orders/daybook-jsonl.yaml": ###"""
# Daybook's own JSON Lines: one order a line, members named as the documented fields.
#
# order_id, created_at, stage, currency and total suffice. items, payments, shipments and coupons are lists of objects, tags is
# a list of texts. Times are ISO 8601; without an offset they are in the workspace's zone. Other members are kept in `extra`.
kind: orders
name: daybook-jsonl
recognised_by: [order_id, created_at, total]
file: {format: jsonl}
zone: workspace
order: {same_names: true}
items: {each: items, same_names: true}
payments: {each: payments, same_names: true}
shipments: {each: shipments, same_names: true}
coupons: {each: coupons, same_names: true}
tags: tags
"""###,
  ]
}
