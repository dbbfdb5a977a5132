import Diagnostics
import Foundation
import Mapping
import Model
import Store
import Tabular
import Testing

@testable import Exports

private struct Crash: Error {}

/// Each order once, whatever happens in between.
@Suite struct ExportDeliveryTests {
  private static let text = "kind: export\nrows: order\ncolumns: [order_id, total]\n"

  private static func destination(_ fixture: ExportFixture, _ command: [String]? = nil) -> ExportDestination {
    ExportDestination(
      name: "bookkeeper", folder: fixture.path("out"),
      command: command.map { DeliveryCommand(arguments: $0, timeLimitSeconds: 1) })
  }

  private static func request(
    _ fixture: ExportFixture, _ name: String = "out.csv", _ scope: ExportScope = .new, command: [String]? = nil
  ) throws -> ExportRequest {
    var request = ExportRequest(layout: try fixture.layout(text), path: fixture.path(name))
    request.delivery = DeliveryRequest(
      scope: scope, destination: destination(fixture, command), copies: fixture.path("copies"))
    return request
  }

  private static func delivery(_ fixture: ExportFixture, _ command: [String]? = nil) -> ExportDelivery {
    ExportDelivery(
      store: fixture.store, identity: ExportFixture.identity, destination: destination(fixture, command),
      copies: fixture.path("copies"))
  }

  private static func state(_ fixture: ExportFixture, _ batch: Int64) throws -> ExportRun.State? {
    try fixture.store.read { try $0.exportRun(batch) }.delivery?.state
  }

  /// Writes an order once more, changed, as a batch of its own.
  private static func change(_ id: String, in fixture: ExportFixture) throws {
    try fixture.store.change { connection in
      let new = NewBatch(kind: .orders, identity: ExportFixture.identity)
      let batch = try connection.begin(new)
      let writer = try OrderWriter(connection, batch: batch, identity: ExportFixture.identity)
      let stored = try #require(try writer.finder.liveOrder(id))
      var record = try #require(ExportFixture.orders.first { $0.orderID == id })
      record["total"] = .number(770_000)
      try writer.update(stored, to: record, digest: record.digest)
      try connection.complete(batch, new, counts: BatchCounts())
    }
  }

  @Test func eachOrderIsSentOnceAndAgainOnlyOnceChanged() throws {
    let fixture = try ExportFixture()
    let first = try fixture.runner.run(try Self.request(fixture))
    #expect(first.rows == 4 && first.selected == 4 && first.orders.count == 4 && first.finished.isEmpty)
    let second = try fixture.runner.run(try Self.request(fixture, "second.csv"))
    #expect(second.rows == 0)
    #expect(!fixture.exists("second.csv") && !fixture.exists("second.csv.part"))
    #expect(try fixture.runner.run(try Self.request(fixture, "changed.csv", .changed)).rows == 0)
    try Self.change("0002", in: fixture)
    #expect(try fixture.runner.run(try Self.request(fixture, "third.csv")).rows == 0)
    #expect(try fixture.runner.run(try Self.request(fixture, "changed.csv", .changed)).rows == 1)
    #expect(try fixture.text("changed.csv") == "order_id,total\n0002,77.00\n")
    #expect(try fixture.runner.run(try Self.request(fixture, "again.csv", .changed)).rows == 0)
    // Another destination has got nothing yet.
    var other = try Self.request(fixture, "other.csv")
    other.delivery?.destination.name = "warehouse"
    #expect(try fixture.runner.run(other).rows == 4)
  }

  @Test func aDeletedOrderIsNotSentAndComesOnceItIsBack() throws {
    let fixture = try ExportFixture()
    func hide(_ isHidden: Bool) throws {
      try fixture.store.change { connection in
        let new = NewBatch(kind: isHidden ? .delete : .undelete, identity: ExportFixture.identity)
        let batch = try connection.begin(new)
        let curtain = try OrderCurtain(connection)
        let stored = try #require(try connection.orderFinder().order(3))
        if isHidden { try curtain.hide(stored, by: batch) } else { try curtain.show(stored) }
        try connection.complete(batch, new, counts: BatchCounts())
      }
    }
    try hide(true)
    #expect(try fixture.runner.run(try Self.request(fixture)).rows == 3)
    try hide(false)
    #expect(try fixture.runner.run(try Self.request(fixture, "second.csv")).rows == 1)
    #expect(try fixture.text("second.csv").contains("0003"))
    // Hidden and shown again it is what the destination has: nothing to send.
    try hide(true)
    try hide(false)
    #expect(try fixture.runner.run(try Self.request(fixture, "third.csv")).rows == 0)
    #expect(try fixture.runner.run(try Self.request(fixture, "fourth.csv", .changed)).rows == 0)
  }

  /// Whatever the step, the next run ends with every order in exactly one file.
  @Test(arguments: ExportRunner.Step.allCases)
  func theNextRunFinishesWhatACrashLeft(after step: ExportRunner.Step) throws {
    let fixture = try ExportFixture()
    var runner = fixture.runner
    runner.afterStep = { if $0 == step { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(try Self.request(fixture)) }
    _ = try fixture.runner.run(try Self.request(fixture, "second.csv"))
    let files = try ["out.csv", "second.csv"].filter { fixture.exists($0) }.map { try fixture.text($0) }
    #expect(files.count == 1)
    #expect(files.joined().split(separator: "\n").count == 5)
    #expect(try fixture.store.read { try $0.exportRuns(unfinished: true) }.isEmpty)
  }

  @Test func afterACrashWithTheFileGoneNothingIsSentUntilSomebodyDecides() throws {
    for isConfirmed in [true, false] {
      let fixture = try ExportFixture()
      var runner = fixture.runner
      runner.afterStep = { if $0 == .published { throw Crash() } }
      #expect(throws: Crash.self) { try runner.run(try Self.request(fixture)) }
      let bytes = try fixture.text("out.csv")
      try FileManager.default.removeItem(atPath: fixture.path("out.csv"))
      let failure = #expect(throws: Failure.self) {
        try fixture.runner.run(try Self.request(fixture, "second.csv"))
      }
      #expect(failure?.diagnostics.first?.code == .exportUnconfirmed)
      #expect(failure?.exit == .rejected)
      let run = try fixture.store.read { try $0.exportRun(2) }
      if isConfirmed {
        try Self.delivery(fixture).confirm(run, reason: "they have it")
        #expect(!fixture.exists("out.csv"))
      } else {
        try Self.delivery(fixture).redeliver(run, reason: nil)
        #expect(try fixture.text("out.csv") == bytes)
      }
      #expect(try Self.state(fixture, 2) == .delivered)
      #expect(try fixture.runner.run(try Self.request(fixture, "second.csv")).rows == 0)
      let again = #expect(throws: Failure.self) { try Self.delivery(fixture).confirm(settled(fixture), reason: nil) }
      #expect(again?.diagnostics.first?.code == .exportSettled)
    }
    func settled(_ fixture: ExportFixture) throws -> ExportRun { try fixture.store.read { try $0.exportRun(2) } }
  }

  @Test func anAbandonedDeliveryLeavesNoFileAndFreesItsOrders() throws {
    let fixture = try ExportFixture()
    let command = ["sh", "-c", "echo no route >&2; exit 7"]
    let failure = #expect(throws: Failure.self) {
      try fixture.runner.run(try Self.request(fixture, command: command))
    }
    #expect(failure?.diagnostics.first?.code == .exportNotDelivered)
    #expect(failure?.diagnostics.first?.facts["how"] == "ended with exit code 7")
    #expect(try Self.state(fixture, 2) == .failed)
    let plain = #expect(throws: Failure.self) { try fixture.export(Self.text) }
    #expect(plain?.diagnostics.first?.code == .exportUnfinished)
    let attempts = try fixture.store.read { try $0.exportAttempts(of: 2) }
    #expect(attempts.map(\.message) == ["no route\n"] && attempts.first?.code == 7)
    try Self.delivery(fixture).abandon(fixture.store.read { try $0.exportRun(2) }, reason: "wrong mapping")
    #expect(!fixture.exists("out.csv") && !fixture.exists("out.csv.manifest.json"))
    #expect(try fixture.runner.run(try Self.request(fixture, "second.csv")).rows == 4)
    let failed = #expect(throws: Failure.self) {
      try Self.delivery(fixture).redeliver(fixture.store.read { try $0.exportRun(2) }, reason: nil)
    }
    #expect(failed?.diagnostics.first?.code == .exportNotDeliverable)
  }

  @Test func theNextDeliveryFirstRepeatsAFailedOne() throws {
    let fixture = try ExportFixture()
    let received = fixture.path("received")
    let command = ["sh", "-c", "test -e \"$2\" && cp \"$1\" \"$2\"", "sh", "{file}", received]
    #expect(throws: Failure.self) { try fixture.runner.run(try Self.request(fixture, command: command)) }
    #expect(throws: Failure.self) { try fixture.runner.run(try Self.request(fixture, "second.csv", command: command)) }
    #expect(!fixture.exists("second.csv"))
    try Data().write(to: URL(fileURLWithPath: received))
    #expect(try fixture.runner.run(try Self.request(fixture, "second.csv", command: command)).rows == 0)
    #expect(try fixture.text("received") == fixture.text("out.csv"))
    #expect(try Self.state(fixture, 2) == .delivered)
    #expect(try fixture.store.read { try $0.exportAttempts(of: 2) }.count == 3)
  }

  @Test func argumentsAreGivenAsTheyAreWithoutAShell() throws {
    let fixture = try ExportFixture()
    let command = [
      "sh", "-c", "shift; printf '%s\\n' \"$@\" > \"$0\"", fixture.path("seen"), "x", "{name}; rm -rf /", "$HOME",
      "{batch} {mapping} {destination}", "{sha256}",
    ]
    let summary = try fixture.runner.run(try Self.request(fixture, command: command))
    let digest = try #require(summary.sha256)
    #expect(try fixture.text("seen") == "out.csv; rm -rf /\n$HOME\n2 test bookkeeper\n\(digest)\n")
  }

  @Test func aCommandThatNeverEndsIsStoppedWithItsChildren() throws {
    let fixture = try ExportFixture()
    let clock = ContinuousClock()
    let time = clock.measure {
      let failure = #expect(throws: Failure.self) {
        try fixture.runner.run(try Self.request(fixture, command: ["sh", "-c", "sleep 60; true"]))
      }
      #expect(failure?.diagnostics.first?.facts["how"] == "was stopped after 1 seconds")
    }
    #expect(time < .seconds(20))
    #expect(try fixture.store.read { try $0.exportAttempts(of: 2) }.first?.outcome == .timeout)
  }

  @Test func aCommandThatIsNotThereIsAFailure() throws {
    let fixture = try ExportFixture()
    #expect(throws: Failure.self) {
      try fixture.runner.run(try Self.request(fixture, command: ["/nowhere/at-all"]))
    }
    #expect(try fixture.store.read { try $0.exportAttempts(of: 2) }.first?.outcome == .notStarted)
  }

  @Test func aCommandOfWhichNobodySawTheEndIsDecidedByAPerson() throws {
    let fixture = try ExportFixture()
    var runner = fixture.runner
    runner.afterStep = { if $0 == .published { throw Crash() } }
    let command = ["cp", "{file}", fixture.path("received")]
    #expect(throws: Crash.self) { try runner.run(try Self.request(fixture, command: command)) }
    try fixture.store.change {
      _ = try $0.beginAttempt(of: 2, file: fixture.path("out.csv"), at: ExportFixture.identity.startedAt)
    }
    let failure = #expect(throws: Failure.self) {
      try fixture.runner.run(try Self.request(fixture, "second.csv", command: command))
    }
    #expect(failure?.diagnostics.first?.code == .exportUnconfirmed)
    try Self.delivery(fixture, command).redeliver(fixture.store.read { try $0.exportRun(2) }, reason: nil)
    #expect(try fixture.text("received") == fixture.text("out.csv"))
  }

  @Test func aFileThatWaitsToBeCollectedIsNotReplaced() throws {
    let fixture = try ExportFixture()
    _ = try fixture.runner.run(try Self.request(fixture))
    try Self.change("0001", in: fixture)
    for request in [
      try Self.request(fixture, "out.csv", .changed),
      ExportRequest(layout: try fixture.layout(Self.text), path: fixture.path("out.csv")),
    ] {
      let failure = #expect(throws: Failure.self) { try fixture.runner.run(request) }
      #expect(failure?.diagnostics.first?.code == .exportNotCollected)
    }
    try FileManager.default.removeItem(atPath: fixture.path("out.csv"))
    #expect(try fixture.runner.run(try Self.request(fixture, "out.csv", .changed)).rows == 1)
  }

  @Test func twoDeliveriesAtOnceAreRefused() throws {
    let fixture = try ExportFixture()
    let lock = try DeliveryLock(store: fixture.store.path)
    let failure = #expect(throws: Failure.self) { try fixture.runner.run(try Self.request(fixture)) }
    #expect(failure?.exit == .locked && failure?.diagnostics.first?.code == .exportsLocked)
    lock.release()
    #expect(try fixture.runner.run(try Self.request(fixture)).rows == 4)
  }

  @Test func aDamagedCopyAndATakenPlaceAreNotDelivered() throws {
    let fixture = try ExportFixture()
    let summary = try fixture.runner.run(try Self.request(fixture))
    let run = try fixture.store.read { try $0.exportRun(summary.batch) }
    try Data("other".utf8).write(to: URL(fileURLWithPath: fixture.path("out.csv")))
    let taken = #expect(throws: Failure.self) { try Self.delivery(fixture).redeliver(run, reason: nil) }
    #expect(taken?.diagnostics.first?.code == .exportPlaceTaken)
    try FileManager.default.removeItem(atPath: fixture.path("out.csv"))
    let copy = ExportDelivery.copyPath(of: try #require(summary.sha256), in: fixture.path("copies"))
    // The copy of something shorter.
    let short = try fixture.export("kind: export\nrows: order\ncolumns: [order_id]\n", to: "short.csv")
    #expect(short.utf8.count < summary.bytes)
    try FileManager.default.removeItem(atPath: copy)
    try PackedCopy(path: copy).pack(file: fixture.path("short.csv")).part.publish()
    let damaged = #expect(throws: Failure.self) { try Self.delivery(fixture).redeliver(run, reason: nil) }
    #expect(damaged?.diagnostics.first?.code == .exportCopyDamaged)
    #expect(!fixture.exists("out.csv"))
  }

  @Test func outputsOntoTheStoreAreRefusedAlsoWhereTheyAreNotThere() throws {
    let fixture = try ExportFixture()
    for ending in ["", "-wal", "-shm", "-journal", "-exports"] {
      let failure = #expect(throws: Failure.self) {
        try fixture.runner.run(
          ExportRequest(layout: try fixture.layout(Self.text), path: fixture.store.path + ending))
      }
      #expect(failure?.diagnostics.first?.code == .outputOntoOriginal)
      #expect(failure?.exit == .cannotCreate)
    }
  }

  @Test func aPartOfTheSameBytesAsAnExportElsewhereIsNotPublished() throws {
    let fixture = try ExportFixture()
    let bytes = try fixture.export(Self.text, to: "elsewhere.csv")
    try Data(bytes.utf8).write(to: URL(fileURLWithPath: fixture.path("out.csv.part")))
    var runner = fixture.runner
    runner.afterStep = { if $0 == .begun { throw Crash() } }
    #expect(throws: Crash.self) {
      try runner.run(ExportRequest(layout: try fixture.layout(Self.text), path: fixture.path("out.csv")))
    }
    #expect(!fixture.exists("out.csv"))
  }

  @Test func nobodySeesWhatAnImportWritesMeanwhile() throws {
    let fixture = try ExportFixture()
    let other = try Store.open(fixture.store.path, .readWrite)
    var runner = fixture.runner
    var isWritten = false
    // A writer comes between the count and the rows.
    runner.afterStep = { step in
      guard step == .counting else { return }
      let writer = ExportFixture.order(
        "0005", "2026-05-01T10:00:00Z", "EUR", total: 50_000, last: nil, items: [])
      try other.change { connection in
        let new = NewBatch(kind: .orders, identity: ExportFixture.identity)
        let batch = try connection.begin(new)
        try OrderWriter(connection, batch: batch, identity: ExportFixture.identity)
          .insert(writer, digest: writer.digest)
        try connection.complete(batch, new, counts: BatchCounts())
      }
      isWritten = true
    }
    let summary = try runner.run(try Self.request(fixture))
    #expect(isWritten && summary.rows == 4 && summary.selected == 4 && summary.lastDataBatch == 1)
    // What came meanwhile is the next delivery.
    #expect(try fixture.runner.run(try Self.request(fixture, "second.csv")).rows == 1)
    #expect(try fixture.text("second.csv").contains("0005"))
  }

  @Test func anOrderChangedWhileItIsWrittenIsChangedAfterwards() throws {
    let fixture = try ExportFixture()
    var runner = fixture.runner
    runner.afterStep = { if $0 == .written { try Self.change("0002", in: fixture) } }
    _ = try runner.run(try Self.request(fixture))
    let changed = try fixture.runner.run(try Self.request(fixture, "changed.csv", .changed))
    #expect(changed.rows == 1)
    #expect(try fixture.text("changed.csv").contains("0002,77.00"))
  }

  /// Before the copies are made and after; nothing of the persons stays, and the next run is as if there had been none.
  @Test(arguments: [ExportRunner.Step.written, .finished])
  func anExportBesideAPurgeIsGivenUp(step: ExportRunner.Step) throws {
    let fixture = try ExportFixture()
    let other = try Store.open(fixture.store.path, .readWrite)
    var runner = fixture.runner
    runner.afterStep = {
      guard $0 == step else { return }
      try other.change { connection in
        let new = NewBatch(kind: .purge, identity: ExportFixture.identity)
        try connection.complete(connection.begin(new), new, counts: BatchCounts())
      }
    }
    let failure = #expect(throws: Failure.self) { try runner.run(try Self.request(fixture)) }
    #expect(failure?.exit == .locked && failure?.diagnostics.first?.code == .exportBesidePurge)
    #expect(failure?.diagnostics.first?.facts["batch"] == "2")
    #expect(!fixture.exists("out.csv") && !fixture.exists("out.csv.part"))
    let hasCopies = fixture.exists("copies")
    #expect(try !hasCopies || FileManager.default.contentsOfDirectory(atPath: fixture.path("copies")).isEmpty)
    #expect(try fixture.runner.run(try Self.request(fixture)).rows == 4)
  }

  @Test func keySetsKeepWhatIsPutIn() {
    var keys = OrderKeySet()
    for key: Int64 in [5, 64, 63, 5, 1, 1_000_000] { keys.insert(key) }
    var found: [Int64] = []
    keys.forEach { found.append($0) }
    #expect(found == [1, 5, 63, 64, 1_000_000] && keys.count == 5)
  }
}
