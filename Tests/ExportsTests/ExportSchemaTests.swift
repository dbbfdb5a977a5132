import Diagnostics
import Foundation
import Mapping
import Store
import TestSupport
import Testing

/// The JSON Schema for editors says what the reader of layouts says.
@Suite struct ExportSchemaTests {
  private let schema: [String: Any]

  init() throws {
    let text = Data(ExportSchema.text(fields: ExportCatalogue.fields).utf8)
    schema = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
  }

  @Test func theFileInMappingsIsFresh() throws {
    let file = try String(contentsOf: PackageFolder.url("mappings/export.schema.json"), encoding: .utf8)
    #expect(
      file == ExportSchema.text(fields: ExportCatalogue.fields),
      "run: daybook mapping docs --schema > mappings/export.schema.json")
  }

  /// Groups of keys with a layout that has an unknown key in each.
  @Test(arguments: [
    ("layout", "zzz: 1"), ("column", "columns: [{field: order_id, zzz: 1}]"),
    ("column", "columns: [{title: a, each: item, as: columns, columns: [order_id], zzz: 1}]"),
    ("column", "columns: [{title: a, each: item, as: cell, columns: [order_id], zzz: 1}]"),
    ("column", "format: json\ncolumns: [{title: a, each: item, columns: [order_id], zzz: 1}]"),
    ("value", "columns: [{title: a, first_of: [{field: order_id, zzz: 1}]}]"),
    ("branch", "columns: [{title: a, when: [{if: {stage: Hold}, then: 1, zzz: 1}]}]"),
    ("lookup", "columns: [{field: order_id, lookup: {file: a, key: a, value: a, zzz: 1}}]"),
    ("totals", "totals: {zzz: 1}"), ("split", "split: {every: 1, zzz: 1}"), ("csv", "csv: {zzz: 1}"),
    ("record", "records: [{each: item, if: {total: 0}, zzz: 1}]"), ("record", "records: [{once: end, zzz: 1}]"),
    ("sheet", "sheets: [{sheet: A, rows: order, columns: [order_id], zzz: 1}]"),
    ("balance", "balance: {zzz: 1}"), ("xlsx", "xlsx: {zzz: 1}"), ("json", "json: {zzz: 1}"), ("xml", "xml: {zzz: 1}"),
    ("fixed", "fixed: {zzz: 1}"),
    ("test", "where: {order_id: {zzz: 1}}"), ("test", "where: {total: {zzz: 1}}"),
    ("test", "where: {created_at: {zzz: 1}}"),
  ])
  func everyKeyOfTheReaderIsInTheSchema(group: String, text: String) throws {
    let layout =
      "kind: export\nrows: order\n" + (text.contains("columns:") ? "" : "columns: [order_id]\n") + text + "\n"
    let file = MappingFile(name: "t", section: .exports, origin: .file(path: "t.yaml"), bytes: Array(layout.utf8))
    let found = ExportLayout.check(file, fields: ExportCatalogue.fields).first { $0.code == .mappingUnknownKey }
    let known = try #require(found?.facts["known"]).split(separator: ", ").map(String.init)
    let keys = try properties(of: group)
    #expect(known.count > 0)
    for key in known { #expect(keys.contains(key), "\(group) lacks \(key)") }
    #expect(ExportLayoutGuide.text.contains("\n\(group): "))
    for key in keys { #expect(ExportLayoutGuide.text.contains("\n  \(key) "), "\(key) is not in the guide") }
  }

  private func properties(of group: String) throws -> Set<String> {
    let object = group == "layout" ? schema : try definition(group)
    return Set(try #require(object["properties"] as? [String: Any]).keys)
  }

  private func definition(_ name: String) throws -> [String: Any] {
    try #require((schema["$defs"] as? [String: Any])?[name] as? [String: Any])
  }

  /// The shipped layouts, and those of the documentation.
  @Test func everyShippedLayoutIsValid() throws {
    for file in try MappingCatalog(folder: nil).files(in: .exports) {
      let group = try #require(YAMLFile.read(file.bytes, YAMLMistakes(file: file.name)))
      #expect(try problems(group, schema, at: file.name) == [])
    }
    let docs = try String(contentsOf: PackageFolder.url("docs/exports.md"), encoding: .utf8)
    for example in docs.components(separatedBy: "```yaml\n").dropFirst() where example.hasPrefix("kind: export") {
      let text = try #require(example.components(separatedBy: "```").first)
      let group = try #require(YAMLFile.read(Array(text.utf8), YAMLMistakes(file: "docs")))
      #expect(try problems(group, schema, at: "docs") == [])
    }
  }

  @Test func mistakesAreInvalid() throws {
    for text in [
      "kind: export\nrows: order\ncolumns: [order_idd]\n", "kind: export\nrows: order\ncolumns: [order_id]\nzzz: 1\n",
      "kind: export\nrows: orders\ncolumns: [order_id]\n", "kind: export\ncolumns: [order_id]\n",
      "kind: export\nrows: order\ncolumns: [order_id]\nwhere: {stag: Hold}\n",
      "kind: export\nrows: order\ncolumns: [{field: total, decimals: 9}]\n",
    ] {
      let group = try #require(YAMLFile.read(Array(text.utf8), YAMLMistakes(file: "t")))
      #expect(try !problems(group, schema, at: "t").isEmpty, "\(text)")
    }
  }
}

/// As much of JSON Schema as ours uses. Scalars of YAML are compared as texts.
extension ExportSchemaTests {
  private func problems(_ group: YAMLGroup, _ schema: [String: Any], at path: String) throws -> [String] {
    let properties = schema["properties"] as? [String: Any] ?? [:]
    var found: [String] = []
    for key in schema["required"] as? [String] ?? [] where !group.members.contains(where: { $0.key == key }) {
      found.append("\(path): no \(key)")
    }
    if let any = schema["anyOf"] as? [[String: [String]]] {
      let names = Set(group.members.map(\.key))
      if !any.contains(where: { names.isSuperset(of: $0["required"] ?? []) }) { found.append("\(path): no rows") }
    }
    for member in group.members {
      let place = "\(path).\(member.key)"
      if let names = schema["propertyNames"] as? [String: Any], try !isName(member.key, names) {
        found.append("\(place): unknown")
      }
      if let inner = properties[member.key] as? [String: Any] {
        found += try problems(member.value, inner, at: place)
      } else if let other = schema["additionalProperties"] as? [String: Any] {
        found += try problems(member.value, other, at: place)
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(place): unknown")
      }
    }
    return found
  }

  private func isName(_ name: String, _ schema: [String: Any]) throws -> Bool {
    if let any = schema["anyOf"] as? [[String: Any]] { return try any.contains { try isName(name, $0) } }
    if let reference = schema["$ref"] as? String { return try isName(name, resolved(reference)) }
    return (schema["enum"] as? [String])?.contains(name) ?? true
  }

  private func resolved(_ reference: String) throws -> [String: Any] {
    try definition(try #require(reference.split(separator: "/").last.map(String.init)))
  }

  private func problems(_ value: YAMLValue, _ schema: [String: Any], at path: String) throws -> [String] {
    if let any = schema["anyOf"] as? [[String: Any]] {
      return try any.contains { try problems(value, $0, at: path).isEmpty } ? [] : ["\(path): fits nothing"]
    }
    if let reference = schema["$ref"] as? String { return try problems(value, resolved(reference), at: path) }
    if value.isList {
      guard let items = schema["items"] as? [String: Any] else { return ["\(path): a list"] }
      return try (value.list() ?? []).flatMap { try problems($0, items, at: path) }
    }
    if value.isGroup {
      guard schema["type"] as? String == "object", let group = value.group() else { return ["\(path): a group"] }
      return try problems(group, schema, at: path)
    }
    let text = value.isNone ? "null" : value.text() ?? ""
    if let words = schema["enum"] as? [Any] {
      return words.contains { "\($0)" == text || ($0 as? Bool).map { $0 ? "true" : "false" } == text }
        ? [] : ["\(path): \(text)"]
    }
    if schema["type"] as? String == "integer" {
      guard let number = Int(text), let least = schema["minimum"] as? Int, let most = schema["maximum"] as? Int else {
        return ["\(path): \(text)"]
      }
      return (least...most).contains(number) ? [] : ["\(path): \(text)"]
    }
    let isScalar = schema["type"] is [String] || schema["type"] as? String == "string"
    return isScalar ? [] : ["\(path): \(text)"]
  }
}
