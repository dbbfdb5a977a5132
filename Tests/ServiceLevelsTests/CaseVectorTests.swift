import Model
import ServiceLevels
import Testing

@Suite("Case clocks against shared answers")
struct CaseVectorTests {
  @Test("every shared case")
  func cases() throws {
    guard let shared = try SharedCases.read() else { return }
    let expected = try shared.file["expected"].list
    #expect(expected.count == 600)
    #expect(shared.figures.count == 600)
    for (figures, answer) in zip(shared.figures, expected) { try check(figures, answer) }
  }

  private func check(_ figures: CaseFigures, _ answer: JSON) throws {
    let id = Comment(rawValue: figures.caseID)
    #expect(figures.caseID == (try answer["case"].text))
    let cycles = figures.clocks.filter { $0.metric == .firstReply || $0.metric == .nextReply }
    let answers = try answer["cycles"].list
    #expect(cycles.count == answers.count, id)
    for (clock, cycle) in zip(cycles, answers) {
      #expect(clock.metric.rawValue == (try cycle["metric"].text), id)
      #expect(clock.startedAt == (try cycle["start"].instant), id)
      #expect(clock.stoppedAt == (try cycle["stop"].optionalInstant), id)
      #expect(clock.fulfilledBy?.rawValue == (try cycle["fulfilled_by"].optionalText), id)
      #expect(clock.replier == (try cycle["agent"].optionalText), id)
      try checkTime(clock, cycle, id)
    }
    try checkTime(#require(figures.clock(.wait)), answer["wait"], id)
    let first = try #require(figures.clock(.firstResolution))
    #expect(
      (first.stoppedAt == nil ? nil : first.elapsedSeconds) == (try answer["first_resolution"].optionalNumber), id)
    let full = try #require(figures.clock(.fullResolution))
    #expect((full.stoppedAt == nil ? nil : full.elapsedSeconds) == (try answer["full_resolution"].optionalNumber), id)
    let calendarSeconds = full.stoppedAt.map { $0.seconds - full.startedAt.seconds }
    #expect(calendarSeconds == (try answer["full_resolution_calendar"].optionalNumber), id)
    #expect(Int64(figures.reopenedAt.count) == (try answer["reopens"].number), id)
    #expect(figures.status.rawValue == (try answer["status"].text), id)
    #expect(figures.priority == (try answer["priority"].optionalText), id)
    #expect(Int64(figures.customerMessages.count) == (try answer["customer_messages"].number), id)
    #expect(Int64(figures.replyCount) == (try answer["merchant_messages"].number), id)
    #expect(Int64(figures.internalCount) == (try answer["touches_internal"].number), id)
    #expect(figures.ageSeconds == (try answer["age_calendar"].optionalNumber), id)
    #expect(figures.waitingOn?.rawValue == (try answer["waiting_on"].optionalText), id)
    #expect(figures.disputes.count == (try answer["disputes"].list.count), id)
    for (dispute, entry) in zip(figures.disputes, try answer["disputes"].list) {
      #expect(dispute.openedAt == (try entry["opened"].instant), id)
      #expect(dispute.closedAt == (try entry["closed"].optionalInstant), id)
      #expect(dispute.openedBy == (try entry["by"].optionalText), id)
      #expect(dispute.reason == (try entry["reason"].optionalText), id)
      #expect(dispute.seconds == (try entry["calendar_seconds"].number), id)
    }
    #expect(figures.handling.reduce(0) { $0 + $1.seconds } == figures.clock(.wait)?.elapsedSeconds, id)
  }

  private func checkTime(_ clock: Clock, _ answer: JSON, _ id: Comment) throws {
    #expect(clock.elapsedSeconds == (try answer["elapsed"].number), id)
    #expect(clock.breachedAt == (try answer["breached_at"].optionalInstant), id)
    #expect(clock.state.rawValue == (try answer["state"].text), id)
  }
}
