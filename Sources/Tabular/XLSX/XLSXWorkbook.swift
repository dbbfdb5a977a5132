import Diagnostics

/// An Office Open XML workbook: its sheets, and where their parts are.
final class XLSXWorkbook {
  /// A sheet and the part with its cells.
  struct Sheet {
    var summary: SheetSummary
    /// nil where the workbook names none that exists.
    var part: String?
  }

  /// The package.
  let parts: PackageParts
  /// The sheets in their order.
  private(set) var sheets: [Sheet] = []
  /// Whether dates count from 1904.
  private(set) var is1904 = false
  private var sharedStringsPart: String?
  private var stylesPart: String?

  /// Reads the workbook's own part and its relationships.
  init(_ archive: ZipArchive, limits: ReadLimits) throws {
    let file = archive.file.name
    parts = PackageParts(archive: archive, limits: limits, budget: InflationBudget(limits, file: file))
    let main = try XLSXWorkbook.mainPart(of: parts)
    if main.lowercased().hasSuffix(".bin") {
      throw Failure.unsupported(
        "a binary Excel workbook (.xlsb)", advice: "open it in Excel or LibreOffice and save it as .xlsx", file: file)
    }
    guard let stream = try parts.stream(main) else {
      throw Failure.damagedWorkbook("its part \(main) is missing", at: parts.place)
    }
    let relationships = try parts.relationships(of: main)
    sharedStringsPart = try parts.target(of: "sharedStrings", in: relationships)
    stylesPart = try parts.target(of: "styles", in: relationships)
    try XMLOutline.read(stream, with: parts.parser(main)) { [unowned self] path, tag in
      try self.visit(path, tag, relationships)
    }
  }

  private static func mainPart(of parts: PackageParts) throws -> String {
    let named = try parts.target(of: "officeDocument", in: parts.relationships(of: ""))
    let main = named ?? "xl/workbook.xml"
    let kinds = [("word/", "a Word document"), ("ppt/", "a PowerPoint presentation"), ("visio/", "a Visio drawing")]
    for (folder, kind) in kinds where main.lowercased().hasPrefix(folder) {
      throw Failure.unsupported(
        kind, advice: "copy its table into a workbook and save that as .xlsx", file: parts.archive.file.name)
    }
    return main
  }

  private func visit(
    _ path: [String], _ tag: XMLTag, _ relationships: [String: PackageParts.Relationship]
  ) throws {
    if path.count == 1, path[0] != "workbook" {
      throw Failure.damagedWorkbook("its main part is a \(path[0]) and no workbook", at: parts.place)
    }
    if path == ["workbook", "workbookPr"] { is1904 = ["1", "true", "on"].contains(tag.text("date1904") ?? "") }
    guard path == ["workbook", "sheets", "sheet"] else { return }
    let id = tag.text("id", namespaceEnding: "/relationships")
    let relationship = id.flatMap { relationships[$0] }
    let kind: SheetSummary.Kind =
      switch relationship?.kind {
      case "chartsheet": .chart
      case "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet": .other
      default: .sheet
      }
    let state = tag.text("state") ?? "visible"
    let summary = SheetSummary(
      name: tag.text("name") ?? "Sheet\(sheets.count + 1)", state: state == "visible" ? .visible : .hidden, kind: kind)
    sheets.append(Sheet(summary: summary, part: relationship?.target))
  }

  /// A reader of the sheet that the options name.
  func reader(_ options: ReadOptions) throws -> any TableReader {
    let position = try sheets.map(\.summary).position(of: options.sheet, file: parts.archive.file.name)
    let sheet = sheets[position]
    guard let part = sheet.part, let stream = try parts.stream(part) else {
      throw Failure.damagedWorkbook(
        "the part of sheet \(sheet.summary.name) is missing",
        at: SourceLocation(file: parts.archive.file.name, sheet: sheet.summary.name))
    }
    return XLSXSheetReader(
      sheet: sheet.summary.name, source: SheetSource(stream, parser: parts.parser(part, sheet: sheet.summary.name)),
      strings: try sharedStrings(), formats: try styles(), is1904: is1904, digits: options.digits,
      limits: options.limits,
      file: parts.archive.file.name)
  }

  private func sharedStrings() throws -> SharedStrings {
    let strings = SharedStrings(limits: parts.limits, place: parts.place)
    if let part = sharedStringsPart, let stream = try parts.stream(part) {
      try parts.parser(part).parse(stream, to: strings)
    }
    return strings
  }

  /// The format of each cell style: the number formats of `cellXfs`, built in or by their codes.
  private func styles() throws -> [NumberFormat] {
    guard let part = stylesPart, let stream = try parts.stream(part) else { return [] }
    var custom: [Int: NumberFormat] = [:]
    var ids: [Int] = []
    try XMLOutline.read(stream, with: parts.parser(part)) { path, tag in
      if path == ["styleSheet", "numFmts", "numFmt"], let id = tag.text("numFmtId").flatMap({ Int($0) }) {
        custom[id] = NumberFormat(code: tag.text("formatCode") ?? "")
      } else if path == ["styleSheet", "cellXfs", "xf"] {
        ids.append(tag.text("numFmtId").flatMap { Int($0) } ?? 0)
      }
    }
    return ids.map { custom[$0] ?? NumberFormat(builtIn: $0) }
  }
}
