import Glibc

/// A text file or standard output, written in large blocks. A failed write ends the program: there is nothing to save.
final class TextFile {
  private var buffer: [UInt8] = []
  private let descriptor: Int32
  private let path: String

  /// `-` is standard output.
  init(_ path: String) {
    self.path = path
    descriptor = path == "-" ? STDOUT_FILENO : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { stop("cannot write \(path): \(String(cString: strerror(errno)))") }
    buffer.reserveCapacity(1 << 20)
  }

  func add(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 20 - 1 << 12 { flush() }
  }

  /// A line of cells, quoted where RFC 4180 asks for it.
  func add(line cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      if cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
        buffer.append(0x22)
        for byte in cell.utf8 {
          if byte == 0x22 { buffer.append(0x22) }
          buffer.append(byte)
        }
        buffer.append(0x22)
      } else {
        buffer.append(contentsOf: cell.utf8)
      }
    }
    add("\n")
  }

  func close() {
    flush()
    if Glibc.close(descriptor) != 0 { stop("cannot write \(path): \(String(cString: strerror(errno)))") }
  }

  private func flush() {
    var start = 0
    while start < buffer.count {
      let written = buffer[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 { stop("cannot write \(path): \(String(cString: strerror(errno)))") }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Says why on standard error and ends the program.
func stop(_ reason: String) -> Never {
  let line = Array("generate: \(reason)\n".utf8)
  _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  exit(1)
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Cents as a decimal: `-12.05`.
func money(_ cents: Int) -> String { (cents < 0 ? "-" : "") + "\(abs(cents) / 100)." + padded(abs(cents) % 100, 2) }
