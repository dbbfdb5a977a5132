import Diagnostics

/// Tells the format of a zip file from its members.
enum ZipContent {
  private static let spreadsheet = "application/vnd.oasis.opendocument.spreadsheet"

  /// The workbook format that a zip file holds; throws what else it is.
  static func format(of archive: ZipArchive, limits: ReadLimits) throws -> FileFormat {
    let file = archive.file.name
    if archive.entry("EncryptedPackage") != nil {
      throw Failure(.rejected, .encryptedFile, at: SourceLocation(file: file))
    }
    if archive.entry("[Content_Types].xml") != nil || archive.entry("xl/workbook.xml") != nil { return .xlsx }
    if let mimetype = archive.entry("mimetype") {
      let budget = InflationBudget(limits, file: file)
      let stream = try archive.stream(mimetype, budget: budget)
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = try bytes.withUnsafeMutableBytes { try stream.read(into: $0) }
      let name = String(decoding: bytes[..<count], as: UTF8.self)
      if name.hasPrefix(spreadsheet) { return .ods }
      throw Failure.unsupported(
        "a file of type \(name.prefix { !$0.isNewline })", advice: "save its table as .xlsx, .ods or CSV", file: file)
    }
    if archive.entry("content.xml") != nil { return .ods }
    throw Failure.unsupported("a zip archive", advice: "unpack it first", file: file)
  }
}
