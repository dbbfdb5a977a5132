import Diagnostics
import Foundation
import Mapping
import Model
import Store
import Testing

@testable import Exports

private struct Crash: Error {}

@Suite struct ExportCrashTests {
  private static let text = "kind: export\nrows: order\ncolumns: [order_id, total]\n"

  /// Stops a run after each step; the store and the folder then show the run as a whole or not at all, and the same
  /// command ends with everything in place.
  @Test(arguments: ExportRunner.Step.allCases)
  func aRunThatStopsIsThereOrNot(step: ExportRunner.Step) throws {
    let fixture = try ExportFixture()
    let request = ExportRequest(layout: try fixture.layout(Self.text), path: fixture.path("out.csv"))
    var runner = fixture.runner
    runner.afterStep = { if $0 == step { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(request) }

    let recorded = try fixture.store.read { try $0.batches(kind: .export) }
    let hasHappened = [.recorded, .manifestPublished, .firstPublished, .published].contains(step)
    #expect(recorded.count == (hasHappened ? 1 : 0))
    if hasHappened {
      // Every recorded output lies complete under its name or as its part.
      for output in try fixture.store.read({ try $0.outputs(of: recorded[0].batch) }) {
        let name = String(try #require(output.path.split(separator: "/").last))
        let present = fixture.exists(name) ? name : name + ".part"
        #expect(SHA256Digest(of: Array(try fixture.text(present).utf8)) == output.sha256)
      }
    } else {
      #expect(!fixture.exists("out.csv") && !fixture.exists("out.csv.manifest.json"))
    }

    let summary = try fixture.runner.run(request)
    #expect(summary.batch == (hasHappened ? 3 : 2))
    #expect(try fixture.text("out.csv").hasPrefix("order_id,total\n0001,"))
    #expect(try fixture.text("out.csv.manifest.json").contains("\"batch\" : \(summary.batch)"))
    #expect(!fixture.exists("out.csv.part") && !fixture.exists("out.csv.manifest.json.part"))
  }

  @Test func whatWasRecordedIsPublishedByTheNextRunEvenIfThatFails() throws {
    let fixture = try ExportFixture()
    let request = ExportRequest(layout: try fixture.layout(Self.text), path: fixture.path("out.csv"))
    var runner = fixture.runner
    runner.afterStep = { if $0 == .recorded { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(request) }
    #expect(!fixture.exists("out.csv"))
    runner.afterStep = { if $0 == .begun { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(request) }
    #expect(try fixture.text("out.csv").hasPrefix("order_id,total\n0001,"))
    #expect(try fixture.text("out.csv.manifest.json").contains("\"batch\" : 2"))
  }

  @Test func aPartOfARunThatWasNotRecordedIsReplaced() throws {
    let fixture = try ExportFixture()
    let old = try fixture.export(Self.text)
    let request = ExportRequest(
      layout: try fixture.layout("kind: export\nrows: order\ncolumns: [order_id]\n"), path: fixture.path("out.csv"))
    var runner = fixture.runner
    runner.afterStep = { if $0 == .finished { throw Crash() } }
    #expect(throws: Crash.self) { try runner.run(request) }
    #expect(try fixture.text("out.csv") == old)
    _ = try fixture.runner.run(request)
    #expect(try fixture.text("out.csv").hasPrefix("order_id\n0001\n"))
  }

  @Test func aFolderThatTakesTheNameIsAFailureThatNamesThePart() throws {
    let fixture = try ExportFixture()
    let request = ExportRequest(layout: try fixture.layout(Self.text), path: fixture.path("out.csv"))
    var runner = fixture.runner
    let folder = URL(fileURLWithPath: fixture.path("out.csv"))
    runner.afterStep = {
      if $0 == .recorded { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false) }
    }
    let failure = #expect(throws: Failure.self) { try runner.run(request) }
    #expect(failure?.diagnostics.first?.code == .exportNotPublished)
    #expect(failure?.diagnostics.first?.facts["batch"] == "2")
    try FileManager.default.removeItem(at: folder)
    #expect(try fixture.runner.run(request).batch == 3)
    #expect(try fixture.text("out.csv").hasPrefix("order_id,total\n0001,"))
  }
}
