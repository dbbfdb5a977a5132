// swift-format-ignore-file
// Made by scripts/generate from mappings. Do not edit.
enum EmbeddedMappings {
  static let files: [String: String] = [:]
}
