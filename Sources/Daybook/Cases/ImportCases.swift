public import Changes
import Mapping
import Store
import Tabular

/// `daybook cases import`: events of cases from a file.
public struct ImportCases {
  /// What to import and how.
  public var job: CaseImport
  /// The mapping's name or path; nil: recognised by what stands in the file.
  public var mapping: String?

  /// A request for an import.
  public init(_ job: CaseImport, mapping: String? = nil) {
    self.job = job
    self.mapping = mapping
  }

  /// Imports the file, or only checks it where the job says so.
  public func run(in session: Session) throws -> ChangeSummary {
    let workspace = session.workspace
    let catalog = MappingCatalog(folder: workspace.mappingsFolder)
    var job = job
    if let mapping {
      job.mapping = try CaseMapping.read(try catalog.find(mapping, in: .cases))
    } else {
      let file = try InputFile.open(job.path, limits: job.reading.limits)
      job.input = file
      job.mapping = try CaseRecogniser(catalog).mapping(for: file, options: job.reading)
    }
    job.archive = workspace.archive
    job.workspaceZone = workspace.zone
    let store = try Store.open(workspace.storePath, .readWrite)
    return try job.run(on: store, identity: session.identity, progress: session.progress)
  }
}
