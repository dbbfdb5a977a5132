import Diagnostics

/// Takes lines in UTF-8 and writes them in the encoding and with the line ends that the options say.
///
/// Writers append a line to ``line`` and call ``endLine()``. With UTF-8 nothing is copied: the lines collect in one
/// buffer.
final class LineOutput {
  /// The line being written, in UTF-8, behind those not yet handed on.
  let line = OutputBuffer()
  /// Lines ended so far.
  private(set) var lineCount = 0
  private let sink: any ByteSink
  private let options: TextFileOptions
  private let encoded = OutputBuffer()
  private let crlf: Bool

  init(sink: any ByteSink, options: TextFileOptions) {
    self.sink = sink
    self.options = options
    crlf = options.newline == .crlf
    if options.byteOrderMark { writeByteOrderMark() }
  }

  @inline(__always)
  func endLine() throws {
    if crlf { line.append(UInt8(ascii: "\r")) }
    line.append(UInt8(ascii: "\n"))
    lineCount += 1
    if options.encoding == .utf8 {
      if line.count >= OutputBuffer.piece { try line.flush(to: sink) }
    } else {
      try encodeLine()
    }
  }

  func finish() throws {
    try line.flush(to: sink)
    try encoded.flush(to: sink)
  }

  private func writeByteOrderMark() {
    switch options.encoding {
    case .utf8: line.append([0xEF, 0xBB, 0xBF])
    case .utf16le: encoded.append([0xFF, 0xFE])
    case .utf16be: encoded.append([0xFE, 0xFF])
    case .utf32le: encoded.append([0xFF, 0xFE, 0, 0])
    case .utf32be: encoded.append([0, 0, 0xFE, 0xFF])
    case .windows1252, .latin1: break
    }
  }

  private func encodeLine() throws {
    let utf8 = line.bytes
    var index = 0
    while index < utf8.count {
      let (scalar, length) = decodeScalar(utf8, at: index)
      index += length
      if let byte = singleByte(scalar) {
        encoded.append(byte)
      } else {
        try encode(scalar)
      }
    }
    line.truncate(to: 0)
    if encoded.count >= OutputBuffer.piece { try encoded.flush(to: sink) }
  }

  /// The one byte of a scalar; nil where the encoding has none or is of wider units.
  private func singleByte(_ scalar: Unicode.Scalar) -> UInt8? {
    switch options.encoding {
    case .utf8, .utf16le, .utf16be, .utf32le, .utf32be: return nil
    case .latin1: return scalar.value < 0x100 ? UInt8(scalar.value) : nil
    case .windows1252:
      if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
      return LineOutput.windows1252[scalar.value]
    }
  }

  private func encode(_ scalar: Unicode.Scalar) throws {
    switch options.encoding {
    case .utf16le, .utf16be:
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let ordered = options.encoding == .utf16le ? unit.littleEndian : unit.bigEndian
        withUnsafeBytes(of: ordered) { encoded.append($0) }
      }
    case .utf32le, .utf32be:
      let unit = options.encoding == .utf32le ? scalar.value.littleEndian : scalar.value.bigEndian
      withUnsafeBytes(of: unit) { encoded.append($0) }
    case .utf8, .windows1252, .latin1:
      if options.unmappable == .transliterate, let text = ASCIIText.form(of: scalar) {
        encoded.append(Array(text.utf8))
        return
      }
      guard options.unmappable != .error else {
        let name = "U+" + String(scalar.value, radix: 16, uppercase: true)
        throw Failure(
          .rejected, .unmappableCharacter,
          facts: [
            "row": "row \(lineCount)", "character": "'\(scalar)' (\(name))", "encoding": options.encoding.rawValue,
          ])
      }
      encoded.append(UInt8(ascii: "?"))
    }
  }

  /// The upper half of Windows-1252 that differs from ISO 8859-1 (the best-fit table of Unicode: five bytes stay the
  /// C1 controls they are).
  private static let windows1252: [UInt32: UInt8] = {
    let scalars: [UInt32] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
      0x017D,
      0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
      0x017E, 0x0178,
    ]
    return Dictionary(uniqueKeysWithValues: scalars.enumerated().map { ($1, UInt8(0x80 + $0)) })
  }()
}
