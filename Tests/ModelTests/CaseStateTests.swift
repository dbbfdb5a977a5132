import Model
import Testing

@Suite("What events make of a case")
struct CaseStateTests {
  private func event(_ second: Int64, _ kind: CaseEventKind, value: String? = nil, actor: String? = nil) -> CaseEvent {
    CaseEvent(at: Instant(seconds: second), seq: second, kind: kind, actor: actor, value: value)
  }

  @Test("Messages move the status where no status is set at the same instant")
  func messages() {
    #expect(CaseState(events: [event(1, .customerMessage)]).status == .new)
    #expect(CaseState(events: [event(1, .customerMessage), event(2, .merchantMessage)]).status == .waiting)
    let again = [event(1, .customerMessage), event(2, .merchantMessage), event(3, .customerMessage)]
    #expect(CaseState(events: again).status == .replyReceived)
    let closed = [event(1, .customerMessage), event(2, .status, value: "Closed"), event(3, .customerMessage)]
    #expect(CaseState(events: closed).status == .replyReceived)
    #expect(CaseState(events: [event(1, .merchantMessage)]).status == .waiting)
  }

  @Test("A status set at the instant of a message wins, in whatever order the events come")
  func statusWins() {
    let message = event(5, .merchantMessage)
    let status = CaseEvent(at: Instant(seconds: 5), seq: 1, kind: .status, value: "closed")
    #expect(CaseState(events: [message, status]).status == .closed)
    #expect(CaseState(events: [status, message]).status == .closed)
  }

  @Test("An automatic acknowledgement is no reply and leaves the case unread")
  func acknowledgement() {
    let state = CaseState(events: [event(1, .customerMessage), event(2, .merchantMessage, actor: "system")])
    #expect(state.status == .new)
    #expect(state.isUnread(readAt: nil))
    #expect(!state.isUnread(readAt: Instant(seconds: 1)))
  }

  @Test("Priority, assignee and disputes are what was set last")
  func settings() {
    let state = CaseState(
      priority: "low",
      events: [
        event(3, .priority, value: "high"), event(1, .customerMessage), event(2, .priority, value: "urgent"),
        event(4, .assign, value: "ana"), event(5, .disputeOpen), event(6, .disputeOpen), event(7, .disputeClose),
      ])
    #expect(state.priority == "high")
    #expect(state.assignee == "ana")
    #expect(state.openDisputes == 1)
    #expect(state.openedAt == Instant(seconds: 1))
  }

  @Test("A digest tells fields apart")
  func digest() {
    let first = CaseEvent(at: Instant(seconds: 1), seq: 1, kind: .customerMessage, actor: "ab", body: "c")
    var second = first
    second.actor = "a"
    second.body = "bc"
    #expect(first.digest != second.digest)
    second = first
    second.seq = 9
    #expect(first.digest == second.digest)
  }
}
