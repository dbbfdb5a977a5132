import Diagnostics

/// Reads the records of an XML file one by one, in memory for one record.
///
/// A path such as `export/order` names the record element by the local names from the outermost element down. Without a
/// path the record is the child of the outermost element whose name comes twice; where none does, the last child that
/// has elements in it; and where none has, the outermost element itself.
///
/// Errors: ``Failure`` with exit code `rejected` for a DOCTYPE, for what is not well-formed, for an outermost element
/// that the path does not name, and for the limits `depth`, `attributes`, `cell-text`, `columns` (nodes of one record)
/// and `row-bytes` (all text of one record).
package final class XMLRecordReader: RecordReader {
  private let stream: any ByteStream
  private let parser: XMLPushParser
  private let builder: XMLRecordBuilder
  private var taken = 0
  private var isEnded = false

  /// A reader of the bytes of a file, in any encoding that XML can declare.
  package init(_ stream: any ByteStream, file: String, path: String? = nil, limits: ReadLimits = ReadLimits()) {
    self.stream = stream
    parser = XMLPushParser(limits: limits, place: SourceLocation(file: file), part: nil)
    builder = XMLRecordBuilder(path: path, limits: limits, parser: parser)
  }

  /// The next record; nil at the end.
  package func next() throws -> RecordNode? {
    while taken == builder.finished.count {
      guard !isEnded else { return nil }
      builder.forgetFinished()
      taken = 0
      if try !parser.push(from: stream, to: builder) {
        isEnded = true
        builder.endDocument()
      }
      try builder.checkSize()
    }
    taken += 1
    return RecordNode(tape: builder.tape, index: builder.finished[taken - 1])
  }
}
