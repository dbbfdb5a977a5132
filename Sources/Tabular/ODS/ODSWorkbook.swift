import Diagnostics

/// An OpenDocument spreadsheet, zipped (`.ods`) or one XML document (`.fods`).
final class ODSWorkbook {
  private let content: () throws -> any ByteStream
  private let part: String?
  private let file: String
  private let limits: ReadLimits

  /// The zipped form.
  init(_ archive: ZipArchive, limits: ReadLimits) throws {
    file = archive.file.name
    self.limits = limits
    part = "content.xml"
    let parts = PackageParts(
      archive: archive, limits: limits, budget: InflationBudget(limits, file: archive.file.name))
    try ODSWorkbook.refuseEncryption(parts)
    guard archive.entry("content.xml") != nil else {
      throw Failure.damagedWorkbook("its part content.xml is missing", at: parts.place)
    }
    content = {
      guard let stream = try parts.stream("content.xml") else {
        throw Failure.damagedWorkbook("its part content.xml is missing", at: parts.place)
      }
      return stream
    }
  }

  /// The flat form.
  init(flat content: @escaping () throws -> any ByteStream, file: String, limits: ReadLimits) {
    self.content = content
    self.file = file
    self.limits = limits
    part = nil
  }

  private static func refuseEncryption(_ parts: PackageParts) throws {
    let manifest = "META-INF/manifest.xml"
    guard let stream = try parts.stream(manifest) else { return }
    try XMLOutline.read(stream, with: parts.parser(manifest)) { path, _ in
      if path.last == "encryption-data" { throw Failure(.rejected, .encryptedFile, at: parts.place) }
    }
  }

  /// The sheets in their order. The whole content is read for it.
  func sheets() throws -> [SheetSummary] {
    let list = ODSSheetList()
    try parser(sheet: nil).parse(content(), to: list)
    return list.sheets
  }

  /// A reader of the sheet that the options name.
  func reader(_ options: ReadOptions) throws -> any TableReader {
    let sheets = try sheets()
    let position = try sheets.position(of: options.sheet, file: file)
    let name = sheets[position].name
    let source = SheetSource(try content(), parser: parser(sheet: name))
    return ODSSheetReader(
      sheet: name, position: position, source: source, options: options, file: file)
  }

  private func parser(sheet: String?) -> XMLPushParser {
    XMLPushParser(limits: limits, place: SourceLocation(file: file, sheet: sheet), part: part)
  }
}

/// Collects the names of a spreadsheet's tables, and which of them their styles hide.
private final class ODSSheetList: XMLHandler {
  private(set) var sheets: [SheetSummary] = []
  private var path: [String] = []
  private var style = ""
  private var hiddenStyles: Set<String> = []

  func startElement(_ tag: XMLTag) {
    path.append(String(cString: tag.name))
    if tag.isNamed("style"), tag.isIn(ODSNamespace.style) {
      style = tag.text("name", in: ODSNamespace.style) ?? ""
    } else if tag.isNamed("table-properties"), tag.text("display", in: ODSNamespace.table) == "false" {
      hiddenStyles.insert(style)
    } else if path.count == 4, path[2] == "spreadsheet", tag.isNamed("table"), tag.isIn(ODSNamespace.table) {
      let style = tag.text("style-name", in: ODSNamespace.table) ?? ""
      let name = tag.text("name", in: ODSNamespace.table) ?? "Sheet\(sheets.count + 1)"
      sheets.append(SheetSummary(name: name, state: hiddenStyles.contains(style) ? .hidden : .visible))
    }
  }

  func endElement() { path.removeLast() }

  func characters(_ bytes: UnsafeRawBufferPointer) {}
}
