import ArgumentParser
import Daybook
import Diagnostics
import Exports
import Glibc
import Mapping
import Model
import Tabular

/// `daybook mapping`.
struct MappingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping",
    abstract: "How files come in and go out: list, check and preview mappings.",
    discussion: """
      Examples:
        daybook mapping list
        daybook mapping check mine.yaml
        daybook mapping preview accounting-items --rows 5
        daybook mapping preview settlement.csv
        daybook mapping guess invoice.csv
        daybook mapping docs
      """,
    subcommands: [
      MappingList.self, MappingCheckCommand.self, MappingPreview.self, MappingGuess.self, MappingDocs.self,
    ])
}

/// `daybook mapping list`.
struct MappingList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the mappings that can be used here: shipped ones, and the workspace's in their place.",
    discussion: """
      Examples:
        daybook mapping list
        daybook mapping list --json
      """)

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let files = try ListMappings().run(in: try console.session())
    if console.wantsJSON {
      let list = JSONValue(files) {
        [
          "name": .text($0.name), "section": .text($0.section.rawValue), "from": .text($0.originText),
          "sha256": JSONValue($0.digest), "recognises": JSONValue($0.recognisedColumns) { .text($0) },
        ]
      }
      try console.print(["schema": "daybook.mappings/1", "mappings": list])
      return .done
    }
    var table = TextTable(("section", .left), ("name", .left), ("from", .left), ("recognises", .left))
    for file in files {
      let columns = file.recognisedColumns
      let shown =
        columns.prefix(4).joined(separator: ", ") + (columns.count > 4 ? ", and \(columns.count - 4) more" : "")
      table.add(file.section.rawValue, file.name, file.originText, shown)
    }
    try console.print(table.text)
    return .done
  }
}

/// `daybook mapping check`.
struct MappingCheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report all mistakes of mappings with line and column, before any row is read.",
    discussion: """
      Without names all mappings are checked. The exit code is 78 where there is a mistake.

      Examples:
        daybook mapping check
        daybook mapping check mappings/monthly.yaml
      """)

  @Argument(help: ArgumentHelp("Names or paths of mappings.", valueName: "mapping"))
  var names: [String] = []

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let results = try CheckMappings(names: names).run(in: try console.session())
    let diagnostics = results.flatMap(\.diagnostics)
    if console.wantsJSON {
      let list = JSONValue(results) {
        [
          "name": .text($0.file.name), "section": .text($0.file.section.rawValue), "from": .text($0.file.originText),
          "valid": JSONValue($0.isValid),
        ]
      }
      try console.print([
        "schema": "daybook.mapping-check/1", "mappings": list, "diagnostics": JSONValue(diagnostics, \.json),
      ])
    } else {
      for diagnostic in diagnostics { console.show(diagnostic) }
      for result in results where result.isValid { try console.print("\(result.file.shownPath): no mistakes\n") }
    }
    return results.allSatisfy(\.isValid) ? .done : .configuration
  }
}

/// `daybook mapping preview`.
struct MappingPreview: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show the first rows that an export layout writes, or that a cost mapping reads.",
    discussion: """
      Of an export layout the rows are written as it says, those of a workbook as CSV. Of a file of costs each row is shown \
      with its class, what its order is found by, and its costs. Nothing is recorded.

      Examples:
        daybook mapping preview accounting-items
        daybook mapping preview mine.yaml --rows 3 --json
        daybook mapping preview settlement.csv
        daybook mapping preview invoice.xlsx --mapping mine.yaml --sheet Charges
      """)

  @Argument(help: ArgumentHelp("The export layout by name or path, or a file of costs.", valueName: "mapping"))
  var subject: String

  @Option(help: "For a file of costs, its mapping: name or path. Default: recognised by the header.")
  var mapping: String?

  @Option(help: "For a workbook of costs, the sheet: its name or number. Default: the first.")
  var sheet: String?

  @Option(help: "At most so many rows.")
  var rows: Int = 10

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard rows > 0 else { throw ValidationError("--rows must be at least 1") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    if mapping != nil || sheet != nil || isFile { return try previewCosts(on: console) }
    let preview = PreviewExport(mapping: subject, rows: rows)
    guard console.wantsJSON else {
      _ = try preview.run(in: try console.session(), to: console.sink)
      return .done
    }
    let table = try preview.table(in: try console.session())
    try console.print([
      "schema": "daybook.mapping-preview/1", "mapping": .text(subject),
      "columns": JSONValue(table.titles) { .text($0) },
      "rows": JSONValue(table.rows) { row in JSONValue(row) { JSONValue($0) } },
    ])
    return .done
  }
}

extension MappingPreview {
  /// Whether a file is meant, and no layout: layouts are YAML.
  private var isFile: Bool {
    let name = subject.lowercased()
    return !name.hasSuffix(".yaml") && !name.hasSuffix(".yml") && (subject == "-" || access(subject, R_OK) == 0)
  }

  private func previewCosts(on console: Console) throws -> Diagnostics.ExitCode {
    var request = PreviewCosts(path: subject, mapping: mapping, rows: rows)
    request.options.sheet = sheet
    let (name, preview) = try request.run(in: try console.session())
    guard console.wantsJSON else {
      for diagnostic in preview.diagnostics { console.show(diagnostic) }
      try console.print("mapping \(name)\n" + preview.text)
      return .done
    }
    try console.print([
      "schema": "daybook.cost-preview/1", "mapping": .text(name), "rows": preview.json,
      "diagnostics": JSONValue(preview.diagnostics, \.json),
    ])
    return .done
  }
}

/// `daybook mapping docs`.
struct MappingDocs: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs",
    abstract: "Say what an export layout may hold: every key and every field.",
    discussion: """
      Examples:
        daybook mapping docs
        daybook mapping docs --json
        daybook mapping docs --sql
        daybook mapping docs --schema > mappings/export.schema.json
      """)

  @Flag(help: "The JSON Schema of export layouts, for editors.")
  var schema = false

  @Flag(help: "What SQL in a layout can see and call: names, views, functions.")
  var sql = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    if schema {
      try console.print(DescribeExportFields.schema)
      return .done
    }
    if sql {
      try console.print(DescribeExportFields.sqlText)
      return .done
    }
    let fields = DescribeExportFields.fields
    if console.wantsJSON {
      try console.print(["schema": "daybook.export-fields/1", "fields": JSONValue(fields, \.json)])
      return .done
    }
    var table = TextTable(("field", .left), ("of", .left), ("kind", .left), ("personal", .left), ("meaning", .left))
    for field in fields {
      table.add(field.name, field.part.rawValue, field.kind.rawValue, field.isPersonal ? "yes" : "", field.meaning)
    }
    try console.print(ExportLayoutGuide.text + "\n" + table.text)
    return .done
  }
}
