import Diagnostics
import Glibc
import Testing

@testable import Tabular

/// What an error number of the system means for the exit code; some cannot be provoked by a test that runs as root.
@Suite struct SystemFailureTests {
  @Test(arguments: [EACCES, EPERM])
  func noPermission(error: Int32) {
    let failure = systemFailure(writing: "out.csv", error: error)
    #expect(failure.exit == .permission)
    #expect(failure.diagnostics.map(\.code) == [.noPermission])
  }

  @Test func noPlaceAndNoSpace() {
    #expect(systemFailure(writing: "out.csv", error: ENOENT).exit == .cannotCreate)
    #expect(systemFailure(writing: "out.csv", error: ENOSPC).exit == .inputOutput)
  }
}
