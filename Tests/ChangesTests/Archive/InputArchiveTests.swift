import Diagnostics
import Foundation
import Model
import Store
import Tabular
import Testing

@testable import Changes

@Suite struct InputArchiveTests {
  private func kept(in folder: WorkFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/archive")
  }

  @Test func aFileThatChangedSinceItWasReadIsNotKept() throws {
    let folder = try WorkFolder()
    let archive = InputArchive(folder: folder.path + "/archive")
    let input = try InputFile.open(try folder.write("costs.csv", "Order ID\n1\n"))
    let digest = try input.digest()
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/costs.csv"))
    try handle.write(contentsOf: Data("Order ID\n2\n".utf8))
    let failure = #expect(throws: Failure.self) { try archive.keep(input, as: digest) }
    #expect(failure?.exit == .inputOutput)
    #expect(failure?.diagnostics.first?.code == .archiveInputChanged)
    #expect(try kept(in: folder).isEmpty)
  }

  /// What a crash between keeping and committing left is as good as what would be written.
  @Test func theSameBytesAreKeptOnce() throws {
    let folder = try WorkFolder()
    let archive = InputArchive(folder: folder.path + "/archive")
    let text = String(repeating: "1001,5.25,,0.30\n", count: 50_000)
    let input = try InputFile.open(try folder.write("costs.csv", text))
    let digest = try input.digest()
    try archive.keep(input, as: digest)
    try archive.keep(try InputFile.open(try folder.write("copy.csv", text)), as: digest)
    #expect(try kept(in: folder) == ["\(digest).gz"])
    let batch = BatchInput(name: "costs.csv", sha256: digest, bytes: Int64(text.utf8.count))
    let sink = MemorySink()
    try archive.restore(batch, of: 1, to: sink)
    #expect(sink.text == text)
    let shorter = BatchInput(name: "costs.csv", sha256: digest, bytes: 10)
    #expect(try archive.finding(shorter, of: 1)?.code == .archiveDamaged)
  }

  @Test func anEmptyAndAPackedFileComeBack() throws {
    let folder = try WorkFolder()
    let archive = InputArchive(folder: folder.path + "/archive")
    for text in ["", "a"] {
      let input = try InputFile.open(try folder.write("file.csv", text))
      let digest = try input.digest()
      try archive.keep(input, as: digest)
      let sink = MemorySink()
      try archive.restore(
        BatchInput(name: "file.csv", sha256: digest, bytes: Int64(text.utf8.count)), of: 1, to: sink)
      #expect(sink.text == text)
    }
  }
}
