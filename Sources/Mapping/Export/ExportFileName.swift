public import Model

/// How files are called: text with `{date}`, `{mapping}`, `{group}`, `{sequence}` and the like in it.
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
    /// Where a delivery goes; nothing in other exports.
    case destination
    /// The number of the delivery, `0001`; `{delivery:6}` with more leading zeros; nothing in other exports.
    case delivery
  }

  /// What is known of the run that writes the files.
  public struct Run: Sendable {
    /// The layout's name.
    public var mapping: String
    /// Its time, where the run is.
    public var wall: WallTime
    /// The offset from UTC then.
    public var offsetSeconds: Int
    /// Where a delivery goes, and which one it is; nil for other exports.
    public var delivery: (destination: String, number: Int)?

    /// A run.
    public init(
      mapping: String, wall: WallTime, offsetSeconds: Int, delivery: (destination: String, number: Int)? = nil
    ) {
      (self.mapping, self.wall, self.offsetSeconds, self.delivery) = (mapping, wall, offsetSeconds, delivery)
    }
  }

  enum Piece: Sendable, Hashable {
    case text(String)
    case date(ExportDatePattern)
    case mapping
    case group
    case sequence(digits: Int)
    case destination
    case delivery(digits: Int)
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
    case (.destination, nil): return .destination
    case (.sequence, let digits), (.delivery, let digits):
      guard let digits = Int(digits ?? (name == "sequence" ? "1" : "4")), (1...9).contains(digits) else {
        throw .place(text)
      }
      return name == "sequence" ? .sequence(digits: digits) : .delivery(digits: digits)
    default: throw .place(text)
    }
  }

  /// Whether each file of a split has a name of its own.
  func tellsApart(_ split: ExportLayout.Split) -> Bool {
    pieces.contains { piece in
      if case .sequence = piece { return true }
      return piece == .group && split.every == nil && split.rows == nil
    }
  }

  /// Whether it names the value that files are split by.
  var namesGroup: Bool { pieces.contains(.group) }

  /// The name of one file of a run.
  public func name(_ run: Run, group: String?, sequence: Int) -> String {
    var name = ""
    for piece in pieces {
      switch piece {
      case .group: name += ExportFileName.safe(group ?? "")
      case .sequence(let digits): name += ExportFileName.number(sequence, digits)
      default: name += ExportFileName.text(piece, run)
      }
    }
    return name.hasPrefix(".") ? "_" + name.dropFirst() : name
  }

  /// The name of all files of a run together, without the ending: what tells them apart is left out, and signs that stood
  /// before it. The layout's name where nothing is left.
  public func common(_ run: Run) -> String {
    var name = ""
    for piece in pieces {
      switch piece {
      case .group, .sequence: name = ExportFileName.trimmed(name)
      default: name += ExportFileName.text(piece, run)
      }
    }
    if case .text(let last)? = pieces.last, let dot = last.lastIndex(of: ".") {
      name = String(name.dropLast(last.distance(from: dot, to: last.endIndex)))
    }
    name = ExportFileName.trimmed(name)
    return name.allSatisfy { "-_. ".contains($0) } || name.hasPrefix(".") ? ExportFileName.safe(run.mapping) : name
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while let last = text.last, "-_. ".contains(last) { text.removeLast() }
    return String(text)
  }

  private static func text(_ piece: Piece, _ run: Run) -> String {
    switch piece {
    case .text(let text): return text
    case .date(let pattern):
      var bytes: [UInt8] = []
      pattern.append(run.wall, offsetSeconds: run.offsetSeconds, to: &bytes)
      return safe(String(decoding: bytes, as: UTF8.self))
    case .mapping: return safe(run.mapping)
    case .destination: return run.delivery.map { safe($0.destination) } ?? ""
    case .delivery(let digits): return run.delivery.map { number($0.number, digits) } ?? ""
    case .group, .sequence: return ""
    }
  }

  private static func number(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// A text without what could lead elsewhere or what file systems refuse, of at most 100 bytes.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      if safe.utf8.count + UTF8.width(scalar) > 100 { break }
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
