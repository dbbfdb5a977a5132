import Model
import ServiceLevels
import Testing

@Suite("Policies")
struct PolicyTests {
  private let eur = Currency("EUR")
  private let usd = Currency("USD")

  private func set(_ conditions: [PolicyCondition]) -> PolicySet {
    PolicySet([Policy(id: "special", conditions: conditions, targets: [:]), Policy(id: "rest", targets: [:])])
  }

  @Test("the first policy whose conditions all hold applies")
  func firstMatch() throws {
    let usd = try #require(usd)
    let conditions: [PolicyCondition] = [
      .team(["Billing", "orders"]), .priority(["urgent"]), .channel(["web"]), .tag(["vip"]), .tier(["gold"]),
      .amount(usd, from: Amount(e4: 1_000_000), below: nil),
    ]
    let subject = PolicySubject(
      team: "billing", priority: "Urgent", channel: "WEB ", tags: ["new", "vip"], tier: "gold",
      total: Money(Amount(e4: 1_000_000), usd))
    #expect(set(conditions).policy(for: subject)?.id == "special")
    var other = subject
    other.team = "returns"
    #expect(set(conditions).policy(for: other)?.id == "rest")
    other = subject
    other.total = Money(Amount(e4: 999_999), usd)
    #expect(set(conditions).policy(for: other)?.id == "rest")
    other.total = Money(Amount(e4: 9_999_999), try #require(eur))
    #expect(set(conditions).policy(for: other)?.id == "rest")
  }

  @Test("a blank condition matches nothing, a value that is not known meets none")
  func blank() throws {
    for condition in [PolicyCondition.team([]), .team(["  "]), .amount(try #require(usd), from: nil, below: nil)] {
      #expect(set([condition]).policy(for: PolicySubject(team: ""))?.id == "rest")
      #expect(set([condition]).findings() == [.blankCondition(policy: "special")])
    }
    #expect(set([.tier(["gold"])]).policy(for: PolicySubject())?.id == "rest")
    // A case of which no priority was ever set has the default one.
    #expect(set([.priority(["normal"])]).policy(for: PolicySubject())?.id == "special")
  }

  @Test("a set has exactly one catch-all, at its end")
  func catchAll() {
    let open = Policy(id: "open", targets: [:])
    let team = Policy(id: "team", conditions: [.team(["a"])], targets: [:])
    #expect(PolicySet([team, open]).findings() == [])
    #expect(PolicySet([team]).findings() == [.noCatchAll])
    #expect(PolicySet([open, team]).findings() == [.catchAllNotLast(policy: "open")])
    #expect(PolicySet([team, team, open]).findings() == [.sameName(policy: "team")])
    #expect(PolicySet([team]).policy(for: PolicySubject(team: "b")) == nil)
  }

  @Test("targets by priority, whatever its case; normal where none was set")
  func targets() {
    let policy = Policy(id: "p", targets: [.wait: ["Normal": 60, "HIGH": 30]])
    #expect(policy.target(.wait, priority: nil) == 60)
    #expect(policy.target(.wait, priority: "High") == 30)
    #expect(policy.target(.wait, priority: "low") == nil)
    #expect(policy.target(.firstReply, priority: "high") == nil)
  }
}
