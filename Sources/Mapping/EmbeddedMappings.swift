// swift-format-ignore-file
// Made by scripts/generate from mappings. Do not edit.
enum EmbeddedMappings {
  static let files: [String: String] = [
    "cases/activity-ids.yaml": ###"""
# A help desk's log with numbered activities: (CaseID, ActivityID, CompleteTimestamp), one row an activity.
#
# The numbers mean what each desk says they mean: copy this file into the workspace's mappings/ and correct the table. As
# shipped it follows the log of an Italian software house that is often used as an example: 1 a ticket comes in and its
# seriousness is set, 8 somebody takes charge, 9 it waits (nobody says for whom: the clock goes on), 6 it is resolved.
# Everything else is kept as an internal action with its number. What the log leaves open: it holds no replies, so that the
# first-reply clock ends with the first close; resolved counts as closed, and what comes after opens the case again when
# somebody takes charge. Rows that repeat each other are several events. Times take the workspace's zone, unless --zone
# names another.
kind: cases
name: activity-ids
recognised_by: [CaseID, ActivityID, CompleteTimestamp]
file: {format: table}
zone: workspace
dates: [iso, "yyyy/MM/dd HH:mm:ss.SSS", "yyyy/MM/dd HH:mm:ss"]
ignore: ["*"]
case:
  id: CaseID
events:
  - at: CompleteTimestamp
    actor: [Resource, resource]
    value: [Resource, resource]
    note: ActivityID
    repeats: keep
    kind:
      from: ActivityID
      meanings:
        "1": customer_message
        "8": status Open
        "9": status Open
        "6": status Closed
        assign seriousness: customer_message
        take in charge ticket: status Open
        wait: status Open
        resolve ticket: status Closed
        closed: status Closed
      otherwise: internal_action
"""###,
    "cases/daybook-events.yaml": ###"""
# Daybook's own layout of case events: one row or record is one event. docs/cases.md describes it.
#
# An event that its case has already, by its entry id or else by time, kind, actor and content, is unchanged. Events of one
# instant come in the order of METRICS: priority, assignment, messages, internal actions, disputes, status; within one
# kind by `sequence`, and by the order of arrival where the source gives none.
kind: cases
name: daybook-events
recognised_by: [[case, case_id], at, kind]
file: {format: [table, jsonl]}
dates: [iso]
ignore: [line, code, reason]
case:
  id: [case, case_id]
  order: [order, order_id]
  subject: subject
  team: team
  priority: priority
  calendar: calendar
  policy: policy
events:
  - at: at
    kind:
      from: kind
      meanings:
        customer_message: customer_message
        merchant_message: merchant_message
        internal_action: internal_action
        status: status
        priority: priority
        assign: assign
        team: team
        dispute_open: dispute_open
        dispute_close: dispute_close
        customer: customer_message
        merchant: merchant_message
        internal: internal_action
    value: [value, body]
    body: body
    actor: actor
    entry: [entry_id, entry, id]
    sequence: sequence
"""###,
    "cases/daybook-xml.yaml": ###"""
# Daybook's case events as XML: <cases><case id=".." order=".." team=".."><event at=".." kind=".." actor=".." value="..">
# <body>..</body></event>...</case>...</cases>.
#
# A record is a case with all its events. What an event sets stands in its value, or else in its body.
kind: cases
name: daybook-xml
recognised_by: ["@id", event]
file: {format: xml, record: cases/case}
dates: [iso]
case:
  id: "@id"
  order: "@order"
  subject: [subject, "@subject"]
  team: "@team"
  priority: "@priority"
  calendar: "@calendar"
  policy: "@policy"
events:
  - each: event
    at: "@at"
    kind:
      from: "@kind"
      meanings:
        customer_message: customer_message
        merchant_message: merchant_message
        internal_action: internal_action
        status: status
        priority: priority
        assign: assign
        team: team
        dispute_open: dispute_open
        dispute_close: dispute_close
    value: ["@value", body]
    body: body
    actor: "@actor"
    entry: "@id"
    sequence: "@sequence"
"""###,
    "cases/servicenow-incidents.yaml": ###"""
# ServiceNow's incident log, 36 columns: one row a change of an incident, each with its whole state then. Times are
# day/month/year. `?` says nothing.
#
# What it leaves open, and what was decided: the incident begins with the caller's message at opened_at; there are no
# replies in the log, so that the first-reply clock ends with the first close. Only Awaiting User Info waits for the
# customer; Awaiting Problem, Vendor and Evidence leave it Open, since the customer goes on waiting. Resolved counts as
# Closed: what comes after opens the case again. A state that is not listed (-100) is kept as an internal action. Each row
# gives its state, its assignee, its group (the team) and its priority, whether or not they changed. Rows of one minute come in the
# order of sys_mod_count, then of the file; rows that repeat each other are several events.
# Times take the workspace's zone, unless --zone names another.
kind: cases
name: servicenow-incidents
recognised_by: [number, incident_state, sys_mod_count, sys_updated_at, opened_at, assignment_group]
file: {format: table}
zone: workspace
dates: ["d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", iso]
blank: ["?"]
ignore: ["*"]
repeats: keep
sequence: sys_mod_count
case:
  id: number
  subject: [short_description, u_symptom]
events:
  - at: [opened_at, sys_created_at]
    kind: customer_message
    actor: caller_id
    repeats: once
    sequence: {constant: "0"}
  - at: sys_updated_at
    kind: priority
    value: {from: priority, match: '^(?:\d+ - )?(.+)$', values: {Moderate: normal}}
    actor: sys_updated_by
  - at: sys_updated_at
    kind: assign
    value: assigned_to
    actor: sys_updated_by
  - at: sys_updated_at
    kind: team
    value: assignment_group
    actor: sys_updated_by
  - at: sys_updated_at
    actor: sys_updated_by
    note: incident_state
    kind:
      from: incident_state
      meanings:
        New: status New
        Active: status Open
        Awaiting User Info: status Waiting
        Awaiting Problem: status Open
        Awaiting Vendor: status Open
        Awaiting Evidence: status Open
        Resolved: status Closed
        Closed: status Closed
        Canceled: status Closed
      otherwise: internal_action
"""###,
    "cases/ticket-log.yaml": ###"""
# A ticket log as help desks export it: (case, activity, timestamp, resource), one row an activity. Header names and
# activities are compared by their letters and digits alone: `Wait - User`, `Wait/User` and `wait user` are one.
#
# What such a log leaves open, and what was decided: only activities named as messages start and stop the clocks of replies.
# Work on the case (accepted, assigned, in progress) leaves it Open, also while a vendor or another team is waited for,
# since the customer goes on waiting; waiting for the customer or user, and waiting for nobody in particular, pauses it.
# Resolved counts as Closed: what comes after opens it again. Every other activity is kept as an internal action. The
# resource is who acted (`?` for nobody), and has the case once it was assigned. A log of processes says in a column
# lifecycle:transition how far an activity is: where that is more than that it started or is complete (In Progress, Wait - User,
# Resolved), it says what happened. Rows that repeat each other are several events. A time without an offset takes the workspace's
# zone, unless --zone names another.
kind: cases
name: ticket-log
recognised_by:
  - [case, case_id, "case:concept:name", ticket, ticket_id]
  - [activity, activity_name, "concept:name", event, action]
  - [timestamp, "time:timestamp", complete_timestamp, date, time]
recognised_without: [ActivityID, kind]
file: {format: [table, jsonl]}
zone: workspace
dates: [iso, "yyyy/MM/dd HH:mm:ss.SSS", "yyyy/MM/dd HH:mm:ss", "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm"]
blank: ["?"]
ignore: ["*"]
case:
  id: [case, case_id, "case:concept:name", ticket, ticket_id]
  order: [order, order_id]
  subject: subject
  team: [team, group, "org:group"]
  priority: [opening_priority, priority]
events:
  - at: [timestamp, "time:timestamp", complete_timestamp, date, time]
    actor: [resource, "org:resource", agent, user]
    note: [activity, activity_name, "concept:name", event, action]
    value: [resource, "org:resource", agent, user]
    sequence: [sequence, seq]
    repeats: keep
    kind:
      from: ["lifecycle:transition", lifecycle, activity, activity_name, "concept:name", event, action]
      values: {schedule: "", start: "", suspend: "", resume: "", complete: ""}
      meanings:
        opened: customer_message
        created: customer_message
        create: customer_message
        open: status Open
        new: status New
        insert ticket: customer_message
        customer reply: customer_message
        customer message: customer_message
        customer: customer_message
        agent reply: merchant_message
        merchant message: merchant_message
        agent: merchant_message
        reply: merchant_message
        assign seriousness: status Open
        take in charge ticket: [assign, status Open]
        assignment: assign
        assigned: assign
        assign: assign
        reassigned: assign
        accepted assigned: [assign, status Open]
        accepted in progress: [assign, status Open]
        accepted: status Open
        in progress: status Open
        queued: status Open
        awaiting assignment: status Open
        queued*: status Open
        accepted wait user: status Waiting
        accepted wait customer: status Waiting
        accepted wait vendor: status Open
        accepted wait implementation: status Open
        accepted wait: status Waiting
        wait user: status Waiting
        wait customer: status Waiting
        wait vendor: status Open
        wait implementation: status Open
        wait: status Waiting
        waiting: status Waiting
        pending: status Waiting
        on hold: status Waiting
        completed in call: status Closed
        completed resolved: status Closed
        completed closed: status Closed
        completed cancelled: status Closed
        completed: status Closed
        resolve ticket: status Closed
        resolved: status Closed
        solved: status Closed
        closed: status Closed
        close: status Closed
        cancelled: status Closed
        reopened: status Open
      otherwise: internal_action
"""###,
    "cases/zendesk-ticket-events.yaml": ###"""
# Zendesk's ticket events (incremental export, with comments) as JSON Lines: one record an update of a ticket, its changes
# in child_events.
#
# What they leave open, and what was decided: a comment names its author's id, not the side he is on. Put `author_role`
# (end-user, agent, admin) beside author_id before you import, or copy this file into the workspace's mappings/ and list
# your agents' ids under meanings; a public comment of an author without role is an error. Comments that are not public are
# internal actions. Zendesk's pending waits for the customer; on-hold does not; solved and closed are Closed. The group's
# id is the team, each time it changes. Child events of other kinds are passed over.
kind: cases
name: zendesk-ticket-events
recognised_by: [ticket_id, child_events, timestamp]
file: {format: jsonl}
zone: UTC
dates: [epoch, iso]
ignore: ["*"]
at: [/timestamp, /created_at]
actor: [author_id, /updater_id]
entry: [id]
case:
  id: ticket_id
  order: order_id
  subject: subject
events:
  - each: child_events
    when: {event_type: [Comment], public: ["false"]}
    kind: internal_action
    body: [body, plain_body]
  - each: child_events
    when: {event_type: [Comment], public: ["true"]}
    body: [body, plain_body]
    kind:
      from: author_role
      meanings: {end-user: customer_message, agent: merchant_message, admin: merchant_message}
  - each: child_events
    kind: priority
    value: priority
  - each: child_events
    kind: assign
    value: assignee_id
  - each: child_events
    kind: team
    value: group_id
  - each: child_events
    kind: status
    value: {from: status, values: {pending: Waiting, hold: Open, solved: Closed}}
"""###,
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
    "costs/adyen-accounting.yaml": ###"""
# Adyen's payments accounting report: what each payment went through, for merchants who fetch it instead of the settlement
# detail report. Import one of the two and not both: their fees are the same, and their rows bear other references.
#
# The costs of a payment stand in its rows Settled, Refunded, Chargeback and the like: commission, markup, scheme fees and
# interchange in the settlement currency; and in Received: Adyen's processing fee, in a currency of its own. SentForSettle
# only announces what Settled books. Left open by the source: the zone of a time is an abbreviation, so that days are taken
# as they are written.
kind: costs
name: adyen-accounting
source: adyen-accounting
recognised_by: [Psp Reference, Merchant Reference, Record Type, Settlement Currency, Payable (SC), Commission (SC), Markup (SC),
  Scheme Fees (SC), Interchange (SC), Processing Fee (FC)]
decimal_mark: either
join:
  - payment: [Psp Reference, Modification Psp Reference]
  - order_id: [Merchant Reference, Merchant Order Reference]
currency: [Processing Fee Currency, Settlement Currency]
date: {from: Booking Date, either: ["M/d/yyyy H:mm", "d/M/yyyy H:mm"], dates: [iso, "d.M.yyyy H:mm"]}
reference: {all: [Psp Reference, Modification Psp Reference, Record Type]}
description: Record Type
amounts:
  - {kind: payment, sum: [Commission (SC), Markup (SC), Scheme Fees (SC), Interchange (SC)], decimals: round}
rows:
  - when: {Record Type: Received}
    class: order_cost
    amounts: [{kind: payment, from: Processing Fee (FC), decimals: round}]
  - when: {Record Type: [Settled*, Refunded*, Chargeback*, SecondChargeback*, "*Reversed"]}
    class: order_cost
  - when:
      Record Type: [Authorised*, SentForSettle*, SentForRefund*, Refused, Error, Cancelled, Expired, CaptureFailed, RefundFailed,
        Retried, NotificationOfFraud, RequestForInformation, InformationSupplied]
    class: not_a_cost
  - otherwise: unmatched
row_total: Payable (SC)
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/adyen-settlement-part.yaml": ###"""
# Rows of Adyen's settlement detail report that are not a whole batch: read as adyen-settlement reads them, without the check
# that a batch comes to 0.00. It is used only where --mapping names it.
kind: costs
name: adyen-settlement-part
source: adyen
recognised_by:
  columns: [Psp Reference, Merchant Reference, Type, Gross Currency, Net Currency, Net Debit (NC), Net Credit (NC), Batch Number]
by_name_only: true
decimal_mark: either
join:
  - payment: [Psp Reference, Modification Reference]
  - order_id: [Merchant Reference, Merchant Order Reference]
currency: Net Currency
date:
  from: [Booking Date, Creation Date]
  either: ["M/d/yyyy H:mm", "d/M/yyyy H:mm"]
  dates: [iso, "d.M.yyyy H:mm"]
invoice: {from: Batch Number}
reference: {all: [Psp Reference, Modification Reference, Type, Batch Number]}
description: Type
amounts:
  - {kind: payment, sum: [Commission (NC), Markup (NC), Scheme Fees (NC), Interchange (NC)], decimals: round}
rows:
  - when:
      Type: [Settled*, Refunded*, Chargeback*, SecondChargeback*, "*Reversed", DisputeDefense*, NotificationOfFraud,
        AuthorisationSchemeFee]
      Psp Reference: "*"
    class: order_cost
  - when: {Type: [PaymentCost*, SettleCost*], Psp Reference: "*"}
    class: order_cost
    amounts: [{kind: payment, debit: Net Debit (NC), credit: Net Credit (NC)}]
  - when:
      Type: [Fee, PaymentCost*, SettleCost*, InvoiceDeduction, MiscCosts, AuthorisationSchemeFee, ManualCorrect*,
        FinancingRepaymentFee, "*Commission", "*Commissions"]
    class: unallocated
    amounts: [{kind: payment, debit: Net Debit (NC), credit: Net Credit (NC)}]
  - when:
      Type: [MerchantPayout, MerchantPayin, InternalCompanyPayout, PayoutReversed, PayoutReturned, Balancetransfer,
        DepositCorrection, ReserveAdjustment, Reserve*, Converted, EpaPaid, BankInstructionReturned, Deposit*, Grant*,
        Capital*, PaidOut*, MatchedStatement*]
    class: not_a_cost
  - otherwise: unmatched
row_total: {debit: Net Debit (NC), credit: Net Credit (NC), negate: true}
identity:
  sum: Gross Credit (GC)
  less: [Gross Debit (GC), {sum: [Commission (NC), Markup (NC), Scheme Fees (NC), Interchange (NC)], decimals: round}]
  equals: {debit: Net Debit (NC), credit: Net Credit (NC), negate: true}
  same: [Gross Currency, Net Currency]
  when: {Type: [Settled*, Refunded*, Chargeback*, SecondChargeback*]}
  on_break: warning
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/adyen-settlement.yaml": ###"""
# Adyen's settlement detail report, CSV in either order of columns or XLSX with its header anywhere in the first rows.
#
# Commission, markup, scheme fees and interchange, each rounded to four decimals, are the payment cost of an order. Rows of
# the types Fee, InvoiceDeduction, MiscCosts and the like are costs of no order; PaymentCost is one of an order. Payouts,
# transfers, reserves and deposits are not a cost, nor is money returned to a customer.
# Where both sides are of one currency, gross less fees should be net (a warning: the gross is not settled). Credits less
# debits of a whole batch, its payout among them, come to 0.00: a file with a part of a batch is refused; for such a file name
# the mapping adyen-settlement-part.
# Left open by the source: Payment Fees (NC) and Gross Fees (NC) of wide reports repeat what stands in the four columns and
# are not read; the zone of a time is an abbreviation, so that days are taken as they are written.
kind: costs
name: adyen-settlement
source: adyen
recognised_by: [Psp Reference, Merchant Reference, Type, Gross Currency, Net Currency, Net Debit (NC), Net Credit (NC),
  Commission (NC), Markup (NC), Scheme Fees (NC), Interchange (NC), Batch Number]
lookalikes:
  - columns: [Company Account, Merchant Account, Psp Reference, Merchant Reference, Payment Method, Creation Date, Amount, Type]
    is: Adyen's received payments report
    use: "download the settlement detail report of the batch instead"
  - columns: [Company Account, Merchant Account, Batch Number, Batch Closed Date, Payment Method]
    is: Adyen's aggregate settlement report
    use: "download the settlement detail report of the batch instead, which has a row for each payment"
  - columns: [Company Account, Merchant Account, Psp Reference, Dispute Amount, Dispute PSP Reference]
    is: Adyen's dispute report
    use: "download the settlement detail report of the batch instead: disputes that were settled stand in it"
decimal_mark: either
join:
  - payment: [Psp Reference, Modification Reference]
  - order_id: [Merchant Reference, Merchant Order Reference]
currency: Net Currency
date:
  from: [Booking Date, Creation Date]
  either: ["M/d/yyyy H:mm", "d/M/yyyy H:mm"]
  dates: [iso, "d.M.yyyy H:mm"]
invoice: {from: Batch Number}
reference: {all: [Psp Reference, Modification Reference, Type, Batch Number]}
description: Type
amounts:
  - {kind: payment, sum: [Commission (NC), Markup (NC), Scheme Fees (NC), Interchange (NC)], decimals: round}
rows:
  - when:
      Type: [Settled*, Refunded*, Chargeback*, SecondChargeback*, "*Reversed", DisputeDefense*, NotificationOfFraud,
        AuthorisationSchemeFee]
      Psp Reference: "*"
    class: order_cost
  - when: {Type: [PaymentCost*, SettleCost*], Psp Reference: "*"}
    class: order_cost
    amounts: [{kind: payment, debit: Net Debit (NC), credit: Net Credit (NC)}]
  - when:
      Type: [Fee, PaymentCost*, SettleCost*, InvoiceDeduction, MiscCosts, AuthorisationSchemeFee, ManualCorrect*,
        FinancingRepaymentFee, "*Commission", "*Commissions"]
    class: unallocated
    amounts: [{kind: payment, debit: Net Debit (NC), credit: Net Credit (NC)}]
  - when:
      Type: [MerchantPayout, MerchantPayin, InternalCompanyPayout, PayoutReversed, PayoutReturned, Balancetransfer,
        DepositCorrection, ReserveAdjustment, Reserve*, Converted, EpaPaid, BankInstructionReturned, Deposit*, Grant*,
        Capital*, PaidOut*, MatchedStatement*]
    class: not_a_cost
  - otherwise: unmatched
row_total: {debit: Net Debit (NC), credit: Net Credit (NC), negate: true}
identity:
  sum: Gross Credit (GC)
  less: [Gross Debit (GC), {sum: [Commission (NC), Markup (NC), Scheme Fees (NC), Interchange (NC)], decimals: round}]
  equals: {debit: Net Debit (NC), credit: Net Credit (NC), negate: true}
  same: [Gross Currency, Net Currency]
  when: {Type: [Settled*, Refunded*, Chargeback*, SecondChargeback*]}
  on_break: warning
controls:
  - name: batch balance
    sum: {debit: Net Debit (NC), credit: Net Credit (NC), negate: true}
    by: Batch Number
    stated: {constant: 0}
    advice: >-
      the file holds only a part of the batch, or was changed: download it again; if a part is what you want, name --mapping
      adyen-settlement-part
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/amazon-settlement.yaml": ###"""
# Amazon's settlement report "Flat File V2": tab-separated, one row an amount.
#
# The first row of a settlement holds only its total and the only mention of its currency. Fees are negative and are turned
# round. Fees of Fulfillment by Amazon are fulfillment, bought labels and charges for shipping are shipping, commissions and
# all others other. A fee that names an order is a cost of it, in a refund a fee given back; any other is a cost of no order.
# Prices, promotions, tax withheld, reserves, transfers, and what Amazon pays for lost goods are not a cost.
# What is not known here is kept without an order, with a warning. All amounts of a settlement must come to its total.
# Accounts in America write 1,234.56, some in Europe 1.234,56: the mark that the file's amounts fit is taken.
# Left open by the source: a text of its own for each fee, of which there are more than are written down anywhere; rows have
# no reference, so that a repeat is told by order, amount, day and text.
kind: costs
name: amazon-settlement
source: amazon
decimal_mark: either
recognised_by: [settlement-id, deposit-date, total-amount, currency, transaction-type, order-id, amount-type,
  amount-description, amount]
lookalikes:
  - columns: [settlement-id, transaction-type, order-id, shipment-fee-type, order-fee-type, item-related-fee-type]
    is: Amazon's old settlement report (Flat File V1)
    use: "download the settlement report as Flat File V2 instead"
  - columns: [date/time, settlement id, type, order id, product sales, selling fees, fba fees, total]
    is: Amazon's date range report
    use: "download the settlement report as Flat File V2 instead (Payments > All statements)"
  - columns: [Date, Transaction type, Order ID, Total product charges, Amazon fees]
    is: Amazon's list of transactions
    use: "download the settlement report as Flat File V2 instead (Payments > All statements)"
  - columns: [Datum/Uhrzeit, Abrechnungsnummer, Typ]
    is: Amazon's date range report in German
    use: "download the settlement report as Flat File V2 instead (Zahlungen > Alle Abrechnungen)"
  - columns: [date/heure, numéro de versement, type]
    is: Amazon's date range report in French
    use: "download the settlement report as Flat File V2 instead (Paiements)"
  - columns: ["Data/Ora:", Numero pagamento, Tipo]
    is: Amazon's date range report in Italian
    use: "download the settlement report as Flat File V2 instead (Pagamenti)"
  - columns: [fecha y hora, identificador de pago, tipo]
    is: Amazon's date range report in Spanish
    use: "download the settlement report as Flat File V2 instead (Pagos)"
  - columns: [datum/tijd, schikkings-ID, type]
    is: Amazon's date range report in Dutch
    use: "download the settlement report as Flat File V2 instead"
  - columns: [amazon-order-id, purchase-date, order-status, item-price]
    is: Amazon's list of orders
    use: "download the settlement report as Flat File V2 instead (Payments > All statements)"
  - columns: [TransactionPostedDate, SettlementId, AmazonTransactionId, SellerReferenceId]
    is: Amazon Pay's settlement report
    use: "let 'daybook mapping guess' write a mapping for it; this one is for Amazon's marketplace"
join:
  - order_id: [order-id, merchant-order-id]
  - reference: [order-id, merchant-order-id]
currency: {from: currency, carry: true}
date:
  from: [posted-date, posted-date-time]
  either: [M/d/yyyy, d/M/yyyy, d/M/yy, M/d/yy]
  dates: [iso, yyyy/MM/dd, "yyyy-MM-dd HH:mm:ss 'UTC'", dd.MM.yyyy, "dd.MM.yyyy HH:mm:ss 'UTC'"]
invoice: settlement-id
description: {all: [transaction-type, amount-type, amount-description]}
amounts:
  - kind:
      from: amount-description
      values: {ShippingHB: other, "FBA*": fulfillment, "*fulfillment*": fulfillment, "*shipping*": shipping, "*label*": shipping,
        "*postage*": shipping, "*delivery*": shipping}
      otherwise: other
    from: amount
    negate: true
rows:
  - when: {transaction-type: "", amount-type: ""}
    class: not_a_cost
  - when: {amount-type: [ItemPrice, ItemWithheldTax, Promotion, Points*, Shipping Credit*, "*Reimbursement*"]}
    class: not_a_cost
  - when: {transaction-type: ["*Reimbursement*", Transfer*, Debt*]}
    class: not_a_cost
  - when:
      amount-description: ["*Reserve Amount*", Payable to Amazon*, Transfer of funds*, Successful charge*, Deferred*,
        "*Reimbursement*", WAREHOUSE_*, MISSING_FROM_INBOUND*, CS_ERROR_*, COMPENSATED_CLAWBACK*, Micro Deposit*,
        "*Amazon Capital*", "*Lending*", "*Loan*"]
    class: not_a_cost
  - when: {amount-type: ItemFees, order-id: "*"}
    class: order_cost
  - when: {order-id: "*", amount-description: ["*fee*", "*commission*", "*label*", "*postage*", "*chargeback*"]}
    class: order_cost
  - when: {amount-type: [ItemFees, Cost of Advertising, "*fee*", "*charge*"]}
    class: unallocated
  - when:
      amount-description: ["*fee*", "*Storage*", Subscription*, Sponsored *, "*Advertising*", "*Transportation*", "*Removal*",
        "*Disposal*", "*label*", "*postage*", "*Charge*", "*Billing*"]
    class: unallocated
  - otherwise: unmatched
row_total: amount
controls:
  - name: total-amount of settlement
    sum: amount
    by: settlement-id
    stated: {from: total-amount, when: {amount-type: "", transaction-type: ""}}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/checkout-settlement.yaml": ###"""
# Checkout.com's settlement breakdown report: one row a movement, one file a payout.
#
# Fees stand as negative amounts in columns of the holding currency: processing, scheme, interchange and tax together are the
# payment cost, also of captures, voids, tokens and card updates, which name a payment. The order is looked for by the payment's
# id, then by the merchant's own reference. Gross amounts are sales and money returned: never a cost. A reserve is kept back,
# not spent. Payouts, top-ups, deposits and funding are not a cost. Rows of fees that name no payment are costs of no order, and
# so is what a row Merchant Payout deducts: the fee of the payout, which the payouts report calls so.
# Amounts have up to eight decimals. Each is rounded to four; gross plus all deductions must be net within that rounding.
# Times are UTC. The report does not state the amount of its payout, so that no total is checked.
kind: costs
name: checkout-settlement
source: checkout
recognised_by: [Type, Payment ID, Reference, Holding Currency, Payout ID, Gross In Holding Currency,
  Deduction In Holding Currency, Net In Holding Currency, Processing Fee In Holding Currency]
lookalikes:
  - columns: [Client Entity ID, Payout ID, Payout Amount, Merchant Payout Fees]
    is: Checkout.com's payouts report
    use: "download the settlement breakdown report of the payout instead"
  - columns: [Client Entity ID, Type, Payment ID, Gross In Holding Currency, Net In Holding Currency]
    is: a Checkout.com report without payouts or fees of its rows
    use: "download the settlement breakdown report of the payout instead"
  - columns: [Entity ID, Opening Available Balance, Description]
    is: Checkout.com's balance report
    use: "download the settlement breakdown report of the payout instead"
  - columns: [Payment ID, Action ID, Breakdown Type, Holding Currency]
    is: Checkout.com's financial actions report
    use: "download the settlement breakdown report of the payout instead"
decimal_mark: either
decimals: round
join:
  - payment: Payment ID
  - order_id: Reference
  - reference: Reference
currency: Holding Currency
date:
  from: [Processed On UTC, Processed On]
  either: ["M/d/yyyy H:mm", "d/M/yyyy H:mm"]
  dates: [iso, "d.M.yyyy H:mm"]
  zone: UTC
invoice: Payout ID
reference: {all: [Payment ID, Type, Processed On], numbered: true}
description: Type
amounts:
  - kind: payment
    sum: ["*Fee In Holding Currency", Interchange In Holding Currency, Tax In Holding Currency]
    negate: true
rows:
  - when: {Type: Merchant Payout*, Deduction In Holding Currency: {sign: zero}}
    class: not_a_cost
  - when: {Type: Merchant Payout*}
    class: unallocated
    amounts: [{kind: payment, from: Deduction In Holding Currency, negate: true}]
  - when:
      Type: [Payout*, Top Up*, Cover Negative*, Invoice Settlement*, "*Reserve*", "*Reservation*",
        "*Release*", "*Deposit*", "*Transfer*", "*Discrepancy*"]
    class: not_a_cost
  - when: {Payment ID: "*"}
    class: order_cost
  - when: {Type: "*Fee*"}
    class: unallocated
    amounts: [{kind: payment, from: Net In Holding Currency, negate: true}]
  - otherwise: unmatched
row_total: Net In Holding Currency
identity:
  sum:
    - Gross In Holding Currency
    - sum: ["*Fee In Holding Currency", Interchange In Holding Currency, Tax In Holding Currency, Reserve In Holding Currency]
  equals: Net In Holding Currency
  when: {Payment ID: "*"}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/dlocal-settlement.yaml": ###"""
# dLocal's settlement report: semicolons, one row a payment or refund.
#
# Fee and IOF (a Brazilian tax on the transaction) are what the payment cost, in dollars as the amount beside them. Only rows
# that are cleared, paid or refunded count. Left open by the source: whether a refund's fee is given back as a negative one,
# which is how it is read; the zone of a time, so that days are taken as they are written.
kind: costs
name: dlocal-settlement
source: dlocal
decimal_mark: either
recognised_by: [Type, Reference, Invoice, Amount (USD), Status, Fee, IOF]
join:
  - payment: [Reference, Transaction Reference]
  - order_id: [Invoice, Transaction Invoice]
currency: {constant: USD}
date: [Settlement date, Creation date]
reference: {all: [Type, Reference]}
invoice: Invoice
description: Type
amounts:
  - {kind: payment, sum: [Fee, IOF]}
rows:
  - when: {Status: [Pending, Rejected, Cancelled, Canceled, Expired]}
    class: not_a_cost
  - when: {Type: [Payment, Refund, Chargeback, Credit]}
    class: order_cost
  - otherwise: unmatched
row_total: Amount (USD)
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/fedex-billing.yaml": ###"""
# FedEx Billing Online, invoice download with all columns, CSV or a workbook: one row a parcel and invoice.
#
# How many columns there are differs by country and year; they are known by their names. 25 pairs (or more) of the same two
# names, Tracking ID Charge Description and Tracking ID Charge Amount, hold the parts of the charge: fuel, residential, discounts.
# Programs that read the file may have numbered them; every name that begins so is taken.
# Net Charge Amount is what the parcel costs, discounts deducted; it is shipping, but for the pairs that speak of duty, tax or
# clearance, which are other. Credits are negative, and a later invoice may charge the same parcel again: all add up.
# The order is looked for by the tracking number, that of the whole shipment, the one it is cross-referenced to, and by the
# shipper's references, with and without a #. Rows without any of them are costs of no order.
# Transportation Charge Amount and the pairs should come to Net Charge Amount (a warning only).
# Left open by the source: the currency of a charge, which stands in no column (the order's, or the store's, is taken); whether
# Original Amount Due is the sum of an invoice's rows, so that it is not checked; an invoice that charges only duty and tax
# without saying so in a pair counts as shipping.
kind: costs
name: fedex-billing
source: fedex
recognised_by: [Invoice Number, Invoice Date, Express or Ground Tracking ID, Transportation Charge Amount,
  Net Charge Amount,
  [Tracking ID Charge Description, Tracking ID Charge Description 1, Tracking ID Charge Description_1],
  [Tracking ID Charge Amount, Tracking ID Charge Amount 1, Tracking ID Charge Amount_1]]
lookalikes:
  - columns: [Invoice Number, Express or Ground Tracking ID, Net Charge Amount]
    is: a FedEx invoice download with some of its columns
    use: "download the invoice again from FedEx Billing Online with all columns"
  - columns: [Invoice Number, Original Amount Due, Current Balance]
    is: FedEx's list of invoices
    use: "download the invoices themselves from FedEx Billing Online with all columns"
decimal_mark: either
symbols: ["$"]
join:
  - tracking: [Express or Ground Tracking ID, TDMasterTrackingID, CrossRefTrackingID]
  - order_id: [Updated Customer Reference, Original Customer Reference, "Updated Ref#2", "Updated Ref#3/PO Number",
      "Original Ref#2", "Original Ref#3/PO Number"]
  - order_id:
      from: [Updated Customer Reference, Original Customer Reference, "Updated Ref#2", "Updated Ref#3/PO Number",
      "Original Ref#2", "Original Ref#3/PO Number"]
      strip: "#"
  - reference: [Updated Customer Reference, Original Customer Reference, "Updated Ref#2", "Updated Ref#3/PO Number",
      "Original Ref#2", "Original Ref#3/PO Number"]
date: {from: [Shipment Date, Invoice Date], either: [M/d/yyyy, d/M/yyyy], dates: [yyyyMMdd, iso, d.M.yyyy]}
invoice: Invoice Number
description: {all: [Service Type, Ground Service]}
amounts:
  - {kind: shipping, from: Net Charge Amount}
  - kind:
      values: {"*duty*": other, "*duties*": other, "*tax*": other, "*vat": other, "*gst*": other, "*hst*": other,
        "*clearance*": other, "*disbursement*": other}
    pairs: {text: Tracking ID Charge Description*, amount: Tracking ID Charge Amount*}
  - kind:
      values: {"*duty*": shipping, "*duties*": shipping, "*tax*": shipping, "*vat": shipping, "*gst*": shipping,
        "*hst*": shipping, "*clearance*": shipping, "*disbursement*": shipping}
    pairs: {text: Tracking ID Charge Description*, amount: Tracking ID Charge Amount*, negate: true}
rows:
  - when:
      Express or Ground Tracking ID: ["", "0"]
      Original Customer Reference: ""
      Updated Customer Reference: ""
      "Original Ref#2": ""
      "Original Ref#3/PO Number": ""
      "Updated Ref#2": ""
      "Updated Ref#3/PO Number": ""
    class: unallocated
  - otherwise: order_cost
row_total: Net Charge Amount
identity:
  sum: [Transportation Charge Amount, {sum: Tracking ID Charge Amount*}]
  equals: Net Charge Amount
  when: {Transportation Charge Amount: "*"}
  on_break: warning
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-activity-de.yaml": ###"""
# PayPal's activity download (CSV) in German: numbers as 4.626,81 or 4,626.81, days as 31.12.2026.
#
# As in English: the fee of a payment or a refund is the payment cost of its order, negative where it is charged and positive
# where it is given back. Conversions, withdrawals, deposits, holds, authorisations, money paid out without a fee, rows that
# leave the balance as it is (Memo) and everything that is not completed are not a cost. Fees with a row of their own are costs
# of the order whose payment they name, else of none.
# The order is looked for by the transaction (a refund names that of its payment), then by the invoice number and by the
# seller's own number, whose heading PayPal translates as Zollnummer.
# Left open by the source: PayPal lists neither the texts of Typ nor those of Status: those named here were seen, or are
# PayPal's German words for the English ones. A row of another type that has a fee is a cost of its order; one without a fee
# is none.
kind: costs
name: paypal-activity-de
source: paypal
recognised_by: [Datum, Typ, Status, Währung, Brutto, [Gebühr, Entgelt], Netto, Transaktionscode]
lookalikes:
  - columns: [Datum, Name, Typ, Status, Währung, Betrag]
    is: a PayPal activity download without fees
    use: "choose the columns Brutto, Gebühr, Netto and Transaktionscode when you download the activity"
decimal_mark: either
join:
  - payment: [Transaktionscode, Zugehöriger Transaktionscode]
  - order_id: [Rechnungsnummer, Zollnummer]
currency: Währung
date: {from: Datum, dates: [d.M.yyyy, iso]}
reference: Transaktionscode
invoice: Rechnungsnummer
description: Typ
amounts:
  - {kind: payment, from: [Gebühr, Entgelt], negate: true}
rows:
  - when: {Status: [Ausstehend, Offen, Entfernt, Abgelehnt, Storniert, Abgebrochen, Abgelaufen, Fehlgeschlagen, Erstellt,
      "In Bearbeitung", "Nicht eingefordert", Reserviert]}
    class: not_a_cost
  - when: {Auswirkung auf Guthaben: Memo}
    class: not_a_cost
  - when:
      Typ: ["*umrechnung*", "*Abbuchung*", "*Gutschrift*", "*Einbehaltung*", "*Autorisierung*", "*Auszahlung*",
        "*Einzahlung*", "*Überweisung*", "*Kontobewegung*", "*Reserv*", "*Bestellung*", "Warenkorbartikel*", "*Darlehen*"]
      Gebühr: {sign: zero}
      Entgelt: {sign: zero}
    class: not_a_cost
  - when: {Typ: ["*gebühr", "*gebühren", "*entgelt", "Gebühr *", "Gebühren *", "Entgelt *"], Zugehöriger Transaktionscode: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Netto, negate: true}]
  - when: {Typ: ["*gebühr", "*gebühren", "*entgelt", "Gebühr *", "Gebühren *", "Entgelt *"]}
    class: unallocated
    amounts: [{kind: payment, from: Netto, negate: true}]
  - when: {Typ: ["*zahlung*"], Brutto: {sign: positive}}
    class: order_cost
  - when: {Gebühr: {sign: zero}, Entgelt: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Netto
identity: {sum: [Brutto, {from: [Gebühr, Entgelt]}], equals: Netto}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-activity-es.yaml": ###"""
# PayPal's activity download (CSV) in Spanish: headings of Spain, numbers as 4.626,81 or 4,626.81, days as day/month.
#
# As in English: the fee of a payment or a refund is the payment cost of its order, negative where it is charged and positive
# where it is given back. Conversions, withdrawals, deposits, authorisations, money paid out without a fee and everything that
# is not completed are not a cost. Fees with a row of their own are costs of the order whose payment they name, else of none.
# The order is looked for by the transaction (a refund names that of its payment), then by the invoice number, whose heading
# PayPal translates as N.° de formato de pago, and by the seller's own number.
# Left open by the source: the heading of the fee is Comisión or Tarifa. PayPal lists neither the texts of Tipo nor those of
# Estado: those named here were seen, or are PayPal's Spanish words for the English ones. A row of another type that has a
# fee is a cost of its order; one without a fee is none.
kind: costs
name: paypal-activity-es
source: paypal
recognised_by: [Fecha, Tipo, Estado, Divisa, Bruto, [Comisión, Tarifa], Neto, Id. de transacción]
lookalikes:
  - columns: [Fecha, Nombre, Tipo, Estado, Divisa, Importe]
    is: a PayPal activity download without fees
    use: "choose the columns Bruto, Comisión, Neto and Id. de transacción when you download the activity"
decimal_mark: either
join:
  - payment: [Id. de transacción, Id. de referencia de la transacción, Id. de referencia de trans.]
  - order_id: [N.° de formato de pago, Id. de factura, Número de factura, Número personalizado]
currency: Divisa
date: {from: Fecha, dates: [d/M/yyyy, iso]}
reference: Id. de transacción
invoice: [N.° de formato de pago, Id. de factura, Número de factura]
description: Tipo
amounts:
  - {kind: payment, from: [Comisión, Tarifa], negate: true}
rows:
  - when: {Estado: [Pendiente, Denegado, Denegada, Rechazado, Rechazada, Cancelado, Cancelada, Anulado, Anulada, Caducado,
      Caducada, Vencido, Vencida, Fallido, Fallida, Eliminado, Eliminada, "En proceso*", "No reclamad*", Creado, Creada]}
    class: not_a_cost
  - when:
      Tipo: ["*Conversión*", "*Retirada*", "*Retiro*", "*Depósito*", "*Retención*", "*Reserva*", "*Transferencia*",
        "*Autorización*", "*Pedido*", "*Préstamo*"]
      Comisión: {sign: zero}
      Tarifa: {sign: zero}
    class: not_a_cost
  - when: {Tipo: ["Comisión *", "Comisiones *", "Tarifa *", "Tarifas *"], Id. de referencia de la transacción: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Neto, negate: true}]
  - when: {Tipo: ["Comisión *", "Comisiones *", "Tarifa *", "Tarifas *"], Id. de referencia de trans.: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Neto, negate: true}]
  - when: {Tipo: ["Comisión *", "Comisiones *", "Tarifa *", "Tarifas *"]}
    class: unallocated
    amounts: [{kind: payment, from: Neto, negate: true}]
  - when: {Tipo: ["Pago*", "*Reembolso*"], Bruto: {sign: positive}}
    class: order_cost
  - when: {Comisión: {sign: zero}, Tarifa: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Neto
identity: {sum: [Bruto, {from: [Comisión, Tarifa]}], equals: Neto}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-activity-fr.yaml": ###"""
# PayPal's activity download (CSV or tab-separated) in French: numbers as 4 626,81, 4.626,81 or 4,626.81, days as day/month.
#
# As in English: the fee of a payment or a refund is the payment cost of its order, negative where it is charged and positive
# where it is given back. Conversions, withdrawals, deposits, authorisations, money paid out without a fee, rows that leave the
# balance as it is (Mémo) and everything that is not completed are not a cost. Fees with a row of their own are costs of the
# order whose payment they name, else of none.
# The order is looked for by the transaction (a refund names that of its payment), then by the invoice number and the
# seller's own number, whose heading PayPal translates as Numéro de client.
# Left open by the source: the headings of gross and fee are Avant commission and Commission, or Brut and Frais. PayPal lists
# neither the texts of Type nor those of État: those named here were seen, or are PayPal's French words for the English ones.
# A row of another type that has a fee is a cost of its order; one without a fee is none.
kind: costs
name: paypal-activity-fr
source: paypal
recognised_by: [Date, Type, État, Devise, [Avant commission, Brut], [Commission, Frais], Net, Numéro de transaction]
lookalikes:
  - columns: [Date, Nom, Type, Devise, Montant]
    is: a PayPal activity download without fees
    use: "choose the columns Avant commission, Commission, Net and Numéro de transaction when you download the activity"
decimal_mark: either
join:
  - payment: [Numéro de transaction, Numéro de la transaction de référence, Numéro de transaction de référence]
  - order_id: [Numéro de facture, Identifiant de facture, Numéro de client]
currency: Devise
date: {from: Date, dates: [d/M/yyyy, d.M.yyyy, iso]}
reference: Numéro de transaction
invoice: [Numéro de facture, Identifiant de facture]
description: Type
amounts:
  - {kind: payment, from: [Commission, Frais], negate: true}
rows:
  - when: {État: [En attente*, Non compensé*, En cours*, Refusé*, Rejeté*, Annulé*, Expiré*, Échoué*, Supprimé*, Créé*,
      Non réclamé*]}
    class: not_a_cost
  - when: {Impact sur le solde: [Mémo, Memo]}
    class: not_a_cost
  - when: {Balance Impact: [Mémo, Memo]}
    class: not_a_cost
  - when:
      Type: ["*Conversion*", "*Virement*", "*Retrait*", "*Dépôt*", "*Réserve*", "*Blocage*", "*Autorisation*", "*Commande*",
        "*Transfert*", "*Prêt*"]
      Commission: {sign: zero}
      Frais: {sign: zero}
    class: not_a_cost
  - when: {Type: ["Commission *", "Commissions *", "Frais *"], Numéro de la transaction de référence: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: ["Commission *", "Commissions *", "Frais *"], Numéro de transaction de référence: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: ["Commission *", "Commissions *", "Frais *"]}
    class: unallocated
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: ["*Paiement*"], Avant commission: {sign: positive}}
    class: order_cost
  - when: {Type: ["*Paiement*"], Brut: {sign: positive}}
    class: order_cost
  - when: {Commission: {sign: zero}, Frais: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Net
identity: {sum: [{from: [Avant commission, Brut]}, {from: [Commission, Frais]}], equals: Net}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-activity-it.yaml": ###"""
# PayPal's activity download (CSV) in Italian: numbers as 4.626,81 or 4,626.81, days as day/month.
#
# As in English: the fee of a payment or a refund is the payment cost of its order, negative where it is charged and positive
# where it is given back. Conversions, withdrawals, deposits, authorisations, money paid out without a fee, rows that leave the
# balance as it is (Memo) and everything that is not completed are not a cost. Fees with a row of their own are costs of the
# order whose payment they name, else of none.
# The order is looked for by the transaction (a refund names that of its payment), then by the invoice number, whose heading
# PayPal translates as N° ordine commerciante, and by the seller's own number.
# Left open by the source: PayPal lists neither the texts of Tipo nor those of Stato: those named here were seen, or are
# PayPal's Italian words for the English ones. A row of another type that has a fee is a cost of its order; one without a fee
# is none.
kind: costs
name: paypal-activity-it
source: paypal
recognised_by: [Data, Tipo, Stato, Valuta, Lordo, [Tariffa, Commissione], Netto, Codice transazione]
lookalikes:
  - columns: [Data, Nome, Tipo, Stato, Valuta, Importo]
    is: a PayPal activity download without fees
    use: "choose the columns Lordo, Tariffa, Netto and Codice transazione when you download the activity"
decimal_mark: either
join:
  - payment: [Codice transazione, Codice transazione di riferimento]
  - order_id: [N° ordine commerciante, Numero fattura, Numero personalizzato]
currency: Valuta
date: {from: Data, dates: [d/M/yyyy, d.M.yyyy, iso]}
reference: Codice transazione
invoice: [N° ordine commerciante, Numero fattura]
description: Tipo
amounts:
  - {kind: payment, from: [Tariffa, Commissione], negate: true}
rows:
  - when: {Stato: [In sospeso*, In attesa*, In corso*, In elaborazione*, Negat*, Rifiutat*, Annullat*, Scadut*, Non riuscit*, Rimoss*,
      Creat*, Non reclamat*]}
    class: not_a_cost
  - when: {Impatto sul saldo: [Memo, Promemoria]}
    class: not_a_cost
  - when:
      Tipo: ["*Conversione*", "*Bonifico*", "*Prelievo*", "*Versamento*", "*Trasferimento*", "*Riserva*", "*Blocco*",
        "*Autorizzazione*", "*Ordine*", "*Prestito*"]
      Tariffa: {sign: zero}
      Commissione: {sign: zero}
    class: not_a_cost
  - when: {Tipo: ["Tariffa *", "Tariffe *", "Commissione *", "Commissioni *"], Codice transazione di riferimento: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Netto, negate: true}]
  - when: {Tipo: ["Tariffa *", "Tariffe *", "Commissione *", "Commissioni *"]}
    class: unallocated
    amounts: [{kind: payment, from: Netto, negate: true}]
  - when: {Tipo: ["*Pagamento*"], Lordo: {sign: positive}}
    class: order_cost
  - when: {Tariffa: {sign: zero}, Commissione: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Netto
identity: {sum: [Lordo, {from: [Tariffa, Commissione]}], equals: Netto}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-activity.yaml": ###"""
# PayPal's activity download (CSV) in English.
#
# The fee of a payment or a refund is the payment cost of its order: PayPal writes it negative, and positive where it gives it
# back. Conversions, withdrawals, holds, reserves, invoices sent, items of a cart, money paid out without a fee, rows that leave
# the balance as it is (Memo) and everything pending or denied are not a cost. Fees with a row of their own are costs of the
# order whose payment they name, else of none.
# The order is looked for by the transaction (a refund names that of its payment), then by the invoice number.
# An account writes days as day/month or month/day: the form that all rows of the file fit is taken. Days are those of the
# file, not those of the workspace's zone.
kind: costs
name: paypal-activity
source: paypal
recognised_by: [Date, Type, Status, Currency, Gross, Fee, Net, Transaction ID]
lookalikes:
  - columns: [Date, Name, Type, Status, Currency, Amount]
    is: a PayPal activity download without fees
    use: "choose the columns Gross, Fee, Net and Transaction ID when you download the activity"
decimal_mark: either
join:
  - payment: [Transaction ID, Reference Txn ID]
  - order_id: [Invoice Number, Invoice ID, Custom Number]
currency: Currency
date: {from: Date, either: [d/M/yyyy, M/d/yyyy], dates: [iso, d.M.yyyy, d-M-yyyy, yyyy/M/d]}
reference: Transaction ID
invoice: [Invoice Number, Invoice ID]
description: [Type]
amounts:
  - {kind: payment, from: Fee, negate: true}
rows:
  - when: {Status: [Pending, Denied, Canceled, Cancelled, Voided, Expired, Failed, Removed, Placed, Processing, Unclaimed, Created]}
    class: not_a_cost
  - when: {Balance Impact: Memo}
    class: not_a_cost
  - when:
      Type: ["*Currency Conversion*", "*Withdrawal*", "*Deposit*", "*Hold*", "*Release*", "*Reserve*", "*Transfer*",
        "*Authorization*", "*Order*", "*Funding*", "*Loan*", Shopping Cart Item*, Invoice *, "*Request*"]
      Fee: {sign: zero}
    class: not_a_cost
  - when: {Type: ["Chargeback Fee*", "Dispute Fee*"]}
    class: order_cost
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: ["*Fee", "*Fees", "*Fee Reversal*", "*Fee Refund*", "Fee *"], Reference Txn ID: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: ["*Fee", "*Fees", "*Fee Reversal*", "*Fee Refund*", "Fee *"]}
    class: unallocated
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: ["*Refund*", "*Reversal*", "*Chargeback*"]}
    class: order_cost
  - when: {Gross: {sign: negative}, Fee: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Net
identity: {sum: [Gross, Fee], equals: Net}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-settlement.yaml": ###"""
# PayPal's settlement (STL) and transaction detail (TRR) reports from the SFTP server: records whose first field is a tag.
#
# CH records name the columns, SB records are the transactions. Amounts are whole numbers of hundredths, whatever the currency;
# whether they are charged or paid stands in columns of its own (DR, CR). The event code says what a transaction is: T00 a
# payment, T11 a reversal or refund, T12 a chargeback: the fee is the payment cost of its order, never the principal. T01 is a
# fee with a record of its own (T0106 chargeback, T0107 payment, T0113 partner: of an order), T1108 and T1109 give one back.
# Conversions, deposits, withdrawals, holds, reserves and what is pending or denied are not a cost.
# The gross credits of each currency must come to what the report footers (RF) state. Left open by the source: which debits
# the other totals of a footer count, so that these are not checked; hundredths of currencies without them, such as JPY.
kind: costs
name: paypal-settlement
source: paypal
file:
  records: {header: CH, rows: SB, others: [RH, FH, SH, SF, SC, RF, RC, FF]}
recognised_by: [Transaction ID, Transaction Event Code, Transaction Debit or Credit, Gross Transaction Amount, Fee Amount]
lookalikes:
  - columns: [CH, Subscription ID, Subscription Action Type]
    is: PayPal's subscription agreement report
    use: "fetch the settlement report (STL) or the transaction detail report (TRR) instead"
  - columns: [CH, Case ID, Case Type]
    is: PayPal's case report
    use: "fetch the settlement report (STL) or the transaction detail report (TRR) instead"
scale: 100
join:
  - payment: [Transaction ID, PayPal Reference ID]
  - order_id: [Invoice ID, Custom Field]
currency: [Fee Currency, Gross Transaction Currency]
date: {from: [Transaction Completion Date, Transaction Initiation Date], dates: ["yyyy/MM/dd HH:mm:ss Z", iso]}
reference: Transaction ID
invoice: Invoice ID
description: Transaction Event Code
amounts:
  - {kind: payment, from: Fee Amount, sign: {from: Fee Debit or Credit, plus: DR, minus: CR}}
rows:
  - when: {Transactional Status: [P, D]}
    class: not_a_cost
  - when: {Transaction Event Code: [T0106, T0107, T0113, T1108, T1109]}
    class: order_cost
    amounts:
      - {kind: payment, from: Gross Transaction Amount, sign: {from: Transaction Debit or Credit, plus: DR, minus: CR}}
  - when: {Transaction Event Code: T01*}
    class: unallocated
    amounts:
      - {kind: payment, from: Gross Transaction Amount, sign: {from: Transaction Debit or Credit, plus: DR, minus: CR}}
  - when: {Transaction Event Code: [T00*, T11*, T12*], Fee Amount: {not: ""}}
    class: order_cost
  - when: {Transaction Event Code: T*, Fee Amount: {sign: zero}}
    class: not_a_cost
  - otherwise: unmatched
row_total:
  - {from: Gross Transaction Amount, sign: {from: Transaction Debit or Credit, plus: CR, minus: DR}}
  - {from: Fee Amount, sign: {from: Fee Debit or Credit, plus: CR, minus: DR}}
controls:
  - name: gross credits
    sum: Gross Transaction Amount
    when: {Transaction Debit or Credit: CR}
    by: Gross Transaction Currency
    stated: {record: RF, from: 3, by: 2}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-statement-de.yaml": ###"""
# PayPal's monthly statement (CSV) in German: numbers as 4.626,81 or 4,626.81, days as 31.12.2026.
#
# A row's fee is the payment cost of its order: negative where it is charged, positive where it is given back. The texts of
# Beschreibung are not listed by PayPal, so that only rows with a fee are costs; fees with a row of their own are costs of no
# order. Its transactions are those of the activity download: who imports both is told of the repeats.
kind: costs
name: paypal-statement-de
source: paypal
recognised_by: [Datum, Beschreibung, Währung, Brutto, [Entgelt, Gebühr], Netto, Guthaben, Transaktionscode]
decimal_mark: either
join:
  - payment: [Transaktionscode, Zugehöriger Transaktionscode]
  - order_id: Rechnungsnummer
currency: Währung
date: {from: Datum, dates: [d.M.yyyy, iso]}
reference: Transaktionscode
invoice: Rechnungsnummer
description: Beschreibung
amounts:
  - {kind: payment, from: [Entgelt, Gebühr], negate: true}
rows:
  - when: {Beschreibung: ["*gebühr", "*gebühren", "*entgelt", "Gebühr *", "Entgelt *"], Entgelt: {sign: zero}, Gebühr: {sign: zero}}
    class: unallocated
    amounts: [{kind: payment, from: Netto, negate: true}]
  - when: {Entgelt: {sign: zero}, Gebühr: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Netto
identity: {sum: [Brutto, {from: [Entgelt, Gebühr]}], equals: Netto}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-statement-es.yaml": ###"""
# PayPal's monthly statement (CSV) in Spanish: headings of Spain, numbers as 4.626,81 or 4,626.81, days as day/month.
#
# A row's fee is the payment cost of its order: negative where it is charged, positive where it is given back. The texts of
# Descripción are not listed by PayPal, so that only rows with a fee are costs; fees with a row of their own are costs of no
# order. Its transactions are those of the English reports: who imports both is told of the repeats.
# Left open by the source: the heading of the fee is Comisión or Tarifa.
kind: costs
name: paypal-statement-es
source: paypal
recognised_by: [Fecha, Descripción, Divisa, Bruto, [Comisión, Tarifa], Neto, Saldo, Id. de transacción]
decimal_mark: either
join:
  - payment: [Id. de transacción, Id. de referencia de transacción, Id. de transacción de referencia,
      Id. de referencia de trans.]
  - order_id: [Id. de factura, Número de factura]
currency: Divisa
date: {from: Fecha, dates: [d/M/yyyy, iso]}
reference: Id. de transacción
invoice: [Id. de factura, Número de factura]
description: Descripción
amounts:
  - {kind: payment, from: [Comisión, Tarifa], negate: true}
rows:
  - when: {Descripción: ["Comisión *", "Tarifa *", "Comisiones *", "Tarifas *"], Comisión: {sign: zero}, Tarifa: {sign: zero}}
    class: unallocated
    amounts: [{kind: payment, from: Neto, negate: true}]
  - when: {Comisión: {sign: zero}, Tarifa: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Neto
identity: {sum: [Bruto, {from: [Comisión, Tarifa]}], equals: Neto}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-statement-fr.yaml": ###"""
# PayPal's monthly statement (CSV) in French: numbers as 4 626,81, 4.626,81 or 4,626.81, days as day/month.
#
# A row's fee is the payment cost of its order: negative where it is charged, positive where it is given back. The texts of
# Description are not listed by PayPal, so that only rows with a fee are costs; fees with a row of their own are costs of no
# order. Its transactions are those of the activity download: who imports both is told of the repeats.
# Left open by the source: the headings of gross and fee are Avant commission and Commission, or Brut and Frais.
kind: costs
name: paypal-statement-fr
source: paypal
recognised_by: [Date, Description, Devise, [Avant commission, Brut], [Commission, Frais], Net, Solde, Numéro de transaction]
decimal_mark: either
join:
  - payment: [Numéro de transaction, Numéro de la transaction de référence, Numéro de transaction de référence]
  - order_id: [Identifiant de facture, Numéro de facture]
currency: Devise
date: {from: Date, dates: [d/M/yyyy, d.M.yyyy, iso]}
reference: Numéro de transaction
invoice: [Identifiant de facture, Numéro de facture]
description: Description
amounts:
  - {kind: payment, from: [Commission, Frais], negate: true}
rows:
  - when: {Description: ["Commission *", "Commissions *", "Frais *"], Commission: {sign: zero}, Frais: {sign: zero}}
    class: unallocated
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Commission: {sign: zero}, Frais: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Net
identity: {sum: [{from: [Avant commission, Brut]}, {from: [Commission, Frais]}], equals: Net}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-statement-nl.yaml": ###"""
# PayPal's monthly statement (CSV) in Dutch: numbers as 4.626,81 or 4,626.81, days as day/month.
#
# A row's fee is the payment cost of its order: negative where it is charged, positive where it is given back. The texts of
# Omschrijving are not listed by PayPal, so that only rows with a fee are costs; fees with a row of their own are costs of no
# order. Its transactions are those of the activity download: who imports both is told of the repeats.
kind: costs
name: paypal-statement-nl
source: paypal
recognised_by: [Datum, Omschrijving, Valuta, Bruto, Kosten, [Net, Netto], Saldo, [Transactiereferentie, Transactie-ID]]
decimal_mark: either
join:
  - payment: [Transactiereferentie, Transactie-ID, Reference Txn ID]
  - order_id: [Factuurreferentie, Factuurnummer]
currency: Valuta
date: {from: Datum, dates: [d/M/yyyy, d-M-yyyy, iso]}
reference: [Transactiereferentie, Transactie-ID]
invoice: [Factuurreferentie, Factuurnummer]
description: Omschrijving
amounts:
  - {kind: payment, from: Kosten, negate: true}
rows:
  - when: {Omschrijving: ["*kosten", "Kosten *"], Kosten: {sign: zero}}
    class: unallocated
    amounts: [{kind: payment, from: [Net, Netto], negate: true}]
  - when: {Kosten: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: {from: [Net, Netto]}
identity: {sum: [Bruto, Kosten], equals: {from: [Net, Netto]}}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/paypal-statement.yaml": ###"""
# PayPal's monthly statement (CSV) in English: what the activity download has, without a status.
#
# The fee of a payment or a refund is the payment cost of its order: PayPal writes it negative, and positive where it gives it
# back. Conversions, withdrawals, holds, reserves and money paid out without a fee are not a cost. Fees with a row of their own
# are costs of the order whose payment they name, else of none. Amounts are written 1,234.56 or 1.234,56: the form that more
# of the file fits is taken.
# An account writes days as month/day or day/month: the form that all rows of the file fit is taken. Its transactions are the
# same as those of the activity download: who imports both is told of the repeats.
kind: costs
name: paypal-statement
source: paypal
recognised_by: [Date, Description, Currency, Gross, Fee, Net, Balance, Transaction ID]
decimal_mark: either
join:
  - payment: [Transaction ID, Reference Txn ID]
  - order_id: [Invoice Number, Invoice ID, Custom Number]
currency: Currency
date: {from: Date, either: [M/d/yyyy, d/M/yyyy], dates: [iso, d.M.yyyy, d-M-yyyy, yyyy/M/d]}
reference: Transaction ID
invoice: [Invoice Number, Invoice ID]
description: Description
amounts:
  - {kind: payment, from: Fee, negate: true}
rows:
  - when:
      Description: ["*Currency Conversion*", "*Withdrawal*", "*Deposit*", "*Hold*", "*Release*", "*Reserve*", "*Transfer*",
        "*Authorization*", "*Order*", "*Funding*", "*Loan*"]
      Fee: {sign: zero}
    class: not_a_cost
  - when: {Description: ["Chargeback Fee*", "Dispute Fee*"]}
    class: order_cost
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Description: ["*Fee", "*Fees", "*Fee Reversal*", "*Fee Refund*", "Fee *"], Reference Txn ID: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Description: ["*Fee", "*Fees", "*Fee Reversal*", "*Fee Refund*", "Fee *"]}
    class: unallocated
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Description: ["*Refund*", "*Reversal*", "*Chargeback*"]}
    class: order_cost
  - when: {Gross: {sign: negative}, Fee: {sign: zero}}
    class: not_a_cost
  - otherwise: order_cost
row_total: Net
identity: {sum: [Gross, Fee], equals: Net}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/shipbob-invoice.yaml": ###"""
# ShipBob's invoice as CSV: one row a fee, amounts such as "$ 1.23" or "($1.23)", totals in the last two rows.
#
# Shipping fees are shipping; storage, receiving and what else names no order of the store is a cost of no order; picking,
# packing, returns and all other fees are fulfillment. Credits are negative and other, since they do not say what for. What was paid to ShipBob is not a cost.
# The total with GST is taken, which must be amount plus GST. Rows without a fee type and a reference, and rows of totals, are
# passed over. The order is looked for by Store Order ID, with and without a #; Reference ID is ShipBob's own shipment, return
# or storage place, never the order.
# Left open by the source: the currency, which stands nowhere (the order's, or the store's, is taken); what the two rows at
# the end say, so that they are not checked; who deducts GST: copy this file and take Amount instead. A number of the invoice
# or of a fee stands nowhere either: a repeat is told by order, amount, day and text.
kind: costs
name: shipbob-invoice
source: shipbob
recognised_by: [Date, Reference ID, Fee Type, Store Order ID, Amount, Total (incl. GST)]
lookalikes:
  - columns: [User ID, Merchant Name, Reference ID, Fee Type, Invoice Amount]
    is: the sheet of additional services of ShipBob's billing details
    use: "download the invoice itself as CSV (Billing > Invoices)"
  - columns: [Merchant Name, OrderID, Transaction Type, Fulfillment without Surcharge]
    is: the sheet of shipments of ShipBob's billing details
    use: "download the invoice itself as CSV (Billing > Invoices)"
  - columns: [Return ID, Original Order ID, Tracking ID, Invoice]
    is: the sheet of returns of ShipBob's billing details
    use: "download the invoice itself as CSV (Billing > Invoices)"
  - columns: [User ID, Merchant Name, ChargeStartdate, FC Name]
    is: the sheet of storage of ShipBob's billing details
    use: "download the invoice itself as CSV (Billing > Invoices)"
  - columns: [Merchant Name, Reference ID, Fee Type, Invoice]
    is: the sheet of receiving of ShipBob's billing details
    use: "download the invoice itself as CSV (Billing > Invoices)"
  - columns: [Reference ID, Transaction Date, Credit Reason, Credit Amount]
    is: the sheet of credits of ShipBob's billing details
    use: "download the invoice itself as CSV (Billing > Invoices)"
symbols: ["$", "US$", "CA$", "A$", "AU$", "£", "€"]
decimal_mark: either
blank: ["-", "--", N/A]
skip:
  - {Fee Type: "", Reference ID: ""}
  - {Fee Type: "*total*"}
  - {Date: "*total*"}
join:
  - order_id: Store Order ID
  - order_id: {from: Store Order ID, strip: "#"}
  - reference: Store Order ID
date: {from: Date, dates: [iso, MMM d yyyy, "MMM d, yyyy"], either: [M/d/yyyy, d/M/yyyy]}
description: {all: [Fee Type, Reference ID]}
amounts:
  - kind:
      from: Fee Type
      values: {"*shipping*": shipping, "*label*": shipping, "*postage*": shipping, "*address correction*": shipping,
        "*storage*": other, "*credit*": other}
      otherwise: fulfillment
    from: Total (incl. GST)
rows:
  - when: {Fee Type: Payment*}
    class: not_a_cost
  - when: {Store Order ID: ["", "-", "--", N/A, "0"]}
    class: unallocated
  - when: {Fee Type: ["*storage*", "*receiving*", "*inbound*"]}
    class: unallocated
  - otherwise: order_cost
row_total: Total (incl. GST)
identity: {sum: [Amount, GST], equals: Total (incl. GST)}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/shipstation.yaml": ###"""
# ShipStation's export of orders or shipments, whichever columns were chosen, as long as the shipping cost is among them.
#
# Amount - Shipping Cost is what the label cost; Amount - Order Shipping is what the customer paid and never a cost. An order
# that was sent in several parcels stands in several rows, each with its own label: they add up. A negative cost is a label
# that was given back. A row without a cost says nothing.
# A tracking number is a label's reference: a second row of it, in the same file (an export of items repeats the label's cost in
# each) or in a later one, is a repeat, which --skip-repeats passes over. Orders are found by number, with and without a #,
# else by the tracking number.
# Left open by the source: the currency, which stands nowhere; the zone of the account's clock, so that days are taken as they
# are written; whether rows of one order without a tracking number are parcels or items: they are taken for parcels.
kind: costs
name: shipstation
source: shipstation
recognised_by: [Order - Number, Amount - Shipping Cost]
lookalikes:
  - columns: [Order - Number, Date - Order Date]
    is: an export of ShipStation without the shipping cost
    use: "choose the column Amount - Shipping Cost too when you export"
  - columns: ["Shipment #", "Order #", "Tracking #", Service]
    is: ShipStation's list of shipments
    use: "export the shipments with the columns Order - Number and Amount - Shipping Cost instead"
  - columns: ["Order #", Order Date, Order Total, Shipping Paid]
    is: ShipStation's list of orders
    use: "export the shipments with the columns Order - Number and Amount - Shipping Cost instead"
  - columns: ["Order #", Order Date, SKU, Unit Price]
    is: ShipStation's sheet for the import of orders
    use: "export the shipments with the columns Order - Number and Amount - Shipping Cost instead"
symbols: ["$", "US$", "CA$", "A$", "£", "€"]
decimal_mark: either
join:
  - order_id: Order - Number
  - order_id: {from: Order - Number, strip: "#"}
  - reference: Order - Number
  - tracking: [Tracking Number, Shipment - Tracking Number]
date:
  from: [Date - Shipped Date, Date - Order Date]
  dates: ["M/d/yyyy h:mm a", "M/d/yyyy h:mm:ss a", M/d/yyyy, "M/d/yyyy H:mm", iso]
reference: [Tracking Number, Shipment - Tracking Number]
amounts:
  - {kind: shipping, from: Amount - Shipping Cost}
rows:
  - when: {Order - Number: "", Tracking Number: "", "Shipment - Tracking Number": ""}
    class: unallocated
  - otherwise: order_cost
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/shopify-payments.yaml": ###"""
# Shopify Payments: the transactions of payouts (Finance > Payouts > View transactions > Export), 13 to 19 columns.
#
# The fee of a charge, a refund or a dispute is the payment cost of its order, positive where it is charged. Fees with a row
# of their own are payment, bought labels shipping, duty and import tax other: of the order that they name, else of none.
# Payouts, reserves, advances and credits are not a cost. The flavour "CSV for Excel", with $ signs and summary rows around
# the table, is read too.
# Left open by the source: whether a column VAT is part of Fee; Amount - Fee = Net is checked, so that a file where it is
# not is refused. A transaction has no id: its time, type and order stand for one, and rows alike in all three are counted.
kind: costs
name: shopify-payments
source: shopify-payments
recognised_by: [Transaction Date, Type, Order, Payout Date, Amount, Fee, Net, Currency]
lookalikes:
  - columns: [Payout Date, Status, Charges, Refunds, Adjustments, Fees, Total]
    is: Shopify's summary of payouts
    use: "open Finance > Payouts > View transactions and export the transactions as plain CSV"
  - columns: [Name, Financial Status, Fulfillment Status, Lineitem name]
    is: Shopify's export of orders
    use: "import it with 'daybook orders import'; fees are in Finance > Payouts > View transactions > Export"
  - columns: ["Bill #", Charge category, Description, Amount, Currency]
    is: Shopify's export of the charges of its bills
    use: >-
      fees of payments are in Finance > Payouts > View transactions > Export; for what Shopify bills, let 'daybook mapping
      guess' write a mapping
decimal_mark: either
symbols: ["$", "€", "£", "¥"]
skip:
  - {Type: ""}
join:
  - order_id: {from: Order, strip: "#"}
currency: Currency
date: {from: Transaction Date, dates: [iso, "yyyy/M/d H:mm:ss Z", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", yyyy/M/d]}
reference: {all: [Transaction Date, Type, Order], numbered: true}
description: Type
amounts:
  - {kind: payment, from: Fee}
rows:
  - when:
      Type: [payout*, reserve*, transfer*, advance*, capital*, lending*, "*repayment*", "*topup*", shop_cash*, "*_hold",
        "*_hold_release", balance_transfer*]
    class: not_a_cost
  - when: {Type: ["*label*", "shipping_*"], Order: "*"}
    class: order_cost
    amounts: [{kind: shipping, from: Net, negate: true}]
  - when: {Type: ["*label*", "shipping_*"]}
    class: unallocated
    amounts: [{kind: shipping, from: Net, negate: true}]
  - when: {Type: ["import_tax*", "customs_duty*", "*duties_and_taxes*"], Order: "*"}
    class: order_cost
    amounts: [{kind: other, from: Net, negate: true}]
  - when: {Type: ["import_tax*", "customs_duty*", "*duties_and_taxes*"]}
    class: unallocated
    amounts: [{kind: other, from: Net, negate: true}]
  - when: {Type: ["*fee*", "*billing*"], Order: "*"}
    class: order_cost
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: ["*fee*", "*billing*"]}
    class: unallocated
    amounts: [{kind: payment, from: Net, negate: true}]
  - when: {Type: [charge*, refund*, dispute*, adjustment*, "*_charge", "*_refund", "failed*", "cancelled*"]}
    class: order_cost
  - otherwise: unmatched
row_total: Net
identity: {sum: Amount, less: Fee, equals: Net}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/stripe-balance.yaml": ###"""
# Stripe's report "Balance change from activity, itemized", from the Dashboard (9 columns) or the Reporting API (any columns
# in any order).
#
# The fee of a charge, a refund or a dispute is the payment cost of its order; a fee that Stripe gives back is negative. Rows of
# the categories fee, network_cost and tax are costs of no order. Gross amounts are sales and money returned: never a cost.
# Categories that are not named here are kept as unmatched, with their fee only.
# The order is looked for by metadata such as order_id or order_number, by the charge or payment intent among the orders'
# payments, and by a number such as #1001 in the description. Metadata of other names: copy this file and add them.
# A spreadsheet that saved the file again may have written 37,50 for 37.50 and days in its country's form: the forms that
# the file fits are taken.
# Left open by the source: the zone of `created` in an API run that asks for another than UTC.
kind: costs
name: stripe-balance
source: stripe
recognised_by: [balance_transaction_id, currency, gross, fee, net, reporting_category]
lookalikes:
  - columns: [id, Type, Source, Amount, Fee, Net, Currency]
    is: Stripe's "All activity" export
    use: "export Reports > Balance > Balance change from activity, itemized, instead"
  - columns: [id, Amount, Amount Refunded, Currency, Captured]
    is: Stripe's list of payments
    use: "export Reports > Balance > Balance change from activity, itemized, instead"
  - columns: [id, Amount, "Arrival Date (UTC)", Status]
    is: Stripe's list of payouts
    use: "export Reports > Balance > Balance change from activity, itemized, instead"
  - columns: [payout_id, effective_at, gross, fee, net, reporting_category]
    is: Stripe's payout reconciliation report
    use: "export Reports > Balance > Balance change from activity, itemized, instead"
  - columns: [reporting_category, currency, count, gross, fee, net]
    is: the summary of Stripe's balance change
    use: "download the itemized report instead of the summary"
  - columns: [category, description, net_amount, currency]
    is: the summary of Stripe's balance
    use: "export Reports > Balance > Balance change from activity, itemized, instead"
  - columns: [balance_transaction_id, fee_id, fee_category, incurred_at]
    is: Stripe's report of all fees
    use: "export Reports > Balance > Balance change from activity, itemized, instead"
decimal_mark: either
join:
  - order_id: ["payment_metadata[order_id]", "payment_metadata[orderId]", "payment_metadata[Order ID]",
      "payment_metadata[order_number]", "payment_metadata[OrderNumber]", "payment_metadata[order]",
      "payment_metadata[external_identifier]", "refund_metadata[order_id]", "refund_metadata[order_number]"]
  - payment: [charge_id, payment_intent_id, source_id]
  - order_id: {from: description, match: '(?i)(?:order\s*#?|#)\s*([A-Za-z0-9][A-Za-z0-9-]*)'}
currency: currency
date: {from: [created_utc, created], either: ["M/d/yyyy H:mm", "d/M/yyyy H:mm"], dates: [iso, "d.M.yyyy H:mm"], zone: UTC}
reference: balance_transaction_id
description: description
amounts:
  - {kind: payment, from: fee}
rows:
  - when:
      reporting_category: [charge, charge_failure, refund, refund_failure, partial_capture_reversal, dispute, dispute_reversal]
    class: order_cost
  - when: {reporting_category: [fee, network_cost, tax]}
    class: unallocated
    amounts: [{kind: payment, from: net, negate: true}]
  - when:
      reporting_category: [payout*, topup*, transfer*, connect_*, platform_earning*, issuing_*, financing_*, advance*,
        anticipation_repayment, risk_reserved_funds, reserve*, contribution, climate_*, unreconciled_customer_funds]
    class: not_a_cost
  - otherwise: unmatched
row_total: net
identity: {sum: gross, less: fee, equals: net}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/trustly-settlement.yaml": ###"""
# Trustly's daily settlement file (P11KFUN): records whose first field is a tag, without names.
#
# I records are payments, refunds and returns; the last field is Trustly's fee, negative where it is charged. F records are
# what was paid out, L is the count and sum of both. The number of I records and the sum of their amounts must be what L says.
# Left open by the source: further kinds of records; which of its ids a shop keeps: the order is looked for by Trustly's
# transaction ids among payments, then by the merchant's references.
kind: costs
name: trustly-settlement
source: trustly
file:
  delimiter: ","
  header: none
  records: {rows: I, others: [H, F, L]}
recognised_by: {cells: {1: H, 2: P11KFUN}, width: [5, 9]}
join:
  - payment: [2, 4]
  - order_id: [22, 10, 21]
currency: 15
date: 3
reference: {all: [2, 20]}
description: 20
amounts:
  - {kind: payment, from: 23, negate: true}
rows:
  - when: {20: [Sale, Return, Refund, Reversal]}
    class: order_cost
  - otherwise: unmatched
row_total: 16
controls:
  - {name: amounts, sum: 16, stated: {record: L, from: 3}}
  - {name: records, count: true, stated: {record: L, from: 2}}
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "costs/ups-billing.yaml": ###"""
# UPS billing data, version 2: CSV without a header, about 250 columns known by their position, one row a charge.
#
# Column 53 is what is charged, after the discount in 52. Column 44 says what it is: FRT freight, FSC fuel, ACC an extra
# service, MSC a weekly fee: shipping; BRK brokerage, GOV duty, TAX and EXM: other. INF rows say something and charge nothing.
# A parcel's charges are several rows, which add up. The order is looked for by the tracking number (21), the one that was
# corrected (201), the first parcel of the shipment (14), and by the references of shipment and parcel (16, 17, 22 to 26), with
# and without a #. Rows that name neither parcel nor reference are costs of no order.
# All charges of an invoice (6) must come to its total (11), to the cent.
# Left open by the source: whether the tax on an invoice is deducted by who pays it: it is kept under other, apart from
# shipping; copy this file and make TAX not_a_cost where it is. An invoice whose charges are in several currencies (51) cannot
# be held against its total (10). Spreadsheets drop empty columns at the end: anything from 53 columns on is taken.
kind: costs
name: ups-billing
source: ups
file: {header: none}
recognised_by: {width: [53, 260], cells: {1: ["2.*", "2,*"], 5: "*", 6: "*", 10: "*", 11: "*"}}
lookalikes:
  - columns: [Tracking Number, Charge Classification Code, Net Amount]
    is: UPS billing data with a row of names added
    use: "give the file as it was downloaded, without that row"
  - columns: [tracking_number, charge_classification_code, net_amount]
    is: UPS billing data with a row of names added
    use: "give the file as it was downloaded, without that row"
  - columns: [HDR]
    is: an invoice of DHL eCommerce
    use: "no mapping for it is shipped: write one (docs/mappings-costs.md), with records HDR and DTL"
  - columns: [Line Type, XC1 Code, XC1 Charge]
    is: an invoice of DHL Express
    use: "no mapping for it is shipped: let 'daybook mapping guess' write a first one"
decimal_mark: either
join:
  - tracking: [21, 201, 14]
  - order_id: [16, 17, 22, 23, 24, 25, 26]
  - order_id: {from: [16, 17, 22, 23, 24, 25, 26], strip: "#"}
  - reference: [16, 17, 22, 23, 24, 25, 26]
currency: [51, 10]
date: {from: [12, 5], either: [M/d/yyyy, d/M/yyyy], dates: [iso, yyyyMMdd, d.M.yyyy]}
invoice: 6
description: {all: [44, 45, 46]}
amounts:
  - kind: {from: 44, values: {BRK: other, GOV: other, TAX: other, EXM: other}, otherwise: shipping}
    from: 53
rows:
  - when: {44: INF, 53: {sign: zero}}
    class: not_a_cost
  - when: {14: "", 16: "", 17: "", 21: "", 22: "", 23: "", 24: "", 25: "", 26: "", 201: ""}
    class: unallocated
  - otherwise: order_cost
row_total: 53
controls:
  - name: total of invoice
    sum: 53
    by: 6
    stated: 11
    advice: "the file holds only a part of the invoice, or was changed: download the whole invoice again"
on_deleted: unallocated
on_unmatched: unallocated
on_ambiguous: unallocated
"""###,
    "customers/daybook-customers.yaml": ###"""
# Daybook's own file of customers: the header holds the field names in any order.
#
# email is in every row and is the key. tags are labels with commas or semicolons between them. Each row may have a billing and a
# shipping address; further rows of the same e-mail add further addresses.
kind: customers
name: daybook-customers
recognised_by: [email, first_name, last_name]
fields: {same_names: true}
"""###,
    "customers/ultracart-customers.yaml": ###"""
# Customer profiles with the titles that UltraCart's customer fields have; see its customer export and import sheets.
kind: customers
name: ultracart-customers
recognised_by: [Email, Billing Last Name]
fields:
  email: Email
  first_name: Billing First Name
  last_name: Billing Last Name
  company: Billing Company
  phone: [Billing Day Phone, Billing Evening Phone]
  tier: [Pricing Tier, Pricing Tiers]
  tax_exempt: Tax Exempt
  tax_id: Tax ID
  accounting_code: Quickbooks Code
  accounting_class: QB Class
  terms: Terms
  notes: Business Notes
  tags: Tags
  billing_first_name: Billing First Name
  billing_last_name: Billing Last Name
  billing_company: Billing Company
  billing_address1: Billing Address1
  billing_address2: Billing Address2
  billing_city: Billing City
  billing_state: Billing State
  billing_postal_code: Billing Postal Code
  billing_country: [Billing Country Code, Billing Country]
  billing_phone: Billing Day Phone
  shipping_first_name: Shipping First Name
  shipping_last_name: Shipping Last Name
  shipping_company: Shipping Company
  shipping_address1: Shipping Address1
  shipping_address2: Shipping Address2
  shipping_city: Shipping City
  shipping_state: Shipping State
  shipping_postal_code: Shipping Postal Code
  shipping_country: [Shipping Country Code, Shipping Country]
  shipping_phone: Shipping Day Phone
"""###,
    "exports/accounting-items.yaml": ###"""
# Lines of goods for bookkeeping: one row a line, with the order's date, customer and sums on the first line of each order.
#
# An order's own values stand on its first line only (order_values: first), so that the sum of a column is the sum over orders
# and nothing is counted twice; its id and currency stand on every line, and the columns titled Line ... belong to the line.
# An order without lines has one row of its own. Rejected orders, quotes and test orders are left out. Dates are local to the
# workspace; say --from and --to for a month.
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
  is_test: no
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
    "exports/item-sales.yaml": ###"""
# What was sold, line by line, for a look into prices and margins: one row an item, with its order's day, place and stage.
#
# Everything about the order stands on each line; amounts are those of the line alone, so that each column can be added up. Gross
# is quantity times price, before discounts. Costs of goods that are unknown are empty, not zero. Quotes, rejected and test orders
# are left out, as are orders without items. Dates are local to the workspace; say --from and --to for a month.
kind: export
name: item-sales
description: sales line by line, with discounts, tax, refunds and cost of goods
rows: item
bare_orders: leave_out
where:
  stage: {not: [Rejected, Quote Request, Quote Sent]}
  is_test: no
columns:
  - {title: Order ID, field: order_id}
  - {title: Line, field: item_line}
  - {title: Date, field: created_at, pattern: yyyy-MM-dd}
  - {title: Stage, field: stage}
  - {title: Channel, field: channel}
  - {title: Country, first_of: [shipping_country, billing_country]}
  - {title: State, first_of: [shipping_state, billing_state]}
  - {title: Currency, field: currency}
  - {title: SKU, field: item_sku}
  - {title: Description, field: item_description}
  - {title: Options, field: item_options}
  - {title: Quantity, field: item_quantity}
  - {title: Unit Price, field: item_unit_price}
  - {title: Gross, field: item_gross}
  - {title: Discount, field: item_discount}
  - {title: Line Total, field: item_line_total}
  - {title: Tax, field: item_tax}
  - {title: Quantity Refunded, field: item_quantity_refunded}
  - {title: Refunded, field: item_refunded}
  - {title: Unit Cost, field: item_unit_cost}
"""###,
    "exports/quickbooks-iif.yaml": ###"""
# Invoices for QuickBooks Desktop (File, Utilities, Import, IIF files): a transaction an order, TRNS and SPL lines that come to 0.
#
# The customer owes the total (TRNS, positive); goods, charges and tax are income (SPL, negative), discounts reduce it. Quantities
# are negative, as QuickBooks writes them itself. The sum is checked for each order: where it is not zero, the export is refused
# and names the order. Order ids of more than 11 characters, customers of more than 41 and items of more than 31 are refused, which
# are the lengths of RefNumber, Customer Name and Item Name in the reference of the QuickBooks SDK; memos are cut at 4,000. Text is Windows-1252 with '?' for what that lacks; no cell stands in quotes, tabs become spaces.
# A file is in one currency, which QuickBooks takes for its own: orders in several make a file each. Quotes, rejected and test
# orders are left out.
#
# Left open: accounts and items are matched by name and made anew where they are missing. Change those below to the names of your
# own chart of accounts; INVITEM is the article number.
kind: export
name: quickbooks-iif
description: invoices for QuickBooks Desktop, as IIF
rows: order
format: csv
csv: {delimiter: tab, header: no, quotes: never, newline: crlf, encoding: windows-1252, unmappable: replace, formula_guard: no}
file: "{mapping}-{group}.iif"
line_breaks: space
split: {by: currency}
where:
  stage: {not: [Rejected, Quote Request, Quote Sent]}
  is_test: no
balance: [AMOUNT]
columns:
  - {title: LINE, constant: SPL}
  - {title: TRNSTYPE, constant: INVOICE}
  - {title: DATE, field: created_at, pattern: MM/dd/yyyy, required: yes}
  - {title: ACCNT, constant: Sales}
  - {title: NAME, constant: ""}
  - {title: AMOUNT, constant: ""}
  - {title: DOCNUM, field: order_id, max_length: 11, too_long: error}
  - {title: MEMO, constant: ""}
  - {title: QNTY, constant: ""}
  - {title: PRICE, constant: ""}
  - {title: INVITEM, constant: ""}
records:
  - once: start
    columns:
      - {title: TRNS, constant: "!TRNS"}
      - {title: TRNSTYPE, constant: TRNSTYPE}
      - {title: DATE, constant: DATE}
      - {title: ACCNT, constant: ACCNT}
      - {title: NAME, constant: NAME}
      - {title: AMOUNT, constant: AMOUNT}
      - {title: DOCNUM, constant: DOCNUM}
      - {title: MEMO, constant: MEMO}
  - once: start
    columns:
      - {title: SPL, constant: "!SPL"}
      - {title: TRNSTYPE, constant: TRNSTYPE}
      - {title: DATE, constant: DATE}
      - {title: ACCNT, constant: ACCNT}
      - {title: NAME, constant: NAME}
      - {title: AMOUNT, constant: AMOUNT}
      - {title: DOCNUM, constant: DOCNUM}
      - {title: MEMO, constant: MEMO}
      - {title: QNTY, constant: QNTY}
      - {title: PRICE, constant: PRICE}
      - {title: INVITEM, constant: INVITEM}
  - once: start
    columns:
      - {title: ENDTRNS, constant: "!ENDTRNS"}
  - columns:
      - {title: LINE, constant: TRNS}
      - {title: ACCNT, constant: Accounts Receivable}
      - title: NAME
        first_of: [billing_company, billing_name, shipping_company, shipping_name, email]
        max_length: 41
        too_long: error
        required: yes
      - {title: AMOUNT, field: total, decimals: 2, required: yes}
      - {title: MEMO, template: "Order {order_id}"}
  - each: item
    columns:
      - {title: AMOUNT, field: item_gross, scale: -1, decimals: 2, required: yes}
      - {title: MEMO, field: item_description, max_length: 4000}
      - {title: QNTY, field: item_quantity, scale: -1}
      - {title: PRICE, field: item_unit_price}
      - {title: INVITEM, first_of: [item_sku, item_description], max_length: 31, too_long: error}
  - if: {subtotal_discount: {empty: no, not: 0}}
    columns:
      - {title: ACCNT, constant: Discounts Given}
      - {title: AMOUNT, field: subtotal_discount, decimals: 2}
      - {title: MEMO, template: "Discount {coupon_codes}"}
  - if: {shipping_handling: {empty: no, not: 0}}
    columns:
      - {title: ACCNT, constant: Shipping Income}
      - {title: AMOUNT, field: shipping_handling, scale: -1, decimals: 2}
      - {title: MEMO, template: "Shipping {shipping_method}"}
  - if: {shipping_handling_discount: {empty: no, not: 0}}
    columns:
      - {title: ACCNT, constant: Discounts Given}
      - {title: AMOUNT, field: shipping_handling_discount, decimals: 2}
      - {title: MEMO, constant: Discount on shipping}
  - if: {gift_charge: {empty: no, not: 0}}
    columns:
      - {title: AMOUNT, field: gift_charge, scale: -1, decimals: 2}
      - {title: MEMO, constant: Gift wrap}
  - if: {surcharge: {empty: no, not: 0}}
    columns:
      - {title: AMOUNT, field: surcharge, scale: -1, decimals: 2}
      - {title: MEMO, constant: Surcharge}
  - if: {tax: {empty: no, not: 0}}
    columns:
      - {title: ACCNT, constant: Sales Tax Payable}
      - {title: AMOUNT, field: tax, scale: -1, decimals: 2}
      - {title: MEMO, constant: Tax}
  - columns:
      - {title: LINE, constant: ENDTRNS}
      - {title: TRNSTYPE, constant: ""}
      - {title: DATE, constant: ""}
      - {title: ACCNT, constant: ""}
      - {title: DOCNUM, constant: ""}
"""###,
    "exports/quickbooks-online-cost-journals.yaml": ###"""
# Actual costs as journal entries for QuickBooks Online (Settings, Import data, Journal entries): two lines a movement of costs.
#
# A movement is what an entry of costs changed, on the day it counts on; a cost that was taken back with a date of its own
# appears with its sides exchanged. Debits and Credits are never negative, one of the two is empty, and they are equal in each
# entry, which is checked. Entry numbers have 21 characters at most. Each currency makes a file of its own. QuickBooks asks for
# no more than 1,000 rows a file: 500 movements.
#
# Left open: the accounts below must be in your chart of accounts under these names; sub-accounts are written Parent:Sub. Switch
# account numbers off before you import, and choose MM/DD/YYYY.
kind: export
name: quickbooks-online-cost-journals
description: movements of actual costs as journal entries for QuickBooks Online
rows: cost_entry
format: csv
csv: {formula_guard: no, newline: crlf}
line_breaks: space
split: {by: entry_currency, rows: 500}
balance: ["*Debits", "-*Credits"]
columns:
  - {title: "*JournalNo", template: "C{entry_batch}-{entry_line}", max_length: 21, too_long: error}
  - {title: "*JournalDate", field: entry_on, pattern: MM/dd/yyyy, required: yes}
  - {title: Memo, template: "Costs of order {order_id}"}
  - {title: "*AccountName", constant: Costs Clearing}
  - {title: "*Debits", constant: ""}
  - {title: "*Credits", constant: ""}
  - {title: Description, template: "{entry_kind} {entry_description} {entry_invoice}", max_length: 4000}
  - {title: Name, constant: ""}
  - {title: Currency, field: entry_currency}
  - {title: Location, constant: ""}
  - {title: Class, constant: ""}
records:
  - columns:
      - title: "*AccountName"
        field: entry_kind
        map: {shipping: Shipping Costs, fulfillment: Fulfillment Costs, payment: Merchant Fees, other: Other Costs}
      - {title: "*Debits", when: [{if: {entry_amount: {min: 0}}, then: {field: entry_amount}}], decimals: 2}
      - {title: "*Credits", when: [{if: {entry_amount: {below: 0}}, then: {field: entry_amount}}], decimals: 2, negative: drop}
  - columns:
      - {title: "*Debits", when: [{if: {entry_amount: {below: 0}}, then: {field: entry_amount}}], decimals: 2, negative: drop}
      - {title: "*Credits", when: [{if: {entry_amount: {min: 0}}, then: {field: entry_amount}}], decimals: 2}
"""###,
    "exports/quickbooks-online-invoices.yaml": ###"""
# Invoices for QuickBooks Online (Settings, Import data, Invoices): one line a position, the invoice's own values on every line.
#
# Goods stand at quantity and price before discounts; the order's discounts, shipping, gift charge, surcharge and tax are lines
# of their own, so that the lines come to the order's total. Where they do not, the export is refused and names the order.
# A file holds 100 invoices, which is what Intuit's help on importing invoices says it takes; it says 1,000 lines too, which is not
# checked: lower 'every' where orders have more than ten. Numbers of more than 21 characters are refused (DocNumber of Intuit's
# API), names of more than 100 to be on the safe side; descriptions are cut at 4,000. Quotes, rejected and test orders are left out; refunds are no part of an invoice.
#
# Left open: QuickBooks matches the items by name, so that 'Shipping', 'Discount', 'Gift Wrap', 'Surcharge' and 'Sales Tax' must
# be there, as the items must that stand for your article numbers. Tax is an item here because the file cannot say amounts of
# QuickBooks' own automatic tax; switch that off for the import. An order is due on the day it was made. Dates are local to the
# workspace: choose MM/DD/YYYY when you import.
kind: export
name: quickbooks-online-invoices
description: invoices for the import of QuickBooks Online, at most 100 a file
rows: order
format: csv
csv: {formula_guard: no, newline: crlf}
line_breaks: space
split: {every: 100}
where:
  stage: {not: [Rejected, Quote Request, Quote Sent]}
  is_test: no
balance: {columns: "*ItemAmount", equals: total}
columns:
  - {title: "*InvoiceNo", field: order_id, max_length: 21, too_long: error}
  - title: "*Customer"
    first_of: [billing_company, billing_name, shipping_company, shipping_name, email]
    max_length: 100
    too_long: error
    required: yes
  - {title: "*InvoiceDate", field: created_at, pattern: MM/dd/yyyy, required: yes}
  - {title: "*DueDate", field: created_at, pattern: MM/dd/yyyy}
  - {title: Memo, template: "Order {order_id}"}
  - {title: Item(Product/Service), constant: ""}
  - {title: ItemDescription, constant: ""}
  - {title: ItemQuantity, constant: ""}
  - {title: ItemRate, constant: ""}
  - {title: "*ItemAmount", constant: ""}
  - {title: Currency, field: currency}
records:
  - each: item
    columns:
      - {title: Item(Product/Service), first_of: [item_sku, item_description], required: yes}
      - {title: ItemDescription, field: item_description, max_length: 4000}
      - {title: ItemQuantity, field: item_quantity}
      - {title: ItemRate, field: item_unit_price}
      - {title: "*ItemAmount", field: item_gross, decimals: 2, required: yes}
  - if: {subtotal_discount: {empty: no, not: 0}}
    columns:
      - {title: Item(Product/Service), constant: Discount}
      - {title: ItemDescription, field: coupon_codes, max_length: 4000}
      - {title: "*ItemAmount", field: subtotal_discount, scale: -1, decimals: 2}
  - if: {shipping_handling: {empty: no, not: 0}}
    columns:
      - {title: Item(Product/Service), constant: Shipping}
      - {title: ItemDescription, field: shipping_method, max_length: 4000}
      - {title: "*ItemAmount", field: shipping_handling, decimals: 2}
  - if: {shipping_handling_discount: {empty: no, not: 0}}
    columns:
      - {title: Item(Product/Service), constant: Discount}
      - {title: ItemDescription, constant: on shipping}
      - {title: "*ItemAmount", field: shipping_handling_discount, scale: -1, decimals: 2}
  - if: {gift_charge: {empty: no, not: 0}}
    columns:
      - {title: Item(Product/Service), constant: Gift Wrap}
      - {title: "*ItemAmount", field: gift_charge, decimals: 2}
  - if: {surcharge: {empty: no, not: 0}}
    columns:
      - {title: Item(Product/Service), constant: Surcharge}
      - {title: "*ItemAmount", field: surcharge, decimals: 2}
  - if: {tax: {empty: no, not: 0}}
    columns:
      - {title: Item(Product/Service), constant: Sales Tax}
      - {title: "*ItemAmount", field: tax, decimals: 2}
"""###,
    "exports/shipstation-orders.yaml": ###"""
# Orders for ShipStation (Orders, Import orders, into a manual store): one line an item, those of an order together.
#
# Orders in Shipping Department that are no test. ShipStation joins lines of the same order number to one order, and an order
# number that it knows already becomes an update of that order. Names and texts stand as they are, a leading + or = included:
# the file is for a machine. Refused, with the order's id: an order without a name, street, city or country to ship to, order
# numbers and article numbers of more than 50 characters. Cut: item names at 200 characters, notes at 1,000.
#
# Left open: ShipStation lets you assign any title to its fields when you import, and keeps what you assigned; the titles here are
# the names of its fields. Quantities must be whole, which is not checked. Weights have a unit of their own in Weight Unit.
kind: export
name: shipstation-orders
description: orders to be shipped, for the import of ShipStation
rows: item
format: csv
csv: {formula_guard: no, newline: crlf}
line_breaks: space
where:
  stage: Shipping Department
  is_test: no
columns:
  - {title: Order Number, field: order_id, max_length: 50, too_long: error}
  - {title: Order Date, field: created_at, pattern: "MM/dd/yyyy HH:mm:ss", required: yes}
  - {title: Date Paid, field: paid_at, pattern: "MM/dd/yyyy HH:mm:ss"}
  - {title: Order Total, field: total, decimals: 2}
  - {title: Tax Paid, field: tax, decimals: 2}
  - {title: Shipping Paid, field: shipping_handling, decimals: 2}
  - {title: Shipping Service, field: shipping_method}
  - {title: Weight, field: weight}
  - {title: Weight Unit, field: weight_unit}
  - {title: Customer Email, field: email}
  - {title: Ship To - Name, first_of: [shipping_name, billing_name, shipping_company], required: yes}
  - {title: Ship To - Company, field: shipping_company}
  - {title: Ship To - Address 1, field: shipping_address1, required: yes}
  - {title: Ship To - Address 2, field: shipping_address2}
  - {title: Ship To - City, field: shipping_city, required: yes}
  - {title: Ship To - State, field: shipping_state}
  - {title: Ship To - Postal Code, field: shipping_postal_code}
  - {title: Ship To - Country, field: shipping_country, required: yes}
  - {title: Ship To - Phone, field: shipping_phone, keep: phone}
  - {title: Item SKU, field: item_sku, max_length: 50, too_long: error}
  - {title: Item Name, field: item_description, max_length: 200}
  - {title: Item Quantity, field: item_quantity}
  - {title: Item Unit Price, field: item_unit_price, decimals: 2}
  - {title: Item Options, field: item_options}
  - {title: Customer Notes, field: customer_comments, max_length: 1000}
  - {title: Internal Notes, field: merchant_notes, max_length: 1000}
  - {title: Gift Message, field: gift_message, max_length: 1000}
"""###,
    "exports/tax-by-state.yaml": ###"""
# Sales and tax by the state that goods were shipped to, within one country: a row a state and currency, and one of all.
#
# Orders without a shipping state stand in a row of their own. Rejected, quoted and test orders are left out; what was refunded
# stands beside what was sold and is not taken off. Orders taxed at nothing count among the orders and in the sales. Say --from
# and --to for a period; days are the workspace's.
#
# Left open: the country is the United States; change it below. What a state wants to know in addition (local rates, exemptions,
# marketplaces that pay the tax themselves) is not in an order: leave those out by 'channel', where your marketplaces are there.
kind: export
name: tax-by-state
description: sales and tax by state of the United States
rows: order
where:
  stage: {not: [Rejected, Quote Request, Quote Sent]}
  is_test: no
  any: [{shipping_country: [US, USA, United States]}, {shipping_country: {empty: yes}, billing_country: [US, USA, United States]}]
totals: {by: shipping_state, only: yes, label: "{group}", grand_label: All states}
columns:
  - {title: State, field: shipping_state}
  - {title: Currency, field: currency}
  - {title: Orders, field: order_id, total: count}
  - {title: Goods, field: subtotal, decimals: 2, total: sum}
  - {title: Discounts, field: subtotal_discount, decimals: 2, total: sum}
  - {title: Shipping, field: shipping_handling, decimals: 2, total: sum}
  - {title: Tax, field: tax, decimals: 2, total: sum}
  - {title: Total, field: total, decimals: 2, total: sum}
  - {title: Tax Refunded, field: tax_refunded, decimals: 2, total: sum}
"""###,
    "exports/ultracart-xml.yaml": ###"""
# Orders as UltraCart's order XML: <export><order>..., the form that 'orders import' reads by its mapping ultracart-xml.
#
# Every field that the import reads of an order stands here, with its lines, transactions, coupons and parcels, so that a store
# that was filled from this file takes the next one as unchanged. Times are wall-clock times of the eastern United States, as
# UltraCart writes them; seconds are the least of them, so that milliseconds are lost. Stages are its short codes. Cells without
# a value are left out; notes stand in CDATA sections.
#
# What UltraCart's own file has beyond these fields (accounting codes, customer profiles, details of transactions) stands as JSON in
# elements 'extra' of orders, items and transactions. The import puts it back where it was, so that orders that came from UltraCart
# itself take this file as unchanged too.
kind: export
name: ultracart-xml
description: orders as UltraCart's order XML, which imports back
rows: order
format: xml
zone: America/New_York
xml: {root: export, record: order, empty: leave_out}
columns:
  - {title: merchant_id, field: merchant_id}
  - {title: order_id, field: order_id}
  - {title: order_date, field: created_at, pattern: "dd MMM yyyy HH:mm:ss", case: upper}
  - title: current_stage
    field: stage
    map:
      Accounts Receivable: AR
      Shipping Department: SD
      Completed Order: CO
      Rejected: REJ
      Pre-ordered: PO
  - {title: payment_status, field: payment_status}
  - {title: payment_date_time, field: paid_at, pattern: "dd MMM yyyy HH:mm:ss", case: upper}
  - {title: shipping_date_time, field: shipped_at, pattern: "dd MMM yyyy HH:mm:ss", case: upper}
  - {title: reject_dts, field: rejected_at, pattern: "dd MMM yyyy HH:mm:ss", case: upper}
  - {title: refund_dts, field: refunded_at, pattern: "dd MMM yyyy HH:mm:ss", case: upper}
  - {title: bill_to_company, field: billing_company}
  - {title: bill_to_first_name, field: billing_first_name}
  - {title: bill_to_last_name, field: billing_last_name}
  - {title: bill_to_address1, field: billing_address1}
  - {title: bill_to_address2, field: billing_address2}
  - {title: bill_to_city, field: billing_city}
  - {title: bill_to_state, field: billing_state}
  - {title: bill_to_zip, field: billing_postal_code}
  - {title: bill_to_country, field: billing_country}
  - {title: day_phone, field: billing_phone}
  - {title: ship_to_company, field: shipping_company}
  - {title: ship_to_first_name, field: shipping_first_name}
  - {title: ship_to_last_name, field: shipping_last_name}
  - {title: ship_to_address1, field: shipping_address1}
  - {title: ship_to_address2, field: shipping_address2}
  - {title: ship_to_city, field: shipping_city}
  - {title: ship_to_state, field: shipping_state}
  - {title: ship_to_zip, field: shipping_postal_code}
  - {title: ship_to_country, field: shipping_country}
  - {title: shipping_method, field: shipping_method}
  - title: shipments
    each: shipment
    wrapper: no
    element: shipping_tracking_number
    columns: [{field: shipment_tracking_number, xml: text}]
  - {title: gift, field: is_gift, map: {true: "yes", false: "no"}}
  - {title: gift_message, field: gift_message, xml: cdata}
  - {title: email, field: email}
  - {title: customer_ip_address, field: ip_address}
  - {title: card_type, field: card_type}
  - {title: payment_method, field: payment_method}
  - {title: card_auth_ticket, field: payment_reference}
  - {title: purchase_order_number, field: purchase_order_number}
  - title: items
    each: item
    wrapper: no
    element: item
    columns:
      - {title: item_id, field: item_sku}
      - {title: item_index, field: item_line}
      - {title: quantity, field: item_quantity}
      - {title: description, field: item_description}
      - {title: cost, field: item_unit_price}
      - {title: discount, field: item_discount}
      - {title: total_cost_with_discount, field: item_line_total}
      - {title: cogs, field: item_unit_cost}
      - {title: quantity_refunded, field: item_quantity_refunded}
      - {title: total_refunded, field: item_refunded}
      - {title: barcode, field: item_barcode}
      - {title: manufacturer_sku, field: item_manufacturer_sku}
      - {title: distribution_center_code, field: item_distribution_center}
      - {title: item_weight, template: "{item_weight} {item_weight_unit}"}
      - {title: country_of_origin, field: item_country_of_origin}
      - {title: extra, field: item_extra, xml: cdata}
  - title: coupons
    each: coupon
    wrapper: no
    element: coupon
    columns:
      - {title: coupon_code, field: coupon_code}
      - {title: base_coupon_code, field: coupon_base_code}
      - {title: coupon_accounting_code, field: coupon_accounting_code}
  - {title: weight, template: "{weight} {weight_unit}"}
  - {title: subtotal, field: subtotal}
  - {title: subtotal_discount, field: subtotal_discount}
  - {title: subtotal_refunded, field: subtotal_refunded}
  - {title: tax_rate, field: tax_rate}
  - {title: tax, field: tax}
  - {title: tax_refunded, field: tax_refunded}
  - {title: shipping_handling_total, field: shipping_handling}
  - {title: shipping_handling_total_discount, field: shipping_handling_discount}
  - {title: shipping_handling_refunded, field: shipping_handling_refunded}
  - {title: gift_charge, field: gift_charge}
  - {title: surcharge, field: surcharge}
  - {title: other_refunded, field: other_refunded}
  - {title: total_refunded, field: total_refunded}
  - {title: total, field: total}
  - {title: currency_code, field: currency}
  - {title: special_instructions, field: shipping_instructions, xml: cdata}
  - {title: screen_branding_theme_code, field: theme}
  - {title: advertising_source, field: advertising_source}
  - {title: referral_code, field: referral_code}
  - {title: merchant_notes, field: merchant_notes, xml: cdata}
  - {title: refund_reason, field: refund_reason}
  - {title: reject_reason, field: reject_reason}
  - {title: custom_field_1, field: custom_field1}
  - {title: custom_field_2, field: custom_field2}
  - {title: custom_field_3, field: custom_field3}
  - {title: custom_field_4, field: custom_field4}
  - {title: custom_field_5, field: custom_field5}
  - {title: custom_field_6, field: custom_field6}
  - {title: custom_field_7, field: custom_field7}
  - {title: custom_field_8, field: custom_field8}
  - {title: custom_field_9, field: custom_field9}
  - {title: custom_field_10, field: custom_field10}
  - title: transaction_details
    each: payment
    element: transaction_detail
    columns:
      - {title: transaction_id, field: transaction_id}
      - {title: transaction_gateway, field: transaction_gateway}
      - {title: transaction_timestamp, field: transaction_at, pattern: "dd MMM yyyy HH:mm:ss", case: upper}
      - {title: transaction_successful, field: transaction_successful}
      - {title: extra, field: transaction_details, xml: cdata}
  - {title: test_order, field: is_test}
  - {title: extra, field: extra, xml: cdata}
"""###,
    "exports/xero-cost-journals.yaml": ###"""
# Actual costs as manual journals for Xero (Accounting, Manual journals, Import): two lines a movement of costs.
#
# A movement is what an entry of costs changed, on the day it counts on; a cost that was taken back with a date of its own
# appears with the opposite sign. The account of the kind is debited and the clearing account credited by the same amount, so
# that each journal comes to zero, which is checked. Xero takes debits as positive and credits as negative amounts, and 300 lines
# a file: 150 movements. Journals have no currency, so each currency makes files of its own; import those of your own currency.
#
# Left open: 425, 310, 404, 429 and 850 are Xero's defaults for freight, cost of goods, bank fees, general expenses and suspense;
# change them to your chart of accounts, and 'Tax Exempt' to the name of your rate without tax. Lines of one Narration and day make one journal.
kind: export
name: xero-cost-journals
description: movements of actual costs as manual journals for Xero, at most 300 lines a file
rows: cost_entry
format: csv
csv: {formula_guard: no, newline: crlf}
line_breaks: space
split: {by: entry_currency, rows: 150}
balance: ["*Amount"]
columns:
  - {title: "*Narration", template: "Costs {order_id} batch {entry_batch}"}
  - {title: "*Date", field: entry_on, pattern: dd/MM/yyyy, required: yes}
  - {title: Description, template: "{entry_kind} {entry_description} {entry_invoice}", max_length: 4000}
  - {title: "*AccountCode", constant: "850"}
  - {title: "*TaxRate", constant: Tax Exempt}
  - {title: "*Amount", constant: ""}
  - {title: TrackingName1, constant: ""}
  - {title: TrackingOption1, constant: ""}
  - {title: TrackingName2, constant: ""}
  - {title: TrackingOption2, constant: ""}
records:
  - columns:
      - {title: "*AccountCode", field: entry_kind, map: {shipping: "425", fulfillment: "310", payment: "404", other: "429"}}
      - {title: "*Amount", field: entry_amount, decimals: 2}
  - columns:
      - {title: "*Amount", field: entry_amount, scale: -1, decimals: 2}
"""###,
    "exports/xero-credit-notes.yaml": ###"""
# Credit notes for Xero: what customers got back so far, one note an order, as its sales invoice template has it.
#
# Xero makes a credit note of an invoice whose amounts are negative. The note bears the order's id with '-CN' behind it and the
# day of the last refund, a line for each of goods, shipping and other. Amounts are without tax, which Xero reckons from TaxType:
# import as 'tax exclusive'. That the lines come to what was refunded less its tax is checked for each order, by a column that is
# not written; an order whose source says only the sum of its refunds has one line of it. At most 500 notes a file.
#
# Left open: a note is of all refunds of an order so far; where a second refund follows a note that Xero has already, change that
# note. Some of Xero's own pages give credit notes an import of their own, with positive amounts and CreditNoteNumber and
# CreditNoteDate as titles: where yours is of that kind, change the titles and take 'scale: -1' away. Accounts and tax rates as
# in xero-invoices.
kind: export
name: xero-credit-notes
description: credit notes for the import of Xero, at most 500 a file
rows: order
format: csv
csv: {formula_guard: no, newline: crlf}
line_breaks: space
split: {every: 500}
where:
  any:
    - total_refunded: {empty: no, not: 0}
    - subtotal_refunded: {empty: no, not: 0}
    - shipping_handling_refunded: {empty: no, not: 0}
    - other_refunded: {empty: no, not: 0}
  is_test: no
balance: {columns: LineAmount, equals: [-total_refunded, tax_refunded]}
columns:
  - title: "*ContactName"
    first_of: [billing_company, billing_name, shipping_company, shipping_name, email]
    max_length: 255
    too_long: error
    required: yes
  - {title: EmailAddress, field: email, max_length: 255, too_long: error}
  - {title: "*InvoiceNumber", template: "{order_id}-CN", max_length: 255, too_long: error}
  - {title: Reference, field: order_id, max_length: 255}
  - {title: "*InvoiceDate", first_of: [refunded_at, created_at], pattern: dd/MM/yyyy, required: yes}
  - {title: "*DueDate", first_of: [refunded_at, created_at], pattern: dd/MM/yyyy}
  - {title: "*Description", constant: ""}
  - {title: "*Quantity", constant: 1}
  - {title: "*UnitAmount", constant: ""}
  - {title: "*AccountCode", constant: "200"}
  - {title: "*TaxType", constant: Tax on Sales}
  - {title: Currency, field: currency}
records:
  - if: {subtotal_refunded: {empty: no, not: 0}}
    columns:
      - {title: "*Description", constant: Refund of goods}
      - {title: "*UnitAmount", field: subtotal_refunded, scale: -1}
      - {title: LineAmount, field: subtotal_refunded, scale: -1, hidden: yes}
  - if: {shipping_handling_refunded: {empty: no, not: 0}}
    columns:
      - {title: "*Description", constant: Refund of shipping}
      - {title: "*UnitAmount", field: shipping_handling_refunded, scale: -1}
      - {title: "*AccountCode", constant: "260"}
      - {title: LineAmount, field: shipping_handling_refunded, scale: -1, hidden: yes}
  - if: {other_refunded: {empty: no, not: 0}}
    columns:
      - {title: "*Description", constant: Refund}
      - {title: "*UnitAmount", field: other_refunded, scale: -1}
      - {title: LineAmount, field: other_refunded, scale: -1, hidden: yes}
  - if:
      subtotal_refunded: {empty: yes}
      shipping_handling_refunded: {empty: yes}
      other_refunded: {empty: yes}
      tax_refunded: {empty: yes}
    columns:
      - {title: "*Description", constant: Refund}
      - {title: "*UnitAmount", field: total_refunded, scale: -1}
      - {title: LineAmount, field: total_refunded, scale: -1, hidden: yes}
"""###,
    "exports/xero-invoices.yaml": ###"""
# Sales invoices for Xero (Business, Invoices, Import): a line a position, at most 500 invoices a file, as Xero's template has it.
#
# Goods stand at quantity and price before discounts; discounts, shipping, gift charge and surcharge are lines of their own. Xero
# reckons the tax from TaxType: import as 'tax exclusive'. That the lines come to the order's total less its tax is checked for
# each order, by a column that is not written; else the export is refused and names the order. Numbers beyond Xero's 255
# characters are refused, descriptions are cut at 4,000. Total and TaxAmount are Xero's to reckon.
#
# Left open: 200 (sales), 260 (other revenue) and 'Tax on Sales' are Xero's defaults; change them to your chart of accounts and
# your tax rates, by country or state where these differ. An order is due on the day it was made. Dates are local to the
# workspace. Quotes, rejected and test orders are left out; what was refunded is in xero-credit-notes.
kind: export
name: xero-invoices
description: sales invoices for the import of Xero, at most 500 a file
rows: order
format: csv
csv: {formula_guard: no, newline: crlf}
line_breaks: space
split: {every: 500}
where:
  stage: {not: [Rejected, Quote Request, Quote Sent]}
  is_test: no
balance: {columns: LineAmount, equals: [total, -tax]}
columns:
  - title: "*ContactName"
    first_of: [billing_company, billing_name, shipping_company, shipping_name, email]
    max_length: 255
    too_long: error
    required: yes
  - {title: EmailAddress, field: email, max_length: 255, too_long: error}
  - {title: POAddressLine1, field: billing_address1, max_length: 500}
  - {title: POAddressLine2, field: billing_address2, max_length: 500}
  - {title: POAddressLine3, constant: ""}
  - {title: POAddressLine4, constant: ""}
  - {title: POCity, field: billing_city, max_length: 255}
  - {title: PORegion, field: billing_state, max_length: 255}
  - {title: POPostalCode, field: billing_postal_code, max_length: 50}
  - {title: POCountry, field: billing_country, max_length: 50}
  - {title: "*InvoiceNumber", field: order_id, max_length: 255, too_long: error}
  - {title: Reference, first_of: [purchase_order_number, payment_reference], max_length: 255}
  - {title: "*InvoiceDate", field: created_at, pattern: dd/MM/yyyy, required: yes}
  - {title: "*DueDate", field: created_at, pattern: dd/MM/yyyy}
  - {title: Total, constant: ""}
  - {title: InventoryItemCode, constant: ""}
  - {title: "*Description", constant: ""}
  - {title: "*Quantity", constant: 1}
  - {title: "*UnitAmount", constant: ""}
  - {title: Discount, constant: ""}
  - {title: "*AccountCode", constant: "200"}
  - {title: "*TaxType", constant: Tax on Sales}
  - {title: TaxAmount, constant: ""}
  - {title: TrackingName1, constant: ""}
  - {title: TrackingOption1, constant: ""}
  - {title: TrackingName2, constant: ""}
  - {title: TrackingOption2, constant: ""}
  - {title: Currency, field: currency}
  - {title: BrandingTheme, constant: ""}
records:
  - each: item
    columns:
      - {title: InventoryItemCode, field: item_sku, max_length: 30, too_long: error}
      - {title: "*Description", first_of: [item_description, item_sku], max_length: 4000, required: yes}
      - title: "*Quantity"
        when: [{if: {item_unit_price: {empty: no}}, then: {field: item_quantity}}]
        else: 1
        required: yes
      - title: "*UnitAmount"
        when: [{if: {item_unit_price: {empty: no}}, then: {field: item_unit_price}}]
        else: {field: item_gross}
        required: yes
      - {title: LineAmount, field: item_gross, hidden: yes}
  - if: {subtotal_discount: {empty: no, not: 0}}
    columns:
      - {title: "*Description", template: "Discount {coupon_codes}"}
      - {title: "*UnitAmount", field: subtotal_discount, scale: -1}
      - {title: LineAmount, field: subtotal_discount, scale: -1, hidden: yes}
  - if: {shipping_handling: {empty: no, not: 0}}
    columns:
      - {title: "*Description", template: "Shipping {shipping_method}"}
      - {title: "*UnitAmount", field: shipping_handling}
      - {title: "*AccountCode", constant: "260"}
      - {title: LineAmount, field: shipping_handling, hidden: yes}
  - if: {shipping_handling_discount: {empty: no, not: 0}}
    columns:
      - {title: "*Description", constant: Discount on shipping}
      - {title: "*UnitAmount", field: shipping_handling_discount, scale: -1}
      - {title: "*AccountCode", constant: "260"}
      - {title: LineAmount, field: shipping_handling_discount, scale: -1, hidden: yes}
  - if: {gift_charge: {empty: no, not: 0}}
    columns:
      - {title: "*Description", constant: Gift wrap}
      - {title: "*UnitAmount", field: gift_charge}
      - {title: LineAmount, field: gift_charge, hidden: yes}
  - if: {surcharge: {empty: no, not: 0}}
    columns:
      - {title: "*Description", constant: Surcharge}
      - {title: "*UnitAmount", field: surcharge}
      - {title: "*AccountCode", constant: "260"}
      - {title: LineAmount, field: surcharge, hidden: yes}
"""###,
    "operations/chargebacks.yaml": ###"""
# Chargebacks as a merchant lists them from the processor's dispute pages: order, the processor's reference, amount, reason,
# when it was opened, until when it is to be answered, and where it is.
#
# A row with a reference that the order has already says where that chargeback is now: what a cell leaves blank stays. Disputes
# that a customer opens in a case are something else and are not touched.
kind: operations
name: chargebacks
recognised_by: [Order ID, Chargeback Reference, Amount]
zone: workspace
dates: [iso, "M/d/yyyy"]
fields:
  operation: {constant: chargeback}
  order_id: {from: [Order ID], match: "^#?(.+)$"}
  reference: Chargeback Reference
  amount: Amount
  currency: Currency
  reason: [Reason, Reason Code]
  opened_on: [Opened On, Opened, Date]
  due_on: [Due On, Due, Respond By]
  state: [State, Status]
"""###,
    "operations/daybook-operations.yaml": ###"""
# Daybook's own file of operations: one a row, the header holds the field names in any order.
#
# order_id and operation are in every row; which of the others an operation reads stands in docs/orders.md. `shipped_at` and
# `refunded_at` are other names of `at`. Times are ISO 8601; without an offset they are in the workspace's zone.
kind: operations
name: daybook-operations
recognised_by: [order_id, operation]
zone: workspace
fields:
  same_names: true
  at: [at, shipped_at, refunded_at]
"""###,
    "operations/tracking.yaml": ###"""
# Tracking numbers as shipping software and warehouses export them: an order, who carries its parcel, the number, when it left.
#
# Each row marks its order as shipped: the parcel is noted, and an order of the shipping department is completed. A parcel that
# is known already changes nothing, so that yesterday's rows may stand in today's file. A day without a time is the beginning of
# that day in the workspace's zone; days are year-month-day or, with slashes, month first, as such files are mostly American:
# write a mapping of your own for days that come first.
kind: operations
name: tracking
recognised_by: [Order ID, Carrier, Tracking Number]
zone: workspace
dates: [iso, "M/d/yyyy h:mm:ss a", "M/d/yyyy h:mm a", "M/d/yyyy HH:mm:ss", "M/d/yyyy HH:mm", "M/d/yyyy"]
fields:
  operation: {constant: mark shipped}
  order_id: {from: [Order ID], match: "^#?(.+)$"}
  carrier: Carrier
  service: [Service, Shipping Service, Method]
  tracking_number: Tracking Number
  at: [Shipped At, Ship Date, Shipped On, Date]
"""###,
    "orders/daybook-csv.yaml": ###"""
# Daybook's own flat CSV: the header holds the documented field names, in any order.
#
# order_id, created_at, stage, currency and total suffice. payment_method and payment_status are the order's own. Rows of one order_id that follow each other are one order: each row
# may hold an item (item_sku, item_quantity, ...), a payment (payment_...), a shipment (shipment_...) and a coupon
# (coupon_...), and the order's own columns are filled on the first row or on all. Times are ISO 8601; without an offset they
# are in the workspace's zone. Tags stand in one cell, parted by commas. Other columns are kept in `extra`.
kind: orders
name: daybook-csv
recognised_by: [order_id, created_at, total]
file: {format: table}
zone: workspace
# What an export adds from elsewhere: costs come in with a cost sheet, the others with their lines.
ignore: [actual_shipping, actual_fulfillment, actual_payment, actual_other, coupon_codes, tracking_numbers]
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
# What an export adds from elsewhere: costs come in with a cost sheet, the others with their lines.
ignore: [actual_shipping, actual_fulfillment, actual_payment, actual_other, coupon_codes, tracking_numbers]
order: {same_names: true}
items: {each: items, same_names: true}
payments: {each: payments, same_names: true}
shipments: {each: shipments, same_names: true}
coupons: {each: coupons, same_names: true}
tags: tags
"""###,
    "orders/order-lines.yaml": ###"""
# A plain sheet with one row a line of an order, as shops and people make them by hand.
#
# Of each list of column names the first one that the file has is taken. The rows of one order stand together. Without a column
# for the order's total it is the sum of the lines, and without one for the line's total that is quantity times price.
# Dates are ISO 8601 or day.month.year; for month/day/year, copy this file into the workspace's mappings/ and change `dates`.
kind: orders
name: order-lines
recognised_by: [Order ID, SKU, Quantity]
file: {format: table}
zone: workspace
dates: [iso, "d.M.yyyy", "d.M.yyyy HH:mm", "d.M.yyyy HH:mm:ss"]
order:
  order_id: [Order ID, Order Number, Order, Invoice]
  created_at: [Order Date, Date, Created]
  stage: {from: [Stage, Status], default: Completed Order}
  currency: Currency
  total: {from: [Order Total], sum: items.line_total}
  shipping_handling: [Shipping]
  tax: [Order Tax]
  email: [Email, E-mail, Customer Email]
  billing_first_name: First Name
  billing_last_name: Last Name
  billing_company: Company
  shipping_country: Country
  customer_comments: [Comment, Comments]
items:
  each: row
  sku: [SKU, Item, Article]
  description: [Description, Product, Item Name]
  quantity: [Quantity, Qty]
  unit_price: [Unit Price, Price]
  discount: Discount
  line_total: {from: [Line Total, Amount], product: [quantity, unit_price]}
  tax: [Tax]
"""###,
    "orders/shopify.yaml": ###"""
# Shopify's orders_export CSV: one row a line item.
#
# The order's columns are filled on its first row, and blank or repeated on the others. The id is the order's name without the
# leading #. A cancelled order is Rejected, whatever was paid; else a fulfilled one is a Completed Order, and the payment tells
# the rest. Subtotal is what the items come to after discounts; since an order keeps them as before, Discount Amount is added to
# it. Shipping counts as what is asked after discounts, which Shopify does not document. Total is Subtotal, Shipping and Taxes, or
# in a shop whose prices include the tax Subtotal and Shipping alone. Postal codes lose the apostrophe that keeps spreadsheets
# from eating their zeros. Columns without a field here are kept in `extra`, those of the line item in the item's. Costs of goods
# are not in this file.
kind: orders
name: shopify
recognised_by: [Name, Financial Status, Fulfillment Status, Lineitem name, Lineitem quantity]
file: {format: table}
dates: [iso]
order:
  order_id: {from: Name, match: "^#?(.+)$"}
  created_at: Created at
  stage:
    from: [Cancelled at, Canceled at, Fulfillment Status, Financial Status]
    # The first digit of a date tells that there is one.
    match: "^([0-9]|[a-z_]+)"
    values:
      "2": Rejected
      fulfilled: Completed Order
      partial:
      unfulfilled:
      restocked:
      on_hold: Hold
      paid: Shipping Department
      partially_refunded: Completed Order
      refunded: Completed Order
      authorized: Pending Clearance
      pending: Accounts Receivable
      partially_paid: Accounts Receivable
      unpaid: Accounts Receivable
      expired: Rejected
      voided: Rejected
  currency: Currency
  total: Total
  subtotal: {from: Subtotal, plus: subtotal_discount}
  subtotal_discount: Discount Amount
  tax: Taxes
  shipping_handling: Shipping
  total_refunded: Refunded Amount
  payment_status: Financial Status
  payment_method: Payment Method
  payment_reference: [Payment References, Payment Reference, Payment Reference (deprecated)]
  paid_at: Paid at
  shipped_at: Fulfilled at
  rejected_at: [Cancelled at, Canceled at]
  email: Email
  billing_first_name: {from: Billing Name, match: '^(.+)\s+\S+$'}
  billing_last_name: {from: Billing Name, match: '(\S+)$'}
  billing_company: Billing Company
  billing_address1: [Billing Address1, Billing Street]
  billing_address2: Billing Address2
  billing_city: Billing City
  billing_state: Billing Province
  billing_postal_code: {from: Billing Zip, match: "^'?(.+)$"}
  billing_country: Billing Country
  billing_phone: [Billing Phone, Phone]
  shipping_first_name: {from: Shipping Name, match: '^(.+)\s+\S+$'}
  shipping_last_name: {from: Shipping Name, match: '(\S+)$'}
  shipping_company: Shipping Company
  shipping_address1: [Shipping Address1, Shipping Street]
  shipping_address2: Shipping Address2
  shipping_city: Shipping City
  shipping_state: Shipping Province
  shipping_postal_code: {from: Shipping Zip, match: "^'?(.+)$"}
  shipping_country: Shipping Country
  shipping_phone: Shipping Phone
  shipping_method: Shipping Method
  channel: Source
  channel_order_id: Id
  customer_comments: Notes
items:
  each: row
  sku: Lineitem sku
  description: Lineitem name
  quantity: Lineitem quantity
  unit_price: Lineitem price
  discount: Lineitem discount
  rest: ["Lineitem *", Vendor]
payments:
  each: order
  transaction_id: [Payment ID, Payment References, Payment Reference, Payment Reference (deprecated)]
coupons:
  each: order
  code: Discount Code
tags: {from: Tags, split: ","}
"""###,
    "orders/ultracart-xml.yaml": ###"""
# UltraCart's order XML: <export><order>... as its order export and its XML postback write it.
#
# Times are wall-clock times of the eastern United States in one of two forms. Stages come as short codes (AR, SD, CO, REJ).
# An empty currency is the workspace's. Weights are written as `1 LB`. What the gateway said goes to the payment's details;
# elements without a field here (accounting codes, profit flags, the customer profile, actual costs) are kept in `extra`.
# A file may hold an order twice, as it was and as it became: the last one stands.
kind: orders
name: ultracart-xml
recognised_by: [order_id, current_stage, order_date]
file: {format: xml, record: export/order}
zone: America/New_York
dates: ["dd MMM yyyy HH:mm:ss", "MM/dd/yyyy"]
order:
  order_id: order_id
  created_at: order_date
  stage: current_stage
  currency: currency_code
  total: total
  subtotal: subtotal
  subtotal_discount: subtotal_discount
  tax: tax
  tax_rate: tax_rate
  shipping_handling: shipping_handling_total
  shipping_handling_discount: shipping_handling_total_discount
  gift_charge: gift_charge
  surcharge: surcharge
  subtotal_refunded: subtotal_refunded
  shipping_handling_refunded: shipping_handling_refunded
  tax_refunded: tax_refunded
  other_refunded: other_refunded
  total_refunded: total_refunded
  payment_status: payment_status
  payment_method: payment_method
  payment_reference: card_auth_ticket
  card_type: card_type
  purchase_order_number: purchase_order_number
  paid_at: [payment_date_time, payment_date]
  shipped_at: [shipping_date_time, shipping_date]
  rejected_at: reject_dts
  refunded_at: refund_dts
  is_test: test_order
  is_gift: gift
  email: email
  ip_address: customer_ip_address
  billing_first_name: bill_to_first_name
  billing_last_name: bill_to_last_name
  billing_company: bill_to_company
  billing_address1: bill_to_address1
  billing_address2: bill_to_address2
  billing_city: bill_to_city
  billing_state: bill_to_state
  billing_postal_code: bill_to_zip
  billing_country: bill_to_country
  billing_phone: day_phone
  shipping_first_name: ship_to_first_name
  shipping_last_name: ship_to_last_name
  shipping_company: ship_to_company
  shipping_address1: ship_to_address1
  shipping_address2: ship_to_address2
  shipping_city: ship_to_city
  shipping_state: ship_to_state
  shipping_postal_code: ship_to_zip
  shipping_country: ship_to_country
  shipping_method: shipping_method
  shipping_instructions: special_instructions
  weight: {from: weight, part: number}
  weight_unit: {from: weight, part: unit}
  merchant_id: merchant_id
  theme: screen_branding_theme_code
  advertising_source: advertising_source
  referral_code: referral_code
  merchant_notes: merchant_notes
  gift_message: gift_message
  refund_reason: refund_reason
  reject_reason: reject_reason
  custom_field1: custom_field_1
  custom_field2: custom_field_2
  custom_field3: custom_field_3
  custom_field4: custom_field_4
  custom_field5: custom_field_5
  custom_field6: custom_field_6
  custom_field7: custom_field_7
  custom_field8: custom_field_8
  custom_field9: custom_field_9
  custom_field10: custom_field_10
items:
  each: item
  sku: item_id
  description: description
  quantity: quantity
  unit_price: cost
  discount: discount
  line_total: total_cost_with_discount
  unit_cost: [actual_cogs, cogs]
  quantity_refunded: quantity_refunded
  refunded: total_refunded
  barcode: barcode
  manufacturer_sku: manufacturer_sku
  distribution_center: distribution_center_code
  weight: {from: item_weight, part: number}
  weight_unit: {from: item_weight, part: unit}
  country_of_origin: [country_of_origin, Country_of_origin]
payments:
  each: transaction_details/transaction_detail
  transaction_id: transaction_id
  gateway: transaction_gateway
  at: transaction_timestamp
  successful: transaction_successful
shipments:
  each: order
  tracking_number: shipping_tracking_number
coupons:
  each: coupon
  code: coupon_code
  base_code: base_coupon_code
  accounting_code: coupon_accounting_code
"""###,
  ]
}
