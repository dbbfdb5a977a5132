import Glibc

/// libFuzzer's own entry (compiler-rt, FuzzerDriver.cpp): reads the command line, mutates, and calls back with inputs.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ testOneInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// `FUZZ_TARGET=NAME fuzz [OPTION ...] [FOLDER ...]` with libFuzzer's options.
///
/// The target is a variable and no argument, because libFuzzer starts itself anew with its arguments for some of its
/// work.
@main
struct Fuzz {
  private static let target = getenv("FUZZ_TARGET").flatMap { FuzzTarget(rawValue: String(cString: $0)) }

  static func main() {
    guard target != nil else {
      print("FUZZ_TARGET must be one of", FuzzTarget.allCases.map(\.rawValue))
      exit(64)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments, testOneInput))
  }

  /// What libFuzzer calls. A rule that does not hold ends the process, and libFuzzer keeps the input.
  private static let testOneInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt = { start, count in
    do {
      try target?.check(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
      fatalError("\(error)")
    }
    return 0
  }
}
