import Diagnostics
import Glibc
import Model
import Tabular
import Testing

@Suite struct OutputFileTests {
  @Test func appearsCompleteAndPrivate() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out.csv"
    let file = try OutputFile(path: path)
    try file.write("a,b\n")
    #expect(access(path, F_OK) != 0)
    #expect(mode(of: path + ".part") == 0o600)
    let part = try file.finishPart()
    #expect(access(path, F_OK) != 0)
    try file.publish()
    #expect(try contents(of: path) == Array("a,b\n".utf8))
    #expect(part.bytes == 4)
    #expect(part.sha256 == SHA256Digest(of: Array("a,b\n".utf8)))
    #expect(mode(of: path) == 0o600)
    #expect(access(path + ".part", F_OK) != 0)
  }

  @Test func longWritesAndManyShortOnesGiveTheSameFile() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = try OutputFile(path: folder.path + "/whole")
    try bytes.withUnsafeBytes { try whole.write($0) }
    let pieces = try OutputFile(path: folder.path + "/pieces")
    try bytes.withUnsafeBytes { all in
      var start = 0
      var length = 1
      while start < all.count {
        let end = min(all.count, start + length)
        try pieces.write(UnsafeRawBufferPointer(rebasing: all[start..<end]))
        start = end
        length = length % 7000 + 13
      }
    }
    let one = try whole.commit()
    let other = try pieces.commit()
    #expect(one.sha256 == other.sha256)
    #expect(one.sha256 == SHA256Digest(of: bytes))
    #expect(try contents(of: folder.path + "/pieces") == bytes)
  }

  @Test func anAbandonedOrForgottenFileLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    let kept = try OutputFile(path: path)
    try kept.write("old")
    _ = try kept.commit()
    let abandoned = try OutputFile(path: path)
    try abandoned.write("new")
    abandoned.abandon()
    do {
      let forgotten = try OutputFile(path: path)
      try forgotten.write("newer")
      _ = try forgotten.finishPart()
    }
    #expect(try contents(of: path) == Array("old".utf8))
    #expect(access(path + ".part", F_OK) != 0)
  }

  @Test func aStalePartIsReplacedAndALivingOneIsNot() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    let stale = open(path + ".part", O_WRONLY | O_CREAT, 0o644)
    #expect(write(stale, "junk", 4) == 4)
    close(stale)
    let living = try OutputFile(path: path)
    let failure = #expect(throws: Failure.self) { try OutputFile(path: path) }
    #expect(failure?.exit == .locked)
    #expect(failure?.diagnostics.first?.code == .outputInUse)
    try living.write("fresh")
    _ = try living.commit()
    #expect(try contents(of: path) == Array("fresh".utf8))
    #expect(mode(of: path) == 0o600)
  }

  @Test func refusesFoldersAndMissingFolders() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Failure.self) { try OutputFile(path: folder.path) }
    let failure = #expect(throws: Failure.self) { try OutputFile(path: folder.path + "/none/out") }
    #expect(failure?.exit == .cannotCreate)
    #expect(failure?.diagnostics.first?.code == .cannotWrite)
  }

  @Test func aFullDiskIsAFailureAndTheDeviceStays() throws {
    let file = try OutputFile(path: "/dev/full")
    try file.write("some bytes")
    let failure = #expect(throws: Failure.self) { try file.commit() }
    #expect(failure?.exit == .inputOutput)
    #expect(failure?.diagnostics.first?.code == .cannotWrite)
    var status = stat()
    #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func aFullDiskShowsWhileManyBytesAreStillToCome() throws {
    let file = try OutputFile(path: "/dev/full")
    let bytes = [UInt8](repeating: 65, count: 1 << 20)
    let failure = #expect(throws: Failure.self) { try bytes.withUnsafeBytes { try file.write($0) } }
    #expect(failure?.exit == .inputOutput)
    file.abandon()
  }

  @Test func aBrokenPipeIsItsOwnError() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    let file = try OutputFile(path: path)
    close(reader)
    try file.write("nobody reads this")
    #expect(throws: BrokenPipe()) { try file.commit() }
  }
}

/// A folder of the test's own, removed with all its files at the end.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/daybook-test-XXXXXX\0".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(.cannotCreate, .cannotWrite, facts: ["path": "/tmp"]) }
    path = String(cString: made)
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink(path + "/" + name)
      }
      closedir(folder)
    }
    rmdir(path)
  }
}

func contents(of path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { throw Failure(.noInput, .noSuchFile, facts: ["path": path]) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &piece, piece.count)
    guard count > 0 else { return bytes }
    bytes += piece[..<count]
  }
}

private func mode(of path: String) -> mode_t? {
  var status = stat()
  guard stat(path, &status) == 0 else { return nil }
  return status.st_mode & 0o777
}
