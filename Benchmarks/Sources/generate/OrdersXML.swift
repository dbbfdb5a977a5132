/// Writes orders as XML: `<orders>`, in it an `<order>` each with an element a value, and its goods as `<items><item>`.
struct OrdersXML {
  private let file: TextFile

  init(_ file: TextFile) {
    self.file = file
    file.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<orders>\n")
  }

  /// An order and its goods; the first field of each of these becomes an attribute.
  func add(_ order: [(String, String)], _ items: [[(String, String)]]) {
    file.add("<order>\n")
    for (name, value) in order { file.add("  <\(name)>\(escaped(value))</\(name)>\n") }
    file.add("  <items>\n")
    for item in items {
      let values = item.dropFirst().map { "<\($0)>\(escaped($1))</\($0)>" }.joined()
      file.add("    <item \(item[0].0)=\"\(escaped(item[0].1))\">\(values)</item>\n")
    }
    file.add("  </items>\n</order>\n")
  }

  func close() {
    file.add("</orders>\n")
    file.close()
  }

  private func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 }) else { return text }
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
