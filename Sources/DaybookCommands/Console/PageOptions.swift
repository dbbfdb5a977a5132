import ArgumentParser

/// What an order or a customer is shown as.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
  /// Lines.
  case text
  /// A page that prints well and needs nothing else.
  case html
}

/// How `orders show` and `customers show` show what they show.
struct PageOptions: ParsableArguments {
  @Option(help: "text or html.")
  var format = PageFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the page goes; - for standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    if format == .text, output != nil { throw ValidationError("-o is for --format html.") }
  }
}
