import Foundation
import Tabular
import Testing

private enum RealFiles {
  static let folder = sharedFolder + "/realfiles"
  static let isThere = access(folder + "/MANIFEST.tsv", R_OK) == 0

  /// What the manifest lists, but for the licences.
  static let paths: [String] = {
    guard isThere, let manifest = try? String(contentsOfFile: folder + "/MANIFEST.tsv", encoding: .utf8) else {
      return []
    }
    return manifest.split(separator: "\n").dropFirst().compactMap { line in
      line.split(separator: "\t").first.map(String.init).flatMap { $0.contains("LICENSE") ? nil : $0 }
    }
  }()
}

/// Files that carriers, payment processors, banks and shops really wrote, where they lie beside the package.
@Suite("Real files", .enabled(if: RealFiles.isThere, "there is no \(RealFiles.folder)"))
struct RealFileTests {
  @Test("Every file reads", arguments: RealFiles.paths)
  func reads(path: String) throws {
    let rows = try ReadRow.all(of: InputFile.open("\(RealFiles.folder)/\(path)").anyTable())
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { !$0.cells.isEmpty })
  }

  @Test("The same statement in three encodings has the same rows")
  func encodings() throws {
    let read = try ["utf8", "cp1252", "iso88591"].map {
      try ReadRow.all(of: InputFile.open("\(RealFiles.folder)/hledger/sample.fr.\($0).csv").table())
    }
    #expect(read[0] == read[1])
    // ISO 8859-1 has no dash and no euro, which stand in the last row only.
    #expect(read[0].dropLast() == read[2].dropLast())
  }

  @Test("The name does not matter: an .xlsx that is called .xls reads")
  func misnamed() throws {
    let path = RealFiles.folder + "/oca/adyen/adyen_test_invalid.xls"
    #expect(try InputFile.open(path).format == .xlsx)
    #expect(try ReadRow.all(of: InputFile.open(path).table()).first?.number == 4)
  }

  @Test("Orders have their parts nested", arguments: ["export/order", nil])
  func orders(recordPath: String?) throws {
    let path = RealFiles.folder + "/ultracart-xml/items.xml"
    let reader = XMLRecordReader(try InputFile.open(path).byteStream(), file: path, path: recordPath)
    let order = try #require(try reader.next())
    #expect(order.name == "order")
    #expect(order.children.first { $0.name == "order_id" }?.text == "ABC-12345")
    #expect(order.children.filter { $0.name == "item" }.count > 1)
    #expect(try reader.next() == nil)
  }
}
