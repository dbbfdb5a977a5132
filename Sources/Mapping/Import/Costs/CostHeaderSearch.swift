import Diagnostics
import Tabular

/// Finds the header of a file that a mapping with a layout is to read.
struct CostHeaderSearch {
  /// A header that was found.
  struct Place {
    var header: CostHeader
    var line: Int
    /// A row of the table that was read already, where the table has no header.
    var firstRow: Row?

    /// The next row of the table; nil at the end.
    mutating func nextRow(of reader: any TableReader) throws -> Row? {
      defer { firstRow = nil }
      return try firstRow ?? reader.next()
    }
  }

  /// A header stands in the first rows, if anywhere.
  static let mostRows = 50

  let mapping: String
  let layout: CostLayout
  let file: String

  /// Reads up to the header. Fails with `rejected`, and what is missing, where there is none.
  func find(in reader: any TableReader) throws -> Place {
    var nearest: (missing: [String], line: Int, titles: [String])?
    var titlesSeen: [[String]] = []
    for _ in 0..<CostHeaderSearch.mostRows {
      guard let row = try reader.next() else { break }
      if case .none = layout.header {
        // A file of rejected rows has three columns more.
        let titles = row.cells.map { $0.text.trimmed }
        let missing = layout.recognition.missing(in: titles)
        guard missing.isEmpty || layout.recognition.missing(in: Array(titles.dropLast(3))).isEmpty else {
          throw refusal(missing, titles, SourceLocation(file: file, sheet: reader.sheet, line: row.number))
        }
        return Place(header: CostHeader(layout.columns, titles: []), line: row.number, firstRow: row)
      }
      let titles = row.cells.map { $0.text.trimmed }
      switch layout.header {
      case .row(let number):
        if row.number < number { continue }
      case .record(let tag):
        if titles.first != tag { continue }
      case .search, .none: break
      }
      titlesSeen.append(titles)
      let missing = layout.recognition.missing(in: titles)
      if missing.isEmpty { return Place(header: CostHeader(layout.columns, titles: titles), line: row.number) }
      if missing.count < nearest?.missing.count ?? .max { nearest = (missing, row.number, titles) }
      if case .search = layout.header { continue }
      break
    }
    guard let nearest else {
      throw Failure(.rejected, .costsEmptyFile, at: SourceLocation(file: file, sheet: reader.sheet))
    }
    let place = SourceLocation(file: file, sheet: reader.sheet, line: nearest.line)
    if let other = titlesSeen.lazy.compactMap({ layout.lookAlike(in: $0) }).first {
      throw Failure(.rejected, .costsWrongReport, at: place, facts: ["name": other.name, "advice": other.advice])
    }
    throw refusal(nearest.missing, nearest.titles, place)
  }

  private func refusal(_ missing: [String], _ titles: [String], _ place: SourceLocation) -> Failure {
    Failure(
      .rejected, .costsMissingColumns, at: place,
      facts: [
        "mapping": mapping, "missing": missing.joined(separator: ", "),
        "found": titles.filter { !$0.isEmpty }.prefix(12).joined(separator: ", "),
      ])
  }

  /// An amount that stands under two columns of the same name is nobody's guess.
  static func refuseDoubles(_ header: CostHeader, _ layout: CostLayout, _ location: SourceLocation) throws {
    let single = layout.columns.amounts.filter { place in
      if case .first = layout.columns.selectors[place] { true } else { false }
    }
    let taken = Set(single.flatMap { header.positions[$0] })
    let names = header.titles.map(CostMapping.folded)
    for position in names.indices where !names[position].isEmpty {
      guard let first = names.firstIndex(of: names[position]), first < position, taken.contains(first) else { continue }
      var place = location
      place.column = position + 1
      throw Failure(.rejected, .costsDoubleColumn, at: place, facts: ["column": header.titles[position]])
    }
  }
}

extension CostLayout.Recognition {
  /// The columns that a header lacks, and why else it does not fit.
  func missing(in titles: [String]) -> [String] {
    let names = Set(titles.map(CostMapping.folded))
    var missing = columns.compactMap { alternatives in
      alternatives.contains { names.contains(CostMapping.folded($0)) } ? nil : alternatives.joined(separator: " or ")
    }
    missing += without.filter { names.contains(CostMapping.folded($0)) }.map { "(a file without \($0))" }
    if let width, !width.contains(titles.count) {
      let bounds = width.count == 1 ? "\(width.lowerBound)" : "\(width.lowerBound) to \(width.upperBound)"
      missing.append("(\(bounds) columns, not \(titles.count))")
    }
    for (position, patterns) in cells {
      let cell = position < titles.count ? titles[position] : ""
      if !patterns.contains(where: { $0.matches(CostMapping.folded(cell)) }) {
        missing.append("(column \(position + 1) as the mapping wants it)")
      }
    }
    return missing
  }
}

extension CostLayout {
  /// The file of the same source that a header belongs to, where it is one that is easily taken for this layout's.
  func lookAlike(in titles: [String]) -> LookAlike? {
    let names = Set(titles.map(CostMapping.folded))
    return lookAlikes.first { $0.columns.allSatisfy { names.contains(CostMapping.folded($0)) } }
  }
}
