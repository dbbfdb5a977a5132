import Synchronization

/// Whether the user wants the process to end: Ctrl-C, or a signal of the system.
///
/// A signal is for the whole process, and so is this. Its handler only sets the flag; long runs look at it once a block,
/// and what they have under way is taken back.
public enum Interruption {
  private static let flag = Atomic<Bool>(false)

  /// Whether the run is to end.
  public static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Asks the run to end. May be called by a signal handler.
  public static func request() { flag.store(true, ordering: .relaxed) }

  /// What a run throws that was asked to end.
  public static var failure: Failure { Failure(.interrupted, .interrupted) }

  /// Throws where the run is to end.
  public static func check() throws {
    if isRequested { throw failure }
  }
}
