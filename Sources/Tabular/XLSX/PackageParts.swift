import Diagnostics

/// The parts of an Office Open XML package and what refers to what (ECMA-376 part 2).
struct PackageParts {
  /// One relationship of a part.
  struct Relationship {
    /// The last word of its type, such as `worksheet`, the same in transitional and strict files.
    let kind: String
    /// The name of the part it leads to, without a leading `/`.
    let target: String
  }

  /// The zip file.
  let archive: ZipArchive
  /// The limits of the reading.
  let limits: ReadLimits
  /// What may be unpacked from it.
  let budget: InflationBudget

  /// Where diagnostics of the whole file stand.
  var place: SourceLocation { SourceLocation(file: archive.file.name) }

  /// The bytes of a part; nil where there is none of that name.
  func stream(_ name: String) throws -> (any ByteStream)? {
    try archive.entry(name).map { try archive.stream($0, budget: budget) }
  }

  /// A parser for a part.
  func parser(_ name: String, sheet: String? = nil) -> XMLPushParser {
    var place = self.place
    place.sheet = sheet
    return XMLPushParser(limits: limits, place: place, part: name)
  }

  /// The relationships of a part by their id; of the package for the empty name. None where there is no such list.
  func relationships(of part: String) throws -> [String: Relationship] {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
    let name = "\(folder)_rels/\(file).rels"
    guard let stream = try stream(name) else { return [:] }
    var found: [String: Relationship] = [:]
    try XMLOutline.read(stream, with: parser(name)) { path, tag in
      guard path.count == 2, path[1] == "Relationship", let id = tag.text("Id"), let target = tag.text("Target"),
        tag.text("TargetMode") != "External"
      else { return }
      let kind = tag.text("Type")?.split(separator: "/").last.map(String.init) ?? ""
      found[id] = Relationship(kind: kind, target: PackageParts.resolve(target, in: folder))
    }
    return found
  }

  /// The part of a kind of which a package has one; nil where it has none. Several are refused: programs differ in which
  /// one they take.
  func target(of kind: String, in relationships: [String: Relationship]) throws -> String? {
    let targets = Set(relationships.values.lazy.filter { $0.kind == kind }.map(\.target))
    guard targets.count <= 1 else {
      throw Failure.damagedWorkbook("it has several parts of the kind \(kind)", at: place)
    }
    return targets.first
  }

  /// The part name that a target means, seen from a folder: absolute or relative, with `.` and `..`, `\` and `%20`. One
  /// that leads out of the package keeps its `..`, and no part has such a name.
  static func resolve(_ target: String, in folder: String) -> String {
    let plain = String(target.map { $0 == "\\" ? "/" : $0 })
    var steps: [Substring] = plain.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in plain.split(separator: "/") {
      switch step {
      case ".": break
      case "..":
        if steps.isEmpty || steps.last == ".." { steps.append(step) } else { steps.removeLast() }
      default: steps.append(step)
      }
    }
    return unescaped(steps.joined(separator: "/"))
  }

  private static func unescaped(_ name: String) -> String {
    guard name.contains("%") else { return name }
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
