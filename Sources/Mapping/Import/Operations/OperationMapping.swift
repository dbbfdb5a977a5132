public import Diagnostics
public import Model
public import Tabular

/// A checked, compiled mapping of `kind: operations`: how the rows of a table become operations on orders. See
/// docs/orders.md.
public struct OperationMapping {
  /// Its name, as `--mapping` and the batch have it.
  public let name: String
  /// SHA-256 of the file it was read from.
  public let digest: SHA256Digest
  /// Header names that a file must have to be recognised.
  public private(set) var recognisedBy: [String] = []
  var delimiter: UInt8?
  var encoding: TextEncoding?
  private var zone: TimeZoneRules?
  private var takesWorkspaceZone = false
  var fields: [FieldRule] = []

  /// Reads a mapping of `kind: operations`; fails with `configuration` and all its mistakes.
  public static func read(_ file: MappingFile) throws -> OperationMapping {
    try YAMLFile.read(file.bytes, file: file.shownPath) { OperationMapping(group: $0, digest: file.digest) }
  }

  /// All mistakes of a mapping of `kind: operations`; none when it can be used.
  public static func check(_ bytes: [UInt8], file: String) -> [Diagnostic] {
    YAMLFile.check(bytes, file: file) { OperationMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  private init?(group: YAMLGroup, digest: SHA256Digest) {
    if let kind = group.requiredValue("kind"), let text = kind.text(), text != "operations" {
      kind.mistake(.mappingWrongKind, facts: ["found": text, "wanted": "operations"])
    }
    name = group.requiredText("name") ?? ""
    self.digest = digest
    recognisedBy = group.texts("recognised_by")
    if let file = group.group("file") {
      (delimiter, encoding) = (file.delimiter(), file.encoding())
      file.finish()
    }
    if let value = group.value("zone") {
      takesWorkspaceZone = value.text() == "workspace"
      if !takesWorkspaceZone { zone = value.zone() }
    }
    var defaults = FieldDefaults()
    defaults.form.read(group)
    if let patterns = DatePattern.list(group.value("dates")) { defaults.dates = patterns }
    if let fields = group.requiredGroup("fields") {
      self.fields = OrderMapping.rules(fields, OperationFields.all, prefix: "", isTable: false, defaults)
      fields.finish()
      for place in [OperationFields.Place.operation, .orderID] {
        let name = OperationFields.all[place.rawValue].name
        guard !self.fields.contains(where: { $0.place == place.rawValue }) else { continue }
        fields.mistakes.add(.mappingMissingKey, at: fields.position, field: name, facts: ["key": name])
      }
    }
    group.finish()
  }

  /// The zone of a file's wall-clock times; nil where the mapping names none.
  func zone(workspace: TimeZoneRules) -> TimeZoneRules? { takesWorkspaceZone ? workspace : zone }

  /// The user's options, with what the mapping says where the user says nothing.
  public func readOptions(_ options: ReadOptions) -> ReadOptions {
    var options = options
    options.delimiter = options.delimiter ?? delimiter
    options.encoding = options.encoding ?? encoding
    return options
  }
}

/// Finds the mapping of operations that a file is made for, by its header.
public struct OperationRecogniser {
  private let catalog: MappingCatalog

  /// A recogniser over a catalogue.
  public init(_ catalog: MappingCatalog) { self.catalog = catalog }

  /// The mapping that asks for the most columns that the file has.
  ///
  /// Fails with `rejected` where no mapping knows the file, or several know it equally well; the diagnostic lists them.
  public func mapping(for file: InputFile, options: ReadOptions) throws -> OperationMapping {
    let files = try catalog.files(in: .operations)
    var best: [OperationMapping] = []
    var score = 0
    var seen: [String] = []
    for mapping in try files.map(OperationMapping.read) where file.format.isTable {
      let names = try file.table(mapping.readOptions(options)).nextTexts() ?? []
      if !names.isEmpty { seen = names }
      let known = Set(names.map { $0.trimmed.lowercased() })
      let wanted = mapping.recognisedBy.map { $0.trimmed.lowercased() }
      guard !wanted.isEmpty, wanted.allSatisfy(known.contains), wanted.count >= score else { continue }
      if wanted.count > score { best = [] }
      best.append(mapping)
      score = wanted.count
    }
    if let found = best.first, best.count == 1 { return found }
    let location = SourceLocation(file: file.name)
    guard best.isEmpty else {
      throw Failure(
        .rejected, .recognisedTwice, at: location, facts: ["found": best.map(\.name).joined(separator: ", ")])
    }
    throw Failure(
      .rejected, .notRecognised, at: location,
      facts: [
        "section": "operations", "known": files.map(\.name).joined(separator: ", "),
        "found": seen.isEmpty ? file.format.rawValue : seen.prefix(4).joined(separator: ", "),
      ])
  }
}
