import Foundation
import TestSupport
import Testing

/// What `make install` puts where, with the program that was built for the tests.
@Suite struct InstallTests {
  private static let hasPython: Bool = {
    do {
      let probe = try ShellRun(script: "python3 --version", in: PackageFolder.url)
      if probe.exit == 0 { return true }
    } catch {
      print("python3 could not be tried: \(error)")
    }
    print("python3 is missing: man pages are not made")
    return false
  }()

  /// Below the folder of a package that is being made.
  private static let prefix = "root/opt/shop"

  /// Runs a script after an installation into a folder of its own.
  private func afterInstalling(_ script: String) throws -> ShellRun {
    let folder = try TemporaryFolder()
    var environment = ShellRun.environment
    environment["DESTDIR"] = folder.url.appendingPathComponent("root").path
    environment["PREFIX"] = "/opt/shop"
    environment["SOURCE_DATE_EPOCH"] = "1790000000"
    environment["INSTALL"] = PackageFolder.url("scripts/install").path
    environment["PROGRAM"] = ShellRun.productFolder.appendingPathComponent("daybook").path
    environment["UNDER"] = Self.prefix
    return try ShellRun(
      script: "set -e\n\"$INSTALL\" \"$PROGRAM\"\n" + script, in: folder.url, environment: environment)
  }

  @Test(.enabled(if: hasPython)) func everyPartIsInItsPlaceAndGoesAgain() throws {
    let run = try afterInstalling(
      """
      cd "$UNDER"
      ls bin share/man/man5 share/bash-completion/completions share/zsh/site-functions share/fish/vendor_completions.d
      ls lib/systemd/system share/doc/daybook share/doc/daybook/examples
      grep ^ExecStart lib/systemd/system/*.service
      find . -perm /022 ! -type l
      bin/daybook --version
      cd - > /dev/null
      "$INSTALL" --remove
      find . -type f
      """)
    #expect(run.exit == 0, "\(run.error)")
    let expected = """
      bin:
      daybook

      share/bash-completion/completions:
      daybook

      share/fish/vendor_completions.d:
      daybook.fish

      share/man/man5:
      daybook.yaml.5

      share/zsh/site-functions:
      _daybook
      lib/systemd/system:
      daybook-nightly@.service
      daybook-nightly@.timer

      share/doc/daybook:
      CHANGELOG.md
      README.md
      copyright
      docs
      examples

      share/doc/daybook/examples:
      daybook.cron
      demo
      mappings
      reports
      samples
      ExecStart=/opt/shop/bin/daybook nightly --catch-up --wait 3600 --log-format logfmt
      """
    #expect(run.output.hasPrefix(expected + "\n"), "\(run.output)")
    let rest = run.output.dropFirst(expected.count + 1).split(separator: "\n")
    #expect(rest.count == 1, "files that others may change, or that stayed: \(rest)")
  }

  @Test(.enabled(if: hasPython)) func everyCommandHasItsPlaceInThePages() throws {
    let run = try afterInstalling("cat \"$UNDER\"/share/man/man1/*.1")
    #expect(run.exit == 0, "\(run.error)")
    let commands = try HelpTests.commands()
    for command in commands where command.superCommands == ["daybook"] {
      let title = "\n.TH DAYBOOK\\-\(command.commandName.uppercased()) 1 "
      #expect(run.output.contains(title), "no page of \(command.path)")
    }
    for command in commands where (command.subcommands ?? []).isEmpty {
      #expect(run.output.contains("\n\\fB\(command.path)\\fP "), "no page shows how \(command.path) is called")
    }
  }

  @Test(.enabled(if: hasPython)) func pagesAreUnderstoodAndTheSameEachTime() throws {
    let run = try afterInstalling(
      """
      export SOURCE_DATE_EPOCH=1790000000
      "${INSTALL%scripts/install}packaging/man/pages" "$PROGRAM" again /opt/shop/share/doc/daybook
      diff -r again "$UNDER/share/man"
      head -n 2 again/man5/daybook.yaml.5
      for page in again/*/*; do
        ! command -v groff > /dev/null || groff -ww -man -Tutf8 -z "$page"
        ! command -v mandoc > /dev/null || mandoc -Tlint -Wwarning "$page"
      done
      """)
    #expect(run.exit == 0, "\(run.output)\(run.error)")
    #expect(run.error.isEmpty, "\(run.error)")
    let head = """
      .\\" Made by packaging/man/pages.
      .TH DAYBOOK.YAML 5 2026-09-21 "Daybook 0.1.0" "Daybook"

      """
    #expect(run.output == head)
  }

  @Test(.enabled(if: hasPython)) func theInstalledDemoRunsToItsEnd() throws {
    let run = try afterInstalling("unset SAMPLES\nPATH=$UNDER/bin:$PATH \"$UNDER/share/doc/daybook/examples/demo\"")
    #expect(run.exit == 0, "\(run.output)\(run.error)")
    #expect(run.output.contains("\n== Done: the workspace is demo/"))
  }

  /// The README and the first page list every exit code that the program knows.
  @Test func exitCodesAreDocumented() throws {
    let source = try String(contentsOf: PackageFolder.url("Sources/Diagnostics/Failure.swift"), encoding: .utf8)
    let page = try String(contentsOf: PackageFolder.url("packaging/man/common.1"), encoding: .utf8)
    let readme = try String(contentsOf: PackageFolder.url("README.md"), encoding: .utf8)
    let table = readme.split(separator: "\n").filter { $0.hasPrefix("| ") }.joined().matches(of: /\d+/).map(\.output)
    let codes = source.matches(of: /\n  case \w+ = (\d+)\n/).map { $0.output.1 }
    #expect(codes.count > 10)
    for code in codes {
      #expect(page.contains("\n.B \(code)\n"), "daybook(1) has no exit code \(code)")
      #expect(table.contains(code), "the README has no exit code \(code)")
    }
  }
}
