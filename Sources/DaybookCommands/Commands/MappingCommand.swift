import ArgumentParser
import Daybook
import Diagnostics
import Exports
import Mapping
import Model

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
        daybook mapping docs
      """,
    subcommands: [MappingList.self, MappingCheckCommand.self, MappingPreview.self, MappingDocs.self])
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
          "sha256": JSONValue($0.digest),
        ]
      }
      try console.print(["schema": "daybook.mappings/1", "mappings": list])
      return .done
    }
    var table = TextTable(("section", .left), ("name", .left), ("from", .left))
    for file in files { table.add(file.section.rawValue, file.name, file.originText) }
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
    abstract: "Show the first rows that an export layout writes.",
    discussion: """
      The rows are written as the layout says, those of a workbook as CSV. Nothing is recorded.

      Examples:
        daybook mapping preview accounting-items
        daybook mapping preview mine.yaml --rows 3 --json
      """)

  @Argument(help: ArgumentHelp("The export layout: its name or path.", valueName: "mapping"))
  var mapping: String

  @Option(help: "At most so many rows.")
  var rows: Int = 10

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard rows > 0 else { throw ValidationError("--rows must be at least 1") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let preview = PreviewExport(mapping: mapping, rows: rows)
    guard console.wantsJSON else {
      _ = try preview.run(in: try console.session(), to: console.sink)
      return .done
    }
    let table = try preview.table(in: try console.session())
    try console.print([
      "schema": "daybook.mapping-preview/1", "mapping": .text(mapping),
      "columns": JSONValue(table.titles) { .text($0) },
      "rows": JSONValue(table.rows) { row in JSONValue(row) { JSONValue($0) } },
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
      """)

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
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
