import Diagnostics
public import Model
public import Store

/// What every use case is given besides its request: the workspace, who runs it, and how to say how far it is.
///
/// A use case is a request type with a function `run(in: Session) throws -> Result`, in a folder named after its
/// feature. It prints nothing, asks nothing and reads neither the current folder nor the environment nor the clock.
public struct Session {
  /// Where the store and the settings lie.
  public let workspace: Workspace
  /// Who runs it, when and where.
  public let identity: RunIdentity
  /// Shows how far a run is, whether or not it is to end.
  let show: (_ done: Int, _ total: Int?) -> Void
  /// Whether somebody sees how far a run is.
  public let isWatched: Bool
  /// Asked by long runs; true once the user wants it to end.
  public let isCancelled: () -> Bool

  /// A session.
  public init(
    workspace: Workspace, identity: RunIdentity, progress: @escaping (_ done: Int, _ total: Int?) -> Void = { _, _ in },
    isWatched: Bool = false, isCancelled: @escaping () -> Bool = { false }
  ) {
    self.workspace = workspace
    self.identity = identity
    self.show = progress
    self.isWatched = isWatched
    self.isCancelled = isCancelled
  }

  /// Called once a block by long runs with the units done, and of how many where that is known. Throws `interrupted` once
  /// the user wants the run to end.
  public var progress: (_ done: Int, _ total: Int?) throws -> Void {
    { done, total in
      if isCancelled() { throw Interruption.failure }
      show(done, total)
    }
  }

  /// Opens the workspace's store for reading, reads in one snapshot and closes it.
  public func read<T>(_ body: (StoreConnection) throws -> T) throws -> T {
    try Store.open(workspace.storePath, .readOnly).read(body)
  }
}
