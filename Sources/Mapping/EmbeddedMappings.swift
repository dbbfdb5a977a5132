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
