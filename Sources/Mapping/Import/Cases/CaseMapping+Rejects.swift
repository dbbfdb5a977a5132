public import Tabular

extension CaseMapping {
  /// The columns and paths that the mapping reads, each once, in its order: what a rejected record is shown by.
  public var shownNames: [String] {
    var names: [String] = []
    for field in fields {
      for source in field.sources.prefix(1) where !names.contains(source) { names.append(source) }
    }
    return names
  }

  /// What a record says at one of ``shownNames``, in whichever spelling it has it.
  public func text(of name: String, in record: RecordNode) -> String {
    let field = fields.first { $0.sources.first == name }
    for source in field?.sources ?? [name] {
      let path = source.split(separator: "/").map(String.init)
      if let text = record.first(path[...])?.text, !text.isEmpty { return text }
    }
    return ""
  }
}
