import Diagnostics
import Model
import Tabular

/// Workbooks of several sheets.
extension ExportLayout {
  /// The sheets of a list, each with rows and columns of its own; what the layout says beside them holds for all.
  static func readSheets(_ list: YAMLValue, _ group: YAMLGroup, _ reading: Reading) -> ExportLayout {
    if reading.format != .xlsx {
      list.mistake(.layoutSheetsOfWorkbooks, facts: ["format": reading.format.rawValue])
    }
    for key in [
      "rows", "columns", "records", "where", "sort", "totals", "balance", "split", "order_values", "bare_orders",
      "unallocated",
    ] {
      group.value(key)?.mistake(.layoutBesideSheets, facts: ["key": key])
    }
    var names: Set<String> = []
    let sheets = (list.list() ?? []).compactMap { value -> ExportLayout? in
      guard let sheet = value.group() else { return nil }
      defer { sheet.finish() }
      let title = sheet.requiredValue("sheet")
      let name = title.flatMap(readSheetName)
      if let name, !names.insert(name.lowercased()).inserted {
        title?.mistake(.layoutTitleTwice, facts: ["title": name, "format": "a workbook"])
      }
      var layout = readRows(sheet, reading)
      layout.sheet = name ?? ""
      layout.checkOrder(sheet, layout.scope(reading))
      return layout
    }
    if list.isList, sheets.isEmpty { list.mistake(.layoutWithoutColumns) }
    var layout = ExportLayout(
      name: reading.file.name, digest: reading.file.digest, lookupFiles: [], rows: sheets.first?.rows ?? .order,
      keepsBareOrders: false, format: reading.format, csv: CSVOptions(), sheet: "Export", jsonMoneyAsText: false,
      xml: XMLOptions(), fixed: FixedWidthOptions(), orderValues: .all, columns: [], records: [], conditions: [],
      sort: [])
    layout.sheets = sheets
    for sheet in sheets {
      for file in sheet.lookupFiles where !layout.lookupFiles.contains(file) { layout.lookupFiles.append(file) }
      // A mask holds for its field in the whole mapping.
      for (name, mask) in sheet.masks { layout.masks[name] = max(mask, layout.masks[name] ?? mask) }
    }
    return layout
  }

  /// Takes over what a layout says for all of its sheets.
  mutating func takeCommon(of layout: ExportLayout) {
    (name, zone, masks, hidden) = (layout.name, layout.zone, layout.masks, layout.hidden)
  }
}
