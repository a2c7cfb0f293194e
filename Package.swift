// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target of our own: what Swift 6 and the house rules ask for.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "KoshaFlow",
  products: [
    .library(name: "KoshaSource", targets: ["KoshaSource"]),
    .library(name: "KoshaYAML", targets: ["KoshaYAML"]),
    .library(name: "KoshaRules", targets: ["KoshaRules"]),
    .library(name: "KoshaFlow", targets: ["KoshaFlow"]),
    .library(name: "KoshaStore", targets: ["KoshaStore"]),
    .library(name: "KoshaWorker", targets: ["KoshaWorker"]),
    .library(name: "KoshaInterchange", targets: ["KoshaInterchange"]),
    .executable(name: "kosha-flow", targets: ["kosha-flow"]),
    // For Benchmarks.
    .library(name: "KoshaTestSupport", targets: ["KoshaTestSupport"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
  ],
  targets: [
    // Where C is met.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "CKoshaSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CKoshaPOSIX"),

    // The pure core.
    .target(name: "KoshaSource", swiftSettings: house),
    .target(name: "KoshaYAML", dependencies: ["KoshaSource", "CLibYAML"], swiftSettings: house),
    .target(name: "KoshaRules", dependencies: ["KoshaSource", "KoshaYAML"], swiftSettings: house),
    .target(
      name: "KoshaFlow",
      dependencies: [
        "KoshaSource", "KoshaYAML", "KoshaRules",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Store/StoreContract.md"], swiftSettings: house),

    // The shell.
    .target(
      name: "KoshaStore",
      dependencies: [
        "KoshaSource", "KoshaRules", "KoshaFlow", "CKoshaSQLite", "CKoshaPOSIX",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .target(
      name: "KoshaWorker",
      dependencies: [
        "KoshaSource", "KoshaRules", "KoshaFlow",
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house),
    .target(
      name: "KoshaInterchange", dependencies: ["KoshaSource", "KoshaYAML", "KoshaRules", "KoshaFlow", "CExpat"],
      swiftSettings: house),
    .executableTarget(
      name: "kosha-flow",
      dependencies: [
        "KoshaSource", "KoshaYAML", "KoshaRules", "KoshaFlow", "KoshaStore", "KoshaWorker", "KoshaInterchange",
        "CKoshaPOSIX",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house,
      // At a fixed address the loader has no 97,000 places to relocate at every start, which is a seventh of a whole
      // `case do`; see docs/decisions/start-up.md.
      linkerSettings: [.unsafeFlags(["-Xclang-linker", "-no-pie"], .when(configuration: .release))]),

    // Tests.
    .target(
      name: "KoshaTestSupport", dependencies: ["KoshaSource", "KoshaYAML"], path: "Tests/KoshaTestSupport",
      swiftSettings: house),
    .testTarget(
      name: "KoshaSourceTests", dependencies: ["KoshaSource", "KoshaTestSupport"], swiftSettings: house),
    .testTarget(
      name: "KoshaYAMLTests", dependencies: ["KoshaSource", "KoshaYAML", "KoshaTestSupport"],
      exclude: ["Cases", "Snapshots"], swiftSettings: house),
    .testTarget(
      name: "KoshaRulesTests", dependencies: ["KoshaSource", "KoshaYAML", "KoshaRules", "KoshaTestSupport"],
      exclude: ["Cases", "Snapshots"], swiftSettings: house),
    .testTarget(
      name: "KoshaFlowTests",
      dependencies: [
        "KoshaSource", "KoshaYAML", "KoshaRules", "KoshaFlow", "KoshaTestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Cases", "Snapshots"], swiftSettings: house),
    .testTarget(
      name: "KoshaStoreTests",
      dependencies: [
        "KoshaSource", "KoshaRules", "KoshaFlow", "KoshaStore", "KoshaTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "KoshaWorkerTests",
      dependencies: [
        "KoshaSource", "KoshaRules", "KoshaFlow", "KoshaStore", "KoshaWorker", "KoshaTestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "KoshaInterchangeTests",
      dependencies: [
        "KoshaSource", "KoshaYAML", "KoshaRules", "KoshaFlow", "KoshaInterchange", "KoshaTestSupport",
      ],
      exclude: ["Cases", "Charts"], swiftSettings: house),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["kosha-flow", "KoshaSource", "KoshaRules", "KoshaFlow", "KoshaStore", "KoshaTestSupport"],
      exclude: ["Snapshots"], swiftSettings: house),
    .testTarget(name: "HouseTests", dependencies: ["KoshaTestSupport"], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)

// For libFuzzer, which brings the program's entry point itself: `make fuzz` links this library with it.
if Context.environment["KOSHA_FUZZ"] != nil {
  package.products.append(.library(name: "KoshaFuzz", type: .static, targets: ["KoshaFuzz"]))
  package.targets.append(
    .target(
      name: "KoshaFuzz", dependencies: ["KoshaSource", "KoshaRules", "KoshaInterchange"], path: "Fuzz",
      exclude: ["seeds", "fuzz.sh"], swiftSettings: house))
}
