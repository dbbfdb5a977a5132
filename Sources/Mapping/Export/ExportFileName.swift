public import Model

/// How files are called: text with `{date}`, `{mapping}`, `{group}` and `{sequence}` in it.
///
/// What stands for these cannot lead out of a folder: signs that part folders, control characters and a point at the
/// beginning become `_`.
public struct ExportFileName: Sendable, Hashable {
  /// What stands for a value.
  public enum Place: String, Sendable, CaseIterable {
    /// The day of the run, `2026-09-30`; or of its time with a pattern, `{date:yyyyMMdd-HHmm}`.
    case date
    /// The layout's name.
    case mapping
    /// The value that the files are split by.
    case group
    /// The file's number from 1; `{sequence:4}` with leading zeros.
    case sequence
  }

  enum Piece: Sendable, Hashable {
    case text(String)
    case date(ExportDatePattern)
    case mapping
    case group
    case sequence(digits: Int)
  }

  /// What was wrong in a text.
  enum Mistake: Error, Hashable {
    /// It leads into another folder, or is empty.
    case path
    /// What stands in braces is none of ``Place``.
    case place(String)
    /// The letters of a date pattern.
    case pattern(String)
  }

  let pieces: [Piece]

  init(_ text: String) throws(Mistake) {
    var pieces: [Piece] = []
    for (isPlace, part) in BracedText.parts(of: text) {
      guard isPlace else {
        if part.contains(where: { "/\\\0".contains($0) }) { throw .path }
        pieces.append(.text(part))
        continue
      }
      pieces.append(try ExportFileName.piece(part))
    }
    if text.isEmpty || text.hasPrefix(".") { throw .path }
    self.pieces = pieces
  }

  init(pieces: [Piece]) { self.pieces = pieces }

  private static func piece(_ text: String) throws(Mistake) -> Piece {
    let colon = text.firstIndex(of: ":")
    let name = String(text[..<(colon ?? text.endIndex)])
    let detail = colon.map { String(text[text.index(after: $0)...]) }
    switch (Place(rawValue: name), detail) {
    case (.date, let pattern):
      do {
        return .date(try ExportDatePattern(pattern ?? ExportDatePattern.isoDate))
      } catch {
        throw .pattern(error.letters)
      }
    case (.mapping, nil): return .mapping
    case (.group, nil): return .group
    case (.sequence, nil): return .sequence(digits: 1)
    case (.sequence, let digits?):
      guard let digits = Int(digits), (1...9).contains(digits) else { throw .place(text) }
      return .sequence(digits: digits)
    default: throw .place(text)
    }
  }

  /// Whether each file of a split has a name of its own.
  func tellsApart(_ split: ExportLayout.Split) -> Bool {
    pieces.contains { piece in
      if case .sequence = piece { return true }
      return piece == .group && split.every == nil
    }
  }

  /// The name of a file, for a run at this time.
  public func name(mapping: String, at wall: WallTime, offsetSeconds: Int, group: String?, sequence: Int) -> String {
    var name = ""
    for piece in pieces {
      switch piece {
      case .text(let text): name += text
      case .date(let pattern):
        var bytes: [UInt8] = []
        pattern.append(wall, offsetSeconds: offsetSeconds, to: &bytes)
        name += ExportFileName.safe(String(decoding: bytes, as: UTF8.self))
      case .mapping: name += ExportFileName.safe(mapping)
      case .group: name += ExportFileName.safe(group ?? "")
      case .sequence(let digits):
        let number = String(sequence)
        name += String(repeating: "0", count: max(0, digits - number.count)) + number
      }
    }
    return name.hasPrefix(".") ? "_" + name.dropFirst() : name
  }

  /// A text without what could lead elsewhere or what file systems refuse, of at most 100 characters.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars.prefix(100) {
      let isBad = scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar)
      safe.unicodeScalars.append(isBad ? "_" : scalar)
    }
    return safe.isEmpty ? "_" : safe
  }
}

/// Text with names in braces, `{name}`; two braces stand for one.
enum BracedText {
  /// The parts of a text; an open brace without its end is text.
  static func parts(of text: String) -> [(isPlace: Bool, text: String)] {
    var parts: [(isPlace: Bool, text: String)] = []
    var literal = ""
    var rest = Substring(text)
    while let first = rest.first {
      if (first == "{" || first == "}"), rest.dropFirst().first == first {
        literal.append(first)
        rest = rest.dropFirst(2)
      } else if first == "{", let end = rest.firstIndex(of: "}") {
        if !literal.isEmpty { parts.append((false, literal)) }
        literal = ""
        parts.append((true, String(rest[rest.index(after: rest.startIndex)..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        literal.append(first)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { parts.append((false, literal)) }
    return parts
  }
}
