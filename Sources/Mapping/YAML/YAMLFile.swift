import Diagnostics
import Yams

/// Reads a YAML file into checked values. This is the only place that knows the YAML library.
public enum YAMLFile {
  /// Mappings are small; a file beyond this many bytes is refused before it is parsed.
  public static let largestSize = 1 << 20
  /// Values in a file.
  public static let mostValues = 50_000

  /// The group of keys at the top of a file; nil where it is not YAML or not a group of keys. What is wrong goes to
  /// `mistakes`.
  public static func read(_ bytes: [UInt8], _ mistakes: YAMLMistakes) -> YAMLGroup? {
    let start = YAMLPosition(line: 1, column: 1)
    guard bytes.count <= largestSize else {
      mistakes.add(.mappingTooLarge, at: start, facts: ["what": "bytes", "most": String(largestSize)])
      return nil
    }
    guard
      let text = String(validating: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
    else {
      mistakes.add(.mappingNotYAML, at: start, facts: ["reason": "it is not UTF-8"])
      return nil
    }
    if let alias = YAMLAliases.first(in: text) {
      mistakes.add(.mappingAlias, at: alias.position, facts: ["text": alias.name])
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        mistakes.add(.mappingNotYAML, at: start, facts: ["reason": "it is empty"])
        return nil
      }
      var conversion = Conversion(mistakes: mistakes)
      let root = conversion.value(node, name: "", at: start)
      guard !conversion.isExhausted else {
        mistakes.add(.mappingTooLarge, at: start, facts: ["what": "values", "most": String(mostValues)])
        return nil
      }
      return root.group()
    } catch let error as YamlError {
      report(error, mistakes)
      return nil
    } catch {
      mistakes.add(.mappingNotYAML, at: start, facts: ["reason": "\(error)"])
      return nil
    }
  }

  /// What the group of keys at the top of a file means; fails with `configuration` and all mistakes. `make` gives nil after
  /// a mistake that leaves nothing to work with.
  static func read<Meaning>(
    _ bytes: [UInt8], file: String, as make: (YAMLGroup) throws -> Meaning?
  ) throws -> Meaning {
    let mistakes = YAMLMistakes(file: file)
    let meaning = try read(bytes, mistakes).flatMap(make)
    guard let meaning, mistakes.isEmpty else { throw mistakes.failure }
    return meaning
  }

  /// All mistakes of a file; none when it can be used.
  static func check<Meaning>(_ bytes: [UInt8], file: String, as make: (YAMLGroup) -> Meaning?) -> [Diagnostic] {
    let mistakes = YAMLMistakes(file: file)
    _ = read(bytes, mistakes).flatMap(make)
    return mistakes.diagnostics
  }

  private static func report(_ error: YamlError, _ mistakes: YAMLMistakes) {
    let start = YAMLPosition(line: 1, column: 1)
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      mistakes.add(
        .mappingNotYAML, at: YAMLPosition(line: mark.line, column: mark.column), facts: ["reason": problem])
    case .duplicatedKeysInMapping(let keys, let context):
      mistakes.add(
        .mappingDuplicateKey, at: YAMLPosition(line: context.mark.line, column: context.mark.column),
        field: keys.first, facts: ["key": keys.joined(separator: ", ")])
    case .reader(let problem, _, _, _):
      mistakes.add(.mappingNotYAML, at: start, facts: ["reason": problem])
    default:
      mistakes.add(.mappingNotYAML, at: start, facts: ["reason": "\(error)"])
    }
  }
}

/// Turns the library's tree into ours, within a budget of values.
private struct Conversion {
  let mistakes: YAMLMistakes
  private var left = YAMLFile.mostValues

  init(mistakes: YAMLMistakes) { self.mistakes = mistakes }

  var isExhausted: Bool { left <= 0 }

  mutating func value(_ node: Node, name: String, at place: YAMLPosition) -> YAMLValue {
    left -= 1
    let position = node.mark.map { YAMLPosition(line: $0.line, column: $0.column) } ?? place
    var content = YAMLValue.Content.none
    var isPlain = false
    if !isExhausted {
      switch node {
      case .scalar(let scalar):
        let isNone = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
        isPlain = scalar.style == .plain || scalar.style == .any
        content = isNone ? .none : .scalar(scalar.string)
      case .sequence(let elements):
        content = .list(elements.map { value($0, name: name, at: position) })
      case .mapping(let pairs):
        content = .group(group(pairs, name: name, at: position))
      case .alias:
        // A file with aliases is refused before it is composed.
        content = .none
      }
    }
    return YAMLValue(name: name, position: position, content: content, isPlain: isPlain, mistakes: mistakes)
  }

  private mutating func group(_ pairs: Node.Mapping, name: String, at position: YAMLPosition) -> YAMLGroup {
    var members: [YAMLGroup.Member] = []
    var seen: Set<String> = []
    for (key, element) in pairs where !isExhausted {
      let place = key.mark.map { YAMLPosition(line: $0.line, column: $0.column) } ?? position
      guard case .scalar(let scalar) = key else {
        mistakes.add(.mappingNotYAML, at: place, facts: ["reason": "a key must be a text"])
        continue
      }
      // The library tells `1` from `"1"`; for us both are the text.
      guard seen.insert(scalar.string).inserted else {
        mistakes.add(.mappingDuplicateKey, at: place, field: scalar.string, facts: ["key": scalar.string])
        continue
      }
      members.append(
        YAMLGroup.Member(
          key: scalar.string, position: place, value: value(element, name: scalar.string, at: place)))
    }
    return YAMLGroup(name: name, position: position, members: members, mistakes: mistakes)
  }
}
