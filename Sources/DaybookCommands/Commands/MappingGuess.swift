import ArgumentParser
import Daybook
import Diagnostics
import Mapping
import Model

/// `daybook mapping guess`.
struct MappingGuess: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "guess",
    abstract: "Write a first cost mapping from a sample file, to be looked over.",
    discussion: """
      It recognises the header wherever it stands, the column of the order, amounts, days and currencies, and how numbers are \
      written. The mapping goes to standard output.

      Examples:
        daybook mapping guess invoice.csv > mappings/invoice.yaml
        daybook mapping guess invoice.xlsx --sheet Charges --name carrier
      """)

  @Argument(help: ArgumentHelp("The sample: CSV, XLSX or ODS.", valueName: "file"))
  var file: String

  @Option(help: "What the mapping is called. Default: the file's name.")
  var name: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var guess = GuessMapping(path: file)
    guess.name = name
    guess.options = try reading.options()
    let yaml = try guess.run()
    if console.wantsJSON {
      try console.print(["schema": "daybook.mapping-guess/1", "file": .text(file), "yaml": .text(yaml)])
    } else {
      try console.print(yaml)
    }
    return .done
  }
}

extension CostPreview {
  /// The rows for people.
  var text: String {
    var table = TextTable(
      ("line", .right), ("class", .left), ("order by", .left), ("costs", .left), ("", .left), ("day", .left),
      ("reference", .left), ("moves", .right))
    for row in rows {
      table.add(
        String(row.line), row.rowClass.rawValue,
        row.keys.map { "\($0.kind.rawValue) \($0.text)" }.joined(separator: ", "),
        row.costs.map { "\($0.kind.rawValue) \($0.effect.rawValue) \(Amount(e4: $0.e4))" }.joined(separator: ", "),
        row.currency?.description ?? "", row.entryOn?.description ?? "", row.reference ?? "",
        Amount(e4: row.total).description)
    }
    return table.text
  }

  /// The rows for programs.
  var json: JSONValue {
    JSONValue(rows) { row in
      [
        "line": JSONValue(row.line), "class": .text(row.rowClass.rawValue),
        "keys": JSONValue(row.keys) { ["by": .text($0.kind.rawValue), "text": .text($0.text)] },
        "costs": JSONValue(row.costs) {
          [
            "kind": .text($0.kind.rawValue), "effect": .text($0.effect.rawValue),
            "amount": JSONValue(Amount(e4: $0.e4)),
          ]
        },
        "currency": JSONValue(row.currency?.description), "entry_date": JSONValue(row.entryOn),
        "invoice": JSONValue(row.invoice), "reference": JSONValue(row.reference),
        "description": JSONValue(row.description), "moves": JSONValue(Amount(e4: row.total)),
        "rejected": JSONValue(row.isBad),
      ]
    }
  }
}
