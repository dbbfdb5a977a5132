public import Diagnostics
public import Model
public import Tabular

/// Gives the orders of a file piece by piece, in the order of the file.
public protocol OrderSource: AnyObject {
  /// Data rows or records read so far.
  var rows: Int { get }
  /// Rows that belong to no order, because their id is blank or cannot be read.
  var rowsWithoutOrder: Int { get }
  /// What the file does not speak of, and importing therefore leaves as it stands.
  var silence: OrderSilence { get }
  /// The next piece; nil at the end. What is wrong with rows goes to the sink; a file that cannot be read further is a
  /// ``Failure``.
  func next() throws -> OrderPiece?
}

/// What an import knows beside the file.
public struct OrderContext {
  /// The workspace's zone, for mappings that say `zone: workspace`.
  public var zone: TimeZoneRules
  /// The workspace's currency, for orders whose source names none.
  public var currency: Currency

  /// What an import knows beside the file.
  public init(zone: TimeZoneRules, currency: Currency) {
    self.zone = zone
    self.currency = currency
  }
}

extension OrderMapping {
  /// Begins to read a file. Fails with `rejected` where the mapping is for another shape of files, or where the header
  /// lacks what no order can do without.
  public func source(
    of file: InputFile, options: ReadOptions, context: OrderContext, sink: DiagnosticSink
  ) throws -> any OrderSource {
    let isFitting =
      switch shape {
      case .table: file.format.isTable
      case .xml: file.format == .xml
      case .jsonl: file.format == .jsonLines
      }
    guard isFitting else {
      throw Failure(
        .rejected, .ordersWrongShape, at: SourceLocation(file: file.name),
        facts: ["mapping": name, "wanted": shape.rawValue, "found": file.format.rawValue])
    }
    let zone = zone(workspace: context.zone)
    switch shape {
    case .table:
      return try OrderRowSource(
        self, reader: try file.table(readOptions(options)), file: file.name,
        zone: zone, sink: sink)
    case .xml, .jsonl:
      return OrderRecordSource(
        self, reader: try recordReader(of: file, options: options), file: file.name, zone: zone, sink: sink)
    }
  }

  /// The user's options, with what the mapping says where the user says nothing.
  public func readOptions(_ options: ReadOptions) -> ReadOptions {
    var options = options
    options.delimiter = options.delimiter ?? delimiter
    options.encoding = options.encoding ?? encoding
    options.recordPath = options.recordPath ?? recordPath
    return options
  }

  /// The elements around the records of an XML file, from the outermost one down; none for other files.
  public func recordContainers(_ options: ReadOptions) -> [String] {
    guard shape == .xml, let path = readOptions(options).recordPath else { return [] }
    return path.split(separator: "/").dropLast().map(String.init)
  }

  /// A reader of the records of an XML or JSON Lines file.
  public func recordReader(of file: InputFile, options: ReadOptions) throws -> any RecordReader {
    let options = readOptions(options)
    let stream = try file.byteStream()
    return shape == .xml
      ? XMLRecordReader(stream, file: file.name, path: options.recordPath, limits: options.limits)
      : JSONRecordReader(stream, file: file.name, limits: options.limits)
  }
}
