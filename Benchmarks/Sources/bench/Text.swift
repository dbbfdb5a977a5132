import Glibc

/// A text in a column: to the left, or with a negative width to the right.
func column(_ text: String, _ width: Int) -> String {
  let space = String(repeating: " ", count: max(0, abs(width) - text.count))
  return width < 0 ? space + text : text + space
}

/// A number in a column of 11, to the right.
func column(_ number: Double, _ decimals: Int) -> String { column(decimal(number, decimals), -11) }

/// A number that is not negative, with so many decimals.
func decimal(_ number: Double, _ decimals: Int) -> String {
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  let scaled = number.isFinite ? Int((number * Double(scale)).rounded()) : 0
  guard decimals > 0 else { return String(scaled) }
  let fraction = String(scaled % scale)
  return "\(scaled / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// The first line of a small file; empty where there is none.
func firstLine(of path: String) -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return "" }
  defer { close(descriptor) }
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = read(descriptor, &buffer, buffer.count)
  return String(decoding: buffer[..<max(0, count)].prefix { $0 != 0x0A }, as: UTF8.self)
}

/// The bytes of a file; 0 where there is none.
func fileSize(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// Adds to the end of a file.
func append(_ text: String, to path: String) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
  if descriptor < 0 { stop("cannot write \(path): \(String(cString: strerror(errno)))") }
  say(text, to: descriptor)
  close(descriptor)
}

/// Makes a folder where there is none yet.
func makeFolder(_ path: String) {
  if mkdir(path, 0o755) != 0, errno != EEXIST { stop("cannot make \(path): \(String(cString: strerror(errno)))") }
}
