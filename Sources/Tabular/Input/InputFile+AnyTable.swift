import Diagnostics

extension InputFile {
  /// The file as a table whatever it is: records become rows as ``RecordTable`` says.
  ///
  /// Throws a ``Failure`` as ``table(_:)`` does, and where a sheet of records is asked for.
  public func anyTable(_ options: ReadOptions = ReadOptions()) throws -> any TableReader {
    switch format {
    case .csv, .xlsx, .ods, .spreadsheetML: return try table(options)
    case .xml, .jsonLines:
      guard options.delimiter == nil, options.columns == nil else { return try table(options) }
      if let sheet = options.sheet {
        throw Failure(
          .rejected, .noSuchSheet, at: SourceLocation(file: name), facts: ["sheet": sheet, "sheets": "none"])
      }
      return try RecordTable(limits: options.limits, file: name, records: records(options))
    }
  }

  private func records(_ options: ReadOptions) throws -> any RecordReader {
    let stream = try byteStream()
    if format == .jsonLines { return JSONRecordReader(stream, file: name, limits: options.limits) }
    return XMLRecordReader(stream, file: name, path: options.recordPath, limits: options.limits)
  }
}
