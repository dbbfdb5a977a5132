import Model
import ServiceLevels
import Testing

@Suite("Business time against shared answers")
struct CalendarVectorTests {
  @Test(
    "every shared vector of business time",
    arguments: [("vectors_public.json", 108), ("vectors_biz_shared.json", 1120), ("vectors_extra.json", 43)])
  func shared(name: String, count: Int) throws {
    guard let file = try SharedVectors.read(name) else { return }
    let calendars = try SharedVectors.calendars(file)
    let vectors = try file["vectors"].list
    #expect(vectors.count == count)
    for vector in vectors { try check(vector, calendars, file) }
  }

  private func check(_ vector: JSON, _ calendars: [String: BusinessCalendar], _ file: JSON) throws {
    let id = Comment(rawValue: try vector["id"].text)
    if try vector["op"].text == "elapsed_multi" { return try checkVersions(vector, file) }
    let calendar = try #require(calendars[vector["cal"].text])
    let from = try vector["from"].instant
    switch try vector["op"].text {
    case "elapsed":
      // `expected` is by the rule of membership; where another program answered otherwise it stands beside, in `biz`.
      let to = try vector["to"].instant
      #expect(calendar.elapsed(from: from, to: to) == (try vector["expected"].number), id)
      let counted = calendar.spans(from: from, to: to).filter(\.isCounted).reduce(0) { $0 + $1.seconds }
      #expect(counted == calendar.elapsed(from: from, to: to), id)
    case "deadline":
      let seconds = try vector["seconds"].number
      let dueAt = calendar.dueAt(from: from, seconds: seconds)
      let breachAfter = calendar.breachAfter(from: from, seconds: seconds)
      #expect(dueAt == (try vector["due_at"].optionalInstant), id)
      #expect(breachAfter == (try vector["breach_after"].optionalInstant), id)
      guard !vector["matches"].isNull else { return }
      // The source of a public vector asserts one of the two readings.
      let expected = try vector["expected"].optionalInstant
      for reading in try vector["matches"].list.map({ try $0.text }) {
        #expect((reading == "due_at" ? dueAt : breachAfter) == expected, id)
      }
    case "next_open":
      #expect(calendar.nextOpening(from: from) == (try vector["expected"].optionalInstant), id)
    case let other:
      Issue.record("unknown operation \(other)")
    }
  }

  /// Spans of different calendars, one after the other, are one calendar with a version for each.
  private func checkVersions(_ vector: JSON, _ file: JSON) throws {
    let spans = try vector["spans"].list
    let definitions = try file["calendars"].list
    let versions = try spans.map { span in
      let id = try span["cal"].text
      var version = try SharedVectors.definition(#require(definitions.first { try $0["id"].text == id }))
      version.validFrom = try span["from"].instant
      version.validTo = try span["to"].instant
      return version
    }
    let calendar = try BusinessCalendar(id: "versions", versions: versions)
    let (first, last) = (try #require(spans.first)["from"], try #require(spans.last)["to"])
    #expect(calendar.elapsed(from: try first.instant, to: try last.instant) == (try vector["expected"].number))
  }
}
