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
  ]
}
