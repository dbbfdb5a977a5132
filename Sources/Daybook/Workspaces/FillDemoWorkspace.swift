public import Changes
import Tabular

/// `daybook init --demo`: puts made-up orders, their costs and cases into a new workspace, through the same imports that a user
/// runs. The files stay in its folder `samples/`.
public struct FillDemoWorkspace: Sendable {
  /// A request.
  public init() {}

  /// What each import did.
  public func run(in session: Session) throws -> [ChangeSummary] {
    let folder = session.workspace.folder + "/samples"
    try InitializeWorkspace.makeFolder(folder)
    for name in ["orders.csv", "costs.csv", "cases.csv"] {
      guard let text = EmbeddedSamples.files[name] else { preconditionFailure("there is no sample \(name)") }
      let file = try OutputFile(path: "\(folder)/\(name)")
      try file.write(text)
      _ = try file.commit()
    }
    return [
      try ImportOrders(FileImport(path: folder + "/orders.csv")).run(in: session),
      try ImportCosts(FileImport(path: folder + "/costs.csv")).run(in: session),
      try ImportCases(CaseImport(path: folder + "/cases.csv")).run(in: session),
    ]
  }
}
