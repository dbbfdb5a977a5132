// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// libFuzzer around the readers; `scripts/fuzz` builds and runs it. The checks themselves are links to the tests, which
/// run them on the files that fuzzing found.
let package = Package(
  name: "DaybookFuzzing",
  dependencies: [.package(name: "Daybook", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz", dependencies: [.product(name: "Tabular", package: "Daybook")],
      swiftSettings: strict)
  ]
)
