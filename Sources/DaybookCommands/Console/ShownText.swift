import Glibc

/// How many columns of a terminal a text takes: two for wide characters, none for marks that only steer.
func shownWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 128 }) { return text.utf8.count }
  return text.reduce(0) { sum, character in
    guard let scalar = character.unicodeScalars.first else { return sum }
    if scalar == isolateStart || scalar == isolateEnd { return sum }
    return sum + (isWide(scalar) ? 2 : 1)
  }
}

private let isolateStart: Unicode.Scalar = "\u{2068}"
private let isolateEnd: Unicode.Scalar = "\u{2069}"

/// East Asian wide and emoji, by blocks.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    true
  default: false
  }
}

/// A text that runs from right to left, kept to itself: what stands beside it on the line stays where it is.
func isolated(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isRightToLeft) else { return text }
  return "\(isolateStart)\(text)\(isolateEnd)"
}

private func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
  default: false
  }
}

/// A line of text broken into lines of at most so many columns, at spaces; words longer than a line are broken too, unless
/// they are addresses of pages.
func wrapped(_ line: String, width: Int) -> [String] {
  guard shownWidth(line) > width else { return [line] }
  var lines: [String] = []
  var current = ""
  func close() {
    lines.append(current)
    current = ""
  }
  for word in line.split(separator: " ", omittingEmptySubsequences: false) {
    if !current.isEmpty, shownWidth(current) + 1 + shownWidth(String(word)) > width { close() }
    current += current.isEmpty ? String(word) : " \(word)"
    guard shownWidth(current) > width, !current.contains("://") else { continue }
    let long = current
    current = ""
    for character in long {
      if shownWidth(current) + shownWidth(String(character)) > width { close() }
      current.append(character)
    }
  }
  lines.append(current)
  return lines
}

/// The columns of the terminal that standard output is; of a file a hundred.
func outputWidth() -> Int {
  var size = winsize()
  guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
    return 100
  }
  return min(max(Int(size.ws_col), 40), 120)
}
