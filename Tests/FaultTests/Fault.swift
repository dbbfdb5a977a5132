import Foundation
import TestSupport

/// What goes wrong in a run: at the n-th call of a name, the process dies or the call fails.
struct Fault: Sendable, CustomStringConvertible {
  /// What happens at the call.
  enum Effect: Sendable, Equatable {
    /// SIGKILL: the process ends before the call returns, as when the machine stops.
    case kill
    /// The call is not made and returns an error, for instance `ENOSPC`.
    case error(String)
  }

  let call: String
  /// Counted from 1 over the whole run.
  let number: Int
  let effect: Effect

  var description: String { "\(effect) at \(call) \(number)" }

  /// The calls that change something outside the process. Reading and locking change nothing that outlives it.
  static let changingCalls = [
    "openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat2", "unlink", "fallocate",
  ]

  /// A command that runs another one with this fault.
  func command(_ command: String) -> String {
    let what =
      switch effect {
      case .kill: "signal=KILL"
      case .error(let name): "error=\(name)"
      }
    return "strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):\(what):when=\(number) \(command)"
  }

  /// Whether processes may be traced here; where not, a line says so.
  static let canInject: Bool = {
    do {
      let folder = try TemporaryFolder()
      let probe = "strace -f -qq -o /dev/null -e trace=write -e inject=write:error=EIO:when=1 true"
      if try ShellRun(script: probe, in: folder.url).exit == 0 { return true }
    } catch {
      print("strace could not be tried: \(error)")
    }
    print("strace is missing or may not trace here (apt-get install strace): no faults at single calls")
    return false
  }()

  /// Every changing call of a run, in a folder that the run may change: the effect at the first one, at the second one,
  /// and so on, name by name.
  static func all(
    of command: String, in folder: URL, effect: Effect, at names: [String] = changingCalls
  ) throws -> [Fault] {
    _ = try ShellRun(
      script: "strace -f -qq -o ../calls -e trace=\(names.joined(separator: ",")) \(command)", in: folder)
    let trace = try String(contentsOf: folder.appendingPathComponent("../calls"), encoding: .utf8)
    var counts: [String: Int] = [:]
    var faults: [Fault] = []
    for line in trace.split(separator: "\n") {
      // `4711  openat(AT_FDCWD, "costs.csv", O_RDONLY) = 3`
      let call = line.drop { $0 != " " }.drop { $0 == " " }.prefix { $0 != "(" }
      guard names.contains(String(call)) else { continue }
      counts[String(call), default: 0] += 1
      if call == "openat", !line.contains("O_CREAT"), !line.contains("O_RDWR"), !line.contains("O_WRONLY") { continue }
      faults.append(
        Fault(
          call: String(call), number: counts[String(call), default: 0], effect: effect))
    }
    return names.flatMap { name in faults.filter { $0.call == name } }
  }
}

/// Every one of a list in full runs (or so many), else so many at most, spread evenly, with the first and the last.
func sampled<Element>(_ all: [Element], most: Int, mostInFull: Int = .max) -> [Element] {
  let most = ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? mostInFull : most
  if all.count <= most { return all }
  return (0..<most).map { all[$0 * (all.count - 1) / (most - 1)] }
}

/// The lines that one text has and the other lacks, for messages.
func differences(_ found: String, _ wanted: String) -> String {
  let (found, wanted) = (found.split(separator: "\n"), wanted.split(separator: "\n"))
  let surplus = found.filter { !wanted.contains($0) }.map { "+ \($0)" }
  let missing = wanted.filter { !found.contains($0) }.map { "- \($0)" }
  return (surplus + missing).joined(separator: "\n")
}
