import Changes
import Diagnostics
import Exports
import Mapping
import Model
import Tabular

/// What `daybook.yaml` says.
struct WorkspaceSettings {
  let zone: TimeZoneRules
  let currency: Currency
  let suspicions: CostSuspicions
  let destinations: [ExportDestination]
  let personal: PersonalPolicy
  let cases: CaseSettings
  let retention: Retention
  let nightly: NightlySettings

  /// The settings of a new workspace, with what they mean.
  static func template(zone: String, currency: Currency, hasCases: Bool = false) -> String {
    """
    # The settings of this workspace. Environment variables and options of the command line win over them.

    # The time zone in which dates and times without one are meant: a name of the IANA database.
    zone: \(zone)

    # Your own currency (ISO 4217): that of amounts for which neither the file nor the order names one.
    currency: \(currency)

    # A cost of more than so many percent of its order's total is reported as suspicious. Without a line: 100.
    # suspicious_percent: 100

    # Work on cases ('daybook cases reply' and its kin): with `enabled: true` replies go as ready mail into outbox/, from
    # where a program of yours sends them. `sender` is what they come from; `notify` says who is told of what by mail that
    # says no more than that it happened: opened, customer_message, merchant_message, internal_action, status, priority,
    # assign, team, dispute_open, dispute_close, merged. Imports and reports of cases work also while it is off.
    cases:
      enabled: \(hasCases)
      # sender: "Example Shop <help@example.com>"
      # notify:
      #   opened: [desk@example.com]
      #   dispute_open: [desk@example.com, lead@example.com]

    # How much exports show of persons: hash, last4 or drop for all personal fields ('daybook mapping docs' says which they
    # are), other words for single ones; `except` names the mappings that need them as they are.
    # personal:
    #   all: drop
    #   fields: {email: hash}
    #   except: [orders-3pl]

    # Where exports are delivered to. Without `deliver` files wait in the folder until somebody collects them; with it they
    # are handed to a program of your own, without a shell. Once destinations are listed, no other can be named.
    # destinations:
    #   bookkeeper:
    #     folder: outbox/bookkeeper
    #   warehouse:
    #     deliver: [rclone, copyto, "{file}", "warehouse:orders/{name}"]
    #     time_limit: 300

    # How many days deleted orders are kept before 'daybook deleted purge' may remove the persons in them for good: orders
    # of no worth, and orders with money. Without these lines: 365, and 3653 (ten years).
    # retention:
    #   days: 365
    #   days_with_money: 3653

    # What 'daybook nightly' does for each day, in this order; docs/nightly.md explains it. An inbox is a folder from which
    # files are taken once; `needs` names jobs without which one makes no sense.
    # nightly:
    #   jobs:
    #     orders: {import: orders, from: inbox/orders, accept_valid: true}
    #     costs: {import: costs, from: inbox/costs, accept_valid: true, needs: orders}
    #     bookkeeper: {export: accounting-items, send: new, destination: bookkeeper, needs: orders}
    #     profit: {report: profit, by: day, period: month}
    #     sla: {report: sla, period: month}
    #     drift: {check: periods}
    #     backup: {backup: backups, keep: 14, keep_days: 60}
    #     check: {check: store}

    """
  }

  /// Reads the settings; fails with `configuration` and every mistake in them.
  init(readingFrom path: String) throws {
    let mistakes = YAMLMistakes(file: path)
    guard let group = YAMLFile.read(try SmallFile.bytes(of: path), mistakes) else { throw mistakes.failure }
    let zone = group.requiredValue("zone").flatMap { $0.zone() }
    let currency = group.requiredValue("currency").flatMap { WorkspaceSettings.currency($0) }
    let percent = group.int("suspicious_percent", in: 1...1_000_000)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let personal = PersonalPolicy(reading: group.group("personal"))
    let cases = CaseSettings(reading: group.group("cases"))
    let retention = WorkspaceSettings.retention(group.group("retention"))
    let destinations = DestinationSettings.read(group.group("destinations"), workspace: folder)
    let nightly = NightlySettings(reading: group.group("nightly"), workspace: folder)
    group.finish()
    guard let zone, let currency, mistakes.isEmpty else { throw mistakes.failure }
    self.zone = zone
    self.currency = currency
    self.destinations = destinations
    self.personal = personal
    self.cases = cases
    self.retention = retention
    self.nightly = nightly
    suspicions = CostSuspicions(percentOfTotal: percent ?? CostSuspicions.usualPercent)
  }

  private static func retention(_ group: YAMLGroup?) -> Retention {
    var retention = Retention.usual
    guard let group else { return retention }
    let range = 0...100_000
    retention.days = group.int("days", in: range) ?? retention.days
    retention.daysWithMoney = group.int("days_with_money", in: range) ?? max(retention.days, retention.daysWithMoney)
    group.finish()
    return retention
  }

  private static func currency(_ value: YAMLValue) -> Currency? {
    guard let name = value.text() else { return nil }
    guard let currency = Currency(name) else {
      value.mistake(
        .badConfiguration, facts: ["reason": "'\(name)' is not a currency", "help": "write three letters such as EUR"])
      return nil
    }
    return currency
  }
}
