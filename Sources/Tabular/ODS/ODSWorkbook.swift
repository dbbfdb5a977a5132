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
    let reader = try reader(.none, ReadOptions(limits: limits))
    _ = try reader.find()
    return reader.sheets
  }

  /// A reader of the sheet that the options name. The content is read once, unless the sheet is named in another case or
  /// by its number, which is known only when all names are.
  func reader(_ options: ReadOptions) throws -> any TableReader {
    let first = try reader(options.sheet.map(ODSSheetReader.Wish.named) ?? .visible, options)
    if try first.find() { return first }
    let position = try first.sheets.position(of: options.sheet, file: file)
    let second = try reader(.position(position), options)
    guard try second.find() else { throw Failure.changing(file) }
    return second
  }

  private func reader(_ wish: ODSSheetReader.Wish, _ options: ReadOptions) throws -> ODSSheetReader {
    let parser = XMLPushParser(limits: limits, place: SourceLocation(file: file), part: part)
    return ODSSheetReader(wish, source: SheetSource(try content(), parser: parser), options: options, file: file)
  }
}
