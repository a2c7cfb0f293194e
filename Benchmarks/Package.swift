// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "KoshaFlowBenchmarks",
  dependencies: [.package(name: "KoshaFlow", path: "..")],
  targets: [
    .systemLibrary(
      name: "CSystemLibYAML", path: "yaml/CSystemLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "LibYAMLTree", dependencies: ["CSystemLibYAML"], path: "yaml/LibYAMLTree"),
    .executableTarget(
      name: "yaml-rate",
      dependencies: [
        "LibYAMLTree",
        .product(name: "KoshaSource", package: "KoshaFlow"),
        .product(name: "KoshaYAML", package: "KoshaFlow"),
        .product(name: "KoshaTestSupport", package: "KoshaFlow"),
      ],
      path: "yaml/YAMLRate",
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .systemLibrary(name: "CBenchmarkSQLite", path: "store/CBenchmarkSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .executableTarget(
      name: "store-rate",
      dependencies: [
        "CBenchmarkSQLite",
        .product(name: "KoshaRules", package: "KoshaFlow"),
        .product(name: "KoshaFlow", package: "KoshaFlow"),
        .product(name: "KoshaStore", package: "KoshaFlow"),
        .product(name: "KoshaSource", package: "KoshaFlow"),
      ],
      path: "store/StoreRate",
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "rules-rate",
      dependencies: [
        .product(name: "KoshaInterchange", package: "KoshaFlow"),
        .product(name: "KoshaRules", package: "KoshaFlow"),
        .product(name: "KoshaSource", package: "KoshaFlow"),
        .product(name: "KoshaYAML", package: "KoshaFlow"),
      ],
      path: "rules/RulesRate",
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ],
  swiftLanguageModes: [.v6]
)
