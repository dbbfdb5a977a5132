// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Apart from the program, which is built without any of this; `tables` uses its library of tables.
let package = Package(
  name: "DaybookBenchmarks",
  dependencies: [.package(name: "Daybook", path: "..")],
  targets: [
    .executableTarget(name: "generate", swiftSettings: strict),
    .executableTarget(name: "bench", swiftSettings: strict),
    .executableTarget(
      name: "tables", dependencies: [.product(name: "Tabular", package: "Daybook")], swiftSettings: strict),
  ]
)
