import Diagnostics
import Exports
import Mapping

/// Reads `destinations:` of `daybook.yaml`.
enum DestinationSettings {
  /// The destinations in the order of the file; mistakes go where the group's go.
  static func read(_ group: YAMLGroup?, workspace: String) -> [ExportDestination] {
    guard let group else { return [] }
    return group.allMembers().map { member in
      let outbox = workspace + "/outbox"
      var destination = ExportDestination(name: member.key, folder: outbox)
      if member.value.isNone { return destination }
      guard let settings = member.value.group() else { return destination }
      if let folder = settings.text("folder") {
        destination.folder = folder.hasPrefix("/") ? folder : "\(workspace)/\(folder)"
      }
      let seconds = settings.int("time_limit", in: 1...86_400)
      if let value = settings.value("deliver") { destination.command = command(value, seconds) }
      settings.finish()
      return destination
    }
  }

  private static func command(_ value: YAMLValue, _ seconds: Int?) -> DeliveryCommand? {
    let values = value.list() ?? []
    let arguments = values.compactMap { $0.text() }
    let takesAll = arguments.contains(DeliveryCommand.allFiles)
    for (value, argument) in zip(values, arguments) where argument != DeliveryCommand.allFiles {
      for name in placeholders(in: argument) {
        if !DeliveryCommand.placeholders.contains(name) {
          value.mistake(
            .unknownPlaceholder,
            facts: ["name": name, "known": (DeliveryCommand.placeholders + ["files"]).joined(separator: ", ")])
        } else if takesAll, DeliveryCommand.ofOneFile.contains(name) {
          value.mistake(.placeholderOfOneFile, facts: ["name": name])
        }
      }
    }
    guard let program = arguments.first, !program.isEmpty else {
      value.mistake(
        .badConfiguration,
        facts: ["reason": "'deliver' names no program", "help": "list the program and its arguments"])
      return nil
    }
    return DeliveryCommand(arguments: arguments, timeLimitSeconds: seconds ?? DeliveryCommand.usualSeconds)
  }

  /// Words in braces; anything else in braces is the program's own business.
  private static func placeholders(in text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      let word = part.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return !word.isEmpty && part.dropFirst(word.count).first == "}" ? String(word) : nil
    }
  }
}

extension Workspace {
  /// The destination of a name; the only one, or `default`, where none is named.
  ///
  /// Fails with `usage` where the settings list destinations and this is none of them.
  func destination(_ named: String?) throws -> ExportDestination {
    let names = destinations.map(\.name)
    guard let name = named ?? (destinations.isEmpty ? "default" : names.count == 1 ? names[0] : nil) else {
      throw Failure(.usage, .exportDestinationMissing, facts: ["known": names.joined(separator: ", ")])
    }
    if let known = destinations.first(where: { $0.name == name }) { return known }
    guard destinations.isEmpty else {
      throw Failure(
        .usage, .unknownDestination,
        facts: ["destination": name, "nearest": nearestName(to: name, among: names) ?? names[0]])
    }
    return ExportDestination(name: name, folder: outboxFolder)
  }

  /// The folder of the copies of what was applied and delivered.
  var copiesFolder: String { folder + "/archive" }
}
