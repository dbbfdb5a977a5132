import Diagnostics
import Foundation
import Mapping
import Model
import Store
import Tabular
import Testing

@testable import Exports

private struct Crash: Error {}

/// Several files from one run.
@Suite struct ExportFilesTests {
  private static let text = "kind: export\nrows: order\ncolumns: [order_id, total]\n"
  private static let byCurrency = text + "split: {by: currency}\n"
  private static let euro = "order_id,total\n0001,123456.789\n0003,0.01\n0004,0.00\n"
  private static let dollar = "order_id,total\n0002,-1.2345\n"

  private static func request(_ fixture: ExportFixture, _ text: String = byCurrency) throws -> ExportRequest {
    var request = ExportRequest(layout: try fixture.layout(text), path: fixture.path("out"))
    request.isFolder = true
    return request
  }

  private static func delivery(
    _ fixture: ExportFixture, _ text: String = byCurrency, command: [String]? = nil, scope: ExportScope = .new
  ) throws -> ExportRequest {
    var request = try request(fixture, text)
    let destination = ExportDestination(
      name: "bank", folder: fixture.path("out"),
      command: command.map { DeliveryCommand(arguments: $0, timeLimitSeconds: 5) })
    request.delivery = DeliveryRequest(scope: scope, destination: destination, copies: fixture.path("copies"))
    return request
  }

  private static func settler(_ fixture: ExportFixture, _ request: ExportRequest) throws -> ExportDelivery {
    ExportDelivery(
      store: fixture.store, identity: ExportFixture.identity, destination: try #require(request.delivery).destination,
      copies: fixture.path("copies"))
  }

  private static func names(_ fixture: ExportFixture, _ folder: String = "out") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixture.path(folder)).sorted()
  }

  @Test func aFileForEachValueAndOneManifestOfAll() throws {
    let fixture = try ExportFixture()
    let summary = try fixture.runner.run(try Self.request(fixture))
    #expect(try Self.names(fixture) == ["test-EUR.csv", "test-USD.csv", "test.manifest.json"])
    #expect(try fixture.text("out/test-EUR.csv") == Self.euro && fixture.text("out/test-USD.csv") == Self.dollar)
    #expect(summary.files.map(\.rows) == [3, 1] && summary.rows == 4 && summary.selected == 4)
    #expect(summary.sums.map(\.sumText) == ["123456.799", "-1.2345"])
    let data = try Data(contentsOf: URL(fileURLWithPath: fixture.path("out/test.manifest.json")))
    let manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(manifest["rows"] as? Int == 4 && manifest["selected"] as? Int == 4 && manifest["sha256"] == nil)
    let files = try #require(manifest["files"] as? [[String: Any]])
    #expect(files.map { $0["group"] as? String } == ["EUR", "USD"])
    #expect(files.map { $0["file"] as? String } == ["test-EUR.csv", "test-USD.csv"])
    for (file, text) in zip(files, [Self.euro, Self.dollar]) {
      #expect(file["sha256"] as? String == SHA256Digest(of: Array(text.utf8)).description)
      #expect(file["bytes"] as? Int == text.utf8.count)
    }
    #expect(try fixture.store.read { try $0.outputs(of: summary.batch) }.map(\.rows) == [3, 1, nil])
  }

  @Test func soManyOrdersAFileUnderNamesOfTheLayout() throws {
    let fixture = try ExportFixture()
    let text = Self.text + "split: {every: 3}\nfile: \"{mapping} {date:yyyyMMdd}-{sequence:2}.csv\"\n"
    let summary = try fixture.runner.run(try Self.request(fixture, text))
    let day = "20260921"
    #expect(
      try Self.names(fixture) == ["test \(day)-01.csv", "test \(day)-02.csv", "test \(day).manifest.json"])
    #expect(summary.files.map(\.rows) == [3, 1])
  }

  @Test func noRowsAreNoFilesButAManifest() throws {
    let fixture = try ExportFixture()
    let summary = try fixture.runner.run(try Self.request(fixture, Self.byCurrency + "where: {order_id: none}\n"))
    #expect(summary.rows == 0 && summary.files.isEmpty)
    #expect(try Self.names(fixture) == ["test.manifest.json"])
  }

  /// Values that lead elsewhere stay in the folder; two values of one name are refused, also where only letter case differs.
  @Test func namesStayInTheFolderAndApart() throws {
    let fixture = try ExportFixture()
    func text(_ first: String, _ second: String) -> String {
      "kind: export\nrows: order\ncolumns: [order_id]\nsplit: {by: billing_last_name}\n"
        + "where: {order_id: ['\(first)', '\(second)']}\n"
    }
    func rename(_ id: String, _ name: String) throws {
      try fixture.store.change { connection in
        let new = NewBatch(kind: .orders, identity: ExportFixture.identity)
        let batch = try connection.begin(new)
        let writer = try OrderWriter(connection, batch: batch, identity: ExportFixture.identity)
        let stored = try #require(try writer.finder.liveOrder(id))
        var record = try #require(ExportFixture.orders.first { $0.orderID == id })
        record["billing_last_name"] = .text(name)
        try writer.update(stored, to: record, digest: record.digest)
        try connection.complete(batch, new, counts: BatchCounts())
      }
    }
    try rename("0001", "../../up")
    try rename("0002", "a/B")
    try rename("0003", "A:b")
    _ = try fixture.runner.run(try Self.request(fixture, text("0001", "0002")))
    #expect(try Self.names(fixture) == ["test-.._.._up.csv", "test-a_B.csv", "test.manifest.json"])
    let failure = #expect(throws: Failure.self) {
      try fixture.runner.run(try Self.request(fixture, text("0002", "0003")))
    }
    #expect(failure?.diagnostics.first?.code == .exportFilesOfOneName)
    #expect(try Self.names(fixture) == ["test-.._.._up.csv", "test-a_B.csv", "test.manifest.json"])
  }

  @Test func aFailureLeavesNoFileAndNoFolder() throws {
    let fixture = try ExportFixture()
    let text = "kind: export\nrows: order\ncolumns: [{field: billing_last_name, required: yes}]\nsplit: {every: 1}\n"
    #expect(throws: Failure.self) { try fixture.runner.run(try Self.request(fixture, text)) }
    #expect(!fixture.exists("out"))
    #expect(try fixture.store.read { try $0.batches(kind: .export) }.isEmpty)
  }

  /// Whatever the step: what is recorded is complete, under its name or beside it, nothing else is seen, and the same command
  /// ends with everything in place.
  @Test(arguments: ExportRunner.Step.allCases)
  func aRunThatStopsIsThereOrNot(step: ExportRunner.Step) throws {
    let fixture = try ExportFixture()
    var runner = fixture.runner
    runner.afterStep = { if $0 == step { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(try Self.request(fixture)) }
    let recorded = try fixture.store.read { try $0.batches(kind: .export) }
    if let batch = recorded.first?.batch {
      for output in try fixture.store.read({ try $0.outputs(of: batch) }) {
        let name = "out/\(try #require(output.path.split(separator: "/").last))"
        let present = fixture.exists(name) ? name : name + ".part"
        #expect(SHA256Digest(of: Array(try fixture.text(present).utf8)) == output.sha256)
      }
    } else {
      #expect(!fixture.exists("out"))
    }
    _ = try fixture.runner.run(try Self.request(fixture))
    #expect(try Self.names(fixture) == ["test-EUR.csv", "test-USD.csv", "test.manifest.json"])
    #expect(try fixture.text("out/test-EUR.csv") == Self.euro && fixture.text("out/test-USD.csv") == Self.dollar)
  }

  /// The parts of yesterday's names are put in place by a run that writes others.
  @Test func whatWasRecordedUnderOtherNamesIsPublished() throws {
    let fixture = try ExportFixture()
    var runner = fixture.runner
    runner.afterStep = { if $0 == .firstPublished { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(try Self.request(fixture)) }
    #expect(!fixture.exists("out/test-USD.csv"))
    _ = try fixture.runner.run(try Self.request(fixture, Self.byCurrency + "file: \"other-{group}.csv\"\n"))
    #expect(try fixture.text("out/test-USD.csv") == Self.dollar)
    #expect(try fixture.text("out/other-USD.csv") == Self.dollar)
  }

  @Test(arguments: ExportRunner.Step.allCases)
  func aDeliveryThatStopsIsFinishedByTheNext(step: ExportRunner.Step) throws {
    let fixture = try ExportFixture()
    var runner = fixture.runner
    runner.afterStep = { if $0 == step { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(try Self.delivery(fixture)) }
    _ = try fixture.runner.run(try Self.delivery(fixture))
    #expect(
      try Self.names(fixture)
        == ["test-bank-0001-EUR.csv", "test-bank-0001-USD.csv", "test-bank-0001.manifest.json"])
    #expect(try fixture.runner.run(try Self.delivery(fixture)).rows == 0)
    #expect(try fixture.store.read { try $0.exportRuns(unfinished: true) }.isEmpty)
  }

  /// The command is started for each file; what it has taken it does not get again when the rest is repeated.
  @Test func aCommandTakesEachFileOnce() throws {
    let fixture = try ExportFixture()
    let script = "case $1 in *USD*) test -e \"$2/open\" || exit 4;; esac; echo \"$1\" >> \"$2/log\"; mv \"$0\" \"$2\""
    let command = ["sh", "-c", script, "{file}", "{name}", fixture.path("taken")]
    try FileManager.default.createDirectory(atPath: fixture.path("taken"), withIntermediateDirectories: false)
    let failure = #expect(throws: Failure.self) {
      try fixture.runner.run(try Self.delivery(fixture, command: command))
    }
    #expect(failure?.diagnostics.first?.facts["what"]?.hasSuffix("test-bank-0001-USD.csv") == true)
    #expect(throws: Failure.self) { try fixture.runner.run(try Self.delivery(fixture, command: command)) }
    try Data().write(to: URL(fileURLWithPath: fixture.path("taken/open")))
    let last = try fixture.runner.run(try Self.delivery(fixture, command: command))
    #expect(last.rows == 0 && last.finished == [2])
    #expect(try fixture.text("taken/log") == "test-bank-0001-EUR.csv\ntest-bank-0001-USD.csv\n")
    #expect(try fixture.text("taken/test-bank-0001-USD.csv") == Self.dollar)
    #expect(try Self.names(fixture) == ["test-bank-0001.manifest.json"])
  }

  @Test func aCommandCanTakeAllFilesAtOnce() throws {
    let fixture = try ExportFixture()
    let command = ["sh", "-c", "echo $# >> \"$0\"; test $# = 2 && test -e \"$0.open\"", fixture.path("log"), "{files}"]
    #expect(throws: Failure.self) { try fixture.runner.run(try Self.delivery(fixture, command: command)) }
    try Data().write(to: URL(fileURLWithPath: fixture.path("log.open")))
    #expect(try fixture.runner.run(try Self.delivery(fixture, command: command)).rows == 0)
    #expect(try fixture.text("log") == "2\n2\n")
    let attempts = try fixture.store.read { try $0.exportAttempts(of: 2) }
    #expect(attempts.map(\.isDelivered) == [false, true])
  }

  /// Nobody saw the end of the first file's command: what is confirmed is that file, and the others are sent.
  @Test func aDecisionIsAboutTheFileInDoubt() throws {
    for isConfirmed in [true, false] {
      let fixture = try ExportFixture()
      var runner = fixture.runner
      runner.afterStep = { if $0 == .published { throw Crash() } }
      let command = ["sh", "-c", "echo \"$0\" >> \"$1\"", "{name}", fixture.path("log")]
      let request = try Self.delivery(fixture, command: command)
      #expect(throws: Crash.self) { try runner.run(request) }
      let place = try #require(try fixture.store.read { try $0.exportRun(2) }.dataFiles.first?.place)
      _ = try fixture.store.change {
        try $0.beginAttempt(of: 2, file: place, at: ExportFixture.identity.startedAt)
      }
      let failure = #expect(throws: Failure.self) { try fixture.runner.run(request) }
      #expect(failure?.diagnostics.first?.code == .exportUnconfirmed)
      let run = try fixture.store.read { try $0.exportRun(2) }
      let settler = try Self.settler(fixture, request)
      if isConfirmed { try settler.confirm(run, reason: nil) } else { try settler.redeliver(run, reason: nil) }
      let sent = try fixture.text("log").split(separator: "\n")
      #expect(sent == (isConfirmed ? [] : ["test-bank-0001-EUR.csv"]) + ["test-bank-0001-USD.csv"])
      #expect(try fixture.store.read { try $0.exportRun(2) }.delivery?.state == .delivered)
    }
  }

  /// A run that died before its first start: the destination has none of the files, and nobody can confirm one.
  @Test func whatWasNeverStartedCannotBeConfirmed() throws {
    for split in ["", "split: {by: currency}\n"] {
      let fixture = try ExportFixture()
      var runner = fixture.runner
      runner.afterStep = { if $0 == .published { throw Crash() } }
      let command = ["sh", "-c", "echo \"$0\" >> \"$1\"", "{name}", fixture.path("log")]
      let request = try Self.delivery(fixture, Self.text + split, command: command)
      #expect(throws: Crash.self) { try runner.run(request) }
      let run = try fixture.store.read { try $0.exportRun(2) }
      let failure = #expect(throws: Failure.self) { try Self.settler(fixture, request).confirm(run, reason: nil) }
      #expect(failure?.diagnostics.first?.code == .exportNeverStarted)
      #expect(!fixture.exists("log"))
      try Self.settler(fixture, request).redeliver(run, reason: nil)
      let sent = try fixture.text("log").split(separator: "\n")
      #expect(sent.count == (split.isEmpty ? 1 : 2))
    }
  }

  @Test func whatCouldNotBeStartedCannotBeConfirmed() throws {
    let fixture = try ExportFixture()
    let request = try Self.delivery(fixture, Self.text, command: ["/nowhere/at-all"])
    #expect(throws: Failure.self) { try fixture.runner.run(request) }
    let run = try fixture.store.read { try $0.exportRun(2) }
    let failure = #expect(throws: Failure.self) { try Self.settler(fixture, request).confirm(run, reason: nil) }
    #expect(failure?.diagnostics.first?.code == .exportNeverStarted)
  }

  /// Copies that a killed delivery had begun; those that a living run is making stay.
  @Test func theNextDeliveryRemovesLeftCopies() throws {
    let fixture = try ExportFixture()
    try FileManager.default.createDirectory(atPath: fixture.path("copies"), withIntermediateDirectories: true)
    try Data("half".utf8).write(to: URL(fileURLWithPath: fixture.path("copies/dead.gz.part")))
    let living = try OutputFile(path: fixture.path("copies/living.gz"))
    _ = try fixture.runner.run(try Self.delivery(fixture))
    #expect(!fixture.exists("copies/dead.gz.part") && fixture.exists("copies/living.gz.part"))
    living.abandon()
  }

  /// While the files of a run get their names nobody else names files there.
  @Test func anotherRunInTheSameFolderWaits() throws {
    let fixture = try ExportFixture()
    let name = "file: \"{group}.csv\"\n"
    var other = try Self.request(fixture, Self.byCurrency + name)
    other.layout.name = "other"
    let single = ExportRequest(layout: try fixture.layout(Self.text), path: fixture.path("out/one.csv"))
    for request in [other, single] {
      for step in [ExportRunner.Step.written, .recorded, .firstPublished] {
        var runner = fixture.runner
        runner.afterStep = {
          guard $0 == step else { return }
          let failure = #expect(throws: Failure.self) { _ = try fixture.runner.run(request) }
          #expect(failure?.exit == .locked && failure?.diagnostics.first?.code == .exportFolderLocked)
        }
        #expect(try runner.run(try Self.request(fixture, Self.byCurrency + name)).files.count == 2)
      }
    }
    // Two that write a file each do not meet.
    var runner = fixture.runner
    runner.afterStep = {
      guard $0 == .written else { return }
      _ = try fixture.runner.run(
        ExportRequest(layout: try fixture.layout(Self.text), path: fixture.path("out/two.csv")))
    }
    #expect(try runner.run(single).rows == 4)
  }

  /// A program that knows no lock.
  @Test func aRunWhoseFilesAnotherReplacedIsNotRecorded() throws {
    let fixture = try ExportFixture()
    var runner = fixture.runner
    runner.afterStep = {
      guard $0 == .written else { return }
      let part = fixture.path("out/test-USD.csv.part")
      try FileManager.default.removeItem(atPath: part)
      try Data("somebody else's".utf8).write(to: URL(fileURLWithPath: part))
    }
    let failure = #expect(throws: Failure.self) { try runner.run(try Self.request(fixture)) }
    #expect(failure?.diagnostics.first?.code == .outputInUse)
    #expect(try Self.names(fixture) == ["test-USD.csv.part"])
    #expect(try fixture.store.read { try $0.lastExport(by: "test") } == nil)
  }

  /// The next run of a mapping gives files their names that a crash left without, whatever it writes itself; it does not go on
  /// while the last one is still at it.
  @Test func theNextRunGivesFilesTheirNames() throws {
    let fixture = try ExportFixture()
    var elsewhere = try Self.request(fixture)
    elsewhere.path = fixture.path("elsewhere")
    var runner = fixture.runner
    runner.afterStep = {
      guard $0 == .firstPublished else { return }
      let failure = #expect(throws: Failure.self) { try fixture.runner.run(elsewhere) }
      #expect(failure?.exit == .locked)
    }
    #expect(try runner.run(try Self.request(fixture)).files.count == 2)
    #expect(try fixture.text("out/test-USD.csv") == Self.dollar)
    runner.afterStep = { if $0 == .recorded { throw Crash() } }
    var third = try Self.request(fixture)
    third.path = fixture.path("third")
    #expect(throws: (any Error).self) { try runner.run(third) }
    let single = try fixture.layout(Self.byCurrency + "where: {currency: EUR}\n")
    _ = try fixture.runner.run(ExportRequest(layout: single, path: fixture.path("one.csv")))
    #expect(try Self.names(fixture, "third").contains("test-USD.csv"))
  }

  @Test func anAbandonedDeliveryLeavesNoFiles() throws {
    let fixture = try ExportFixture()
    let request = try Self.delivery(fixture, command: ["false"])
    #expect(throws: Failure.self) { try fixture.runner.run(request) }
    try Self.settler(fixture, request).abandon(fixture.store.read { try $0.exportRun(2) }, reason: nil)
    #expect(try Self.names(fixture).isEmpty)
    #expect(try fixture.runner.run(try Self.delivery(fixture)).rows == 4)
    #expect(try Self.names(fixture).first == "test-bank-0002-EUR.csv")
  }

  @Test func filesThatWaitToBeCollectedAreNotReplaced() throws {
    let fixture = try ExportFixture()
    let text = Self.byCurrency + "file: \"{group}.csv\"\n"
    _ = try fixture.runner.run(try Self.delivery(fixture, text))
    #expect(try Self.names(fixture) == ["EUR.csv", "USD.csv", "test.manifest.json"])
    let failure = #expect(throws: Failure.self) { try fixture.runner.run(try Self.request(fixture, text)) }
    #expect(failure?.diagnostics.first?.code == .exportNotCollected)
    for name in ["EUR.csv", "USD.csv"] { try FileManager.default.removeItem(atPath: fixture.path("out/\(name)")) }
    #expect(try fixture.runner.run(try Self.request(fixture, text)).files.count == 2)
  }

  @Test func moreFilesThanDescriptorsAreNoProblem() throws {
    let fixture = try ExportFixture()
    try fixture.store.change { connection in
      let new = NewBatch(kind: .orders, identity: ExportFixture.identity)
      let batch = try connection.begin(new)
      let writer = try OrderWriter(connection, batch: batch, identity: ExportFixture.identity)
      for number in 0..<1200 {
        let order = ExportFixture.order(
          "M\(number)", "2026-03-31T22:00:00Z", "EUR", total: 1, last: nil, items: [])
        _ = try writer.insert(order, digest: order.digest)
      }
      try connection.complete(batch, new, counts: BatchCounts())
    }
    let summary = try fixture.runner.run(try Self.request(fixture, Self.text + "split: {by: order_id}\n"))
    #expect(summary.files.count == 1204 && summary.rows == 1204)
    #expect(try Self.names(fixture).count == 1205)
    var runner = fixture.runner
    runner.mostFiles = 1203
    let failure = #expect(throws: Failure.self) {
      try runner.run(try Self.request(fixture, Self.text + "split: {by: order_id}\nfile: \"x-{group}.csv\"\n"))
    }
    #expect(failure?.diagnostics.first?.code == .exportTooManyFiles)
    #expect(try Self.names(fixture).count == 1205)
  }
}
