import Tabular

/// A file of order ids: the first column of a sheet or text, with or without a header.
enum OrderIDFile {
  /// The ids in their order, blank ones left out.
  static func read(_ path: String) throws -> [String] {
    let input = try InputFile.open(path)
    // A list of one column has no delimiter to be found.
    let reader = try input.table(ReadOptions(delimiter: input.format == .csv ? UInt8(ascii: ",") : nil))
    var ids: [String] = []
    while let row = try reader.next() {
      let text = row[0].text
      let isHeader = ids.isEmpty && ["order_id", "order id", "order"].contains(text.lowercased())
      if !text.isEmpty, !isHeader { ids.append(text) }
    }
    return ids
  }
}
