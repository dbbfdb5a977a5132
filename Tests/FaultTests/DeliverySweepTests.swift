import Foundation
import TestSupport
import Testing

/// Deliveries that a program takes away: whatever goes wrong at whichever call, in the end the destination has every order,
/// and none in two files.
@Suite struct DeliverySweepTests {
  private static func command(_ mapping: String) -> String {
    "daybook orders export --mapping \(mapping) --new --destination warehouse"
  }

  /// What an operator does: decides what nobody can know, and runs the same command again.
  private static func finish(_ mapping: String) -> String {
    """
    for n in $(daybook exports list --unfinished | grep unconfirmed | awk '{print $1}')
    do daybook exports redeliver $n || exit 1; done
    daybook orders import later.csv && \(command(mapping)) && daybook store check
    """
  }

  /// Every order id that the destination has, as often as it has it; then what is not finished.
  private static let received = """
    cat warehouse/*.csv | grep -v Order | cut -d, -f1 | sort | uniq -c | sort -n | head -1
    cat warehouse/*.csv | grep -v Order | wc -l; daybook exports list --unfinished; ls -A outbox | grep -c '[.]part$'
    """

  @Test(.enabled(if: Fault.canInject), arguments: ["kill", "ENOSPC", "EIO"], ["actual-costs", "parts"])
  func everyOrderArrivesOnce(_ effect: String, by mapping: String) throws {
    let folder = try TemporaryFolder()
    let base = folder.url.appendingPathComponent("base")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: false)
    try Shop.make(in: base)
    let settings = """
      \(SweptCommand.parts)
      mkdir warehouse; cat >> daybook.yaml <<'Y'
      destinations:
        warehouse: {deliver: [cp, "{file}", warehouse/], time_limit: 20}
      Y
      """
    #expect(try ShellRun(script: settings, in: base).exit == 0)
    let trial = try copy(base, "trial")
    let faults = try Fault.all(
      of: Self.command(mapping), in: trial, effect: effect == "kill" ? .kill : .error(effect))
    #expect(faults.count > 40)
    for (number, fault) in sampled(faults, most: effect == "kill" ? 12 : 4).enumerated() {
      let shop = try copy(base, "\(number)")
      _ = try ShellRun(script: fault.command(Self.command(mapping)), in: shop)
      let end = try ShellRun(script: Self.finish(mapping), in: shop)
      #expect(end.exit == 0, "\(fault): \(end.error)")
      let seen = try ShellRun(script: Self.received, in: shop).output
      // 200 orders and the 60 that came later.
      let words = seen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words == "1 A-1 260 No exports. 0", "\(fault): \(seen)")
      try FileManager.default.removeItem(at: shop)
    }
  }

  private func copy(_ base: URL, _ name: String) throws -> URL {
    let copy = base.deletingLastPathComponent().appendingPathComponent(name)
    try FileManager.default.copyItem(at: base, to: copy)
    return copy
  }
}
