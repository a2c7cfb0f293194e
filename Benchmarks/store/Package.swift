// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "store-benchmark",
  dependencies: [.package(name: "KoshaFlow", path: "../..")],
  targets: [
    .systemLibrary(name: "CBenchmarkSQLite"),
    .executableTarget(
      name: "store-benchmark",
      dependencies: [
        "CBenchmarkSQLite", .product(name: "KoshaFlow", package: "KoshaFlow"),
        .product(name: "KoshaStore", package: "KoshaFlow"),
        .product(name: "KoshaRules", package: "KoshaFlow"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
