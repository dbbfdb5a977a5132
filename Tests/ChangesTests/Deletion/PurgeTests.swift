import Diagnostics
import Foundation
import GRDB
import Mapping
import Model
import Testing

@testable import Changes
@testable import Store

private let orders = """
  order_id,created_at,stage,currency,total,email,billing_last_name,item_sku,item_quantity
  1,2026-03-01T10:00:00Z,Hold,USD,12.50,quillfeather@mail.example,Quillfeather,A-1,1
  2,2026-03-02T09:00:00Z,SD,USD,3,other@mail.example,Other,A-1,2

  """

@Suite struct PurgeTests {
  private func desk() throws -> OrderDesk {
    let desk = try OrderDesk()
    try desk.load(orders) { $0.archive = InputArchive(folder: desk.folder.path + "/archive") }
    let cases = """
      case,order,at,kind,actor,body,subject
      C-1,1,2026-03-02T10:00:00Z,customer_message,quillfeather@mail.example,Quillfeather here,Cups for Quillfeather
      C-1,1,2026-03-02T11:00:00Z,internal_action,bea,Quillfeather again,
      C-1,1,2026-03-02T12:00:00Z,merchant_message,bea,Dear Quillfeather,
      C-1,1,2026-03-02T13:00:00Z,dispute_open,quillfeather@mail.example,,

      """
    let path = try desk.folder.write("cases.csv", cases)
    try _ = CaseImport(path: path).run(on: desk.store, identity: desk.identity)
    try FileManager.default.removeItem(atPath: path)
    return desk
  }

  private func purge(_ desk: OrderDesk, _ ids: [String]) throws -> OrderResults {
    try OrderPurge(
      .orders(ids), retention: nil, zone: desk.context.zone, reason: nil, identity: desk.identity
    )
    .apply(to: desk.store)
  }

  private func clean(_ desk: OrderDesk) throws -> PurgeCleaning.Result {
    let archive = InputArchive(folder: desk.folder.path + "/archive")
    return try PurgeCleaning(
      desk.store, archive: archive, folders: [desk.folder.path + "/inbox"], backups: desk.folder.path + "/backups"
    )
    .finish(at: desk.identity.startedAt)
  }

  /// The files of the desk that hold some bytes, in either case of letters.
  private func files(_ desk: OrderDesk, holding text: String) throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path)
    return try names.filter { name in
      let path = desk.folder.path + "/" + name
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
        return false
      }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      return String(decoding: bytes, as: UTF8.self).lowercased().contains(text)
    }
  }

  @Test func nothingOfThePersonIsLeftInAnyFile() throws {
    let desk = try desk()
    try FileManager.default.removeItem(atPath: desk.folder.path + "/orders.csv")
    try _ = OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    let old = try desk.folder.write("daybook.sqlite.before-8", "a copy with Quillfeather")
    let holding = try files(desk, holding: "uillfeath")
    #expect(!holding.isEmpty)
    let results = try purge(desk, ["1"])
    #expect(results.results.map(\.kind) == [.purged])
    #expect(results.dependents.cases == 1)
    let removed = try clean(desk).removed
    #expect(removed.contains { $0.contains("before-8") } && removed.contains { $0.hasSuffix(".gz") })
    #expect(!FileManager.default.fileExists(atPath: old))
    #expect(try files(desk, holding: "uillfeath") == [])
    #expect(try files(desk, holding: "other@mail").count == 1)
    // Words are kept without what they have in common with the one before.
    try desk.store.change { connection in
      for index in ["case_text", "case_internal_text"] {
        try connection.db.execute(sql: "CREATE VIRTUAL TABLE temp.words_\(index) USING fts5vocab(main, \(index), row)")
        #expect(try Int.fetchOne(connection.db, sql: "SELECT count(*) FROM words_\(index)") == 0)
      }
    }
    try desk.store.read { connection in
      #expect(try connection.tombstonesWithRemains() == [])
      let faults = try connection.caseWordFaults()
      #expect(faults.missing == 0 && faults.surplus == 0)
      #expect(try connection.structureFindings() == [])
      #expect(try connection.danglingReferences() == [])
      #expect(try connection.unfinishedPurges() == [])
      #expect(try connection.tombstones().map(\.orderID) == ["1"])
      #expect(try connection.deletedOrders().count == 0)
    }
    let actors = try desk.store.read {
      try String.fetchAll($0.db, sql: "SELECT DISTINCT actor FROM case_event WHERE actor IS NOT NULL")
    }
    #expect(actors == ["bea"])
  }

  @Test func eachIDHasItsResult() throws {
    let desk = try desk()
    try _ = OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    let kept = OrderPurge(
      .orders(["1", "2", "3"]), retention: .usual, zone: desk.context.zone, reason: nil, identity: desk.identity)
    let before = try desk.tables()
    let refused = try kept.apply(to: desk.store)
    #expect(refused.results.map(\.kind) == [.kept, .live, .notFound])
    #expect(refused.summary.diagnostics.map(\.code) == [.purgeTooEarly, .purgeOfLive, .notDeleted])
    #expect(refused.summary.outcome == .rejected)
    #expect(try desk.tables() == before)
    #expect(try purge(desk, ["1"]).summary.batch == 4)
    #expect(try purge(desk, ["1"]).results.map(\.kind) == [.alreadyPurged])
    let back = try OrderUndeletion(.orders(["1"]), identity: desk.identity).apply(to: desk.store)
    #expect(back.results.map(\.kind) == [.purged])
    #expect(back.summary.diagnostics.map(\.code) == [.undeletePurged])
    // What else the deletion hid comes back without it.
    let revert = try RevertBatch(3, reason: nil, identity: desk.identity).apply(to: desk.store)
    #expect(revert.outcome == .applied)
    #expect(revert.diagnostics.map(\.code) == [.undeletePurged])
    #expect(try desk.order("1") == nil)
    // An import of orders and of cases knows it still.
    #expect(try desk.load(orders).details.map(\.count) == [2, 0, 0, 1, 1])
    #expect(throws: Failure.self) { try RevertBatch(4, reason: nil, identity: desk.identity).apply(to: desk.store) }
    // The import is reverted without it.
    #expect(try RevertBatch(1, reason: nil, identity: desk.identity).apply(to: desk.store).outcome == .applied)
    #expect(try desk.order("2") == nil)
  }

  @Test func whileOthersReadTracesAreLeftForTheNextPurge() throws {
    let desk = try desk()
    try _ = OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    try _ = purge(desk, ["1"])
    let reader = try Store.open(desk.store.path, .readOnly)
    try reader.read { connection in
      _ = try connection.lastBatch()
      let failure = #expect(throws: Failure.self) { try clean(desk) }
      #expect(failure?.exit == .locked)
      #expect(failure?.diagnostics.map(\.code) == [.purgeUnfinished])
    }
    #expect(try desk.store.read { try $0.unfinishedPurges() } == [4])
    try _ = clean(desk)
    #expect(try desk.store.read { try $0.unfinishedPurges() } == [])
  }
}
