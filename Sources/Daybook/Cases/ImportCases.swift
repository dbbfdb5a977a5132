public import Changes
import Store

/// `daybook cases import`: events of cases from a file in Daybook's own layout.
public struct ImportCases {
  /// What to import and how.
  public var job: CaseImport

  /// A request for an import.
  public init(_ job: CaseImport) { self.job = job }

  /// Imports the file, or only checks it where the job says so.
  public func run(in session: Session) throws -> ChangeSummary {
    let store = try Store.open(session.workspace.storePath, .readWrite)
    var job = job
    job.archive = session.workspace.archive
    return try job.run(on: store, identity: session.identity, progress: session.progress)
  }
}
