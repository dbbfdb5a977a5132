import Diagnostics
import Model
import Tabular

/// Makes an order of every record of an XML or JSON Lines file.
final class OrderRecordSource: OrderSource {
  private let mapping: OrderMapping
  private let reader: any RecordReader
  private let file: String
  private let zone: TimeZoneRules?
  private let sink: DiagnosticSink
  private let orderPaths: PathTree
  private let groupPaths: [PathTree]
  private(set) var rows = 0
  private(set) var rowsWithoutOrder = 0
  let silence = OrderSilence()
  private var isGood = true

  init(
    _ mapping: OrderMapping, reader: any RecordReader, file: String, zone: TimeZoneRules?, sink: DiagnosticSink
  ) {
    self.mapping = mapping
    self.reader = reader
    self.file = file
    self.zone = zone
    self.sink = sink
    var paths = PathTree()
    for rule in mapping.order { paths.add(Array(rule.sources.prefix(1)), all: rule.field.kind == .json) }
    paths.add(mapping.tags?.sources ?? [], all: true)
    for group in mapping.groups {
      switch group.each {
      case .path(let path): paths.add([path.joined(separator: "/")], all: true)
      case .order, .row:
        for rule in group.fields { paths.add(Array(rule.sources.prefix(1)), all: rule.field.kind == .json) }
      }
    }
    orderPaths = paths
    groupPaths = mapping.groups.map { group in
      var paths = PathTree()
      for rule in group.fields { paths.add(Array(rule.sources.prefix(1)), all: rule.field.kind == .json) }
      return paths
    }
  }

  func next() throws -> OrderPiece? {
    while let node = try reader.next() {
      rows += 1
      isGood = true
      var record = OrderRecord()
      for rule in mapping.order { record.values[rule.place] = value(rule, node) }
      guard !record.orderID.isEmpty else {
        if isGood { sink.emit(Diagnostic(.error, .ordersNoID, at: SourceLocation(file: file, line: node.line))) }
        rowsWithoutOrder += 1
        continue
      }
      var extra = orderPaths.rest(of: node)
      for name in extra.keys where mapping.ignored.contains(name.lowercased()) { extra[name] = nil }
      extra[RejectedRecord.member] = nil
      OrderRecordSource.unwrap(&extra)
      for (index, group) in mapping.groups.enumerated() { read(group, groupPaths[index], node, &record, &extra) }
      readTags(node, &record)
      if record.values[OrderRecord.Place.extra].isNone, let json = extra.json {
        record.values[OrderRecord.Place.extra] = .text(json)
      }
      return OrderPiece(orderID: record.orderID, line: node.line, rows: 1, record: isGood ? record : nil)
    }
    return nil
  }

  private func read(
    _ rule: OrderMapping.GroupRule, _ paths: PathTree, _ node: RecordNode, _ record: inout OrderRecord,
    _ extra: inout [String: JSONValue]
  ) {
    guard case .path(let path) = rule.each else {
      let line = line(rule, node)
      if line.hasContent(rule) { record[rule.group].append(line) }
      return
    }
    let restPlace = rule.group.fields.firstIndex { $0.kind == .json }
    for element in node.all(path[...]) {
      var line = line(rule, element)
      var rest = paths.rest(of: element)
      OrderRecordSource.unwrap(&rest)
      if let restPlace, line[restPlace].isNone {
        if let json = rest.json { line[restPlace] = .text(json) }
      } else if !rest.isEmpty {
        extra.join(path.joined(separator: "/"), .object(rest))
      }
      if line.contains(where: { !$0.isNone }) { record[rule.group].append(line) }
    }
  }

  /// What an export wrote of `extra`, as an object or as its text, stands among the other members again.
  private static func unwrap(_ members: inout [String: JSONValue]) {
    if case .text(let text)? = members["extra"], let inner = JSONValue.members(of: Array(text.utf8)) {
      members["extra"] = .object(inner)
    }
    guard case .object(let inner)? = members["extra"] else { return }
    members["extra"] = nil
    members.merge(inner) { first, _ in first }
  }

  private func line(_ rule: OrderMapping.GroupRule, _ node: RecordNode) -> OrderLine {
    var line = OrderLine(repeating: .none, count: rule.group.fields.count)
    for field in rule.fields { line[field.place] = value(field, node) }
    for field in rule.fields where line[field.place].isNone {
      guard let (left, right) = field.product else { continue }
      if let product = FieldRule.product(line[left], line[right]) {
        line[field.place] = product
      } else {
        refuse(FieldMistake(code: .ordersTooLarge, facts: ["field": field.field.name, "order": ""]), node, nil)
      }
    }
    return line
  }

  private func value(_ rule: FieldRule, _ node: RecordNode) -> FieldValue {
    for path in rule.paths {
      guard let found = node.first(path[...]) else { continue }
      if rule.field.kind == .json, !found.children.isEmpty {
        if let json = JSONValue(found)?.json { return .text(json) }
        continue
      }
      var text = found.text ?? ""
      do {
        let value: Result<FieldValue, FieldMistake> = text.withUTF8 { utf8 in
          let bytes = UnsafeRawBufferPointer(utf8).trimmed
          return Result { () throws(FieldMistake) in
            bytes.isEmpty ? FieldValue.none : try rule.value(of: bytes, zone: zone)
          }
        }
        let read = try value.get()
        if !read.isNone { return read }
      } catch {
        refuse(error, found, text)
        return .none
      }
    }
    return rule.fallback
  }

  private func refuse(_ mistake: FieldMistake, _ node: RecordNode, _ text: String?) {
    isGood = false
    sink.emit(
      Diagnostic(
        .error, mistake.code, at: SourceLocation(file: file, line: node.line, field: node.name), facts: mistake.facts,
        excerpt: text?.shortened))
  }

  private func readTags(_ node: RecordNode, _ record: inout OrderRecord) {
    guard let rule = mapping.tags else { return }
    var tags: Set<String> = []
    for source in rule.sources {
      for found in node.all(source.split(separator: "/").map(String.init)[...]) {
        tags.formUnion(rule.tags(in: found.text ?? ""))
      }
    }
    record.tags = tags.sorted()
  }
}

extension OrderLine {
  /// Whether the source said anything: constants alone make no line.
  func hasContent(_ rule: OrderMapping.GroupRule) -> Bool {
    rule.fields.contains { !$0.sources.isEmpty && !self[$0.place].isNone && self[$0.place] != $0.fallback }
  }
}

extension OrderMapping.TagRule {
  /// The labels in a text.
  func tags(in text: String) -> [String] {
    let parts = separator.map { text.split(separator: $0).map(String.init) } ?? [text]
    return parts.map(\.trimmed).filter { !$0.isEmpty }
  }
}

extension String {
  /// Without spaces, tabs and line breaks around it.
  var trimmed: String {
    var copy = self
    return copy.withUTF8 { String(decoding: UnsafeRawBufferPointer($0).trimmed, as: UTF8.self) }
  }
}

extension RecordNode {
  /// The first node at a path.
  func first(_ path: ArraySlice<String>) -> RecordNode? {
    guard let name = path.first else { return self }
    for child in children where child.name == name {
      if let found = child.first(path.dropFirst()) { return found }
    }
    return nil
  }

  /// All nodes at a path.
  func all(_ path: ArraySlice<String>) -> [RecordNode] {
    guard let name = path.first else { return [self] }
    return children.filter { $0.name == name }.flatMap { $0.all(path.dropFirst()) }
  }
}

/// The paths that a mapping takes from a record, to tell what is left.
struct PathTree {
  private var children: [String: PathTree] = [:]
  private var isTaken = false
  private var takesAll = false

  /// Takes the first node at each path, or all of them.
  mutating func add(_ paths: [String], all: Bool = false) {
    for path in paths { add(path.split(separator: "/").map(String.init)[...], all: all) }
  }

  private mutating func add(_ path: ArraySlice<String>, all: Bool) {
    guard let name = path.first else {
      isTaken = true
      takesAll = takesAll || all
      return
    }
    children[name, default: PathTree()].add(path.dropFirst(), all: all)
  }

  /// What of a node is not taken and not blank.
  func rest(of node: RecordNode) -> [String: JSONValue] {
    var rest: [String: JSONValue] = [:]
    var seen: Set<String> = []
    for child in node.children {
      guard let taken = children[child.name] else {
        if let value = JSONValue(child) { rest.join(child.name, value) }
        continue
      }
      let isFirst = seen.insert(child.name).inserted
      if taken.isTaken, taken.takesAll || isFirst, taken.children.isEmpty, child.children.isEmpty || taken.takesAll {
        continue
      }
      if taken.isTaken, !isFirst, !taken.takesAll {
        if let value = JSONValue(child) { rest.join(child.name, value) }
        continue
      }
      var inner = taken.rest(of: child)
      if !taken.isTaken, let text = child.text, !text.isEmpty { inner["#text"] = .text(text) }
      if !inner.isEmpty { rest.join(child.name, .object(inner)) }
    }
    return rest
  }
}
