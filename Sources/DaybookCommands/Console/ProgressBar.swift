import Glibc

/// A bar on standard error, for people: only on a terminal, and only when the work lasts over a second.
final class ProgressBar {
  /// Whether standard error is a terminal.
  let isShown: Bool
  private let startedAt = ProgressBar.milliseconds()
  private var drawnAt: Int64 = 0
  private var isDrawn = false

  init(isTerminal: Bool) { isShown = isTerminal }

  /// Says how far the work is; drawn at most ten times a second.
  func update(done: Int, total: Int?) {
    guard isShown else { return }
    let now = ProgressBar.milliseconds()
    guard now - startedAt > 1000, now - drawnAt > 100 else { return }
    drawnAt = now
    isDrawn = true
    write("\r\u{1b}[K" + ProgressBar.line(done: done, total: total, milliseconds: now - startedAt))
  }

  /// Takes the bar away.
  func end() {
    if isDrawn { write("\r\u{1b}[K") }
    isDrawn = false
  }

  /// `[########------------] 40 %  400,000 of 1,000,000  200,000/s  3 s left`, or count and rate alone where the whole is
  /// unknown.
  static func line(done: Int, total: Int?, milliseconds: Int64) -> String {
    let rate = milliseconds > 0 ? Int(Int64(done) * 1000 / milliseconds) : 0
    let speed = rate > 0 ? "  \(grouped(rate))/s" : ""
    guard let total, total > 0 else { return "\(grouped(done)) rows\(speed)" }
    let left = rate > 0 && total > done ? "  \(duration((total - done + rate - 1) / rate)) left" : ""
    let share = min(1, max(0, Double(done) / Double(total)))
    let filled = Int(share * 20)
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled)
    return "[\(bar)] \(Int(share * 100)) %  \(grouped(done)) of \(grouped(total))\(speed)\(left)"
  }

  /// `45 s`, or `3 min` from two minutes on.
  static func duration(_ seconds: Int) -> String { seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min" }

  /// A count with commas between thousands.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  private func write(_ text: String) {
    _ = text.utf8.withContiguousStorageIfAvailable { Glibc.write(2, $0.baseAddress, $0.count) }
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
