// swift-format-ignore-file
// Made by scripts/generate from reports. Do not edit.
enum EmbeddedReports {
  static let files: [String: String] = [:]
}
