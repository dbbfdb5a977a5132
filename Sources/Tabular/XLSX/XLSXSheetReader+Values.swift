/// What the text of a cell means.
extension XLSXSheetReader {
  /// Adds the current cell with its text to the row.
  func addCell(_ text: UnsafeRawBufferPointer) throws {
    switch cellType {
    case .number: try addNumber(SheetText.trimmed(text))
    case .shared: try addShared(SheetText.trimmed(text))
    case .inline, .formulaText:
      let start = queue.text.count
      queue.text.append(text)
      let length = EscapedText.resolve(queue.text.start + start, count: text.count)
      queue.text.truncate(to: start + length)
      queue.addCell(column: column, kind: .text, from: start)
    case .boolean: try addBoolean(SheetText.trimmed(text))
    case .error:
      let start = queue.text.count
      queue.text.append(SheetText.trimmed(text))
      queue.addCell(column: column, kind: .error, from: start)
    case .date:
      let start = queue.text.count
      let kind = SheetText.appendDate(SheetText.trimmed(text), to: queue.text)
      queue.addCell(column: column, kind: kind, from: start)
    }
  }

  private func addNumber(_ value: UnsafeRawBufferPointer) throws {
    guard !value.isEmpty else { return }
    let start = queue.text.count
    if cellFormat != .number, let kind = SerialDate.append(value, cellFormat, is1904: is1904, to: queue.text) {
      return queue.addCell(column: column, kind: kind, from: start)
    }
    guard NumberText.append(value, digits, to: queue.text) else {
      throw damaged("\(SheetText.excerpt(value)) is no number")
    }
    queue.addCell(column: column, kind: .number, from: start)
  }

  private func addShared(_ value: UnsafeRawBufferPointer) throws {
    guard !value.isEmpty else { return }
    guard let index = SheetText.integer(value), index < strings.count else {
      throw damaged("there is no shared string \(SheetText.excerpt(value))")
    }
    try strings.add(index, column: column, to: queue)
  }

  private func addBoolean(_ value: UnsafeRawBufferPointer) throws {
    guard !value.isEmpty else { return }
    guard let boolean = SheetText.boolean(value) else { throw damaged("\(SheetText.excerpt(value)) is no boolean") }
    let start = queue.text.count
    queue.text.append(boolean ? "true" : "false")
    queue.addCell(column: column, kind: .boolean, from: start)
  }
}
