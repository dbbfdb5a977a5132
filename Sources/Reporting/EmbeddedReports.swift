// swift-format-ignore-file
// Made by scripts/generate from reports. Do not edit.
enum EmbeddedReports {
  static let files: [String: String] = [
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
  ]
}
