public import Reporting
public import Tabular

/// `--format html` of `orders show` and `customers show`: writes a page.
public struct PrintPage: Sendable {
  private let page: ReportDocument
  private let path: String

  /// A page to be written; the path `-` is the sink that is given.
  public init(_ page: ReportDocument, path: String) {
    self.page = page
    self.path = path
  }

  /// Writes the page: it appears whole or not at all.
  public func run(in session: Session, to sink: any ByteSink) throws {
    guard path != "-" else { return try page.write(.html, to: sink) }
    try OutputFile.refuse(path, ontoAnyOf: [session.workspace.storePath])
    let file = try OutputFile(path: path)
    try page.write(.html, to: file)
    _ = try file.commit()
  }
}
