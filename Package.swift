// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is compiled under the same rules: Swift 6 mode, warnings are errors, imports are internal
/// unless a public declaration needs them, and a member is visible only through a direct import.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func library(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: ["TestSupport"] + dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "Daybook",
  products: [
    .executable(name: "daybook", targets: ["daybook"]),
    // For Fuzzing, a package of its own.
    .library(name: "Tabular", targets: ["Tabular"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // System libraries.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CIgzip", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // Headers of our own: the processor's instructions that Swift has no name for, and an option of SQLite.
    .systemLibrary(name: "CScan"),
    .systemLibrary(name: "CSQLite"),

    // Level 0: words and figures.
    library("Diagnostics", []),
    library("Model", ["CCrypto"]),

    // Level 1: bytes to rows, business time, the store.
    library("Tabular", ["Diagnostics", "Model", "CZlib", "CIgzip", "CXML", "CScan"]),
    library("ServiceLevels", ["Model"]),
    library("Store", ["Diagnostics", "Model", "CSQLite", grdb, grdbSQLite], exclude: ["SQL"]),

    // Level 2: rows to typed records.
    library("Mapping", ["Diagnostics", "Model", "Tabular", yams]),

    // Level 3: what changes, leaves or describes the store.
    library("Changes", ["Diagnostics", "Model", "Tabular", "Store", "Mapping"]),
    library("Exports", ["Diagnostics", "Model", "Tabular", "Store", "Mapping"]),
    library("Reporting", ["Diagnostics", "Model", "Tabular", "ServiceLevels", "Store", "Mapping"]),

    // Level 4: the use cases.
    library(
      "Daybook",
      ["Diagnostics", "Model", "Tabular", "ServiceLevels", "Store", "Mapping", "Changes", "Exports", "Reporting"]),

    // Level 5: the command line.
    library(
      "DaybookCommands",
      [
        "Daybook", "Diagnostics", "Model", "Tabular", "Mapping", "Store", "Changes", "Exports", "Reporting",
        "ServiceLevels",
        argumentParser,
      ]),
    .executableTarget(name: "daybook", dependencies: ["DaybookCommands"], swiftSettings: strict),

    // Tests.
    .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: strict),
    tests("ModelTests", ["Model", "Diagnostics"]),
    tests("TabularTests", ["Tabular", "Model", "Diagnostics"]),
    tests("ServiceLevelsTests", ["ServiceLevels", "Model"]),
    tests("StoreTests", ["Store", "Model", "Diagnostics", grdb]),
    tests("MappingTests", ["Mapping", "Tabular", "Model", "Diagnostics"]),
    tests(
      "ChangesTests", ["Changes", "Store", "Mapping", "Tabular", "Model", "Diagnostics", grdb],
      exclude: ["Orders/Fixtures"]),
    tests("ExportsTests", ["Exports", "Store", "Mapping", "Tabular", "Model", "Diagnostics"]),
    tests(
      "ReportingTests",
      ["Reporting", "Changes", "Mapping", "Tabular", "ServiceLevels", "Store", "Model", "Diagnostics"]),
    tests("DaybookCommandsTests", ["DaybookCommands", "Changes", "Diagnostics", "Model", "Store", argumentParser]),
    tests("EndToEndTests", ["Diagnostics", "daybook"]),
    tests("FaultTests", ["daybook"]),
  ]
)
