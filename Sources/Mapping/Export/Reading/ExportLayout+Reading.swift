public import Diagnostics
public import Model
import Tabular

extension ExportLayout {
  /// Reads an export layout; fails with `configuration` and all its mistakes.
  ///
  /// `fields` are all that an export can show (the store's catalogue). A `format` replaces the file's, before it is
  /// checked.
  public static func read(
    _ file: MappingFile, fields: [ExportField], rules: ExportRules = .withoutSQL, format: ExportFormat? = nil
  ) throws -> ExportLayout {
    try YAMLFile.read(file.bytes, file: file.shownPath) {
      compile($0, file, fields: fields, rules: rules, format: format)
    }
  }

  /// All mistakes of an export layout; none when it can be used.
  public static func check(
    _ file: MappingFile, fields: [ExportField], rules: ExportRules = .withoutSQL
  ) -> [Diagnostic] {
    YAMLFile.check(file.bytes, file: file.shownPath) {
      compile($0, file, fields: fields, rules: rules, format: nil)
    }
  }

  /// What the parts of a layout are read with.
  struct Reading {
    let file: MappingFile
    let fields: [ExportField]
    let rules: ExportRules
    let format: ExportFormat
    /// The form that columns have unless they say otherwise.
    let usualForm: ExportForm
    /// Whether they are sheets of a workbook.
    let isSheet: Bool
  }

  /// Nil after a mistake that leaves nothing to work with; others are only reported.
  private static func compile(
    _ group: YAMLGroup, _ file: MappingFile, fields: [ExportField], rules: ExportRules, format override: ExportFormat?
  ) -> ExportLayout? {
    _ = group.requiredValue("kind")?.choice(among: ["export"])
    let name = group.text("name") ?? file.name
    let zone = group.value("zone").flatMap { $0.zone() }
    let sheets = group.value("sheets")
    let stated = group.choice("format", ExportFormat.self) ?? (sheets == nil ? .csv : .xlsx)
    var usualForm = ExportForm()
    usualForm.ascii = group.choice("ascii")
    usualForm.lineBreaks = group.choice("line_breaks") ?? .keep
    let reading = Reading(
      file: file, fields: fields, rules: rules, format: override ?? stated, usualForm: usualForm,
      isSheet: sheets != nil)
    var layout = sheets.map { readSheets($0, group, reading) } ?? readRows(group, reading)
    layout.name = name
    layout.zone = zone
    layout.description = group.text("description")
    layout.csv = readCSV(group.group("csv"))
    readJSON(group.group("json"), &layout)
    layout.fixed = readFixed(group.group("fixed"))
    layout.sheet = readSheet(group.group("xlsx")) ?? layout.sheet
    if layout.hasHeader, layout.columns.isEmpty, sheets == nil {
      group.value("records")?.mistake(.layoutRecordsWithoutColumns)
    }
    layout.take(rules.masks, group.mistakes, at: group.position)
    if sheets == nil { layout.split = readSplit(group.group("split"), layout.scope(reading), layout) }
    layout.fileName = readFileName(group.value("file"), layout)
    if sheets == nil { layout.checkOrder(group, layout.scope(reading)) }
    for index in layout.sheets.indices { layout.sheets[index].takeCommon(of: layout) }
    group.finish()
    let isEmpty = layout.columns.isEmpty && layout.records.isEmpty && layout.sheets.isEmpty
    return group.value("rows") == nil && sheets == nil || isEmpty ? nil : layout
  }

  /// What rows there are and what they show: the layout itself, or one sheet of several.
  static func readRows(_ group: YAMLGroup, _ reading: Reading) -> ExportLayout {
    let rows = group.requiredChoice("rows", ExportRows.self)
    let scope = ExportNames(all: reading.fields, rows: rows ?? .item, rules: reading.rules)
    let reader = ExportReader(
      scope: scope, format: reading.format, folder: reading.file.folder, mistakes: group.mistakes)
    let xml = reading.isSheet ? XMLOptions() : readXML(group.group("xml"), record: rows?.rawValue ?? "row")
    reader.prefixes = Set(xml.namespaces.map(\.prefix))
    reader.usualForm = reading.usualForm
    let kinds = group.value("records")
    let listed = kinds == nil ? group.requiredValue("columns") : group.value("columns")
    let columns = reader.columns(listed, scope)
    if reading.format.isNested, let listed { checkTitles(listed, columns, reading.format) }
    let records = kinds.map { reader.records($0, columns) } ?? []
    reader.checkNames(columns, records)
    let balance = group.value("balance").flatMap { reader.balance($0, records) }
    let conditions = group.group("where").map { ExportFilter(scope: scope).read($0) } ?? []
    let sort = group.value("sort").map { reader.sort($0, scope) } ?? []
    let bare = group.value("bare_orders")?.choice(among: ["keep", "leave_out"])
    var layout = ExportLayout(
      name: reading.file.name, digest: reading.file.digest, lookupFiles: reader.lookups.files, rows: rows ?? .order,
      keepsBareOrders: bare.map { $0 == "keep" } ?? (rows == .item), format: reading.format, csv: CSVOptions(),
      sheet: "Export", jsonMoneyAsText: false, xml: xml, fixed: FixedWidthOptions(),
      orderValues: group.choice("order_values", OrderValues.self) ?? .all, columns: columns, records: records,
      balance: balance, conditions: conditions, sort: sort)
    if let value = group.value("unallocated") {
      if let rows, rows != .costEntry {
        value.mistake(.layoutNeeds, facts: ["key": "unallocated", "other": "rows: cost_entry"])
      }
      layout.includesUnallocated = value.bool() ?? false
    }
    layout.masks = reader.masks
    layout.totals = readTotals(group.group("totals"), scope, layout)
    return layout
  }

  /// What can be named in its rows.
  func scope(_ reading: Reading) -> ExportNames {
    ExportNames(all: reading.fields, rows: rows, rules: reading.rules)
  }

  /// Titles are keys in JSON and elements in XML: two of the same name would hide one another.
  private static func checkTitles(_ listed: YAMLValue, _ columns: [ExportColumn], _ format: ExportFormat) {
    var seen: Set<String> = []
    let values = listed.list() ?? []
    for value in values {
      let title = value.isScalar ? value : value.isGroup ? value.group()?.titleValue : nil
      guard let title, title.isScalar, let text = title.text() else { continue }
      let key = format == .xml ? XMLElementWriter.name(for: text) : text
      if !seen.insert(key).inserted {
        title.mistake(.layoutTitleTwice, facts: ["title": text, "format": format.rawValue])
      }
    }
    for value in values where value.isGroup {
      guard let inner = value.group()?.value("columns"), inner.isList else { continue }
      checkTitles(inner, [], format)
    }
  }

  private static func readFixed(_ group: YAMLGroup?) -> FixedWidthOptions {
    guard let group else { return FixedWidthOptions() }
    defer { group.finish() }
    return FixedWidthOptions(header: group.bool("header") ?? false, file: readText(group))
  }

  /// Encoding and line ends.
  private static func readText(_ group: YAMLGroup) -> TextFileOptions {
    var file = TextFileOptions()
    if let value = group.value("encoding"), let text = value.text() {
      if let encoding = TextEncoding(named: text) {
        file.encoding = encoding
      } else {
        _ = value.choice(among: TextEncoding.allCases.map(\.rawValue))
      }
    }
    file.byteOrderMark = group.bool("byte_order_mark") ?? false
    file.newline = group.choice("newline", TextFileOptions.Newline.self) ?? .lf
    file.unmappable = group.choice("unmappable", TextFileOptions.Unmappable.self) ?? .error
    return file
  }

  private static func readCSV(_ group: YAMLGroup?) -> CSVOptions {
    var options = CSVOptions()
    guard let group else { return options }
    if let value = group.value("delimiter"), let text = value.text() {
      let byte = text == "tab" ? UInt8(ascii: "\t") : text.utf8.count == 1 ? text.utf8.first : nil
      if let byte, CSVOptions.isDelimiter(byte) {
        options.delimiter = byte
      } else {
        value.mistake(.layoutDelimiter, facts: ["value": text])
      }
    }
    options.quotes = group.choice("quotes", CSVOptions.Quotes.self) ?? .needed
    options.header = group.bool("header") ?? true
    options.formulaGuard = group.bool("formula_guard") ?? true
    options.file = readText(group)
    group.finish()
    return options
  }

  /// A sheet's name: 1 to 31 characters, without those that Excel refuses; nil where nothing is said.
  private static func readSheet(_ group: YAMLGroup?) -> String? {
    guard let group else { return nil }
    defer { group.finish() }
    return group.value("sheet").flatMap(readSheetName)
  }

  static func readSheetName(_ value: YAMLValue) -> String? {
    guard let name = value.text() else { return nil }
    let length = name.utf16.count
    if length < 1 || length > 31 || name.contains(where: { "[]:*?/\\".contains($0) }) || name.hasPrefix("'")
      || name.hasSuffix("'") || name.lowercased() == "history"
    {
      value.mistake(.layoutSheetName, facts: ["name": name])
    }
    return name
  }

  private static func readJSON(_ group: YAMLGroup?, _ layout: inout ExportLayout) {
    guard let group else { return }
    layout.jsonMoneyAsText = group.value("money")?.choice(among: ["number", "text"]) == "text"
    layout.jsonRows = group.text("rows")
    group.finish()
  }

  private static func readXML(_ group: YAMLGroup?, record: String) -> XMLOptions {
    var options = XMLOptions(record: record)
    guard let group else { return options }
    defer { group.finish() }
    for member in group.group("namespaces")?.allMembers() ?? [] {
      guard let uri = member.value.text() else { continue }
      let isName = member.key.isEmpty || (XMLElementWriter.isName(member.key) && !member.key.contains(":"))
      if !isName || uri.isEmpty || member.key.lowercased().hasPrefix("xml") {
        member.value.mistake(.layoutNamespace, facts: ["prefix": member.key])
      }
      options.namespaces.append(.init(prefix: member.key, uri: uri))
    }
    let prefixes = Set(options.namespaces.map(\.prefix))
    if let root = group.value("root").flatMap({ readElement($0, prefixes: prefixes) }) { options.root = root }
    if let record = group.value("record").flatMap({ readElement($0, prefixes: prefixes) }) { options.record = record }
    options.list = group.value("list").flatMap { readElement($0, prefixes: prefixes) }
    options.leavesOutEmpty = group.value("empty")?.choice(among: ["element", "leave_out"]) == "leave_out"
    return options
  }

  static func readElement(_ value: YAMLValue, prefixes: Set<String>) -> String? {
    guard let name = value.text() else { return nil }
    // A prefix needs a namespace that is declared.
    let prefix = name.split(separator: ":").first.map(String.init) ?? ""
    if XMLElementWriter.isName(name), !name.contains(":") || prefixes.contains(prefix) { return name }
    value.mistake(.layoutElementName, facts: ["name": name])
    return nil
  }

}

extension YAMLGroup {
  /// The title of a column: `title`, else the field's name.
  fileprivate var titleValue: YAMLValue? { value("title") ?? value("field") }
}

extension MappingFile {
  /// The folder that it lies in; nil for a shipped one.
  fileprivate var folder: String? {
    guard case .file(let path) = origin else { return nil }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension ExportLayout {
  /// Takes the masks of the workspace's policy over its own, unless it is exempt; what shows less wins.
  fileprivate mutating func take(_ policy: [String: ExportMask], _ mistakes: YAMLMistakes, at position: YAMLPosition) {
    for (name, mask) in policy { masks[name] = max(mask, masks[name] ?? mask) }
    hidden = Set(policy.keys)
    let asked = ([self] + sheets).flatMap(\.askedFields)
    for name in Set(asked).intersection(policy.keys).sorted() {
      mistakes.add(.maskedCondition, at: position, field: "where", facts: ["field": name])
    }
  }

  /// Names of all fields that conditions ask for, wherever they stand: what they let through says something of the value.
  private var askedFields: [String] {
    var conditions = conditions + columns.flatMap(\.conditions)
    for record in records {
      if let condition = record.condition { conditions.append(condition) }
      conditions += record.each?.conditions ?? []
      conditions += record.columns.flatMap(\.conditions)
    }
    return conditions.flatMap(\.allFields)
  }
}

extension ExportColumn {
  /// The conditions in it.
  fileprivate var conditions: [ExportCondition] {
    switch content {
    case .value(let value): value.conditions
    case .group(let columns): columns.flatMap(\.conditions)
    case .each(let each): each.conditions + each.columns.flatMap(\.conditions)
    }
  }
}
