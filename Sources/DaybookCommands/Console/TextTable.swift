/// A table for people: columns aligned by spaces, numbers to the right.
struct TextTable {
  /// How a column's cells stand.
  enum Alignment { case left, right }

  private var columns: [(title: String, alignment: Alignment)]
  private var rows: [[String]] = []

  /// A table with titles, for instance `TextTable(("kind", .left), ("before", .right))`.
  init(_ columns: (String, Alignment)...) {
    self.columns = columns.map { (title: $0.0, alignment: $0.1) }
  }

  /// A table of texts with these titles.
  init(titles: [String]) {
    columns = titles.map { (title: $0, alignment: .left) }
  }

  /// Adds columns on the right, before there are rows.
  mutating func add(columns added: (String, Alignment)...) {
    columns += added.map { (title: $0.0, alignment: $0.1) }
  }

  /// Adds a row with as many cells as there are columns.
  mutating func add(_ cells: String...) { add(row: cells) }

  /// The same for cells that are a list.
  mutating func add(row cells: [String]) {
    precondition(cells.count == columns.count, "a row has a cell for each column")
    rows.append(cells.map { isolated(printable($0)) })
  }

  /// The table with its titles, each line ended; empty where there are no rows.
  var text: String {
    guard !rows.isEmpty else { return "" }
    let all = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in all.map { shownWidth($0[column]) }.max() ?? 0 }
    return all.map { row in
      let cells = columns.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - shownWidth(row[column]))
        return columns[column].alignment == .left ? row[column] + space : space + row[column]
      }
      let line = cells.joined(separator: "  ")
      return line.prefix(line.count - line.reversed().prefix { $0 == " " }.count) + "\n"
    }
    .joined()
  }
}

/// Text from files for a terminal: control characters, which could steer it, are shown as `\u{1b}`.
func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  var shown = ""
  for scalar in text.unicodeScalars {
    if isControl(scalar) {
      shown += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

/// C0, DEL, C1, separators of lines, the marks that turn the direction of text, and marks that nobody sees.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<32, 127...159, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: true
  default: false
  }
}
