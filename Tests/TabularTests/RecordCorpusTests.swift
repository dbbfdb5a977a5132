import Diagnostics
import Glibc
import Tabular
import Testing

/// Reads the XML files of the shared corpora, where these lie beside the package, and compares with what other parsers
/// read.
@Suite struct RecordCorpusTests {
  /// Listed as readable, but a DOCTYPE stands in them in UTF-7, and a DOCTYPE is refused in every encoding.
  private let doctypesInUTF7 = ["UTF-7-single-quote", "UTF-7-whitespace"]

  private struct Case {
    var file: String
    var expectation: String
    var oracle: String?
  }

  @Test func everyFileReadsAsExpectedOrIsRefused() throws {
    let corpora = sharedFolder + "/corpora"
    guard access(corpora + "/manifest.jsonl", R_OK) == 0 else {
      print("skipped: there is no \(corpora)")
      return
    }
    var read = 0
    for entry in try cases(corpora) {
      do {
        let elements = try elements(corpora + "/" + entry.file)
        #expect(entry.expectation != "refused", "\(entry.file) was read")
        if let oracle = entry.oracle {
          #expect(try elements == expected(corpora + "/" + oracle), "\(entry.file)")
          read += 1
        }
      } catch let failure as Failure {
        let hidden = doctypesInUTF7.contains { entry.file.contains($0) }
        #expect(entry.expectation != "reads" || hidden, "\(entry.file): \(failure.diagnostics.first?.message ?? "")")
        #expect(failure.exit == .rejected, "\(entry.file)")
      }
    }
    #expect(read == 47)
  }

  @Test func realOrdersHaveTheirPartsNested() throws {
    let path = sharedFolder + "/realfiles/ultracart-xml/items.xml"
    guard access(path, R_OK) == 0 else {
      print("skipped: there is no \(path)")
      return
    }
    for recordPath in ["export/order", nil] {
      let reader = XMLRecordReader(try InputFile.open(path).byteStream(), file: path, path: recordPath)
      let order = try #require(try reader.next())
      #expect(order.name == "order")
      #expect(order.children.first { $0.name == "order_id" }?.text == "ABC-12345")
      #expect(order.children.filter { $0.name == "item" }.count > 1)
      #expect(try reader.next() == nil)
    }
  }

  private func cases(_ corpora: String) throws -> [Case] {
    let path = corpora + "/manifest.jsonl"
    let reader = JSONRecordReader(try InputFile.open(path).byteStream(), file: path)
    var cases: [Case] = []
    while let line = try reader.next() {
      func value(_ name: String) -> String? { line.children.first { $0.name == name }?.text }
      guard value("format") == "xml", let file = value("file"), let expectation = value("expectation") else { continue }
      cases.append(Case(file: file, expectation: expectation, oracle: value("oracle")))
    }
    return cases
  }

  /// Each element as one text: name, attributes by name, own text.
  private func elements(_ path: String) throws -> [String] {
    let bytes = try contents(of: path)
    let reader = XMLEventReader(Pieces(bytes, size: 1000), file: path)
    var elements: [String] = []
    while let element = try reader.next() {
      let attributes = element.attributes.map { "\($0.name)=\($0.value)" }.sorted()
      elements.append("\(element.name) \(attributes) \(element.text)")
    }
    return elements
  }

  private func expected(_ path: String) throws -> [String] {
    let reader = JSONRecordReader(try InputFile.open(path).byteStream(), file: path)
    var elements: [String] = []
    while let line = try reader.next() {
      func child(_ name: String) -> RecordNode? { line.children.first { $0.name == name } }
      let attributes = (child("attrs")?.children ?? []).map { "\($0.name)=\($0.text ?? "")" }.sorted()
      elements.append("\(child("name")?.text ?? "") \(attributes) \(child("text")?.text ?? "")")
    }
    return elements
  }
}

/// The folder `shared` beside the package; tests that need it skip where it is absent.
let sharedFolder: String = {
  let parts = #filePath.split(separator: "/").dropLast(4)
  return "/" + parts.joined(separator: "/") + "/shared"
}()
