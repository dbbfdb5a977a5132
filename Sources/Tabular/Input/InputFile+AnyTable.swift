import Diagnostics

extension InputFile {
  /// The file as a table whatever it is: records become rows below a header of the paths of
  /// all their values, `items/item[2]/sku`.
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

  /// A reader of the file's records, each with its parts nested. Without ``ReadOptions/recordPath`` the records of an
  /// XML file are the children of the outermost element whose name comes twice.
  ///
  /// Throws a ``Failure``: `rejected` where the file is neither XML nor JSON Lines.
  public func records(_ options: ReadOptions = ReadOptions()) throws -> any RecordReader {
    switch format {
    case .jsonLines: return JSONRecordReader(try byteStream(), file: name, limits: options.limits)
    case .xml:
      return XMLRecordReader(try byteStream(), file: name, path: options.recordPath, limits: options.limits)
    case .csv, .xlsx, .ods, .spreadsheetML:
      throw Failure(
        .rejected, .notRecords, at: SourceLocation(file: name), facts: ["format": format.rawValue])
    }
  }
}
