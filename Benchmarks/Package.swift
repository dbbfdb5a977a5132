// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Apart from the program: nothing here is built, fetched or linked with it.
let package = Package(
  name: "DaybookBenchmarks",
  targets: [
    .executableTarget(name: "generate", swiftSettings: strict),
    .executableTarget(name: "bench", swiftSettings: strict),
  ]
)
