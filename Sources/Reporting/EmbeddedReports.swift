// swift-format-ignore-file
// Made by scripts/generate from reports. Do not edit.
enum EmbeddedReports {
  static let files: [String: String] = [
    "cost-coverage/query.sql": ###"""
-- One row a kind of cost.
SELECT kind, count(*) AS orders, count(cost) AS known, count(cost) * 10000 / count(*) AS coverage
FROM (
  SELECT 'shipping' AS kind, c.actual_shipping_e4 AS cost, o.created_at
  FROM v_orders o LEFT JOIN v_costs c ON c.order_key = o.order_key
  UNION ALL SELECT 'fulfillment', c.actual_fulfillment_e4, o.created_at
  FROM v_orders o LEFT JOIN v_costs c ON c.order_key = o.order_key
  UNION ALL SELECT 'payment', c.actual_payment_e4, o.created_at
  FROM v_orders o LEFT JOIN v_costs c ON c.order_key = o.order_key
), this
WHERE created_at >= this.from_at AND created_at < this.before_at
GROUP BY kind ORDER BY kind
"""###,
    "cost-coverage/report.yaml": ###"""
title: Cost coverage
note: How many orders of the period have an actual cost of each kind. Unknown is not zero.
columns:
  - {name: kind, title: Cost}
  - {name: orders, title: Orders, kind: count}
  - {name: known, title: With an actual cost, kind: count}
  - {name: coverage, title: Coverage, kind: share}
charts:
  - {title: Coverage, label: kind, value: coverage}
"""###,
    "exports-delivered/query.sql": ###"""
-- One row a run.
SELECT x.batch, x.at, x.mapping, x.destination, x.state, x.row_count AS rows, x.order_count AS orders
FROM v_exports x, this
WHERE x.at >= this.from_at AND x.at < this.before_at
ORDER BY x.batch
"""###,
    "exports-delivered/report.yaml": ###"""
title: Exports
note: Exports that were written, and deliveries with what became of them.
columns:
  - {name: batch, title: Batch}
  - {name: at, title: When, kind: instant}
  - {name: mapping, title: Mapping}
  - {name: destination, title: Destination}
  - {name: state, title: State}
  - {name: rows, title: Rows, kind: count}
  - {name: orders, title: Orders, kind: count}
"""###,
    "inbox-rejects/query.sql": ###"""
-- One row a file.
SELECT f.day, f.job, f.file, f.outcome, f.rejected, f.batch
FROM v_night_files f, this
WHERE f.day >= this.from_on AND f.day <= this.to_on
ORDER BY CASE f.outcome WHEN 'rejected' THEN 0 WHEN 'failed' THEN 0 ELSE 1 END, f.day, f.job, f.file
"""###,
    "inbox-rejects/report.yaml": ###"""
title: Files of the night
note: Files that nightly runs took from inboxes for dates of the period, the refused ones first.
columns:
  - {name: day, title: Business date, kind: date}
  - {name: job, title: Job}
  - {name: file, title: File}
  - {name: outcome, title: Outcome}
  - {name: rejected, title: Rejected by the job, kind: count}
  - {name: batch, title: Batch}
"""###,
    "profit/report.yaml": ###"""
title: Profit
engine: profit
parameters: {by: month, by_date: order}
"""###,
    "refunds/query.sql": ###"""
-- One row an order.
SELECT local_day(coalesce(o.refunded_at, o.created_at)) AS day, o.order_id, o.currency, o.total_e4 AS total,
  o.total_refunded_e4 AS refunded, o.refund_reason AS reason
FROM v_orders o, this
WHERE o.total_refunded_e4 > 0 AND o.total_refunded_e4 >= this.least * 10000
  AND coalesce(o.refunded_at, o.created_at) >= this.from_at AND coalesce(o.refunded_at, o.created_at) < this.before_at
ORDER BY 1, 2
"""###,
    "refunds/report.yaml": ###"""
title: Refunds
note: Orders of which money was given back, by the day of the refund, else that of the order; at least so much of the currency.
parameters: {least: 0}
columns:
  - {name: day, title: Day, kind: date}
  - {name: order_id, title: Order}
  - {name: currency, title: Currency}
  - {name: total, title: Total, kind: money}
  - {name: refunded, title: Refunded, kind: money}
  - {name: reason, title: Reason}
"""###,
    "sales-by-day/query.sql": ###"""
-- One row a day, channel and currency.
SELECT local_day(o.created_at) AS day, coalesce(o.channel, '') AS channel, o.currency, count(*) AS orders,
  sum(o.total_e4) AS total
FROM v_orders o, this
WHERE o.created_at >= this.from_at AND o.created_at < this.before_at
  AND coalesce(o.is_test, 0) = 0 AND o.stage <> 'Rejected'
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""###,
    "sales-by-day/report.yaml": ###"""
title: Sales by day and channel
note: Orders by the local day on which they were made, by their totals. Test orders and rejected orders are left out.
columns:
  - {name: day, title: Day, kind: date}
  - {name: channel, title: Channel}
  - {name: currency, title: Currency}
  - {name: orders, title: Orders, kind: count}
  - {name: total, title: Total, kind: money}
charts:
  - {title: Orders by channel, kind: lines, label: day, value: orders, series: channel}
  - {title: Totals by currency, kind: lines, label: day, value: total, series: currency}
"""###,
    "sla/calendars/always.yaml": ###"""
# Every hour of every day, for cases and policies that run by the clock on the wall.
week:
  mon: 00:00-24:00
  tue: 00:00-24:00
  wed: 00:00-24:00
  thu: 00:00-24:00
  fri: 00:00-24:00
  sat: 00:00-24:00
  sun: 00:00-24:00
"""###,
    "sla/calendars/default.yaml": ###"""
# The business hours of cases that name no other calendar. A file of the same name in the workspace's
# reports/sla/calendars/ takes its place.
#
# zone      an IANA time zone; without it, the workspace's.
# week      hours of each day; several a day stand in a list: ["08:30-12:00", "13:00-17:30"]. 24:00 is the end of a day,
#           22:00-06:00 goes on after midnight and belongs to the day on which it starts.
# holidays  dates without hours: 2026-12-25, or {date: 2026-12-25, name: Christmas}.
# shifts    hours of single dates in place of the week's: {2026-12-24: 09:00-12:00}; [] closes the date.
# breaks    times of single dates that are not open: {2026-09-30: 12:00-14:00}.
# versions  for hours that changed: a list of such groups, each with valid_from and valid_to (instants).
week:
  mon: 09:00-17:00
  tue: 09:00-17:00
  wed: 09:00-17:00
  thu: 09:00-17:00
  fri: 09:00-17:00
holidays: []
"""###,
    "sla/policies.yaml": ###"""
# How fast cases must be answered. The first policy whose conditions hold applies; the last one has none. A file
# reports/sla/policies.yaml in the workspace takes the place of this one.
#
# name      what reports call it; a case may name its policy in an import.
# when      conditions, all of which must hold: team, priority, channel, tag, tier (one value or a list), and
#           amount: {currency: EUR, from: 500, below: 1000} of the order's total.
# calendar  a file of calendars/ by name, for cases that name none; without it, 'default'.
# pause     statuses in which waiting time stands still; without it, Waiting. Closed always stops it.
# targets   business time by metric and priority: seconds, or 8h, 30m, 1h30m. A priority without a target is not measured.
#   frt     first reply
#   nrt     next reply
#   wait    resolution: the time the customer waits for the merchant, from the opening to the last close
#   upd     news: from each reply to the next
#   res1    from the opening to the first close, not paused
#   resf    from the opening to the last close, not paused
#
# at_risk   from when on a running clock is listed as near its target: from `percent` of it on (80 without it), or once no
#           more than `within` is left: {percent: 75, within: 30m}.
policies:
  - name: payments
    when:
      team: billing
      priority: [urgent, high]
    targets:
      frt: {urgent: 1h, high: 2h}
      nrt: {urgent: 2h, high: 4h}
      wait: {urgent: 8h, high: 12h}

  - name: standard
    targets:
      frt: {urgent: 1h, high: 4h, normal: 8h, low: 24h}
      nrt: {urgent: 2h, high: 6h, normal: 12h, low: 24h}
      wait: {urgent: 8h, high: 16h, normal: 40h}
"""###,
    "sla/report.yaml": ###"""
title: Service levels
engine: sla
parameters: {by_date: start}
"""###,
    "stage-board/query.sql": ###"""
-- One row a stage and currency.
SELECT o.stage, o.currency, count(*) AS orders, sum(o.total_e4) AS total, local_day(min(o.created_at)) AS oldest
FROM v_orders o, this
WHERE o.created_at >= this.from_at AND o.created_at < this.before_at
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""###,
    "stage-board/report.yaml": ###"""
title: Orders by stage
note: Every order that was made in the period, where it is in its life now, and the oldest of each stage.
columns:
  - {name: stage, title: Stage}
  - {name: currency, title: Currency}
  - {name: orders, title: Orders, kind: count}
  - {name: total, title: Total, kind: money}
  - {name: oldest, title: Oldest, kind: date}
charts:
  - {title: Orders, label: stage, value: orders}
"""###,
  ]
}
