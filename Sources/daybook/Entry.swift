import DaybookCommands
import Glibc

@main
struct Entry {
  static func main() { exit(DaybookProgram.run(Array(CommandLine.arguments.dropFirst()))) }
}
