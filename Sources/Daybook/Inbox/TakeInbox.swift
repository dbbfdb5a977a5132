public import Changes
public import Diagnostics
import Glibc
import Model
import Store
import Tabular

/// `costs import --inbox DIR` and its kin: takes each file of a folder once, in the order of names, and moves it with its
/// report to `done/` or `rejected/` in that folder.
///
/// A file is imported, then its report is written, then it is moved. A crash between any two of these leaves it in the
/// inbox, where the next run finds that it is a repeat of its own batch, says so in its report and moves it on. A repeat is
/// done, since what it holds was applied; a file that holds something else goes to `rejected/`. What is wrong with the
/// machine or the settings and not with the file leaves the file where it is, for the next run.
public struct TakeInbox {
  /// What became of a file.
  public struct Taken: Sendable {
    /// Its name.
    public var name: String
    /// What the import did; nil where it could not be tried.
    public var summary: ChangeSummary?
    /// Why it could not be tried, or could not be moved.
    public var failure: Failure?
    /// The batch that a repeat names, as the store holds it.
    public var earlier: ShowBatch.Result?
    /// Where it was moved to; nil where it was left.
    public var movedTo: String?

    /// What the file means for the exit code: a repeat of a whole file is no failure.
    public var exit: ExitCode {
      if let failure { return failure.exit }
      if isRejected { return .rejected }
      guard let summary, summary.outcome != .repeated else { return .done }
      return summary.exit
    }

    /// Whether the file, or a part of it, is not in the store: also one that repeats only some entries, for the others of it
    /// were never applied.
    var isRejected: Bool {
      guard let summary else { return true }
      return summary.outcome == .rejected || summary.repeated?.level == .entries
    }
  }

  /// What became of a folder.
  public struct Result: Sendable {
    /// The files that were taken, in their order.
    public var taken: [Taken]
    /// Files that were changed too lately, perhaps still being written.
    public var waiting: [String]

    /// 0, 3 where rows were rejected, 1 where a file was, else the highest code of a file.
    public var exit: ExitCode {
      taken.map(\.exit).max { TakeInbox.weight($0) < TakeInbox.weight($1) } ?? .done
    }
  }

  /// Imports one file, which will be moved to the target if it is applied: rejected rows go beside that.
  public typealias Importing = (_ path: String, _ target: String) throws -> ChangeSummary

  /// The report of a file for programs (JSON) and for people.
  public typealias Reporting = (Taken) -> (json: String, text: String)

  private let folder: String
  private let importing: Importing
  private let reporting: Reporting
  /// A file is taken once it was not changed for so long.
  private static let settledAfterSeconds: Int64 = 60

  /// The taking of a folder. `importing` imports one file, `reporting` renders its report.
  public init(folder: String, importing: @escaping Importing, reporting: @escaping Reporting) {
    self.folder = folder
    self.importing = importing
    self.reporting = reporting
  }

  /// Takes every file that is ready, and tells what became of each before it leaves the folder. Fails with `locked` while
  /// another run takes the same folder.
  public func run(in session: Session, telling: (Taken) throws -> Void = { _ in }) throws -> Result {
    // A store that cannot be opened is no matter of any file.
    _ = try session.read { try $0.lastBatch() }
    let lock = try FolderLock(folder)
    defer { lock.release() }
    for name in ["done", "rejected"] { try InitializeWorkspace.makeFolder("\(folder)/\(name)") }
    let found = try InboxFolder.files(of: folder, unchangedSince: settledBefore(session.identity.startedAt))
    var result = Result(taken: [], waiting: found.waiting)
    for name in found.ready {
      let taken = try take(name, in: session, telling)
      result.taken.append(taken)
      // Nothing can be done for the other files either.
      if [.locked, .damaged, .interrupted].contains(taken.failure?.exit) { break }
    }
    return result
  }

  private func settledBefore(_ now: Instant) -> Instant {
    Instant(milliseconds: now.milliseconds - TakeInbox.settledAfterSeconds * 1000)
  }

  private func take(_ name: String, in session: Session, _ telling: (Taken) throws -> Void) throws -> Taken {
    let path = "\(folder)/\(name)"
    let doneName = InboxFolder.freeName(name, in: "\(folder)/done")
    var taken = Taken(name: name)
    do {
      let summary = try importing(path, "\(folder)/done/\(doneName)")
      taken.summary = summary
      taken.earlier = try summary.repeated.map { try ShowBatch(batch: $0.first.batch).run(in: session) }
      if taken.isRejected {
        try move(&taken, to: "rejected", as: InboxFolder.freeName(name, in: "\(folder)/rejected"), telling)
      } else {
        try move(&taken, to: "done", as: doneName, telling)
      }
    } catch let failure as Failure {
      taken.failure = failure
      guard failure.exit == .rejected, taken.summary == nil else { return taken }
      do {
        try move(&taken, to: "rejected", as: InboxFolder.freeName(name, in: "\(folder)/rejected"), telling)
      } catch let failure as Failure {
        taken.failure = failure
      }
    }
    return taken
  }

  /// Writes the report, tells of the file and moves it, in this order: a file that was moved has its report, and was told of.
  private func move(
    _ taken: inout Taken, to subfolder: String, as name: String, _ telling: (Taken) throws -> Void
  ) throws {
    let target = "\(folder)/\(subfolder)"
    var moved = taken
    moved.movedTo = "\(target)/\(name)"
    let report = reporting(moved)
    for (text, ending) in [(report.text, "txt"), (report.json, "json")] {
      let file = try OutputFile(path: "\(target)/\(name).report.\(ending)")
      try file.write(text)
      _ = try file.commit()
    }
    try telling(moved)
    try InboxFolder.move("\(folder)/\(taken.name)", to: "\(target)/\(name)")
    taken = moved
  }

  /// 0 before 3 before 1 before everything that is no matter of data.
  private static func weight(_ exit: ExitCode) -> Int32 {
    switch exit {
    case .done: 0
    case .partly: 1
    case .repeated: 2
    case .rejected: 3
    default: exit.rawValue
    }
  }
}
