import Diagnostics
import Foundation
import Testing

@testable import Tabular

/// What a format of output cannot hold is refused with a code that says so.
@Suite struct WriterLimitTests {
  private func code(_ write: () throws -> Void) -> DiagnosticCode? {
    do {
      try write()
      return nil
    } catch let failure as Failure {
      #expect(failure.exit == .rejected)
      return failure.diagnostics.first?.code
    } catch {
      return nil
    }
  }

  @Test func aCharacterThatTheEncodingLacks() {
    let found = code {
      let options = CSVOptions(file: TextFileOptions(encoding: .latin1))
      let writer = try CSVWriter(to: MemorySink(), options: options)
      try writer.text("10 €")
      try writer.endRow()
    }
    #expect(found == .unmappableCharacter)
  }

  @Test func aTextWiderThanItsColumn() {
    let found = code {
      let writer = FixedWidthWriter(to: MemorySink())
      try writer.header([ColumnHeading("Order", width: 4)])
      try writer.text("DEMO-1001")
      try writer.endRow()
    }
    #expect(found == .fieldTooWide)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1"))
  func aMemberOfMoreThanFourGigabytes() {
    let zeros = [UInt8](repeating: 0, count: 1 << 24)
    let found = code {
      let writer = ZipWriter(to: MemorySink())
      try writer.beginMember("xl/worksheets/sheet1.xml")
      for _ in 0...(1 << 8) { try zeros.withUnsafeBytes { try writer.write($0) } }
      try writer.endMember()
    }
    #expect(found == .workbookTooLarge)
  }
}
