public import Changes
import Diagnostics
import Glibc
import Mapping
import Store
import Tabular

/// `daybook cases reply|note|status|priority|assign|dispute`: one step of work on one case, as a batch of its own.
public struct WorkOnCase: Sendable {
  /// The case's id.
  public var id: String
  /// What is done.
  public var work: CaseWork
  /// What is said beside it.
  public var options: CaseWork.Options

  /// A request for one step of work.
  public init(_ work: CaseWork, onCase id: String, options: CaseWork.Options = CaseWork.Options()) {
    self.work = work
    self.id = id
    self.options = options
  }

  /// Does it and gives what it did; fails with `rejected` where there is none of that id, with `configuration` where cases
  /// are not worked on here.
  public func run(in session: Session) throws -> CaseActionResult {
    try session.requireCaseWork()
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let result = try work.run(
      onCase: id, in: store, identity: session.identity, mailroom: session.mailroom, options: options)
    return session.withSenderWarning(result)
  }

  /// The text of a message from a file in UTF-8, without the line breaks at its end; `-` is standard input.
  public static func text(ofFile path: String) throws -> String {
    let bytes = try SmallFile.bytes(of: path)
    let end = bytes.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return String(decoding: bytes[..<(end.map { $0 + 1 } ?? 0)], as: UTF8.self)
  }

  /// A template of the workspace by name; fails with `noInput`, naming those there are.
  public static func template(_ name: String, in session: Session) throws -> CaseTemplate {
    let folder = session.workspace.templatesFolder
    let known = names(in: folder)
    guard known.contains(name) else {
      let shown = known.isEmpty ? "none yet" : known.joined(separator: ", ")
      throw Failure(.noInput, .caseNoTemplate, facts: ["name": name, "folder": folder, "known": shown])
    }
    let path = "\(folder)/\(name).txt"
    return CaseTemplate(name: name, file: path, text: String(decoding: try SmallFile.bytes(of: path), as: UTF8.self))
  }

  private static func names(in folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let file = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if file.hasSuffix(".txt"), !file.hasPrefix(".") { names.append(String(file.dropLast(4))) }
    }
    return names.sorted()
  }
}
