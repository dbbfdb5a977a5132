/// Takes a table and writes nothing, for who only counts what would be written.
package final class NullWriter: TableWriter {
  /// The only kind there is.
  package init() {}

  package func header(_ columns: [ColumnHeading]) {}
  package func text(_ utf8: UnsafeRawBufferPointer) {}
  package func number(_ utf8: UnsafeRawBufferPointer) {}
  package func amount(e4: Int64, places: Int) {}
  package func integer(_ value: Int64) {}
  package func boolean(_ value: Bool) {}
  package func dateTime(_ isoUTF8: UnsafeRawBufferPointer) {}
  package func empty() {}
  package func beginGroup() {}
  package func endGroup() {}
  package func beginList() {}
  package func beginElement() {}
  package func endElement() {}
  package func endList() {}
  package func endRow() {}
  package func finish() {}
}
