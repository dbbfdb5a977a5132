/// Writes the elements of an XML file as JSON Lines: `{"name":"{namespace}order","attrs":{"id":"7"},"text":"..."}`.
package final class ElementLinesWriter {
  private let sink: any ByteSink
  private let buffer = OutputBuffer()

  /// A writer to a sink.
  package init(to sink: any ByteSink) { self.sink = sink }

  /// Writes an element as a line.
  package func write(_ element: XMLElement) throws {
    buffer.append("{\"name\":")
    append(element.name)
    buffer.append(",\"attrs\":{")
    for (index, attribute) in element.attributes.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      append(attribute.name)
      buffer.append(UInt8(ascii: ":"))
      append(attribute.value)
    }
    buffer.append("},\"text\":")
    append(element.text)
    buffer.append("}\n")
    try buffer.flush(to: sink, ifAtLeast: OutputBuffer.piece)
  }

  /// Hands the last lines to the sink.
  package func finish() throws { try buffer.flush(to: sink) }

  private func append(_ text: String) {
    var copy = text
    copy.withUTF8 { buffer.append(jsonString: UnsafeRawBufferPointer($0)) }
  }
}
